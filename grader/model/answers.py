"""What a reference declares beside its solution: other correct ways, known mistakes, what libraries say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import wraps
from itertools import product
from typing import Annotated, Any

from grader.model.meaning import RUN_AGAIN, SCORE_AGAIN, WORDS
from grader.model.spec import Text


@dataclass(frozen=True)
class Alternative:
    """Another correct way to compute a problem: proves the tolerance; as a reference it widens it."""

    problem: Annotated[str, RUN_AGAIN]
    function: Annotated[Callable[..., Any], RUN_AGAIN]
    reference: Annotated[bool, RUN_AGAIN] = False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function itself."""
        return self.function(*args, **kwargs)


@dataclass(frozen=True)
class Mistake:
    """A known misunderstanding: code that makes it, and the tutor's sentence in its docstring."""

    problem: Annotated[str, RUN_AGAIN]
    function: Annotated[Callable[..., Any], RUN_AGAIN]
    text: Annotated[Text, SCORE_AGAIN]
    identifier: Annotated[str, SCORE_AGAIN] = ""  # the misconception's id in curriculum.toml, e.g. "CV1"
    #: Keyword arguments of the function by name: one program for each combination of their values.
    variants: Annotated[Mapping[str, tuple[Any, ...]], RUN_AGAIN] = field(default_factory=dict)
    variant: Annotated[str, WORDS] = ""  # of one program among several: "eps=1e-12"
    #: What the mistake is in a few words, as tables show it: "kernel rotated by 180°".
    title: Annotated[Text | None, SCORE_AGAIN] = None

    def programs(self) -> list[Mistake]:
        """The mistake once for each combination of its variants, all under its name; itself alone without any."""
        if not self.variants:
            return [self]
        combinations = [dict(zip(self.variants, values, strict=True)) for values in product(*self.variants.values())]
        return [
            replace(self, function=_bound(self.function, values), variants={}, variant=_words(values))
            for values in combinations
        ]

    @property
    def name(self) -> str:
        """The function's name, by which results refer to it."""
        return self.function.__name__

    @property
    def label(self) -> str:
        """The name, and of which variant: "clipped(eps=1e-12)"."""
        return f"{self.name}({self.variant})" if self.variant else self.name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function itself."""
        return self.function(*args, **kwargs)


@dataclass(frozen=True)
class Oracle:
    """An independent library's answer to a problem; skipped by name where the library is not installed.

    A proof asks for it and no bank holds it: none of its fields changes a result.
    """

    problem: Annotated[str, WORDS]
    function: Annotated[Callable[..., Any], WORDS]
    package: Annotated[str, WORDS]
    scenarios: Annotated[tuple[str, ...], WORDS] = ()  # all, if none is named

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function itself."""
        return self.function(*args, **kwargs)


@dataclass(frozen=True)
class Baseline:
    """A program that a measured answer is held against: the first of them earns nothing, the last one everything."""

    problem: Annotated[str, RUN_AGAIN]
    function: Annotated[Callable[..., Any], RUN_AGAIN]

    @property
    def name(self) -> str:
        """The function's name, by which results refer to it."""
        return self.function.__name__

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function itself."""
        return self.function(*args, **kwargs)


def _words(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={getattr(value, '__name__', None) or repr(value)}" for name, value in values.items())


def _bound(function: Callable[..., Any], values: Mapping[str, Any]) -> Callable[..., Any]:
    """The function with these keyword arguments, under its own name."""

    @wraps(function)
    def program(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs, **values)

    return program
