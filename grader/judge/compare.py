"""Is this answer the expected one? The rule of docs/numerics.md, element by element.

    accept  <=>  |actual_i - F_i| <= tolerance_i,   tolerance_i = 4096 * (sigma_i + 2**-53 * max(max|F|, scale))

NaN and infinities must stand at the same places. A NaN in `actual` makes `<=` false, so it can never pass by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, isfinite

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from grader.judge.float32 import FLOAT32_WIDENING, NOT_FLOAT64, are_short, float32_allowed, looks_float32
from grader.languages import said
from grader.model.bank import Leaf
from grader.model.numbers import told_apart
from grader.model.result import Difference, Measured, Verdict, Window
from grader.model.values import Value, is_flat_numbers, is_number

#: Rows and columns of what is shown round the worst element: two arrays of float64 are then at most 2.3 KiB.
WINDOW = (12, 12)


class Comparison(Struct, frozen=True):
    """The verdict on one answer, and where it is worst."""

    verdict: Verdict
    message: str = ""
    difference: Difference | None = None
    notes: tuple[str, ...] = ()
    measured: Measured | None = None
    arrays: tuple[np.ndarray, np.ndarray] | None = None  # actual and expected of that part, whole: for the judge alone

    @property
    def passed(self) -> bool:
        """Whether every leaf agrees."""
        return self.verdict is Verdict.PASSED

    @property
    def credit(self) -> float:
        """The share of the case's points that the answer earns."""
        return 1.0 if self.passed else (self.measured.credit or 0.0) if self.measured else 0.0

    @property
    def margin(self) -> float:
        """How wrong it is: 0 for a right answer, else the greatest error in tolerances, inf where no number says it."""
        if self.passed:
            return 0.0
        return self.difference.tolerances if self.difference else inf


PASSED = Comparison(Verdict.PASSED)


def compare(actual: Value, expected: Value, leaves: tuple[Leaf, ...]) -> Comparison:
    """Compare an answer with the canonical `expected`, whose leaves in order are `leaves`."""
    with np.errstate(all="ignore"):
        if len(leaves) == 1 and not isinstance(expected, (tuple, dict)):
            return _compare_leaf(actual, leaves[0])
        return _worst(_walk(actual, expected, {leaf.path: leaf for leaf in leaves}, ""))


def _worst(leaves: list[Comparison]) -> Comparison:
    """The comparison of the whole: what its worst leaf says, with the notes of all."""
    worst = PASSED
    notes: tuple[str, ...] = ()
    for found in leaves:
        notes += found.notes
        if _badness(found) > _badness(worst):
            worst = found
    return Comparison(worst.verdict, worst.message, worst.difference, tuple(dict.fromkeys(notes)), arrays=worst.arrays)


def _walk(actual: Value, expected: Value, leaves: Mapping[str, Leaf], path: str) -> list[Comparison]:
    """One comparison per leaf, these by their paths; a wrong structure ends the walk below it.

    `pairs` of grader/model/tree.py only tells that two trees differ in form; here the student is told where and how,
    and an array may stand in place of a list of its rows.
    """
    if isinstance(expected, tuple):
        return _walk_sequence(actual, expected, leaves, path)
    if isinstance(expected, dict):
        return _walk_mapping(actual, expected, leaves, path)
    return [_compare_leaf(actual, leaves[path])]


def _walk_sequence(
    actual: Value, expected: tuple[Value, ...], leaves: Mapping[str, Leaf], path: str
) -> list[Comparison]:
    if isinstance(actual, np.ndarray) and actual.ndim > 0 and len(actual) == len(expected):
        actual = tuple(actual)  # an array in place of a list of its rows
    if not isinstance(actual, (tuple, list)):
        return [_wrong(Verdict.WRONG_TYPE, path, _count(expected, describe(actual)))]
    if len(actual) != len(expected):
        return [_wrong(Verdict.WRONG_SHAPE, path, _count(expected, str(len(actual))))]
    found: list[Comparison] = []
    for index, (one, other) in enumerate(zip(actual, expected, strict=True)):
        found += _walk(one, other, leaves, f"{path}[{index}]")
    return found


def _walk_mapping(actual: Value, expected: dict[str, Value], leaves: Mapping[str, Leaf], path: str) -> list[Comparison]:
    if not isinstance(actual, dict):
        return [_wrong(Verdict.WRONG_TYPE, path, _instead(said("a dict"), describe(actual)))]
    if set(actual) != set(expected):
        wanted, got = ", ".join(map(str, expected)), ", ".join(str(key)[:40] for key in list(actual)[:20])
        return [
            _wrong(
                Verdict.WRONG_SHAPE,
                path,
                _instead(said("the keys {names}", names=wanted), got or "-"),
            )
        ]
    found: list[Comparison] = []
    for key, other in expected.items():
        found += _walk(actual[key], other, leaves, f"{path}[{key!r}]")
    return found


def _compare_leaf(actual: Value, leaf: Leaf) -> Comparison:
    if not isinstance(leaf.expected, np.ndarray):
        return _compare_plain(actual, leaf)
    array = as_array(actual)
    if array is None:
        return _wrong(Verdict.WRONG_TYPE, leaf.path, _expected(leaf.expected, actual))
    if array.shape != leaf.expected.shape:
        if array.size == 0 and isinstance(actual, (tuple, list)) and leaf.expected.shape[: array.ndim] == array.shape:
            return PASSED  # a list cannot say what follows its first empty side
        return _wrong(
            Verdict.WRONG_SHAPE,
            leaf.path,
            _instead(said("shape {shape}", shape=leaf.expected.shape), str(array.shape)),
        )
    if leaf.tolerance is None:
        return _compare_exact(array, leaf)
    return _compare_floats(array, leaf)


def as_array(value: Value) -> np.ndarray | None:
    """An answer's leaf as an array, or None where it is no number and no rectangular list of numbers."""
    if isinstance(value, np.ndarray):
        return value
    if is_number(value) and not (isinstance(value, int) and abs(value) >= 2**63):
        return np.asarray(value)
    if is_flat_numbers(value):
        return np.asarray(value)
    if isinstance(value, (tuple, list)):
        parts = [as_array(item) for item in value]
        if not parts:
            return np.zeros(0)
        first = parts[0]
        if first is not None and all(part is not None and part.shape == first.shape for part in parts):
            return np.stack([part for part in parts if part is not None])
    return None


def _compare_plain(actual: Value, leaf: Leaf) -> Comparison:
    expected = leaf.expected
    if isinstance(actual, np.generic) or (isinstance(actual, np.ndarray) and actual.ndim == 0):
        actual = actual.item()
    if isinstance(expected, int) and isinstance(actual, (float, complex)) and actual == expected:
        return PASSED
    if type(actual) is type(expected):
        if actual == expected:
            return PASSED
        return _wrong(
            Verdict.WRONG_VALUE,
            leaf.path,
            _instead(_short(expected), _short(actual)),
        )
    return _wrong(Verdict.WRONG_TYPE, leaf.path, _expected(expected, actual))


def _compare_exact(actual: np.ndarray, leaf: Leaf) -> Comparison:
    """Ints and bools: equal; integer-valued floats, and complex ones without an imaginary part, count as ints."""
    equal = actual == leaf.array
    if leaf.array.dtype.kind in "iu" and actual.dtype.kind in "fc":
        equal &= _holds_exactly(leaf.array)
    if equal.all():
        return PASSED
    bad = ~equal
    difference = _difference(actual, leaf, int(bad.argmax()), tolerances=inf, bad=bad)
    return Comparison(Verdict.WRONG_VALUE, _words(difference), difference, arrays=(actual, leaf.array))


def _holds_exactly(whole: np.ndarray) -> np.ndarray:
    """Which ints a float64 can hold: any other one equals its rounding only because NumPy rounded it to compare."""
    if np.abs(whole.astype(np.float64)).max(initial=0.0) < 2.0**53:
        return np.ones(whole.shape, dtype=bool)
    return np.asarray([int(float(item)) == item for item in whole.ravel().tolist()], dtype=bool).reshape(whole.shape)


def _compare_floats(actual: np.ndarray, leaf: Leaf) -> Comparison:
    assert leaf.tolerance is not None
    if actual.dtype.kind == "c" and leaf.array.dtype.kind != "c":
        if actual.imag.any():
            return _wrong(Verdict.WRONG_TYPE, leaf.path, _instead(said("real numbers"), said("complex ones")))
        actual = actual.real
    narrow = actual.dtype == np.float32
    actual = actual if actual.dtype.kind == "c" else actual.astype(np.float64, copy=False)
    error: np.ndarray = np.abs(actual - leaf.array)
    if _agrees(error, actual, leaf, leaf.tolerance):
        return PASSED
    notes: tuple[str, ...] = ()
    if looks_float32(actual, leaf.array):
        wide_enough = _agrees(error, actual, leaf, leaf.tolerance * FLOAT32_WIDENING)
        if wide_enough and float32_allowed(leaf):
            return Comparison(Verdict.PASSED, notes=(said("computed in float32"),))
        notes = (NOT_FLOAT64,) if wide_enough and (narrow or not are_short(actual)) else ()
    difference = _worst_difference(error, actual, leaf)
    return Comparison(Verdict.WRONG_VALUE, _words(difference), difference, notes, arrays=(actual, leaf.array))


def _agrees(error: np.ndarray, actual: np.ndarray, leaf: Leaf, tolerance: np.ndarray) -> bool:
    close = error <= tolerance
    if leaf.finite:
        return bool(np.logical_and.reduce(close, axis=None))  # `all` says the same, twice as slowly
    same = (actual == leaf.array) | (np.isnan(actual) & np.isnan(leaf.array))
    return bool(np.where(np.isfinite(leaf.array), close, same).all())


def in_tolerances(actual: np.ndarray, leaf: Leaf) -> np.ndarray:
    """The error of each element as a multiple of its tolerance; infinite where NaN or infinities differ."""
    assert leaf.tolerance is not None
    with np.errstate(all="ignore"):
        error = np.abs(actual - leaf.array)
        ratio = np.where(error == 0, 0.0, error / leaf.tolerance)
    same = (actual == leaf.array) | (np.isnan(actual) & np.isnan(leaf.array))
    ratio = np.where(np.isfinite(actual) & np.isfinite(leaf.array), ratio, np.where(same, 0.0, inf))
    result: np.ndarray = np.where(np.isnan(ratio), inf, ratio)
    return result


def _worst_difference(error: np.ndarray, actual: np.ndarray, leaf: Leaf) -> Difference:
    """The element with the greatest error in tolerances."""
    ratio: np.ndarray = error / leaf.tolerance
    place = int(ratio.argmax())  # of a NaN, if there is one
    if not isfinite(ratio.item(place)):  # something is not finite, or a tolerance is zero
        ratio = in_tolerances(actual, leaf)
        place = int(ratio.argmax())
    return _difference(actual, leaf, place, tolerances=ratio.item(place), bad=ratio > 1)


def _difference(actual: np.ndarray, leaf: Leaf, place: int, *, tolerances: float, bad: np.ndarray) -> Difference:
    """The difference at a flat index."""
    return Difference(
        path=leaf.path,
        index=_index(place, bad.shape),
        expected=_number(leaf.array.item(place)),
        actual=_number(actual.item(place)),
        tolerances=tolerances,
        bad_share=int(np.count_nonzero(bad)) / bad.size if bad.size else 0.0,
        shape=bad.shape,
    )


def excerpt(found: Comparison) -> Difference | None:
    """What a result keeps of a comparison: its difference with the numbers round it, and no whole array."""
    if found.difference is None or found.arrays is None:
        return None
    return replace(found.difference, window=_window(*found.arrays, found.difference.index))


def _window(actual: np.ndarray, expected: np.ndarray, index: tuple[int, ...]) -> Window | None:
    """At most WINDOW elements round `index`, copied, so that a result keeps no whole array alive."""
    if expected.size < 2 or actual.dtype.kind not in "biuf" or expected.dtype.kind not in "biuf":
        return None
    columns = _span(index[-1], expected.shape[-1], WINDOW[1])
    if expected.ndim == 1:
        rows = slice(0, 1)
        place: tuple[int | slice | None, ...] = (None, columns)
    else:
        rows = _span(index[-2], expected.shape[-2], WINDOW[0])
        place = (*index[:-2], rows, columns)
    parts = (array[place].astype(np.float64) for array in (expected, actual))
    return Window((rows.start, columns.start), *parts)


def _span(at: int, length: int, most: int) -> slice:
    """The `most` places nearest to `at` along an axis, all of a shorter one."""
    start = max(0, min(at - most // 2, length - most))
    return slice(start, min(length, start + most))


def _index(place: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    """A flat index, in the order of C, axis by axis."""
    index: tuple[int, ...] = ()
    for length in reversed(shape):
        place, along = divmod(place, length)
        index = (along, *index)
    return index


def _number(value: object) -> float:
    return float(abs(value)) if isinstance(value, (complex, np.complexfloating)) else float(value)  # type: ignore[arg-type]


def _badness(found: Comparison) -> tuple[int, float]:
    """Structure before values; among values the one that is farthest off."""
    if found.passed:
        return (0, 0.0)
    if found.difference is None:
        return (2, 0.0)
    return (1, found.difference.tolerances)


def _wrong(verdict: Verdict, path: str, message: str) -> Comparison:
    return Comparison(verdict, f"{path}: {message}" if path else message)


def _words(difference: Difference) -> str:
    place = f"{difference.path}{list(difference.index) if difference.index else ''}"
    expected, actual = told_apart(difference.expected, difference.actual)
    if not place:
        return _instead(expected, actual)
    return said("{place}: expected {expected}, got {found}", place=place, expected=expected, found=actual)


def _count(expected: tuple[Value, ...], found: str) -> str:
    return _instead(said("{count} values", count=len(expected)), found)


def _expected(expected: Value, actual: Value) -> str:
    return _instead(describe(expected), describe(actual))


def _instead(expected: str, found: str) -> str:
    return said("expected {expected}, got {found}", expected=expected, found=found)


def describe(value: Value) -> str:
    """A value in a few words: `an array of shape (2, 3)`, `None`, `the text 'saddle'`."""
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        return said("a number") if value.ndim == 0 else said("an array of shape {shape}", shape=value.shape)
    if isinstance(value, str):
        return said("the text {value}", value=_short(value))
    if is_number(value):
        return said("the number {value}", value=_short(value))
    if isinstance(value, (tuple, list)):
        return said("a {type} of {length}", type=type(value).__name__, length=len(value))
    return said("a {type}", type=type(value).__name__)


def _short(value: Value) -> str:
    if isinstance(value, int) and value.bit_length() > 2000:  # Python writes no int of more than 4300 digits
        return said("an int of {count} bits", count=value.bit_length())
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
