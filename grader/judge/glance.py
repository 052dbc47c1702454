"""What one glance rules out: a few elements of a wrong answer against the same ones of a truth and its transforms.

Each test of likeness.py demands agreement everywhere, so one place where it fails is enough to leave it out; what is
left decides by itself, so that a glance changes no word. A whole class is compared with the same truth: what there is
to know of it is computed once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations, repeat
from math import inf, isfinite

import numpy as np
from msgspec import Struct

from grader.judge.likeness import CLOSE, ENOUGH, FUNCTIONS, Array, greatest

#: Elements looked at inside of the array, and which of the places they are: after the greatest and the first.
_COUNT, _INSIDE = 6, slice(2, None)
#: Twice what a test allows: a glance leaves out only what is certainly far.
_FAR = 2 * CLOSE

Numbers = Sequence[float]
Index = tuple[int, ...]


class Glance(Struct, frozen=True):
    """An answer of finite float64 numbers, as far as one look at it goes."""

    a: Array
    values: Numbers  # at the truth's places
    low: float
    high: float
    near: Sequence[bool]  # for each transform of the truth, whether the answer may be close to it
    wrong: Array  # which elements are
    count: int  # how many those are

    @property
    def size(self) -> float:
        """max|a|."""
        return max(-self.low, self.high)


@dataclass(frozen=True)
class Transforms:
    """All transforms of a truth, a row each, at its places; how far an answer may lie; and which rows are whose."""

    values: Array
    allowed: Array
    rows: dict[str, slice]


@dataclass(frozen=True)
class Truth:
    """An expected array, and everything about it that does not depend on an answer; the rest is for finite numbers.

    The places are flat indices: the greatest element, the first one, and some inside that are spread along every axis.
    """

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
    def inside(self) -> tuple[Index, ...]:
        """Indices of a few elements, off the border of every axis that is long enough to have an inside."""
        spans = [(1, length - 2) if length >= ENOUGH else (0, length - 1) for length in self.f.shape]
        steps = [number / (_COUNT - 1) for number in range(_COUNT)]
        spread = (tuple(first + round(step * (last - first)) for first, last in spans) for step in steps)
        return tuple(dict.fromkeys(spread))

    @cached_property
    def has_lines(self) -> bool:
        """Whether it is a matrix of which rows and columns may be off by something of their own."""
        return self.f.ndim == 2 and min(self.f.shape) >= ENOUGH

    @cached_property
    def places(self) -> Array:
        """Flat indices, in the order of `Glance.values`."""
        top = int(np.argmax(np.abs(self.f)))
        return np.asarray([top, 0, *(int(np.ravel_multi_index(index, self.f.shape)) for index in self.inside)])

    @cached_property
    def slice_size(self) -> int:
        """The elements of the largest slice of an axis that has enough of them; 0 for none."""
        lengths = [length for length in self.f.shape if length >= ENOUGH] if self.f.ndim > 1 else []
        return self.f.size // min(lengths) if lengths else 0

    @cached_property
    def below_zero(self) -> int:
        """How many elements are negative."""
        return int(np.count_nonzero(self.f < 0))

    @cached_property
    def values(self) -> Numbers:
        """The truth at its places."""
        return self.at_places(self.f)

    def at_places(self, array: Array) -> list[float]:
        """An array of the truth's shape at its places."""
        found: list[float] = array.reshape(-1)[self.places].tolist()
        return found

    def glance(self, a: Array) -> Glance | None:
        """A look at an answer in float64 and of the truth's shape; None if it is not finite."""
        low, high = np.minimum.reduce(a, axis=None), np.maximum.reduce(a, axis=None)
        if not isfinite(low) or not isfinite(high):
            return None
        seen = a.reshape(-1)[self.places]
        far = np.abs(self.transforms.values - seen) > self.transforms.allowed
        near = np.logical_not(np.logical_or.reduce(far, axis=1)).tolist()
        wrong = np.abs(a - self.f) > CLOSE * self.size
        return Glance(a, seen.tolist(), float(low), float(high), near, wrong, int(np.count_nonzero(wrong)))

    @cached_property
    def transforms(self) -> Transforms:
        """Those transforms that anything could be close to."""
        kinds = {
            "itself": [self.f],
            "negated": [-self.f],
            "absolute": [np.abs(self.f)],
            "turned": self._turned(),
            "flipped": [np.flip(self.f), *(np.flip(self.f, axis) for axis in range(self.f.ndim))],
            "functions": [apply(self.f) for _, apply in FUNCTIONS],
            "sums": [np.cumsum(self.f, axis) for axis in range(self.f.ndim)],
            "moved": self._moved(),
        }
        values: list[list[float]] = []
        allowed: list[list[float]] = []
        rows: dict[str, slice] = {}
        for name, arrays in kinds.items():
            sized = [(array, size) for array in arrays if 0 < (size := greatest(array)) < inf]
            rows[name] = slice(len(values), len(values) + len(sized))
            values += [self.at_places(array) for array, _ in sized]
            allowed += [self._allowed(size, moved=name == "moved") for _, size in sized]
        shape = (len(values), len(self.places))
        return Transforms(np.reshape(values, shape), np.reshape(allowed, shape), rows)

    def _turned(self) -> list[Array]:
        """The axes in another order."""
        shape, same = self.f.shape, tuple(range(self.f.ndim))
        orders = [order for order in permutations(same) if tuple(shape[axis] for axis in order) == shape]
        return [self.f.transpose(order) for order in orders if order != same]

    def _moved(self) -> list[Array]:
        """Moved by one along an axis."""
        axes = [axis for axis in range(self.f.ndim) if self.f.shape[axis] > ENOUGH]
        return [np.roll(self.f, step, axis) for axis in axes for step in (1, -1)]

    def _allowed(self, size: float, *, moved: bool) -> list[float]:
        """How far from each place; where something came round from the other end, only the places inside tell."""
        allowed = np.full(len(self.places), inf if moved else _FAR * size)
        allowed[_INSIDE] = _FAR * size
        found: list[float] = allowed.tolist()
        return found

    @cached_property
    def rounded(self) -> tuple[frozenset[float], ...]:
        """For each place the numbers that the truth may be rounded to there."""
        with np.errstate(over="ignore"):
            half = self.f.astype(np.float16).astype(np.float64)
        found = [self.at_places(rounded) for rounded in (half, *(np.round(self.f, digits) for digits in range(9)))]
        return tuple(map(frozenset, zip(*found, strict=True)))

    def may_be(self, name: str, glance: Glance) -> bool:
        """Whether an answer may be close to one of the transforms of this name."""
        return any(glance.near[self.transforms.rows[name]])


def is_near(truth: Truth, glance: Glance) -> bool:
    """The truth itself."""
    return truth.may_be("itself", glance)


def may_be_zeros(_: Truth, glance: Glance) -> bool:
    """All zeros."""
    return glance.low == 0 == glance.high


def may_be_rounded(truth: Truth, glance: Glance) -> bool:
    """Rounded, or kept in half precision."""
    return all(map(frozenset.__contains__, truth.rounded, glance.values))


def may_be_negated(truth: Truth, glance: Glance) -> bool:
    """The sign reversed."""
    return truth.may_be("negated", glance)


def may_be_absolute(truth: Truth, glance: Glance) -> bool:
    """The sign lost."""
    return truth.low < 0 and truth.may_be("absolute", glance)


def may_be_constant(_: Truth, glance: Glance) -> bool:
    """The same number everywhere."""
    return glance.low == glance.high


def may_be_multiple(truth: Truth, glance: Glance) -> bool:
    """One factor throughout, that of the greatest element, and not 1."""
    if truth.size == 0:
        return False
    ratio = glance.values[0] / truth.values[0]
    if abs(ratio - 1) <= 1e-7:
        return False
    inside = (ratio * y for y in truth.values[_INSIDE])
    return _agree(glance.values[_INSIDE], inside, _FAR * abs(ratio) * truth.size)


def may_be_offset(truth: Truth, glance: Glance) -> bool:
    """One constant added throughout: that of the first element, and not nothing."""
    shift = glance.values[1] - truth.values[1]
    if shift == 0:
        return False
    inside = zip(glance.values[_INSIDE], truth.values[_INSIDE], strict=True)
    return _agree((x - y for x, y in inside), repeat(shift, len(truth.inside)), _FAR * abs(shift))


def may_be_turned(truth: Truth, glance: Glance) -> bool:
    """Axes in another order."""
    return truth.may_be("turned", glance)


def may_be_flipped(truth: Truth, glance: Glance) -> bool:
    """Read backwards."""
    return truth.may_be("flipped", glance)


def may_be_clipped(truth: Truth, glance: Glance) -> bool:
    """Cut off below or above."""
    low, high = glance.low, glance.high
    inside = (min(max(y, low), high) for y in truth.values[_INSIDE])
    return _agree(glance.values[_INSIDE], inside, _FAR * glance.size)


def may_be_function(truth: Truth, glance: Glance) -> bool:
    """A simple function of the truth."""
    return truth.may_be("functions", glance)


def may_be_sums(truth: Truth, glance: Glance) -> bool:
    """Summed up along an axis."""
    return truth.may_be("sums", glance)


def may_be_moved(truth: Truth, glance: Glance) -> bool:
    """Moved by one along an axis."""
    return truth.may_be("moved", glance)


def may_be_wrong_once(_: Truth, glance: Glance) -> bool:
    """A single wrong element."""
    return glance.count == 1


def may_be_wrong_in_slice(truth: Truth, glance: Glance) -> bool:
    """Wrong in one slice of an axis only, so in no more elements than it has."""
    return 0 < glance.count <= truth.slice_size


def may_be_wrong_at_border(truth: Truth, glance: Glance) -> bool:
    """Right everywhere inside."""
    if glance.count < 2:
        return False
    return _agree(glance.values[_INSIDE], truth.values[_INSIDE], _FAR * truth.size)


def may_be_wrong_below_zero(truth: Truth, glance: Glance) -> bool:
    """Wrong where the truth is negative and right elsewhere."""
    return glance.count == truth.below_zero and ENOUGH <= truth.below_zero <= truth.f.size - ENOUGH


def may_be_off_by_line(truth: Truth, glance: Glance) -> bool:
    """One factor or one offset for each row or each column, which neighbours share; looked at where it is wrong."""
    if not truth.has_lines or not glance.count:
        return False
    place, columns = int(glance.wrong.argmax()), truth.f.shape[1]
    beside = place - 1 if place % columns else place + 1
    below = place - columns if place >= columns else place + columns
    return _share_line(truth, glance, place, beside) or _share_line(truth, glance, place, below)


def _share_line(truth: Truth, glance: Glance, one: int, other: int) -> bool:
    """Whether x/f = y/g at two flat indices, or x - f = y - g, as nearly as must be where each line has its own."""
    f, g, x, y = truth.f.item(one), truth.f.item(other), glance.a.item(one), glance.a.item(other)
    allowed = 2 * _FAR * glance.size
    by_factor = not abs(x * g - y * f) > allowed * (abs(f) + abs(g))  # an overflow tells nothing
    return by_factor or not abs((x - f) - (y - g)) > 2 * allowed + 1e-12 * truth.size


def may_be_reordered(truth: Truth, glance: Glance) -> bool:
    """The same numbers elsewhere, so the least, the greatest and the sum, too."""
    allowed = _FAR * truth.size
    if abs(glance.low - truth.low) > allowed or abs(glance.high - truth.high) > allowed:
        return False
    return not abs(float(np.add.reduce(glance.a, axis=None)) - truth.total) > allowed * glance.a.size


def _agree(values: Iterable[float], wanted: Iterable[float], allowed: float) -> bool:
    """Whether nothing lies farther than `allowed` from what is wanted; NaN lies nowhere and rules out nothing."""
    for one, other in zip(values, wanted, strict=True):  # noqa: SIM110  the first pair mostly ends it: `any` costs more
        if abs(one - other) > allowed:
            return False
    return True
