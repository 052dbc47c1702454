"""What one glance rules out: a few elements of a wrong answer against the same ones of a truth and its transforms.

Each test of likeness.py demands agreement everywhere, so one place where it fails is enough to leave it out; what is
left decides by itself, so that a glance changes no word. A whole class is compared with the same truth: what there is
to know of it is computed once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from math import inf, isfinite

import numpy as np
from msgspec import Struct

from grader.judge.likeness import CLOSE, ENOUGH, FUNCTIONS, Array, greatest

#: Elements looked at inside of the array, apart from its greatest and its first.
_INSIDE = 5
#: Twice what a test allows: a glance leaves out only what is certainly far.
_FAR = 2 * CLOSE

Numbers = Sequence[float]
#: A transform of the truth at the places, and how far an answer may lie from it there.
Row = tuple[Numbers, float]


class Glance(Struct, frozen=True):
    """An answer at the places of a truth, and its least and greatest element (NaN or infinite if any element is)."""

    values: Numbers
    low: float
    high: float

    @property
    def is_finite(self) -> bool:
        """Whether every element is finite."""
        return isfinite(self.low) and isfinite(self.high)

    @property
    def size(self) -> float:
        """max|a|."""
        return max(-self.low, self.high)


@dataclass(frozen=True)
class Truth:
    """An expected array, and everything about it that does not depend on an answer; the rest is for finite numbers.

    The places are flat indices: the greatest element, the first one, some inside that are spread along every axis, and
    for a matrix three in the shape of an L.
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
    def inside(self) -> tuple[tuple[int, ...], ...]:
        """Indices of a few elements, off the border of every axis that is long enough to have an inside."""
        spans = [(1, length - 2) if length >= ENOUGH else (0, length - 1) for length in self.f.shape]
        steps = [number / (_INSIDE - 1) for number in range(_INSIDE)]
        spread = (tuple(first + round(step * (last - first)) for first, last in spans) for step in steps)
        return tuple(dict.fromkeys(spread))

    @cached_property
    def places(self) -> Array:
        """Flat indices, in the order of `Glance.values`."""
        top = int(np.argmax(np.abs(self.f)))
        corner = [(0, 0), (0, 1), (1, 0)] if self.has_lines else []
        indices = [*self.inside, *corner]
        return np.asarray([top, 0, *(int(np.ravel_multi_index(index, self.f.shape)) for index in indices)])

    @cached_property
    def has_lines(self) -> bool:
        """Whether it is a matrix of which rows and columns may be off by something of their own."""
        return self.f.ndim == 2 and min(self.f.shape) >= ENOUGH

    @cached_property
    def middle(self) -> slice:
        """Which of the places are those inside."""
        return slice(2, 2 + len(self.inside))

    @cached_property
    def values(self) -> Numbers:
        """The truth at its places."""
        return self.at_places(self.f)

    def at_places(self, array: Array) -> list[float]:
        """An array of the truth's shape at its places."""
        found: list[float] = array.reshape(-1)[self.places].tolist()
        return found

    def glance(self, a: Array) -> Glance:
        """A look at an answer in float64, of the truth's shape."""
        low, high = np.minimum.reduce(a, axis=None), np.maximum.reduce(a, axis=None)
        return Glance(self.at_places(a), float(low), float(high))

    def rows(self, transforms: Iterable[Array]) -> tuple[Row, ...]:
        """Those transforms that anything could be close to."""
        sized = [(transform, greatest(transform)) for transform in transforms]
        return tuple((self.at_places(transform), _FAR * size) for transform, size in sized if 0 < size < inf)

    @cached_property
    def turned(self) -> tuple[Row, ...]:
        """The axes in another order."""
        shape = self.f.shape
        orders = [order for order in permutations(range(self.f.ndim)) if tuple(shape[axis] for axis in order) == shape]
        return self.rows(self.f.transpose(order) for order in orders if order != tuple(range(self.f.ndim)))

    @cached_property
    def flipped(self) -> tuple[Row, ...]:
        """Read backwards along an axis, or along all."""
        axes = [axis for axis in range(self.f.ndim) if self.f.shape[axis] > 1]
        return self.rows([*(np.flip(self.f, axis) for axis in axes), np.flip(self.f)])

    @cached_property
    def functions(self) -> tuple[Row, ...]:
        """Simple functions of it."""
        return self.rows(apply(self.f) for _, apply in FUNCTIONS)

    @cached_property
    def sums(self) -> tuple[Row, ...]:
        """Running sums."""
        return self.rows(np.cumsum(self.f, axis) for axis in range(self.f.ndim))

    @cached_property
    def moved(self) -> tuple[Row, ...]:
        """Moved by one along an axis; only the places inside tell, where nothing comes round from the other end."""
        axes = [axis for axis in range(self.f.ndim) if self.f.shape[axis] > ENOUGH]
        return self.rows(np.roll(self.f, step, axis) for axis in axes for step in (1, -1))

    @cached_property
    def rounded(self) -> tuple[frozenset[float], ...]:
        """For each place the numbers that the truth may be rounded to there."""
        with np.errstate(over="ignore"):
            half = self.f.astype(np.float16).astype(np.float64)
        found = [self.at_places(rounded) for rounded in (half, *(np.round(self.f, digits) for digits in range(9)))]
        return tuple(map(frozenset, zip(*found, strict=True)))


def is_near(truth: Truth, glance: Glance) -> bool:
    """The truth itself."""
    return _agree(glance.values, truth.values, _FAR * truth.size)


def may_be_zeros(_: Truth, glance: Glance) -> bool:
    """All zeros."""
    return glance.low == 0 == glance.high


def may_be_rounded(truth: Truth, glance: Glance) -> bool:
    """Rounded, or kept in half precision."""
    return all(map(frozenset.__contains__, truth.rounded, glance.values))


def may_be_negated(truth: Truth, glance: Glance) -> bool:
    """The sign reversed."""
    return _agree(glance.values, [-y for y in truth.values], _FAR * truth.size)


def may_be_absolute(truth: Truth, glance: Glance) -> bool:
    """The sign lost."""
    return truth.low < 0 and _agree(glance.values, map(abs, truth.values), _FAR * truth.size)


def may_be_constant(_: Truth, glance: Glance) -> bool:
    """The same number everywhere."""
    return glance.low == glance.high


def may_be_multiple(truth: Truth, glance: Glance) -> bool:
    """One factor throughout: that of the greatest element."""
    if truth.size == 0:
        return False
    ratio = glance.values[0] / truth.values[0]
    return _agree(glance.values, [ratio * y for y in truth.values], _FAR * abs(ratio) * truth.size)


def may_be_offset(truth: Truth, glance: Glance) -> bool:
    """One constant added throughout: that of the first element."""
    shift = glance.values[1] - truth.values[1]
    rest = [x - y for x, y in zip(glance.values, truth.values, strict=True)]
    return _agree(rest, [shift] * len(rest), _FAR * abs(shift))


def may_be_turned(truth: Truth, glance: Glance) -> bool:
    """Axes in another order."""
    return _any(truth.turned, glance.values)


def may_be_flipped(truth: Truth, glance: Glance) -> bool:
    """Read backwards."""
    return _any(truth.flipped, glance.values)


def may_be_clipped(truth: Truth, glance: Glance) -> bool:
    """Cut off below or above."""
    low, high = glance.low, glance.high
    return _agree(glance.values, [min(max(y, low), high) for y in truth.values], _FAR * glance.size)


def may_be_function(truth: Truth, glance: Glance) -> bool:
    """A simple function of the truth."""
    return _any(truth.functions, glance.values)


def may_be_sums(truth: Truth, glance: Glance) -> bool:
    """Summed up along an axis."""
    return _any(truth.sums, glance.values)


def may_be_moved(truth: Truth, glance: Glance) -> bool:
    """Moved by one along an axis."""
    found = glance.values[truth.middle]
    return any(_agree(found, row[truth.middle], allowed) for row, allowed in truth.moved)


def may_be_wrong_once(truth: Truth, glance: Glance) -> bool:
    """A single wrong element."""
    return len(_wrong_inside(truth, glance)) <= 1


def may_be_wrong_in_slice(truth: Truth, glance: Glance) -> bool:
    """Wrong in one slice of an axis only."""
    wrong = _wrong_inside(truth, glance)
    return truth.f.ndim > 1 and any(len(set(along)) <= 1 for along in zip(*wrong, strict=True)) if wrong else True


def may_be_wrong_at_border(truth: Truth, glance: Glance) -> bool:
    """Right everywhere inside."""
    return not _wrong_inside(truth, glance)


def may_be_wrong_below_zero(truth: Truth, glance: Glance) -> bool:
    """Wrong where the truth is negative and right elsewhere."""
    if truth.low >= 0 or truth.high < 0:
        return False
    allowed = CLOSE * truth.size
    pairs = zip(glance.values, truth.values, strict=True)
    return all((abs(x - y) > allowed) == (y < 0) for x, y in pairs)


def may_be_off_by_line(truth: Truth, glance: Glance) -> bool:
    """One factor or one offset for each row or each column: two elements of a row, or of a column, share it."""
    if not truth.has_lines:
        return False
    (a, b, c), (x, y, z) = truth.values[-3:], glance.values[-3:]
    return _share_line(a, b, x, y, truth, glance) or _share_line(a, c, x, z, truth, glance)


def _share_line(f: float, g: float, x: float, y: float, truth: Truth, glance: Glance) -> bool:
    """Whether x/f = y/g or x - f = y - g, as nearly as it must be where every line has a factor or offset."""
    allowed = 2 * _FAR * glance.size
    by_factor = not abs(x * g - y * f) > allowed * (abs(f) + abs(g))  # an overflow tells nothing
    return by_factor or abs((x - f) - (y - g)) <= 2 * allowed + 1e-12 * truth.size


def may_be_reordered(truth: Truth, glance: Glance) -> bool:
    """The same numbers elsewhere, so the least and the greatest, too."""
    allowed = _FAR * truth.size
    return abs(glance.low - truth.low) <= allowed and abs(glance.high - truth.high) <= allowed


def _wrong_inside(truth: Truth, glance: Glance) -> list[tuple[int, ...]]:
    """The indices inside that are wrong for certain."""
    allowed = _FAR * truth.size
    pairs = zip(truth.inside, glance.values[truth.middle], truth.values[truth.middle], strict=True)
    return [index for index, x, y in pairs if abs(x - y) > allowed]


def _any(rows: Iterable[Row], values: Numbers) -> bool:
    return any(_agree(values, row, allowed) for row, allowed in rows)


def _agree(values: Iterable[float], wanted: Iterable[float], allowed: float) -> bool:
    """Whether nothing lies farther than `allowed` from what is wanted; NaN lies nowhere and rules out nothing."""
    for one, other in zip(values, wanted, strict=True):  # noqa: SIM110  the first pair mostly ends it: `any` costs more
        if abs(one - other) > allowed:
            return False
    return True
