"""Measured tolerances: P and Q of functions whose conditioning is known, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.author import Case
from grader.bank.spread import UnstableShapeError, measure
from grader.judge.compare import compare
from grader.model.errors import SpecError
from grader.model.outcome import Arguments
from grader.model.values import Raises, array_of, returned

from .building import doubled, frozen, normal, only_leaf, refuses, units

Rng = np.random.Generator
UNIT = 2.0**-53


def spread(function: Any, *values: Any, held: frozenset[str] = frozenset()) -> Any:
    names = [f"a{number}" for number in range(len(values))]

    def evaluate(calls: Any) -> list[np.ndarray]:
        with np.errstate(all="ignore"):
            return [np.asarray(function(*call.values.values())) for call in calls]

    calls = [Arguments(dict(zip(names, values, strict=True)))]
    return measure(evaluate, calls, evaluate(calls), held, np.random.default_rng(0))


# --- P and Q


def test_an_exact_function_has_only_the_rounding_of_its_inputs() -> None:
    x = np.array([1.5, -2.25, 3.0])
    (sigma,) = spread(lambda x: 4 * x, x).sigma
    assert np.allclose(sigma, 4 * np.abs(x) * UNIT, rtol=1e-6)


@pytest.mark.parametrize("power", [1, 2, 5, 10])
def test_conditioning_is_the_power_of_a_power(power: int) -> None:
    (sigma,) = spread(lambda x: x**power, np.array([1.25])).sigma
    relative = float(sigma[0]) / (1.25**power * UNIT)
    assert 0.9 * power < relative < 2 * power + 2


def test_a_difference_of_near_numbers_has_the_spread_of_what_cancels() -> None:
    near = 1 + 2.0**-15
    (sigma,) = spread(lambda x, y: x - y, np.array(near), np.array(1.0)).sigma
    assert UNIT < float(sigma) < 4 * UNIT


def test_rounding_inside_the_algorithm_is_seen_where_conditioning_is_not() -> None:
    """(x + 1e4) - 1e4 is perfectly conditioned, and loses four digits all the same."""
    (sigma,) = spread(lambda x: (x + x.dtype.type(1e4)) - x.dtype.type(1e4), np.array([0.123, 0.456])).sigma
    assert float(sigma.max()) > 1e3 * UNIT * 0.1


def test_python_floats_and_floats_in_trees_are_moved_too() -> None:
    (sigma,) = spread(lambda x: x["a"][0] * 1.0, {"a": [1.5]}).sigma
    assert float(sigma) > 0.9 * 1.5 * UNIT


def test_without_a_float_input_there_is_no_spread() -> None:
    found = spread(np.sqrt, 3)
    assert float(found.sigma[0]) == 0.0


def test_held_arguments_are_not_moved() -> None:
    x = np.array([1.0, 1.0])

    def ties(x: np.ndarray) -> np.ndarray:
        return np.where(x == x.max(), 1.0, 0.0).astype(x.dtype)

    assert float(spread(ties, x).sigma[0].max()) > 1e-9
    assert float(spread(ties, x, held=frozenset({"a0"})).sigma[0].max()) == 0.0


def test_infinities_and_nan_have_no_spread() -> None:
    (sigma,) = spread(np.log, np.array([0.0, -1.0, 2.0])).sigma
    assert (sigma[:2] == 0).all()
    assert sigma[2] > 0


def test_complex_results_are_measured_in_both_parts() -> None:
    (sigma,) = spread(lambda x: 1j * x**3, np.array([1.25])).sigma
    assert sigma.dtype == np.float64
    assert float(sigma[0]) > UNIT


def test_a_float32_overflow_drops_the_rounding_term_with_a_note() -> None:
    found = spread(np.exp, np.array([100.0]))
    assert found.notes == ("no rounding term: the float32 run overflows or underflows",)
    assert float(found.sigma[0][0]) > 0


def test_a_float32_underflow_drops_it_too() -> None:
    assert spread(np.exp, np.array([-200.0])).notes == ("no rounding term: the float32 run overflows or underflows",)


def test_a_reference_that_refuses_float32_drops_it_with_the_exceptions_name() -> None:
    def strict(x: np.ndarray) -> np.ndarray:
        if x.dtype != np.float64:
            raise TypeError("float64, please")
        return x

    assert spread(strict, np.array([1.5])).notes == ("no rounding term: the float32 run raised TypeError",)


def test_an_answer_of_another_form_at_a_float32_neighbour_drops_it_with_a_note() -> None:
    found = spread(lambda x: x[x <= 1 + 2e-9], np.array([1.0, 1 + 1e-9]), held=frozenset({"a0"}))
    assert found.notes == ()
    found = spread(lambda x: x[x < 1 + 1e-9], np.array([1.0, 1 + 1e-9]), held=frozenset({"a0"}))
    assert found.notes == ("no rounding term: the answer has another form at a neighbour that float32 holds",)
    assert float(found.sigma[0][0]) == 0.0


def test_a_promotion_to_float64_is_a_note() -> None:
    found = spread(lambda x: x @ np.eye(2), np.ones((2, 2)))
    assert found.notes == ("weak rounding term: the reference promotes float32 to float64",)


@pytest.mark.parametrize("function", [lambda x: x[x <= 1.0], lambda x: x[: 2 + int(x[0] != 1.0)]])
def test_a_shape_that_changes_nearby_is_an_error_of_its_own(function: Any) -> None:
    with pytest.raises(UnstableShapeError):
        spread(function, np.ones(6))


# --- whole cases


def test_a_well_conditioned_case_has_a_tolerance_of_a_few_units() -> None:
    assert 1 <= units(frozen(normal, doubled)) < 10


def test_the_floor_follows_a_stated_scale() -> None:
    leaf = only_leaf(frozen(lambda rng: normal(rng).scale(8.0), doubled))
    assert leaf.size == 8.0
    assert leaf.tolerance is not None
    assert leaf.tolerance.min() >= 4096 * UNIT * 8


def test_a_stated_tolerance_replaces_the_measured_one_and_gives_its_reason() -> None:
    case = frozen(lambda rng: normal(rng).tolerance(1e-6, reason="finite differences"), doubled)
    leaf = only_leaf(case)
    assert leaf.tolerance is not None
    assert np.allclose(leaf.tolerance, 1e-6 * np.abs(leaf.array).max())
    assert case.notes == ("stated tolerance: finite differences",)


def test_an_ill_conditioned_scenario_is_refused_with_the_ways_out() -> None:
    def jump(x: Any) -> Any:
        return np.where(x == x.max(), 1.0, 0.5) * x

    with pytest.raises(SpecError) as error:
        frozen(lambda rng: Case(x=np.full(4, 1.5)), jump)
    message = str(error.value)
    assert (
        "problem jump: scenario drawn: expected a case that tells right from wrong in 20 draws, found none" in message
    )
    for way in (".hold(…)", ".scale(…)", "view=", ".tolerance(…, reason=…)"):
        assert way in message


def test_holding_or_stating_makes_such_a_case_possible() -> None:
    def jump(x: Any) -> Any:
        return np.where(x == x.max(), 1.0, 0.5) * x

    assert units(frozen(lambda rng: Case(x=np.full(4, 1.5)).hold("x"), jump)) < 10
    frozen(lambda rng: Case(x=np.full(4, 1.5)).tolerance(1e-9, reason="ties"), jump)


def test_an_answer_of_zeros_that_nearby_inputs_change_is_refused_without_a_scale() -> None:
    def excess(x: Any) -> Any:
        return np.maximum(x - np.asarray(1.5, x.dtype), 0) * np.asarray(100, x.dtype)

    edge = Case(x=np.full(3, 1.5))
    with pytest.raises(SpecError, match="tells right from wrong"):
        frozen(lambda rng: edge, excess)
    assert only_leaf(frozen(lambda rng: edge.scale(1.0), excess)).size == 1.0
    assert not only_leaf(frozen(lambda rng: edge.hold("x"), lambda x: 0 * x)).array.any()


def test_a_bad_draw_is_drawn_again() -> None:
    """Two draws of three sit on the jump of floor; twenty attempts find one that does not."""

    def sometimes(rng: Rng) -> Case:
        value = float(rng.integers(1, 9)) if rng.random() < 2 / 3 else float(rng.uniform(1.2, 1.8))
        return Case(x=np.array([value]))

    def step(x: Any) -> Any:
        return np.floor(x)

    cases = [frozen(sometimes, step, secret=f"secret-number-{number:04}") for number in range(8)]
    assert all(1.2 <= float(array_of(case.task.calls[0].values["x"])[0]) <= 1.8 for case in cases)


def test_a_further_reference_widens_the_tolerance_to_its_distance() -> None:
    def other(x: Any) -> Any:
        return 2 * x * (1 + 1000 * UNIT)

    alone, both = frozen(normal, doubled), frozen(normal, doubled, references=(other,))
    leaf = only_leaf(both)
    assert leaf.tolerance is not None
    distance = float(np.abs(other(leaf.array / 2) - leaf.array).max())
    assert units(both) > 3 * units(alone)
    assert np.allclose(leaf.tolerance, 100 * distance, rtol=0.2)
    assert compare(other(leaf.array / 2), returned(both.expected), both.leaves).passed


@pytest.mark.parametrize("other", [lambda x: (x, x), lambda x: x[:3], lambda x: np.arange(5)])
def test_a_further_reference_of_another_form_is_told(other: Any) -> None:
    with pytest.raises(SpecError, match="two references disagree"):
        frozen(normal, doubled, references=(other,))


def test_the_spread_is_measured_through_the_view() -> None:
    def any_sign(x: Any) -> Any:
        """An eigenvector whose sign jumps with the inputs."""
        flip = -1 if int(np.abs(x).sum() * 2**40) % 2 else 1
        return x * np.asarray(flip, dtype=x.dtype)

    with pytest.raises(SpecError, match="tells right from wrong"):
        frozen(normal, any_sign)
    assert units(frozen(normal, any_sign, view=np.abs)) < 10


def test_public_cases_and_their_tolerances_do_not_depend_on_the_secret() -> None:
    one, other = (frozen(normal, doubled, split="public", secret=secret) for secret in ("", "some-secret-of-length"))
    assert np.array_equal(only_leaf(one).array, only_leaf(other).array)
    assert np.array_equal(only_leaf(one).tolerance, only_leaf(other).tolerance)  # type: ignore[arg-type]
    private = [frozen(normal, doubled, secret=secret) for secret in ("some-secret-of-length", "another-of-length")]
    assert not np.array_equal(only_leaf(private[0]).array, only_leaf(private[1]).array)


def test_the_truth_of_float32_inputs_is_computed_in_float64() -> None:
    case = frozen(lambda rng: Case(x=rng.normal(size=5).astype(np.float32)), lambda x: x / 3)
    assert only_leaf(case).array.dtype == np.float64
    assert array_of(case.task.calls[0].values["x"]).dtype == np.float32


# --- exceptions


def test_the_stated_exception_is_expected_even_where_the_reference_raises_a_subclass() -> None:
    case = frozen(lambda rng: normal(rng).raises(ValueError), refuses)
    assert case.expected == Raises(("ValueError", "Exception"))


def test_a_reference_that_raises_unasked_or_does_not_raise_is_told() -> None:
    with pytest.raises(
        SpecError, match=r"reference: expected a value \(or .raises\(…\) on the case\), found LinAlgError"
    ):
        frozen(normal, refuses)
    with pytest.raises(SpecError, match="expected the reference to raise ValueError, found a value"):
        frozen(lambda rng: normal(rng).raises(ValueError), doubled)
    with pytest.raises(SpecError, match="expected it to raise KeyError, found LinAlgError"):
        frozen(lambda rng: normal(rng).raises(KeyError), refuses)


def test_a_reference_without_a_value_of_the_tree_is_told() -> None:
    with pytest.raises(SpecError, match=r"expected a value.*found NoValueError"):
        frozen(normal, lambda x: {1, 2})
