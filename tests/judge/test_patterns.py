"""Every pattern is found wherever it is, and nothing is found in noise."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import log
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.judge.patterns import PATTERNS as TABLE
from grader.judge.patterns.factor import without_doubtful_origins
from grader.judge.patterns.search import find_pattern

Array = np.ndarray
Rng = np.random.Generator
TRIALS = 25

SHAPES: tuple[tuple[int, ...], ...] = ((7,), (5, 4), (2, 6, 5))
MATRICES: tuple[tuple[int, ...], ...] = ((5, 4), (6, 7))
LARGE: tuple[tuple[int, ...], ...] = ((9,), (6, 7), (2, 6, 7))


def normal(rng: Rng, shape: tuple[int, ...]) -> Array:
    return rng.normal(size=shape)


def mixed(rng: Rng, shape: tuple[int, ...]) -> Array:
    """Normal numbers of both signs."""
    f = rng.normal(size=shape)
    f.flat[:2] = 1.5, -1.5
    return f


def positive(rng: Rng, shape: tuple[int, ...]) -> Array:
    return rng.uniform(0.1, 0.9, size=shape)


def moved(rng: Rng, f: Array) -> Array:
    """Shifted by one along the last axis, what falls out is replaced."""
    a = np.roll(f, 1, axis=-1)
    a[..., 0] = rng.normal(size=a[..., 0].shape)
    return a


def bordered(rng: Rng, f: Array) -> Array:
    a = f + 1.0 + rng.uniform(size=f.shape)
    inside: tuple[Any, ...] = (..., *(slice(1, -1),) * min(f.ndim, 2))
    a[inside] = f[inside]
    return a


def one_spoiled(rng: Rng, f: Array) -> Array:
    a = f.copy()
    a.flat[int(rng.integers(f.size))] += 3.0
    return a


def last_row_spoiled(rng: Rng, f: Array) -> Array:
    a = f.copy()
    a[-1] += 1.0 + rng.uniform(size=a[-1].shape)
    return a


def clipped(rng: Rng, f: Array) -> Array:
    low, high = np.quantile(f, [0.25, 0.8])
    return np.asarray(np.clip(f, low, high))


Draw = Callable[[Rng, tuple[int, ...]], Array]
Spoil = Callable[[Rng, Array], Array]

PATTERNS: dict[str, tuple[Draw, Spoil, tuple[tuple[int, ...], ...]]] = {
    "all zeros": (normal, lambda rng, f: 0 * f, SHAPES),
    "the same number everywhere": (normal, lambda rng, f: np.full(f.shape, rng.normal()), SHAPES),
    "the sign is reversed": (normal, lambda rng, f: -f, SHAPES),
    "the absolute value": (mixed, lambda rng, f: np.abs(f), SHAPES),
    "times the expected value": (normal, lambda rng, f: f * rng.uniform(1.1, 9), SHAPES),
    "off by the constant": (normal, lambda rng, f: f + rng.uniform(0.5, 2), SHAPES),
    "each row is off by a factor of its own": (
        normal,
        lambda rng, f: f * rng.uniform(1, 3, size=(len(f), 1)),
        MATRICES,
    ),
    "each column is off by a constant of its own": (
        normal,
        lambda rng, f: f + rng.uniform(1, 3, size=f.shape[1]),
        MATRICES,
    ),
    "transposed": (normal, lambda rng, f: f.T, MATRICES),
    "axes permuted": (normal, lambda rng, f: f.transpose(1, 0, 2), ((4, 4, 3),)),
    "reversed": (normal, lambda rng, f: np.flip(f, 0), ((7,), (5, 4))),
    "reversed along every axis": (normal, lambda rng, f: np.flip(f), MATRICES),
    "shifted by one along axis": (normal, moved, ((7,), (5, 6))),
    "wrong only at the border": (normal, bordered, LARGE),
    "wrong only at index": (normal, one_spoiled, SHAPES),
    "wrong only at index 4 of axis 0": (normal, last_row_spoiled, ((5, 4),)),
    "wrong only where the expected value is negative": (
        normal,
        lambda rng, f: np.where(f < 0, 2 * f - rng.uniform(1, 2, size=f.shape), f),
        ((40,), (6, 7)),
    ),
    "clipped": (normal, clipped, ((12,), (5, 4))),
    "the logarithm of the expected value": (positive, lambda rng, f: np.log(f), SHAPES),
    "the exponential of the expected value": (normal, lambda rng, f: np.exp(f), SHAPES),
    "the square of the expected value": (normal, lambda rng, f: f**2, SHAPES),
    "the root of the expected value": (positive, lambda rng, f: np.sqrt(f), SHAPES),
    "one over the expected value": (positive, lambda rng, f: 1 / f, SHAPES),
    "one minus the expected value": (positive, lambda rng, f: 1 - f, SHAPES),
    "minus the logarithm of the expected value": (positive, lambda rng, f: -np.log(f), SHAPES),
    "the running sum along axis": (normal, lambda rng, f: np.cumsum(f, -1), SHAPES),
    "the right numbers in another order": (
        normal,
        lambda rng, f: np.sort(f, axis=None).reshape(f.shape),
        ((12,), (5, 4)),
    ),
    "rounded to 2 decimals": (normal, lambda rng, f: np.round(f, 2), SHAPES),
    "computed in half precision": (normal, lambda rng, f: f.astype(np.float16), SHAPES),
    "all NaN": (normal, lambda rng, f: f * np.nan, SHAPES),
    "NaN in some places": (normal, lambda rng, f: np.where(f == f.max(), np.nan, f), SHAPES),
    "the right numbers in shape": (normal, lambda rng, f: f[None], SHAPES),
    "overflow": (normal, lambda rng, f: np.where(f == f.max(), np.inf, f), SHAPES),
}


@pytest.mark.parametrize("words", PATTERNS)
def test_a_pattern_is_found_in_every_trial(words: str) -> None:
    draw, spoil, shapes = PATTERNS[words]
    for shape in shapes:
        for number in range(TRIALS):
            rng = np.random.default_rng(number)
            f = draw(rng, shape)
            assert words in find_pattern(spoil(rng, f), f), (shape, number)


def test_every_pattern_of_the_package_is_tried() -> None:
    rng = np.random.default_rng(0)
    told = []
    for draw, spoil, shapes in PATTERNS.values():
        f = draw(rng, shapes[0])
        told.append(find_pattern(spoil(rng, f), f))
    for pattern in TABLE:
        literal = [max(re.split(r"{.*?}", template), key=len) for template in pattern.words.values()]
        assert any(text in words for text in literal for words in told), pattern.words


@pytest.mark.parametrize("words", sorted(set(PATTERNS) - {"rounded to 2 decimals", "clipped"}))  # those are exact
def test_a_pattern_is_found_in_float32_as_well(words: str) -> None:
    draw, spoil, shapes = PATTERNS[words]
    rng = np.random.default_rng(5)
    f = draw(rng, shapes[0])
    with np.errstate(all="ignore"):
        assert words in find_pattern(np.asarray(spoil(rng, f)).astype(np.float32), f)


def test_noise_gets_no_name() -> None:
    for number in range(400):
        rng = np.random.default_rng(number)
        shape = (*SHAPES, (3, 3), (1, 8), (40,))[number % 6]
        f, a = rng.normal(size=shape), rng.normal(size=shape)
        f = (f, np.abs(f), np.maximum(f, 0.0), f * 1e3)[number // 6 % 4]
        assert find_pattern(a, f) == "", (shape, number)


@pytest.mark.parametrize("extra", [[0.0], [1e4], [-1e4], [0.0, 800.0]])
def test_zeros_and_huge_numbers_in_the_truth_give_noise_no_name(extra: list[float]) -> None:
    """log 0, exp 1e4 and 1/0 are infinite, and nothing may count as near to an infinity."""
    for number in range(100):
        rng = np.random.default_rng(number)
        f = np.concatenate([rng.uniform(1, 2, size=7), extra])
        assert find_pattern(rng.normal(size=f.size), f) == ""


def test_an_answer_that_is_nearly_right_is_not_called_reordered_or_mirrored() -> None:
    for number in range(100):
        rng = np.random.default_rng(number)
        f = rng.normal(size=(4, 4))
        f = f + f.T
        assert find_pattern(f + 1e-7 * rng.normal(size=f.shape), f) == ""


def test_one_value_that_stands_twice_in_a_symmetric_matrix_is_not_called_clipped() -> None:
    f = np.array([[0.5, -2.0], [-2.0, 8.0]])
    assert find_pattern(np.array([[0.5, 0.0], [0.0, 8.0]]), f) == ""
    assert find_pattern(np.array([[0.5, 0.0], [0.0, 8.0]]), f - [[0, 0], [1, 0]]) == "clipped below 0"


def test_factors_are_named_where_they_have_a_name() -> None:
    f = np.random.default_rng(1).normal(size=(5, 7))
    assert find_pattern(f * 7, f) == "7 times the expected value (the length of axis 1)"
    assert find_pattern(f / 5, f) == "0.2 times the expected value (1 over 5, the length of axis 0)"
    assert find_pattern(f * 5 / 4, f) == "1.25 times the expected value (n/(n-1) for n = 5)"
    assert find_pattern(f / log(2), f) == "1.4427 times the expected value (1/ln 2)"
    assert find_pattern(f * 2, f) == "2 times the expected value"


def times(factor: float, origin: str = "") -> str:
    return f"{factor:g} times the expected value" + (f" ({origin})" if origin else "")


@pytest.mark.parametrize(
    ("other", "kept"),
    [
        (times(6, "the length of axis 1"), True),
        (times(10), False),
        (times(3, "the length of axis 0"), False),
        (times(0.2, "1 over 5, the length of axis 1"), False),
        ("transposed", False),
        ("", False),
    ],
)
def test_an_origin_stands_only_where_all_failing_cases_tell_it(other: str, *, kept: bool) -> None:
    found = [times(4, "the length of axis 1"), other]
    bare = [times(4), re.sub(r" \(.*", "", other)]
    assert without_doubtful_origins(found) == (found if kept else bare)


def test_lengths_may_differ_between_cases() -> None:
    found = [times(1 / n, f"1 over {n}, the length of axis 0") for n in (4, 5)]
    assert without_doubtful_origins(found) == found
    assert without_doubtful_origins([]) == []


def test_a_lone_number_is_named_only_by_a_factor_with_a_name() -> None:
    assert find_pattern(np.array(2.5), np.array(1.25)) == "2 times the expected value"
    assert find_pattern(np.array(3.1415), np.array(1.25)) == ""
    assert find_pattern(np.array(1.0), np.array(0.83)) == ""  # any whole number would be "rounded"


def test_another_shape_is_named_where_the_numbers_are_right() -> None:
    f = np.random.default_rng(2).normal(size=(3, 4))
    assert find_pattern(f.T, f) == "transposed"
    assert find_pattern(f.ravel(), f) == "the right numbers in shape (12,)"
    assert find_pattern(f[None], f) == "the right numbers in shape (1, 3, 4)"
    assert find_pattern(np.ones(12), f) == ""


def test_nan_where_minus_infinity_is_expected_is_told() -> None:
    f = np.array([1.0, -np.inf, 2.0])
    assert find_pattern(np.array([1.0, np.nan, 2.0]), f) == "NaN where -inf is expected"


def test_a_slice_that_repeats_is_not_called_shifted() -> None:
    f = np.tile(np.arange(1.0, 4.0), (6, 1))
    a = f.copy()
    a[0] += 5.0
    assert find_pattern(a, f) == "wrong only at index 0 of axis 0"


numbers = st.one_of(st.floats(allow_nan=True, allow_infinity=True), st.sampled_from([0.0, 1.0, 5e-324, 1e300, -1e308]))


@given(
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4).flatmap(
        lambda shape: st.tuples(*(hnp.arrays(np.float64, shape, elements=numbers),) * 2)
    )
)
def test_no_pair_of_arrays_breaks_it(pair: tuple[Array, Array]) -> None:
    assert isinstance(find_pattern(*pair), str)
    assert "inf times" not in find_pattern(*pair)
