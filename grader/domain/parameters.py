"""What one parameter may be: an array, a number, a pair or an int, one of several words, a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from numpy.random import Generator

from grader.domain.values import Here, Values, ordinary
from grader.languages import said
from grader.model.values import Form

#: How many values a `Drawn` parameter offers to the search for one that fits the chosen classes.
CANDIDATES = 300
REQUIRED: Any = object()


@dataclass(frozen=True)
class Shape:
    """Axes by name, as in jaxtyping: "N Cin H W"; a number stands for itself, "" is a plain Python number."""

    axes: str
    title: str = ""
    reason: str = ""
    single: bool = False
    raises: type[Exception] | None = None
    zh: str = ""  # an author's title in Chinese

    @property
    def names(self) -> tuple[str, ...]:
        """The axes' names and numbers."""
        return tuple(self.axes.split())

    def __str__(self) -> str:
        return f"({', '.join(self.names)}{',' if len(self.names) == 1 else ''})" if self.axes else said("a number")


@dataclass(frozen=True)
class Dtypes:
    """Dtypes that a program treats alike."""

    title: str
    names: tuple[str, ...]
    reason: str = ""
    single: bool = False
    raises: ClassVar[None] = None

    def once(self, reason: str = "") -> Dtypes:
        """The same, covered once: its pairs with other classes are not demanded."""
        return replace(self, single=True, reason=reason or self.reason)


float64 = Dtypes("float64", ("float64",))
float32 = Dtypes("float32", ("float32",), "exp overflows at 89, and mixing promotes")
signed = Dtypes(said("signed integers"), ("int64", "int32", "int16", "int8"), "results of their dtype are cut off")
integers = Dtypes(said("integers"), ("int64", "int32"), "results of their dtype are cut off")
small = Dtypes("int8", ("int8",), "products overflow")
uint8 = Dtypes("uint8", ("uint8",), "3 - 7 is 252, sums overflow")
boolean = Dtypes("bool", ("bool",), "sums and differences of bools are bools or errors")


@dataclass(frozen=True)
class Layout:
    """How an array lies in memory."""

    title: str
    form: Form
    reason: str = ""
    single: bool = False
    raises: ClassVar[None] = None

    def once(self, reason: str = "") -> Layout:
        """The same, covered once: its pairs with other classes are not demanded."""
        return replace(self, single=True, reason=reason or self.reason)


c_order = Layout(said("in C order"), Form())
fortran = Layout(said("in Fortran order"), Form("F"), "flattening in memory order mixes the axes up")
gaps = Layout(said("with gaps in memory"), Form("strided"), "a view of it by bytes reads what is between", single=True)
backwards = Layout(
    said("backwards in memory"), Form("reversed"), "negative steps, which PyTorch does not take", single=True
)
read_only = Layout(said("read-only"), Form("C", writeable=False), "what works in place raises", single=True)
LAYOUTS = (c_order, fortran, gaps, backwards, read_only)
VECTORS = (c_order, gaps, backwards, read_only)


@dataclass(frozen=True, init=False)
class Array:
    """An array, or with the shape "" a Python number; `like` names the array whose choice of shapes it follows."""

    shapes: tuple[Shape, ...]
    dtypes: tuple[Dtypes, ...]
    layouts: tuple[Layout, ...]
    values: tuple[Values, ...]
    like: str

    def __init__(
        self,
        *shapes: str | Shape,
        dtypes: Sequence[Dtypes] = (float64,),
        layouts: Sequence[Layout] | None = None,
        values: Sequence[Values] = (),
        like: str = "",
    ) -> None:
        found = tuple(Shape(shape) if isinstance(shape, str) else shape for shape in shapes)
        flat = all(sum(not axis.isdigit() for axis in shape.names) < 2 for shape in found)
        object.__setattr__(self, "shapes", found)
        object.__setattr__(self, "like", like)
        object.__setattr__(self, "dtypes", tuple(dtypes))
        object.__setattr__(self, "layouts", tuple(layouts) if layouts else VECTORS if flat else LAYOUTS)
        object.__setattr__(self, "values", tuple(values) or (ordinary(),))

    @property
    def axes(self) -> set[str]:
        """All names of axes, in whatever shape."""
        return {name for shape in self.shapes for name in shape.names if not name.isdigit()}


@dataclass(frozen=True)
class Int:
    """A Python int; its name is known to predicates."""

    range: Sequence[int]
    default: Any = REQUIRED

    def candidates(self, _: Generator) -> Sequence[Any]:
        """What is drawn from."""
        return self.range

    def allows(self, value: Any) -> bool:
        """Whether a value is one."""
        return isinstance(value, int) and not isinstance(value, bool) and value >= min(self.range)

    def expected(self) -> str:
        """The parameter in words."""
        return f"an int from {min(self.range)} on"


@dataclass(frozen=True)
class Axis(Int):
    """The number of an axis of the array `of`, from either end."""

    of: str = ""

    def allows(self, value: Any) -> bool:
        """Whether a value is one."""
        return isinstance(value, int) and not isinstance(value, bool)

    def expected(self) -> str:
        """The parameter in words."""
        return f"an axis of {self.of}"


@dataclass(frozen=True, init=False)
class OneOf:
    """One of several words or numbers."""

    words: tuple[Any, ...]
    default: Any = REQUIRED

    def __init__(self, *words: Any, default: Any = REQUIRED) -> None:
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "default", default)

    def candidates(self, _: Generator) -> Sequence[Any]:
        """What is drawn from."""
        return self.words

    def allows(self, value: Any) -> bool:
        """Whether a value is one."""
        return value in self.words

    def expected(self) -> str:
        """The parameter in words."""
        return "one of " + ", ".join(map(repr, self.words))


@dataclass(frozen=True)
class Drawn:
    """Any other value, a list of tuples for example: `draw(rng)` gives one, `valid(value)` says what is one."""

    draw: Callable[[Generator], Any]
    valid: Callable[[Any], bool]
    words: str
    default: Any = REQUIRED

    def candidates(self, rng: Generator) -> Sequence[Any]:
        """What is drawn from, the simplest first."""
        return sorted((self.draw(rng) for _ in range(CANDIDATES)), key=lambda value: len(repr(value)))

    def allows(self, value: Any) -> bool:
        """Whether a value is one."""
        return self.valid(value)

    def expected(self) -> str:
        """The parameter in words."""
        return self.words


@dataclass(frozen=True)
class Made:
    """A value that is made from the sizes and the arguments before it: a list of arrays, a mask that may be None.

    `make(here)` gives one, its arrays in `here.dtype`. `measure(inputs)` recognises it: the sizes that the call says by
    it, which predicates may name and `.sizes` draws from, or None where the handout does not allow the value. `dtypes`
    and `layouts` are choices for all of its arrays at once, as those of an `Array`.
    """

    make: Callable[[Here], Any]
    measure: Callable[[Mapping[str, Any]], Mapping[str, Any] | None]
    words: str
    dtypes: tuple[Dtypes, ...] = ()
    layouts: tuple[Layout, ...] = ()

    def expected(self) -> str:
        """The parameter in words."""
        return self.words


@dataclass(frozen=True)
class Pair:
    """A pair (rows, columns), or one int for both; the two names, "sh sw", are known to predicates."""

    names_: str
    range: Sequence[int]
    default: Any = REQUIRED

    @property
    def names(self) -> tuple[str, str]:
        """The names of the two numbers."""
        first, second = self.names_.split()
        return first, second

    def split(self, value: Any) -> tuple[int, int] | None:
        """The two numbers of a value, None where it is no pair and no int."""
        both = value if isinstance(value, (tuple, list)) else (value, value)
        fits = len(both) == 2 and all(type(part) is int and part >= min(self.range) for part in both)
        return (both[0], both[1]) if fits else None


Scalar = Int | OneOf | Drawn
Parameter = Array | Pair | Made | Scalar
