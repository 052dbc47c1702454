"""One test a pattern: does a wrong array differ from the right one by a factor, a sign, turned axes, …?

Each test demands agreement far beyond chance, so that noise is never given a name. It gets the answer `a` and the truth
`f` as float64 arrays of one shape, both finite and not empty, and gives words or None.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import permutations
from math import e, inf, isfinite, log, pi, sqrt
from typing import Any

import numpy as np

#: Agreement demanded of a transformed answer, relative to the greatest element. Float32 answers agree to 1e-6 or so.
CLOSE = 1e-5
#: Fewer elements than this could agree by accident.
ENOUGH = 3

Array = np.ndarray
Test = Callable[[Array, Array], str | None]


def close(one: Array, other: Array) -> bool:
    """Whether two arrays agree to CLOSE of their greatest element; never for NaN or infinities."""
    size = greatest(other)
    return 0 < size < inf and greatest(one - other) <= CLOSE * size  # a NaN makes `<=` false


def greatest(array: Array) -> float:
    """max|array|, 0 for an empty one; thousands of these are computed, and `np.max` is three times slower."""
    return float(np.maximum.reduce(np.abs(array), axis=None, initial=0.0))


def all_zeros(a: Array, f: Array) -> str | None:
    """Nothing was computed, or everything cancelled."""
    return "all zeros" if not a.any() and f.any() else None


def constant(a: Array, f: Array) -> str | None:
    """The same number everywhere."""
    many = f.size >= ENOUGH and not (f == f.flat[0]).all()
    return f"the same number everywhere ({a.flat[0]:.6g})" if many and (a == a.flat[0]).all() else None


def sign(a: Array, f: Array) -> str | None:
    """Every sign reversed."""
    return "the sign is reversed" if close(a, -f) else None


def absolute(a: Array, f: Array) -> str | None:
    """The sign lost."""
    return "the absolute value" if (f < 0).any() and close(a, np.abs(f)) else None


def clipped(a: Array, f: Array) -> str | None:
    """Cut off below or above."""
    low, high = a.min(), a.max()
    changed = a != f
    if f.size < ENOUGH or low == high or changed.mean() > 0.9 or not close(a, np.clip(f, low, high)):
        return None
    if max((changed & (a == low)).sum(), (changed & (a == high)).sum()) < 2:
        return None  # one changed element is its own bound
    sides = [f"below {low:.6g}"] * bool((f < low).any()) + [f"above {high:.6g}"] * bool((f > high).any())
    return f"clipped {' and '.join(sides)}" if sides else None


def factor(a: Array, f: Array) -> str | None:
    """One factor throughout, by name where it has one."""
    ratio = _ratio(a, f)
    if ratio is None:
        return None
    name = next((words for value, words in _names(f.shape).items() if abs(ratio - value) <= 1e-6 * value), "")
    if f.size < ENOUGH and not name and not _whole(ratio):
        return None  # two numbers have some common factor too easily
    return f"{ratio:.6g} times the expected value{f' ({name})' if name else ''}"


def _ratio(a: Array, f: Array) -> float | None:
    top = np.unravel_index(int(np.argmax(np.abs(f))), f.shape)
    if f[top] == 0:
        return None
    ratio = float(a[top] / f[top])
    if not isfinite(ratio) or abs(ratio) < 1e-300:
        return None
    return ratio if abs(ratio - 1) > 1e-7 and close(a, ratio * f) else None


@lru_cache(maxsize=256)
def _names(shape: tuple[int, ...]) -> dict[float, str]:
    """Where a factor may come from; sizes of the array are named as such."""
    named = {
        1 / log(2): "1/ln 2",
        log(2): "ln 2",
        log(10): "ln 10",
        1 / log(10): "1/ln 10",
        pi: "pi",
        180 / pi: "180/pi",
        e: "e",
        sqrt(2): "the root of 2",
        1 / sqrt(2): "1 over the root of 2",
    }
    for axis, n in enumerate(shape):
        if n > 2:
            named |= {float(n): f"the length of axis {axis}", 1 / n: f"1 over {n}, the length of axis {axis}"}
            named |= {n / (n - 1): f"n/(n-1) for n = {n}", (n - 1) / n: f"(n-1)/n for n = {n}"}
            named |= {sqrt(n): f"the root of {n}", 1 / sqrt(n): f"1 over the root of {n}"}
    return named


def _whole(ratio: float) -> bool:
    """A whole number up to 64, or one over it."""
    large = abs(ratio) if abs(ratio) >= 1 else 1 / abs(ratio)
    return abs(large - round(large)) <= 1e-6 * large and large <= 64


def offset(a: Array, f: Array) -> str | None:
    """One constant added throughout."""
    shift = float((a - f).flat[0])
    if f.size < ENOUGH or shift == 0 or not isfinite(shift) or abs(shift) < 1e-4 * float(np.abs(f).max()):
        return None
    return f"off by the constant {shift:.6g}" if _small(a - f - shift, shift) else None


def _small(rest: Array, scale: float) -> bool:
    return bool((np.abs(rest) <= CLOSE * abs(scale)).all())


def by_line(a: Array, f: Array) -> str | None:
    """One factor or one offset for each row or each column."""
    if f.ndim != 2 or min(f.shape) < ENOUGH:
        return None
    for axis, word in ((1, "row"), (0, "column")):
        weight = np.add.reduce(f * f, axis=axis, keepdims=True)
        ratio = np.add.reduce(a * f, axis=axis, keepdims=True) / np.where(weight == 0, 1.0, weight)
        if close(a, ratio * f):
            return f"each {word} is off by a factor of its own"
        shift = np.add.reduce(a - f, axis=axis, keepdims=True) / f.shape[axis]
        if close(a, f + shift) and greatest(shift) > 1e-4 * greatest(f):
            return f"each {word} is off by a constant of its own"
    return None


def axes(a: Array, f: Array) -> str | None:
    """Axes in another order."""
    if f.size < ENOUGH:
        return None
    for order in permutations(range(f.ndim)):
        if order != tuple(range(f.ndim)) and a.shape == f.transpose(order).shape and close(a, f.transpose(order)):
            return "transposed" if f.ndim == 2 else f"axes permuted: {order}"
    return None


def reverse(a: Array, f: Array) -> str | None:
    """Read backwards along an axis."""
    if f.size < ENOUGH:
        return None
    found = [axis for axis in range(f.ndim) if f.shape[axis] > 1 and close(a, np.flip(f, axis))]
    if found:
        return f"reversed along axis {found[0]}" if f.ndim > 1 else "reversed"
    return "reversed along every axis" if f.ndim > 1 and close(a, np.flip(f)) else None


def shift(a: Array, f: Array) -> str | None:
    """Moved by one along an axis."""
    for axis in range(f.ndim):
        if f.shape[axis] < ENOUGH + 1:
            continue
        ahead, behind = _cut(a, f, axis), _cut(f, a, axis)[::-1]
        for (moved, truth), side in ((ahead, "higher"), (behind, "lower")):
            # Where the truth itself hardly changes along this axis, agreement says nothing.
            if close(moved, truth) and np.ptp(truth) > 0 and not close(*_cut(f, f, axis)):
                return f"shifted by one along axis {axis}, towards {side} indices"
    return None


def _cut(late: Array, early: Array, axis: int) -> tuple[Array, Array]:
    """All but the first slice of one and all but the last of the other."""
    before = (slice(None),) * axis
    return late[(*before, slice(1, None))], early[(*before, slice(None, -1))]


def border(a: Array, f: Array) -> str | None:
    """Wrong somewhere on the border of the last two axes, right everywhere inside."""
    if f.ndim < 1 or min(f.shape[-2:]) < ENOUGH:
        return None
    inside: tuple[Any, ...] = (..., *(slice(1, -1),) * min(f.ndim, 2))
    wrong = _wrong(a, f)
    right_inside = f[inside].size >= ENOUGH and not wrong[inside].any()
    return "wrong only at the border" if right_inside and wrong.sum() > 1 else None


def one_place(a: Array, f: Array) -> str | None:
    """A single wrong element."""
    wrong = _wrong(a, f)
    if wrong.sum() != 1 or f.size < ENOUGH + 1:
        return None
    index = [int(i) for i in np.argwhere(wrong)[0]]
    return f"wrong only at index {index}"


def one_slice(a: Array, f: Array) -> str | None:
    """Wrong in one slice of an axis only, the first or the last for example."""
    wrong = _wrong(a, f)
    for axis in range(f.ndim):
        lines = wrong.any(axis=tuple(i for i in range(f.ndim) if i != axis))
        if f.ndim > 1 and lines.sum() == 1 and lines.size >= ENOUGH:
            return f"wrong only at index {int(np.argmax(lines))} of axis {axis}"
    return None


def negative(a: Array, f: Array) -> str | None:
    """The branch for negative values is wrong."""
    wrong, below = _wrong(a, f), f < 0
    enough = below.sum() >= ENOUGH and (~below).sum() >= ENOUGH
    return "wrong only where the expected value is negative" if enough and (wrong == below).all() else None


def _wrong(a: Array, f: Array) -> Array:
    result: Array = np.abs(a - f) > CLOSE * greatest(f)
    return result


FUNCTIONS: tuple[tuple[str, Callable[[Array], Array]], ...] = (
    ("the logarithm of the expected value", np.log),
    ("the exponential of the expected value", np.exp),
    ("the square of the expected value", np.square),
    ("the root of the expected value", np.sqrt),
    ("one over the expected value", lambda f: 1 / f),
    ("one minus the expected value", lambda f: 1 - f),
    ("minus the logarithm of the expected value", lambda f: -np.log(f)),
)


def function(a: Array, f: Array) -> str | None:
    """A simple function of the truth."""
    if f.size < ENOUGH:
        return None
    return next((words for words, apply in FUNCTIONS if close(a, apply(f)) and np.ptp(a) > 0), None)


def cumulative(a: Array, f: Array) -> str | None:
    """Summed up along an axis."""
    for axis in range(f.ndim):
        if f.shape[axis] >= ENOUGH and close(a, np.cumsum(f, axis)):
            return f"the running sum along axis {axis}"
    return None


def reordered(a: Array, f: Array) -> str | None:
    """The same numbers elsewhere."""
    if f.size < ENOUGH + 1 or np.ptp(f) == 0:
        return None
    return "the right numbers in another order" if close(np.sort(a, axis=None), np.sort(f, axis=None)) else None


def rounded(a: Array, f: Array) -> str | None:
    """Rounded, or kept in half precision on the way."""
    for digits in range(9 if _has_few_digits(a) else 0):
        enough = f.size >= ENOUGH or digits >= ENOUGH  # a lone whole number is near many others
        if enough and np.array_equal(a, np.round(f, digits)) and not np.array_equal(a, f) and a.any():
            return f"rounded to {digits} decimals"
    with np.errstate(over="ignore"):
        half = f.astype(np.float16).astype(np.float64)
    return "computed in half precision" if np.array_equal(a, half) and f.size >= ENOUGH else None


def _has_few_digits(a: Array) -> bool:
    """Whether eight decimals hold all of it; above 1e6 rounding itself is not exact, so that nothing is said."""
    return greatest(a) > 1e6 or np.array_equal(a, np.round(a, 8))
