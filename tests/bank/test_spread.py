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

from .building import frozen, only_leaf, units

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


def test_a_promotion_to_float64_is_a_note() -> None:
    found = spread(lambda x: x @ np.eye(2), np.ones((2, 2)))
    assert found.notes == ("weak rounding term: the reference promotes float32 to float64",)


@pytest.mark.parametrize("function", [lambda x: x[x <= 1.0], lambda x: x[: 2 + int(x[0] != 1.0)]])
def test_a_shape_that_changes_nearby_is_an_error_of_its_own(function: Any) -> None:
    with pytest.raises(UnstableShapeError):
        spread(function, np.ones(6))


# --- whole cases


def normal(rng: Rng) -> Case:
    """Five numbers."""
    return Case(x=rng.normal(size=5))


def doubled(x: Any) -> Any:
    return 2 * x


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


def refuses(x: Any) -> Any:
    raise np.linalg.LinAlgError("singular")


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


# --- known mistakes


def test_what_every_mistake_gives_is_kept_with_its_margin() -> None:
    def tripled(x: Any) -> Any:
        return 3 * x

    def shapeless(x: Any) -> Any:
        return x[:2]

    def harmless(x: Any) -> Any:
        return x + x

    case = frozen(normal, doubled, mistakes=(tripled, shapeless, harmless, refuses))
    assert [known.wrong for known in case.known] == [True, True, False, True]
    assert 1e10 < case.known[0].margin < float("inf")
    assert case.known[1].margin == case.known[3].margin == float("inf")
    assert case.known[3].outcome == Raises(("LinAlgError", "ValueError", "Exception"))


def test_a_mistake_that_changes_its_argument_is_marked() -> None:
    def in_place(x: Any) -> Any:
        x *= 2
        return x

    case = frozen(normal, doubled, mistakes=(in_place, doubled))
    assert [known.modified for known in case.known] == [True, False]
    assert [known.wrong for known in case.known] == [False, False]


def test_a_mistake_that_writes_to_a_read_only_argument_raises() -> None:
    def in_place(x: Any) -> Any:
        x *= 2
        return x

    case = frozen(lambda rng: normal(rng).read_only(), doubled, mistakes=(in_place,))
    assert case.known[0].outcome == Raises(("ValueError", "Exception"))


@pytest.mark.parametrize("mistake", [lambda x: {1, 2}, lambda x: object(), lambda x: "text"])
def test_a_mistake_that_no_view_or_tree_can_hold_is_simply_wrong(mistake: Any) -> None:
    case = frozen(normal, doubled, mistakes=(mistake,), view=np.abs)
    assert case.known[0].wrong


def test_a_checker_decides_whether_a_mistake_is_wrong() -> None:
    def any_order(inputs: Any, expected: Any, actual: Any) -> str | None:
        return None if np.array_equal(np.sort(expected), np.sort(actual)) else "other elements"

    def backwards(x: Any) -> Any:
        return 2 * x[::-1]

    case = frozen(normal, doubled, mistakes=(backwards, lambda x: x), check=any_order)
    assert [known.wrong for known in case.known] == [False, True]


@pytest.mark.parametrize("layout", ["C", "F", "strided", "reversed"])
@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (0, 2)])
def test_every_layout_reaches_the_reference(layout: Any, shape: tuple[int, ...]) -> None:
    seen: list[np.ndarray] = []

    def watch(x: Any) -> Any:
        seen.append(x)
        return np.asarray(x) + 1.0

    frozen(lambda rng: Case(x=np.asarray(rng.normal(size=shape))).layout(layout).read_only(), watch)
    assert seen[0].shape == shape
    assert not seen[0].flags.writeable
    if shape == (2, 3):
        assert seen[0].flags.c_contiguous is (layout == "C")
        assert (seen[0].strides[0] < 0) is (layout == "reversed")


def test_a_named_callable_is_called_by_the_reference() -> None:
    def square(v: Any) -> Any:
        return v * v

    square.__module__ = "course.public"

    def apply(g: Any, x: Any) -> Any:
        return g(x)

    case = frozen(lambda rng: Case(g=square, x=np.array([3.0])), apply, callables={"square": square})
    assert only_leaf(case).array.tolist() == [9.0]


def test_a_counter_between_calls_is_seen_by_calls_again() -> None:
    from grader.author import calls_again, scenario

    again = calls_again(scenario(public=1)(normal)).draw
    count = 0

    def counted(x: Any) -> Any:
        nonlocal count
        count += 1
        return doubled(x) + (count % 3 == 0)

    case = frozen(again, doubled, mistakes=(counted,))
    assert len(case.task.calls) == 3
    assert np.array_equal(case.leaves[0].array, case.leaves[2].array)
    assert case.known[0].wrong


def test_a_list_that_a_mistake_sorts_or_extends_is_a_changed_argument() -> None:
    def sorts(x: Any) -> Any:
        x.sort()
        return sum(x)

    def extends(x: Any) -> Any:
        total = sum(x)
        x.append(0.0)
        return total

    case = frozen(lambda rng: Case(x=[3.0, 1.0, 2.0]), lambda x: sum(x), mistakes=(sorts, extends, sum))  # noqa: PLW0108
    assert [known.modified for known in case.known] == [True, True, False]


def test_a_named_callable_is_no_changed_argument() -> None:
    def square(v: Any) -> Any:
        return v * v

    square.__module__ = "course.public"

    def apply(g: Any, x: Any) -> Any:
        return g(x)

    case = frozen(
        lambda rng: Case(g=square, x=[3.0]),
        lambda g, x: g(x[0]),
        mistakes=(lambda g, x: g(x[0]) + 1,),
        callables={"square": square},
    )
    assert not case.known[0].modified
