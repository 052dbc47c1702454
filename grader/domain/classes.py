"""Classes of inputs, and choices between them: what coverage counts and a student reads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from grader.domain.sizes import Condition, Sizes, both, holds, nor


@dataclass(frozen=True)
class Class:
    """One kind of input that a program may get wrong by itself.

    `title` names it in a student's words, `reason` says which mistake it shows. `when` is a predicate of named sizes;
    the class of a choice that has none holds where no other one does. A `single` class is covered once, its pairs with
    other classes are not demanded; say why in `reason`. A `usual` class is no edge:
    many cases have it, and who is wrong there may lose much. With `raises` the right answer is this exception.
    """

    title: str
    when: Condition | None = None
    reason: str = ""
    single: bool = False
    usual: bool = False
    raises: type[Exception] | None = None
    source: Any = None  # what a parameter draws this class with: its dtypes, layout, shape or values
    zh: str = ""  # an author's title in Chinese

    @property
    def alone(self) -> bool:
        """Whether no pair with it is demanded: an error hides whatever else is unusual about a call."""
        return self.single or self.raises is not None


@dataclass(frozen=True)
class Choice:
    """Classes of which every call has exactly one; the first is the ordinary one."""

    name: str
    classes: tuple[Class, ...]

    def __init__(self, name: str, *classes: Class) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "classes", classes)

    @property
    def ordinary(self) -> Class:
        """The class that says nothing unusual."""
        return self.classes[0]

    def condition(self, chosen: Class, known: Collection[str]) -> Condition | None:
        """What the sizes must satisfy for `chosen`: its own predicate, and none of those before it.

        Raises:
            KeyError: `chosen` is about sizes that these arguments do not have.
        """
        if chosen.when is None:
            others = [other.when for other in self.classes if other.when is not None]
            return nor(others, known)
        if not set(chosen.when.names) <= set(known):
            raise KeyError(chosen.title)
        before = [one.when for one in self.classes[: self.classes.index(chosen)] if one.when is not None]
        return both(chosen.when, nor(before, known)) if before else chosen.when

    def of(self, sizes: Sizes) -> Class:
        """The class of a call with these sizes: the first whose predicate holds, else the one without a predicate."""
        for one in self.classes:
            if one.when is not None and holds(one.when, sizes):
                return one
        return next((one for one in self.classes if one.when is None), self.classes[0])


#: One class of each choice, by the choice's name.
Selection: TypeAlias = Mapping[str, Class]

#: Anything that takes sizes by name: `lambda kh, ph: ph >= kh`.
#: or a function with the sizes that it gets: `(output_size, "H kh sh")`.
Predicate: TypeAlias = Callable[..., Any] | tuple[Callable[..., Any], str]


def case(
    title: str,
    when: Predicate | None = None,
    *,
    reason: str = "",
    single: bool = False,
    usual: bool = False,
    raises: type[Exception] | None = None,
    zh: str = "",
) -> Class:
    """A class of sizes: `case("one sample", lambda N: N == 1, zh="一个样本", reason="axes of length 1 get lost")`.

    `zh` is the title in Chinese.
    """
    return Class(title, Condition.of(when) if when else None, reason, single, usual, raises, zh=zh)
