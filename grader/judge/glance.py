"""What one glance rules out: a few elements of a wrong answer against the same ones of a truth and its transforms.

Each test of likeness.py demands agreement everywhere, so one place where it fails is enough to leave it out; what is
left decides by itself, so that a glance changes no word. A whole class is compared with the same truth: what there is
to know of it is computed once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations, repeat
from math import inf, isfinite

import numpy as np
from msgspec import Struct

from grader.judge import likeness
from grader.judge.likeness import CLOSE, ENOUGH, FUNCTIONS, Array, Test, greatest

#: Elements looked at inside of the array, and which of the places they are: after the greatest and the first.
_COUNT, _INSIDE = 6, slice(2, None)
#: The one among all places that is looked at first.
_TELLING = -1
#: Twice what a test allows: a glance leaves out only what is certainly far.
_FAR = 2 * CLOSE

Numbers = Sequence[float]


class Transform(Struct, frozen=True):
    """The truth or a transform of it at one place inside, how far an answer may lie, and the same at all places."""

    value: float
    allowed: float
    values: Numbers
    test: Test | None  # None for the truth itself

    def may_be(self, values: Numbers) -> bool:
        """Whether the answer may be close to it; where something came round from the other end, nothing is told."""
        first = _INSIDE if self.test is likeness.shift else slice(None)
        return _agree(values[first], self.values[first], self.allowed)


class Glance(Struct, frozen=True):
    """An answer of finite float64 numbers, as far as one look at it goes."""

    a: Array
    low: float
    high: float
    near: Sequence[Transform]  # those of the truth that the answer may be close to
    count: int  # how many elements are wrong
    wrong: Sequence[int]  # the first and the last of those, as flat indices
    values: Numbers  # at those, then at the truth's places
    truths: Numbers  # the truth there

    @property
    def size(self) -> float:
        """max|a|."""
        return max(-self.low, self.high)


@dataclass(frozen=True)
class Truth:
    """An expected array, and everything about it that does not depend on an answer; the rest is for finite numbers."""

    expected: Array  # as the bank holds it
    f: Array  # in float64

    @classmethod
    def of(cls, expected: Array) -> Truth:
        """An expected array of real numbers."""
        return cls(expected, expected.astype(np.float64, copy=False))

    @cached_property
    def is_ordinary(self) -> bool:
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
    def total(self) -> float:
        """The sum of all elements."""
        return float(np.add.reduce(self.f, axis=None))

    @cached_property
    def has_lines(self) -> bool:
        """Whether it is a matrix of which rows and columns may be off by something of their own."""
        return self.f.ndim == 2 and min(self.f.shape) >= ENOUGH

    @cached_property
    def places(self) -> tuple[int, ...]:
        """The greatest element, the first one, and some inside that are spread along every axis, as flat indices."""
        spans = [(1, length - 2) if length >= ENOUGH else (0, length - 1) for length in self.f.shape]
        steps = [number / (_COUNT - 1) for number in range(_COUNT)]
        spread = [tuple(first + round(step * (last - first)) for first, last in spans) for step in steps]
        inside = [int(np.ravel_multi_index(index, self.f.shape)) for index in dict.fromkeys(spread)]
        return (int(np.argmax(np.abs(self.f))), 0, *inside)

    @cached_property
    def slice_size(self) -> int:
        """The elements of the largest slice of an axis that has enough of them; 0 for none."""
        lengths = [length for length in self.f.shape if length >= ENOUGH] if self.f.ndim > 1 else []
        return self.f.size // min(lengths) if lengths else 0

    @cached_property
    def below_zero(self) -> int:
        """How many elements are negative, -1 where those or the others are too few to tell."""
        count = int(np.count_nonzero(self.f < 0))
        return count if ENOUGH <= count <= self.f.size - ENOUGH else -1

    @cached_property
    def values(self) -> Numbers:
        """The truth at its places."""
        return self.at_places(self.f)

    @cached_property
    def is_inside(self) -> Array:
        """Which elements lie off the border of the last two axes."""
        found = np.zeros(self.f.shape, dtype=bool)
        found[..., 1:-1] = True
        if self.f.ndim > 1:
            found[..., [0, -1], :] = False
        return found

    @cached_property
    def border_size(self) -> int:
        """How many elements lie on the border."""
        return self.f.size - int(np.count_nonzero(self.is_inside))

    def at_places(self, array: Array) -> list[float]:
        """An array of the truth's shape at its places."""
        return [array.item(place) for place in self.places]

    def glance(self, a: Array) -> Glance | None:
        """A look at an answer in float64 and of the truth's shape; None if it is not finite."""
        low, high = np.minimum.reduce(a, axis=None), np.maximum.reduce(a, axis=None)
        if not isfinite(low) or not isfinite(high):
            return None
        seen = [a.item(place) for place in self.places]
        one = seen[_TELLING]
        near = [found for found in self.transforms if abs(found.value - one) <= found.allowed and found.may_be(seen)]
        wrong = np.flatnonzero(np.abs(a - self.f) > CLOSE * self.size)
        ends = [int(wrong[0]), int(wrong[-1])] if wrong.size else []
        return Glance(
            a=a,
            low=float(low),
            high=float(high),
            near=near,
            count=wrong.size,
            wrong=ends,
            values=[*map(a.item, ends), *seen],
            truths=[*map(self.f.item, ends), *self.values],
        )

    @cached_property
    def transforms(self) -> tuple[Transform, ...]:
        """The truth, and those of its transforms that anything could be close to; one at a time is held whole."""
        found = []
        for test, array in self._each_transform():
            size = greatest(array)
            if 0 < size < inf:
                values = self.at_places(array)
                found.append(Transform(values[_TELLING], _FAR * size, values, test))
        return tuple(found)

    def _each_transform(self) -> Iterator[tuple[Test | None, Array]]:
        f, axes = self.f, range(self.f.ndim)
        yield None, f
        yield likeness.sign, -f
        if self.low < 0:
            yield likeness.absolute, np.abs(f)
        for order in permutations(axes):
            if order != tuple(axes) and f.transpose(order).shape == f.shape:
                yield likeness.axes, f.transpose(order)
        yield likeness.reverse, np.flip(f)
        for axis in axes:
            yield likeness.reverse, np.flip(f, axis)
            yield likeness.cumulative, np.cumsum(f, axis)
            if f.shape[axis] > ENOUGH:
                yield likeness.shift, np.roll(f, 1, axis)
                yield likeness.shift, np.roll(f, -1, axis)
        for _, apply in FUNCTIONS:
            yield likeness.function, apply(f)

    @cached_property
    def rounded(self) -> tuple[frozenset[float], ...]:
        """For each place the numbers that the truth may be rounded to there."""
        with np.errstate(over="ignore"):
            found = [self.at_places(self.f.astype(np.float16).astype(np.float64))]
        found += [self.at_places(np.round(self.f, digits)) for digits in range(9)]
        return tuple(map(frozenset, zip(*found, strict=True)))


def is_near(glance: Glance) -> bool:
    """Whether the answer may be the truth itself."""
    return any(transform.test is None for transform in glance.near)


def possible(truth: Truth, glance: Glance) -> set[Test]:
    """The tests that a glance at the answer leaves possible; of noise none is left."""
    found = set(_by_bounds(truth, glance))
    found.update(transform.test for transform in glance.near if transform.test)
    if truth.f.size >= ENOUGH:
        found.update(_by_count(truth, glance))
    if _is_rounded(truth, glance):
        found.add(likeness.rounded)
    if _is_multiple(truth, glance):
        found.add(likeness.factor)
    if _is_offset(glance):
        found.add(likeness.offset)
    return found


def _by_bounds(truth: Truth, glance: Glance) -> Iterator[Test]:
    """Of the least and the greatest element: zeros, constant, clipped, reordered."""
    low, high, allowed = glance.low, glance.high, _FAR * truth.size
    if low == high:
        yield likeness.constant
        if low == 0:
            yield likeness.all_zeros
    if _agree(glance.values, (min(max(y, low), high) for y in glance.truths), _FAR * glance.size):
        yield likeness.clipped
    same_ends = abs(low - truth.low) <= allowed and abs(high - truth.high) <= allowed
    if same_ends and not abs(float(np.add.reduce(glance.a, axis=None)) - truth.total) > allowed * glance.a.size:
        yield likeness.reordered


def _by_count(truth: Truth, glance: Glance) -> Iterator[Test]:
    """Of how many elements are wrong: one, as many as a slice has, as many as are negative; and where they are."""
    if glance.count == 1:
        yield likeness.one_place
    if 0 < glance.count <= truth.slice_size and _share_slice(truth.f.shape, *glance.wrong):
        yield likeness.one_slice
    if 1 < glance.count <= truth.border_size and not any(map(truth.is_inside.item, glance.wrong)):
        yield likeness.border
    if glance.count == truth.below_zero:
        yield likeness.negative
    if truth.has_lines and glance.count and _has_lines_of_its_own(truth, glance):
        yield likeness.by_line


def _is_rounded(truth: Truth, glance: Glance) -> bool:
    at_places = glance.values[len(glance.wrong) :]
    return all(map(frozenset.__contains__, truth.rounded, at_places))


def _is_multiple(truth: Truth, glance: Glance) -> bool:
    """One factor throughout, that of the greatest element, and not 1."""
    if truth.size == 0:
        return False
    top = len(glance.wrong)
    ratio = glance.values[top] / glance.truths[top]
    if abs(ratio - 1) <= 1e-7:
        return False
    return _agree(glance.values, (ratio * y for y in glance.truths), _FAR * abs(ratio) * truth.size)


def _is_offset(glance: Glance) -> bool:
    """One constant added throughout: that of the first element, and not nothing."""
    first = len(glance.wrong) + 1
    shift = glance.values[first] - glance.truths[first]
    if shift == 0:
        return False
    gaps = (x - y for x, y in zip(glance.values, glance.truths, strict=True))
    return _agree(gaps, repeat(shift, len(glance.values)), _FAR * abs(shift))


def _share_slice(shape: tuple[int, ...], one: int, other: int) -> bool:
    """Whether two flat indices lie in the same slice of some axis that has enough of them."""
    for length in reversed(shape):
        one, along = divmod(one, length)
        other, beside = divmod(other, length)
        if along == beside and length >= ENOUGH:
            return True
    return False


def _has_lines_of_its_own(truth: Truth, glance: Glance) -> bool:
    """One factor or one offset for each row or each column, which neighbours share; looked at where it is wrong."""
    columns = truth.f.shape[1]
    by_row = all(
        _share_line(truth, glance, place, place - 1 if place % columns else place + 1) for place in glance.wrong
    )
    return by_row or all(
        _share_line(truth, glance, place, place - columns if place >= columns else place + columns)
        for place in glance.wrong
    )


def _share_line(truth: Truth, glance: Glance, one: int, other: int) -> bool:
    """Whether x/f = y/g at two flat indices, or x - f = y - g, as nearly as must be where each line has its own."""
    f, g, x, y = truth.f.item(one), truth.f.item(other), glance.a.item(one), glance.a.item(other)
    allowed = 2 * _FAR * glance.size
    by_factor = not abs(x * g - y * f) > allowed * (abs(f) + abs(g))  # an overflow tells nothing
    return by_factor or not abs((x - f) - (y - g)) > 2 * allowed + 1e-12 * truth.size


def _agree(values: Iterable[float], wanted: Iterable[float], allowed: float) -> bool:
    """Whether nothing lies farther than `allowed` from what is wanted; NaN lies nowhere and rules out nothing."""
    for one, other in zip(values, wanted, strict=True):  # noqa: SIM110  the first pair mostly ends it: `any` costs more
        if abs(one - other) > allowed:
            return False
    return True
