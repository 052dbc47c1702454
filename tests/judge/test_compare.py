"""Is this answer the expected one? The rule of NUMERICS, at its borders."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.judge.canonical import canonical
from grader.judge.compare import (
    compare,
    in_tolerances,
)
from grader.judge.float32 import looks_float32
from grader.model.bank import Leaf
from grader.model.result import Verdict
from grader.model.values import NoValueError

from .building import FACTOR, UNIT, compared, leaves_of

nan, inf = float("nan"), float("inf")


# --- shape


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (np.array([1.5]), 1.5),
        (1.5, np.array([1.5])),
        (np.ones((1, 3)), np.ones(3)),
        (np.ones((3, 1)), np.ones(3)),
        (np.ones(3), np.ones((3, 3))),
        (np.float64(1.0), np.ones(3)),
        (np.zeros((0, 2)), np.zeros((0, 3))),
        (np.zeros(0), 0.0),
        (np.zeros((2, 0)), np.zeros((0, 2))),
        (np.array([1]), 1),
        ([[1.0, 1.0, 1.0]], np.ones(3)),
    ],
)
def test_another_shape_is_wrong_and_never_broadcast(actual: Any, expected: Any) -> None:
    assert compared(actual, expected).verdict is Verdict.WRONG_SHAPE


@pytest.mark.parametrize("shape", [(), (0,), (0, 3), (3, 0), (2, 3), (1, 1, 1)])
def test_the_same_shape_passes_however_empty(shape: tuple[int, ...]) -> None:
    assert compared(np.ones(shape), np.ones(shape)).passed


def test_shapes_are_named_in_the_message() -> None:
    assert compared(np.ones((2, 3)), np.ones((3, 2))).message == "expected shape (3, 2), got (2, 3)"


@pytest.mark.parametrize(
    ("actual", "shape", "right"),
    [
        ([], (0,), True),
        ([], (0, 3), True),
        ([[], []], (2, 0), True),
        ([[], []], (2, 0, 4), True),
        ([], (3, 0), False),
        ([[], []], (0, 3), False),
        ([[]], (0,), False),
    ],
)
def test_empty_lists_count_as_far_as_they_say_their_shape(actual: Any, shape: tuple[int, ...], *, right: bool) -> None:
    assert compared(actual, np.zeros(shape)).passed is right


# --- NaN, infinities, zero


@pytest.mark.parametrize(
    "actual",
    [
        [1.0, nan, -inf, 2.0],
        [1.0, inf, -inf, nan],
        [1.0, nan, inf, inf],
        [1.0, nan, -inf, -inf],
        [nan, nan, -inf, inf],
        [1.0, 1.0, -inf, inf],
        [nan, nan, nan, nan],
        [1.0, 1e308, -1e308, 1e308],
    ],
)
def test_nan_and_infinities_elsewhere_are_wrong(actual: list[float]) -> None:
    assert compared(np.array(actual), np.array([1.0, nan, -inf, inf])).verdict is Verdict.WRONG_VALUE


def test_nan_and_infinities_at_the_same_places_pass() -> None:
    expected = np.array([1.0, nan, -inf, inf])
    assert compared(expected.copy(), expected).passed


def test_finite_elements_beside_infinities_keep_a_tolerance() -> None:
    expected = np.array([1.0, inf])
    assert compared(np.array([1.0 + 100 * UNIT, inf]), expected).passed
    assert not compared(np.array([1.0 + 1e-9, inf]), expected).passed


def test_nan_never_passes_for_a_number() -> None:
    assert not compared(nan, 1.0).passed
    assert not compared(np.array([nan, nan]), np.array([0.0, 0.0]), sigma=1e300).passed
    assert compared(nan, 1.0).difference is not None


def test_minus_zero_equals_zero() -> None:
    assert compared(np.array([-0.0, 0.0]), np.array([0.0, -0.0])).passed
    assert compared(-0.0, 0).passed


# --- numbers of other types


def test_integer_valued_floats_pass_for_ints() -> None:
    assert compared(3.0, 3).passed
    assert compared(np.array([1.0, 2.0]), np.array([1, 2])).passed
    assert compared(np.array([1.0, 2.0], dtype=np.float16), [1, 2]).passed
    assert compared(3 + 0j, 3).passed


def test_floats_near_an_int_are_wrong() -> None:
    assert compared(3.0 + 1e-12, 3).verdict is Verdict.WRONG_VALUE
    assert compared(np.array([nan, 1.0]), np.array([0, 1])).verdict is Verdict.WRONG_VALUE


def test_ints_beyond_float_precision_are_compared_exactly() -> None:
    assert compared(2**53 + 1, 2**53 + 1).passed
    assert compared(float(2**53), 2**53 + 1).verdict is Verdict.WRONG_VALUE
    assert compared(np.array([2.0**62, 1.0]), np.array([2**62 + 1, 1])).verdict is Verdict.WRONG_VALUE
    assert compared(np.array([2.0**62, 1.0]), np.array([2**62, 1])).passed


def test_ints_pass_for_floats_that_are_whole() -> None:
    assert compared(2, 2.0).passed
    assert compared(np.array([1, 2], dtype=np.int8), np.array([1.0, 2.0])).passed


def test_bools_are_compared_exactly() -> None:
    assert compared(True, True).passed
    assert compared(np.bool_(False), False).passed
    assert not compared(True, False).passed
    assert not compared(np.array([True, False]), np.array([True, True])).passed


def test_zero_imaginary_parts_pass_for_real_numbers_and_others_do_not() -> None:
    assert compared(np.array([1 + 0j, 2 - 0j]), np.array([1.0, 2.0])).passed
    assert compared(np.array([1 + 1e-300j, 2]), np.array([1.0, 2.0])).verdict is Verdict.WRONG_TYPE


def test_complex_answers_are_compared_by_distance() -> None:
    expected = np.array([1 + 2j, 3 - 1j])
    assert compared(expected * (1 + 4 * UNIT), expected).passed
    assert compared(expected.conj(), expected).verdict is Verdict.WRONG_VALUE
    assert compared(expected.real, expected).verdict is Verdict.WRONG_VALUE


def test_big_ints_are_exact() -> None:
    big = 2**200 + 1
    assert compared(big, big).passed
    assert compared(float(2**200), 2**200).passed
    assert compared(2**200, big).verdict is Verdict.WRONG_VALUE
    assert compared(float(2**200), big).verdict is not Verdict.PASSED
    assert compared(1.5, big).verdict is not Verdict.PASSED
    assert compared(None, big).verdict is Verdict.WRONG_TYPE


def test_unsigned_arrays_pass_for_lists_of_big_ints() -> None:
    expected = [2**63, 2**63 + 1]
    assert compared(np.array(expected, dtype=np.uint64), expected).passed
    assert compared(expected, expected).passed
    assert not compared(np.array([2**63, 2**63], dtype=np.uint64), expected).passed


def test_an_int_of_any_length_is_described_not_choked_on() -> None:
    found = compared(10**5000, 1.0)
    assert found.verdict is Verdict.WRONG_TYPE
    assert "bits" in found.message
    assert compared(10**5000, 10**5001).verdict is Verdict.WRONG_VALUE


# --- strings, None, trees


def test_strings_and_none_are_exact() -> None:
    assert compared("saddle", "saddle").passed
    assert compared("Saddle", "saddle").verdict is Verdict.WRONG_VALUE
    assert compared(None, None).passed
    assert compared("None", None).verdict is Verdict.WRONG_TYPE
    assert compared(0.0, None).verdict is Verdict.WRONG_TYPE


@pytest.mark.parametrize("actual", [None, "1.0", {"a": 1.0}, ["a", "b"], [[1.0], [1.0, 2.0]]])
def test_what_is_no_array_is_a_wrong_type_that_says_what_came(actual: Any) -> None:
    found = compared(actual, np.ones(2))
    assert found.verdict is Verdict.WRONG_TYPE
    assert found.message.startswith("expected an array of shape (2,), got ")


def test_lists_and_tuples_are_one_in_answers() -> None:
    expected = (np.ones(2), [1, 2, 3], "a", None)
    assert compared([[1.0, 1.0], (1, 2, 3), "a", None], expected).passed
    assert compared((np.ones(2), np.array([1, 2, 3]), "a", None), expected).passed


def test_an_array_passes_for_a_list_of_its_rows() -> None:
    rows = (np.array([1.0, 2.0]), np.array([3.0, 4.0]))
    assert compared(np.array([[1.0, 2.0], [3.0, 4.0]]), rows).passed
    assert not compared(np.array([[1.0, 3.0], [2.0, 4.0]]), rows).passed


def test_another_number_of_results_is_told() -> None:
    expected = (np.ones(2), np.ones(3))
    assert compared((np.ones(2),), expected).message == "expected 2 values, got 1"
    assert compared(None, expected).message == "expected 2 values, got None"


def test_dicts_need_the_same_keys_in_any_order() -> None:
    expected = {"loss": 1.0, "grad": np.ones(2)}
    assert compared({"grad": np.ones(2), "loss": 1.0}, expected).passed
    found = compared({"loss": 1.0}, expected)
    assert found.verdict is Verdict.WRONG_SHAPE
    assert found.message == "expected the keys loss, grad, got loss"
    assert compared([1.0, np.ones(2)], expected).verdict is Verdict.WRONG_TYPE


def test_the_wrong_leaf_is_named_by_its_path() -> None:
    found = compared({"w": [np.ones(2), np.zeros((2, 2))]}, {"w": [np.ones(2), np.eye(2)]})
    assert found.difference is not None
    assert found.difference.path == "['w'][1]"
    assert found.difference.index in {(0, 0), (1, 1)}
    assert found.difference.bad_share == 0.5


def test_structure_is_told_before_values() -> None:
    assert compared((np.zeros(2), np.ones(4)), (np.ones(2), np.ones(3))).verdict is Verdict.WRONG_SHAPE


def test_the_farthest_element_is_the_worst() -> None:
    found = compared(np.array([1.0, 2.1, 3.5]), np.array([1.0, 2.0, 3.0]))
    assert found.difference is not None
    assert found.difference.index == (2,)
    assert (found.difference.expected, found.difference.actual) == (3.0, 3.5)


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes", np.array(["a"]), np.array([None])])
def test_what_no_value_tree_holds_has_no_canonical_form(value: Any) -> None:
    with pytest.raises(NoValueError):
        canonical(value)


def test_every_part_of_a_tree_has_a_tolerance_of_its_own() -> None:
    expected = (np.array([1e6, 2e6]), np.array([1e-6, 2e-6]))
    assert not compared((expected[0], expected[1] + 1e-9), expected).passed
    assert compared((expected[0] + 1e-9, expected[1]), expected).passed


# --- the limit itself


@pytest.mark.parametrize("truth", [1.0, -3.0, 1e-5, 7e12])
def test_the_limit_is_inclusive_and_one_step_beyond_is_wrong(truth: float) -> None:
    leaf = Leaf("", np.array(truth), np.array(FACTOR * UNIT * abs(truth)), abs(truth))
    limit = float(FACTOR * UNIT * abs(truth))
    inside = truth + limit if (truth + limit) - truth <= limit else float(np.nextafter(truth + limit, truth))
    outside = inside
    while outside - truth <= limit:
        outside = float(np.nextafter(outside, inf))
    assert compare(inside, leaf.expected, (leaf,)).passed
    assert not compare(outside, leaf.expected, (leaf,)).passed


def test_sigma_widens_the_limit_of_its_own_element_only() -> None:
    expected = np.array([1.0, 1.0])
    leaf = Leaf("", expected, FACTOR * (np.array([1e-10, 0.0]) + UNIT), 1.0)
    assert compare(np.array([1.0 + 4e-7, 1.0]), expected, (leaf,)).passed
    assert not compare(np.array([1.0, 1.0 + 4e-7]), expected, (leaf,)).passed


def test_a_stated_scale_is_the_floor_of_a_saturated_output() -> None:
    assert not compared(1e-17, 4e-18).passed
    assert compared(1e-17, 4e-18, scale=1.0).passed
    assert not compared(1e-11, 4e-18, scale=1.0).passed


@given(hnp.arrays(np.float64, hnp.array_shapes(max_dims=3, max_side=4), elements=st.floats(-1e6, 1e6)))
def test_every_answer_equals_itself_and_not_its_double(value: np.ndarray) -> None:
    truth = canonical(value)
    assert compare(value, truth, leaves_of(truth)).passed
    assert compare(value.tolist(), truth, leaves_of(truth)).passed
    assert compare(2 * value, truth, leaves_of(truth)).passed is not bool(value.any())


# --- shortcuts

odd = st.sampled_from([0.0, -0.0, 1.0, 2.5, 1e-3, 1 / 3, 1e300, -1e300, 1e-310, nan, inf, -inf]) | st.floats(width=32)
shapes = hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)
odd_arrays = hnp.arrays(np.float64, shapes, elements=odd)


@given(odd_arrays)
def test_three_elements_decide_nothing_that_all_would_not(actual: np.ndarray) -> None:
    with np.errstate(all="ignore"):
        rounded = actual.astype(np.float32).astype(np.float64)
    same = ((rounded == actual) | np.isnan(actual)).all()
    whole = ((np.floor(actual) == actual) | np.isnan(actual)).all()
    assert looks_float32(actual) == bool(actual.size and same and not whole)


@given(odd_arrays, st.sampled_from([0.0, 1e-12, 1e-3]), st.data())
def test_the_worst_place_is_that_of_the_rule(expected: np.ndarray, sigma: float, data: st.DataObject) -> None:
    actual = data.draw(hnp.arrays(np.float64, expected.shape, elements=odd))
    (leaf,) = leaves_of(expected, sigma=sigma)
    found = compare(actual, expected, (leaf,)).difference
    if found is None:
        return
    ratio = in_tolerances(actual, leaf)
    assert found.tolerances == ratio.max()
    assert found.index == np.unravel_index(int(ratio.argmax()), ratio.shape)
    assert found.bad_share == (ratio > 1).mean()
    same = (found.expected, found.actual) == (expected[found.index], actual[found.index])
    assert same or np.isnan([found.expected, found.actual]).any()
