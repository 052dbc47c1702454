"""Name how a wrong array differs from the right one: factor, sign, transposed, shifted, … or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations

import numpy as np

from grader.judge import likeness
from grader.judge.glance import Truth, is_near, possible
from grader.judge.likeness import Array, Test, close

#: Every test, in turn.
TESTS: tuple[Test, ...] = (
    likeness.all_zeros,
    likeness.rounded,
    likeness.sign,
    likeness.absolute,
    likeness.constant,
    likeness.factor,
    likeness.offset,
    likeness.axes,
    likeness.reverse,
    likeness.clipped,
    likeness.function,
    likeness.cumulative,
    likeness.shift,
    likeness.one_place,
    likeness.one_slice,
    likeness.border,
    likeness.negative,
    likeness.by_line,
    likeness.reordered,
)

#: What stays evidence where the answer is nearly right: agreement of these is exact.
EXACT: tuple[Test, ...] = (likeness.rounded, likeness.clipped)

_KEPT = 4096
_truths: dict[int, Truth] = {}


def pattern(actual: Array, expected: Array) -> str:
    """Words for the way `actual` differs from `expected`, or an empty string."""
    if actual.dtype.kind not in "biuf" or expected.dtype.kind not in "biuf":
        return ""
    truth = _truth(expected)
    a, f = actual.astype(np.float64, copy=False), truth.f
    with np.errstate(all="ignore"):
        if a.shape != f.shape:
            return _other_shape(a, f)
        seen = truth.glance(a) if truth.is_ordinary else None
        if seen is None:
            return _not_finite(a, f)
        # An answer that is nearly the truth would also pass for its mirror image, its sorted self, and so on.
        if is_near(seen) and close(a, f):
            return _first(EXACT, a, f)
        return _first(sorted(possible(truth, seen), key=TESTS.index), a, f)


def _first(tests: Iterable[Test], a: Array, f: Array) -> str:
    return next((words for test in tests if (words := test(a, f))), "")


def _truth(expected: Array) -> Truth:
    """What is known of an expected array: a whole class is compared with it, so it is made once and kept."""
    known = _truths.get(id(expected))
    if known is None or known.expected is not expected:
        if len(_truths) >= _KEPT:
            _truths.clear()
        known = _truths[id(expected)] = Truth.of(expected)
    return known


def _not_finite(a: Array, f: Array) -> str:
    if np.isnan(a).any() and not np.isnan(f).any():
        if np.isneginf(f).any() and (np.isnan(a) == np.isneginf(f)).all():
            return "NaN where -inf is expected"
        return "all NaN" if np.isnan(a).all() else "NaN in some places: 0/0, inf - inf or the root of a negative number"
    if np.isinf(a).any() and not np.isinf(f).any():
        return "overflow: infinite where a finite number is expected"
    return ""


def _other_shape(a: Array, f: Array) -> str:
    if a.ndim == f.ndim >= 2 and sorted(a.shape) == sorted(f.shape):
        for order in permutations(range(f.ndim)):
            if a.shape == f.transpose(order).shape and order != tuple(range(f.ndim)) and close(a, f.transpose(order)):
                return "transposed" if f.ndim == 2 else f"axes permuted: {order}"
    if a.size == f.size and close(a.reshape(f.shape), f):
        return f"the right numbers in shape {a.shape}"
    return ""
