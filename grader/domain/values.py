"""Kinds of values of an array: how they are drawn, how they are recognised, which dtypes can hold them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.random import Generator

from grader.domain.classes import Predicate
from grader.domain.sizes import Condition, Sizes
from grader.languages import said

Kinds: TypeAlias = Literal["all", "floats", "signed"]
_KINDS = {"all": "biuf", "floats": "f", "signed": "if"}


@dataclass(frozen=True)
class Here:
    """Where an array is drawn: its shape, dtype, the call's sizes, and the arguments before it."""

    rng: Generator
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    sizes: Sizes
    given: Mapping[str, Any]

    @property
    def is_float(self) -> bool:
        """Whether fractions are possible."""
        return self.dtype.kind == "f"


Make: TypeAlias = Callable[[Here], Any]
Recognise: TypeAlias = Callable[[np.ndarray, Here], bool]


@dataclass(frozen=True)
class Values:
    """A class of values. `holds` is missing where the class is "none of the others"."""

    title: str
    make: Make
    holds: Recognise | None = None
    kinds: Kinds = "all"
    needs: Condition | None = None
    reason: str = ""
    single: bool = False
    raises: type[Exception] | None = None
    held: bool = False
    zh: str = ""  # an author's title in Chinese

    def fits(self, dtype: np.dtype[Any]) -> bool:
        """Whether arrays of this dtype can have these values."""
        return dtype.kind in _KINDS[self.kinds]

    def but(self, **changes: Any) -> Values:
        """The same class under another title or reason, `single`, or with a predicate of sizes as `needs`."""
        if "title" in changes:
            changes.setdefault("zh", "")
        if "needs" in changes:
            changes["needs"] = Condition.of(changes["needs"])
        return replace(self, **changes)


def values(
    title: str,
    make: Make,
    holds: Callable[..., bool] | None = None,
    *,
    kinds: Kinds = "all",
    needs: Predicate | None = None,
    reason: str = "",
    single: bool = False,
    raises: type[Exception] | None = None,
    held: bool = False,
    zh: str = "",
) -> Values:
    """A class of values of the author's own: `make(here)` draws the array.

    `holds(array)` or `holds(array, here)` recognises it. `held`: ties and boundaries are the point, so the array is not
    moved when the tolerance is measured. `zh` is the title in Chinese.
    """
    condition = Condition.of(needs) if needs else None
    return Values(title, make, _of_both(holds), kinds, condition, reason, single, raises, held, zh)


def _of_both(holds: Callable[..., bool] | None) -> Recognise | None:
    """The predicate as one of the array and of where it stands."""
    if holds is None or len(inspect.signature(holds).parameters) == 2:
        return holds
    return lambda array, _: holds(array)


def ordinary(scale: float = 1.0, *, ints: tuple[int, int] | None = None) -> Values:
    """Normal numbers of this scale; integers in `ints`, ends included, else from -100 to 100, unsigned ones to 255."""

    def make(here: Here) -> np.ndarray:
        if here.is_float:
            return here.rng.normal(scale=scale, size=here.shape)
        if here.dtype.kind == "b":
            return here.rng.integers(2, size=here.shape)
        low, high = ints or (-100, 100)
        if here.dtype.kind == "u":
            low, high = (max(low, 0), high) if ints else (0, 255)
        return here.rng.integers(low, high + 1, size=here.shape)

    return Values(said("ordinary"), make)


#: All of one sign, sizes from 1 to 2, so that a 0 that is no value is seen.
negative = values(
    said("all negative"),
    lambda here: -here.rng.uniform(1, 2, size=here.shape) if here.is_float else -here.rng.integers(1, 99, here.shape),
    lambda array: array.size > 1 and bool((array < 0).all()),
    kinds="signed",
    reason="a 0 that is no value wins against negative ones",
)
zeros = values(
    said("all zero"),
    lambda here: np.zeros(here.shape),
    lambda array: array.size > 0 and not array.any(),
    reason="0 divides, and is falsy",
)
equal = values(
    said("all equal"),
    lambda here: np.full(here.shape, here.rng.integers(1, 9)),
    lambda array: array.size > 1 and bool((array == array.flat[0]).all()) and bool(array.any()),
    reason="a maximum that is not unique, a spread of 0",
)
ties = values(
    said("many equal values"),
    lambda here: here.rng.integers(0, 4, size=here.shape),
    lambda array: array.size >= 8 and len(np.unique(array)) <= min(array.size / 3, 8),
    reason="which one of equal values is taken",
    held=True,
)
