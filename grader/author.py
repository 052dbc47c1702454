"""The only names of grader that an assignment or a reference may import.

An assignment is a folder `assignments/<slug>/` with `assignment.py` (an `Assignment` called `assignment`) and one file
a problem (a `Problem` called `problem`, and scenarios). Its reference is `reference/<slug>/` with `solution.py`,
`alternatives.py`, `mistakes/<problem>.py` and, where libraries can vouch for it, `oracles.py`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, TypeVar, get_args

from numpy.random import Generator

from grader.domain.classes import Choice, case
from grader.domain.covering import rows
from grader.domain.domain import Domain
from grader.domain.parameters import (
    LAYOUTS,
    VECTORS,
    Array,
    Axis,
    Drawn,
    Int,
    Made,
    OneOf,
    Pair,
    Shape,
    backwards,
    boolean,
    c_order,
    float32,
    float64,
    fortran,
    gaps,
    integers,
    read_only,
    signed,
    small,
    uint8,
)
from grader.domain.sample import Sample, sample
from grader.domain.values import equal, negative, ordinary, ties, values, zeros
from grader.model.answers import Alternative, Baseline, Mistake, Oracle
from grader.model.errors import SpecError
from grader.model.meaning import RUN_AGAIN, WORDS
from grader.model.spec import Assignment, Limits, Problem, Scenario, Text
from grader.model.values import Form, Layout

__all__ = [
    "LAYOUTS",
    "VECTORS",
    "Alternative",
    "Array",
    "Assignment",
    "Axis",
    "Baseline",
    "Case",
    "Choice",
    "Domain",
    "Drawn",
    "Generator",
    "Int",
    "Limits",
    "Made",
    "Mistake",
    "OneOf",
    "Oracle",
    "Pair",
    "Problem",
    "Scenario",
    "Shape",
    "Text",
    "alternative",
    "backwards",
    "baseline",
    "boolean",
    "c_order",
    "calls_again",
    "case",
    "case_of",
    "covering",
    "equal",
    "float32",
    "float64",
    "fortran",
    "gaps",
    "integers",
    "keeps_inputs",
    "mistake",
    "negative",
    "oracle",
    "ordinary",
    "read_only",
    "repeats",
    "scenario",
    "signed",
    "small",
    "ties",
    "uint8",
    "values",
    "zeros",
]

Function = TypeVar("Function", bound=Callable[..., Any])


_RAISES_ALONE = (
    "then: expected calls that return, found .raises(…) on one of them: no call after an exception is made; "
    "give the call that raises a case of its own"
)


@dataclass(frozen=True, init=False)
class Case:
    """One call's arguments by the reference's parameter names, and how its answer is to be compared.

    Floats are rounded to a grid of 20 significant bits, so that float32 holds them exactly.
    """

    inputs: Annotated[Mapping[str, Any], RUN_AGAIN]
    held: Annotated[frozenset[str], RUN_AGAIN] = frozenset()
    natural_scale: Annotated[float | None, RUN_AGAIN] = None
    relative_tolerance: Annotated[float | None, RUN_AGAIN] = None
    tolerance_reason: Annotated[str, WORDS] = ""
    on_grid: Annotated[bool, RUN_AGAIN] = True
    exception: Annotated[str | None, RUN_AGAIN] = None
    forms: Annotated[Mapping[str, Form], RUN_AGAIN] = field(default_factory=dict)
    following: Annotated[tuple[Case, ...], RUN_AGAIN] = ()
    stated: Annotated[Any, RUN_AGAIN] = None
    public_half: Annotated[Any, RUN_AGAIN] = None

    def __init__(self, **inputs: Any) -> None:
        object.__setattr__(self, "inputs", dict(inputs))
        object.__setattr__(self, "forms", {})

    def _with(self, **changes: Any) -> Case:
        copy = Case(**self.inputs)
        for name in self.__dataclass_fields__:
            object.__setattr__(copy, name, changes.get(name, getattr(self, name)))
        return copy

    def hold(self, *names: str) -> Case:
        """Do not move these arguments when the tolerance is measured: their ties and boundaries are the point."""
        return self._with(held=self.held | set(names))

    def scale(self, size: float) -> Case:
        """State the natural size of the output where the output itself is no scale, saturated ones for example."""
        return self._with(natural_scale=float(size))

    def tolerance(self, relative: float, *, reason: str) -> Case:
        """Replace the measured tolerance by `relative` x max|F|; say why."""
        if not reason.strip():
            raise SpecError("tolerance: reason: expected why the measured tolerance does not serve, found nothing")
        if not 0 < relative < 1:
            raise SpecError(f"tolerance: expected a share of the answer's size between 0 and 1, found {relative!r}")
        return self._with(relative_tolerance=float(relative), tolerance_reason=reason)

    def off_grid(self) -> Case:
        """Keep all 53 bits of the inputs, where stability shows only there."""
        return self._with(on_grid=False)

    def answer(self, value: Any, *, public_half: Any = None) -> Case:
        """State the right answer where no program can compute it from the arguments: hidden labels, for a metric.

        `public_half` marks the rows of the public half, a bool each: the metric is then taken of both halves.
        """
        return self._with(stated=value, public_half=public_half)

    def raises(self, exception: type[Exception]) -> Case:
        """State that the right answer is this exception; the reference must raise it too."""
        if self.following:
            raise SpecError(_RAISES_ALONE)
        return self._with(exception=exception.__name__)

    def layout(self, layout: Layout, *names: str) -> Case:
        """Lay the arrays of these arguments (all, if none is named) out as "C", "F", "strided" or "reversed"."""
        if layout not in get_args(Layout):
            raise SpecError(f"layout: expected one of {', '.join(map(repr, get_args(Layout)))}, found {layout!r}")
        return self._with(forms=self._formed(names, layout=layout))

    def read_only(self, *names: str) -> Case:
        """Hand the arrays of these arguments (all, if none is named) over read-only."""
        return self._with(forms=self._formed(names, writeable=False))

    def then(self, *following: Case) -> Case:
        """Call the function again, in the same process, with these; the answer is the tuple of all results."""
        if self.exception or any(case.exception for case in following):
            raise SpecError(_RAISES_ALONE)
        return self._with(following=self.following + following)

    def _formed(self, names: tuple[str, ...], **change: Any) -> dict[str, Form]:
        chosen = names or tuple(self.inputs)
        return {**self.forms, **{name: replace(self.forms.get(name, Form()), **change) for name in chosen}}


def scenario(
    *,
    public: int = 0,
    private: int = 0,
    weight: int = 1,
    zh: str | None = None,
    hint: Text | None = None,
    view: Callable[..., Any] | None = None,
    check: Callable[..., Any] | None = None,
    metric: Callable[..., Any] | None = None,
    traps: tuple[str, ...] = (),
) -> Callable[[Callable[[Generator], Case]], Scenario]:
    """Make a family of cases of a function that draws one: `draw(rng) -> Case`; its docstring is the title.

    `zh` is the title in Chinese.
    """

    def declare(draw: Callable[[Generator], Case]) -> Scenario:
        return Scenario(
            draw=draw,
            name=draw.__name__,
            title=(inspect.getdoc(draw) or "").split("\n")[0],
            zh=zh,
            public=public,
            private=private,
            weight=weight,
            hint=hint,
            view=view,
            check=check,
            metric=metric,
            traps=traps,
        )

    return declare


def calls_again(ordinary: Scenario, *, private: int = 1, weight: int = 1) -> Scenario:
    """A scenario that calls the function with A, with B of the same shapes and with A again.

    A result cached by shape, a counter or any other state between calls gives a wrong answer here.
    """

    def draw(rng: Generator) -> Case:
        first, second = ordinary.draw(rng), ordinary.draw(rng)
        again: Case = first.then(second, first)
        return again

    return ordinary.model_copy(
        update={
            "draw": draw,
            "title": "Called with A, with B of the same shapes, and with A again.",
            "zh": "先用 A 调用，再用形状相同的 B 调用，然后再用 A 调用。",
            "public": 0,
            "private": private,
            "weight": weight,
            "traps": (),
            "hint": Text(
                "The answer must depend on this call's arguments alone: keep nothing between calls.",
                zh="返回值只能取决于本次调用的参数：不要在两次调用之间保留任何状态。",
            ),
        }
    )


def repeats(ordinary: Scenario, *, private: int = 1, weight: int = 1) -> Scenario:
    """A scenario that calls the function twice with the same arguments: both answers must be equal in every bit."""

    def draw(rng: Generator) -> Case:
        first = ordinary.draw(rng)
        again: Case = first.then(first)
        return again

    return ordinary.model_copy(
        update={
            "draw": draw,
            "title": "Called twice with the same arguments.",
            "zh": "用相同的参数调用两次。",
            "public": 0,
            "private": private,
            "weight": weight,
            "repeats": True,
            "traps": (),
            "hint": Text(
                "The same arguments must give the same answer: fix the seed inside the function.",
                zh="相同的参数必须得到相同的返回值：请在函数内部固定随机种子。",
            ),
        }
    )


def keeps_inputs(ordinary: Scenario, *, private: int = 1, weight: int = 1) -> Scenario:
    """A scenario that fails if the function changes an argument, whatever it returns."""
    return ordinary.model_copy(
        update={
            "title": "The arguments are left as they were.",
            "zh": "调用之后参数保持原样。",
            "public": 0,
            "private": private,
            "weight": weight,
            "traps": (),
            "keeps_inputs": True,
            "hint": Text(
                "The caller's arrays must be the same after the call: work on a copy.",
                zh="调用之后，调用者的数组必须保持不变：请在副本上计算。",
            ),
        }
    )


def covering(
    domain: Domain,
    *,
    private: int,
    weight: int = 2,
    adjust: Callable[[Case, frozenset[str]], Case] | None = None,
    view: Callable[..., Any] | None = None,
    check: Callable[..., Any] | None = None,
    traps: tuple[str, ...] = (),
) -> Scenario:
    """A scenario whose cases hold every class of the domain, and every pair of classes in few cases.

    The i-th case takes the i-th row of a covering array; its title names what is unusual about it. `adjust` gets the
    drawn case and the titles of its unusual classes, for `.scale(…)` and `.tolerance(…)`; `view` and `check` are those
    of any scenario.
    """

    def draw(rng: Generator, index: int | None = None) -> Case:
        selections = rows(domain)
        number = int(rng.integers(len(selections))) if index is None else index % len(selections)
        selection = selections[number]
        drawn = case_from(sample(domain, rng, selection))
        return adjust(drawn, frozenset(domain.unusual(selection))) if adjust else drawn

    return Scenario(
        draw=draw,
        title="Classes of inputs in combinations.",
        zh="各类输入的组合。",
        private=private,
        weight=weight,
        numbered=True,
        adjust=adjust,
        view=view,
        check=check,
        traps=traps,
    )


def case_of(domain: Domain, rng: Generator, *titles: str) -> Case:
    """A case of the domain that has the classes of these titles, and the ordinary one of every other choice."""
    return case_from(sample(domain, rng, domain.selection(*titles)))


def case_from(drawn: Sample) -> Case:
    """What was drawn from a domain as a case."""
    made = Case(**drawn.inputs)._with(forms=dict(drawn.forms), held=frozenset(drawn.held))  # noqa: SLF001
    return made.raises(drawn.raises) if drawn.raises else made


def alternative(
    solution: Callable[..., Any], *, reference: bool = False
) -> Callable[[Callable[..., Any]], Alternative]:
    """Declare another correct way to compute `solution`; `reference=True` where its rounding is of another kind."""
    return lambda function: Alternative(problem=solution.__name__, function=function, reference=reference)


def mistake(
    solution: Callable[..., Any],
    *,
    title: Text | None = None,
    id: str = "",
    zh: str | None = None,
    variants: Mapping[str, tuple[Any, ...]] | None = None,
) -> Callable[[Callable[..., Any]], Mistake]:
    """Declare a known wrong way to compute `solution`; the docstring is the sentence that a tutor would say.

    `title` says what was done in a few words, for tables: Text("kernel rotated by 180°", zh="卷积核旋转了180°").
    `variants` are values of keyword arguments, e.g. {"eps": (1e-15, 1e-12)}: an answer of any combination has the name.

    Raises:
        TypeError: the values of a variant are no tuple, or an empty one.
    """
    for name, given in (variants or {}).items():
        if not (isinstance(given, tuple) and given):
            raise TypeError(f"variants: {name}: expected a tuple of values, found {given!r}")

    def declare(function: Callable[..., Any]) -> Mistake:
        text = Text(" ".join((inspect.getdoc(function) or "").split()), zh=zh)
        return Mistake(solution.__name__, function, text, identifier=id, variants=variants or {}, title=title)

    return declare


def baseline(solution: Callable[..., Any]) -> Callable[[Callable[..., Any]], Baseline]:
    """Declare a program that answers of a metric are held against, in the order of what they earn: nothing to all."""
    return lambda function: Baseline(problem=solution.__name__, function=function)


def oracle(
    solution: Callable[..., Any], *, package: str, scenarios: tuple[str, ...] = ()
) -> Callable[[Callable[..., Any]], Oracle]:
    """Declare a library's answer to `solution`; import the library inside the function, not above it."""
    return lambda function: Oracle(problem=solution.__name__, function=function, package=package, scenarios=scenarios)
