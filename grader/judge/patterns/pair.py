"""A wrong answer beside the expected array, and a few elements of both that rule most patterns out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import Self

import numpy as np

from grader.judge.patterns.arrays import CLOSE, ENOUGH, Array, Sample, greatest

#: Elements sampled inside of the array, beside the greatest and the first one.
_COUNT = 6
#: Twice what a test allows: a sample rules out only what is certainly far.
_FAR = 2 * CLOSE


@dataclass(frozen=True)
class Expected:
    """An expected array, and what does not depend on an answer: a whole class is compared with the same one."""

    f: Array  # in float64

    @classmethod
    def of(cls, expected: Array) -> Self:
        """An expected array of real numbers."""
        return cls(expected.astype(np.float64, copy=False))

    @cached_property
    def is_finite(self) -> bool:
        """Whether every element is finite, and there is one."""
        return self.f.size > 0 and bool(np.isfinite(self.f).all())

    @cached_property
    def size(self) -> float:
        """max|f|."""
        return greatest(self.f)

    @cached_property
    def low(self) -> float:
        """The least element."""
        return float(self.f.min())

    @cached_property
    def high(self) -> float:
        """The greatest element."""
        return float(self.f.max())

    @cached_property
    def top(self) -> int:
        """The flat index of the element that is farthest from zero."""
        return int(np.argmax(np.abs(self.f)))

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Flat indices of the sample: some inside, spread along every axis, the greatest element, the first one."""
        spans = [(1, length - 2) if length >= ENOUGH else (0, length - 1) for length in self.f.shape]
        steps = [number / (_COUNT - 1) for number in reversed(range(_COUNT))]
        spread = [tuple(first + round(step * (last - first)) for first, last in spans) for step in steps]
        inside = [int(np.ravel_multi_index(index, self.f.shape)) for index in dict.fromkeys(spread)]
        return (*inside, self.top, 0)

    @cached_property
    def sample(self) -> Sample:
        """The expected array at the places."""
        return self.sample_of(self.f)

    def sample_of(self, array: Array) -> Sample:
        """An array of the same shape at the places."""
        return list(map(array.item, self.places))

    @cached_property
    def largest_slice(self) -> int:
        """The elements of the largest slice of an axis that has enough of them; 0 for none."""
        lengths = [length for length in self.f.shape if length >= ENOUGH] if self.f.ndim > 1 else []
        return self.f.size // min(lengths) if lengths else 0

    @cached_property
    def negative(self) -> Array:
        """Where the expected numbers are below zero."""
        found: Array = self.f < 0
        return found

    @cached_property
    def negative_count(self) -> int:
        """How many elements are below zero."""
        return int(np.count_nonzero(self.negative))


@dataclass(frozen=True)
class Pair:
    """An answer `a` and the expected `f`, in float64; where the shapes differ, a pattern may use these two only."""

    a: Array
    expected: Expected

    @property
    def f(self) -> Array:
        """The expected array."""
        return self.expected.f

    @cached_property
    def is_finite(self) -> bool:
        """Whether every element of both is finite, and there is one."""
        return self.expected.is_finite and isfinite(self.low) and isfinite(self.high)

    @cached_property
    def low(self) -> float:
        """The answer's least element."""
        return float(np.minimum.reduce(self.a, axis=None))

    @cached_property
    def high(self) -> float:
        """The answer's greatest element."""
        return float(np.maximum.reduce(self.a, axis=None))

    @cached_property
    def sample(self) -> Sample:
        """The answer at the places of the expected array's sample."""
        return self.expected.sample_of(self.a)

    def may_be(self, sample: Sample, size: float) -> bool:
        """Whether the answer can be close to an array with this sample and greatest element; NaN rules out nothing."""
        allowed = _FAR * size
        for one, other in zip(self.sample, sample, strict=True):  # noqa: SIM110  the first mostly ends it
            if abs(one - other) > allowed:
                return False
        return True

    @cached_property
    def wrong(self) -> Array:
        """Which elements are wrong."""
        found: Array = np.abs(self.a - self.f) > CLOSE * self.expected.size
        return found

    @cached_property
    def wrong_count(self) -> int:
        """How many elements are wrong."""
        return int(np.count_nonzero(self.wrong))
