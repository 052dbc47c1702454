"""Cases as they are drawn: seeds, the grid, and what an input may be."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.author import Case, calls_again, keeps_inputs, scenario
from grader.bank.draw import GRID_BITS, CaseKey, arguments, draw, on_grid
from grader.bank.secret import TEST_SECRET
from grader.judge.canonical import canonical
from grader.model.errors import SpecError
from grader.model.values import Form, Named, array_of

from .building import problem_of

Rng = np.random.Generator


def f(x: Any) -> Any:
    return x


def two(x: Any, y: Any) -> Any:
    return x, y


def calls_of(case: Case) -> Any:
    """The first call's arguments as the worker gets them."""
    problem = problem_of(f if set(case.inputs) == {"x"} else two)
    return arguments(case, problem, "here")[0].values


# --- the grid


@given(st.floats(min_value=2.0**-100, max_value=2.0**100) | st.floats(min_value=-(2.0**100), max_value=-(2.0**-100)))
def test_the_grid_is_exact_in_float32_and_close(value: float) -> None:
    snapped = float(on_grid(np.asarray(value)))
    assert float(np.float32(snapped)) == snapped
    assert abs(snapped - value) <= 2.0**-GRID_BITS * abs(value)
    assert float(on_grid(np.asarray(snapped))) == snapped
    mantissa, _ = np.frexp(snapped)
    assert (mantissa * 2.0**GRID_BITS).is_integer()


def test_the_grid_shows_a_cast_to_half_precision() -> None:
    values = on_grid(np.random.default_rng(0).normal(size=1000))
    assert (values.astype(np.float16) != values).mean() > 0.99


def test_what_is_not_finite_and_zeros_stay() -> None:
    values = np.array([np.nan, np.inf, -np.inf, 0.0, -0.0])
    snapped = on_grid(values)
    assert np.array_equal(snapped, values, equal_nan=True)
    assert np.signbit(snapped[4])


def test_floats_anywhere_in_an_input_are_on_the_grid() -> None:
    third = 1 / 3
    given = calls_of(Case(x=[third, {"a": (third, np.full(3, third))}, 7, "s", None, True]))["x"]
    snapped = float(on_grid(np.asarray(third)))
    assert snapped != third
    assert given[0] == snapped
    assert given[1]["a"][0] == snapped
    assert (given[1]["a"][1] == snapped).all()
    assert given[2:] == [7, "s", None, True]


def test_off_grid_inputs_keep_all_their_bits() -> None:
    assert calls_of(Case(x=1 / 3).off_grid())["x"] == 1 / 3


def test_float32_inputs_stay_float32() -> None:
    given = calls_of(Case(x=np.full(3, 1 / 3, dtype=np.float32)))["x"]
    assert given.dtype == np.float32


# --- kinds of inputs


@pytest.mark.parametrize(
    "value", [2**200, -(2**64), None, "text", True, 3, {"a": {"b": [1, None]}}, (1, "a"), [], (), {}]
)
def test_plain_values_arrive_as_they_are(value: Any) -> None:
    given = calls_of(Case(x=value))["x"]
    assert given == value
    assert type(given) is type(value)


def test_numpy_scalars_arrive_as_python_numbers() -> None:
    assert type(calls_of(Case(x=np.int64(3)))["x"]) is int
    assert type(calls_of(Case(x=np.float32(0.5)))["x"]) is float
    assert type(calls_of(Case(x=np.bool_(True)))["x"]) is bool


def test_strings_of_numpy_arrive_as_strings() -> None:
    for value in (np.str_("a"), np.array("a"), np.array(["a"])[0]):
        assert type(calls_of(Case(x=value))["x"]) is str
        assert calls_of(Case(x=[value]))["x"] == ["a"]
        assert canonical(value) == "a"
        assert type(canonical(value)) is str


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes", np.array(["a"]), np.array([None]), lambda: 0, np.sort])
def test_other_inputs_are_errors_in_the_authors_words(value: Any) -> None:
    with pytest.raises(SpecError, match="here: inputs: "):
        calls_of(Case(x=value))


def test_a_function_of_public_py_travels_by_its_name() -> None:
    def energy(x: Any) -> Any:
        return x

    energy.__module__ = "grader_course.public"
    assert calls_of(Case(x=energy))["x"] == Named("energy")


@pytest.mark.parametrize("name", ["<lambda>", "_hidden"])
def test_a_function_that_cannot_be_found_by_name_is_refused(name: str) -> None:
    def energy(x: Any) -> Any:
        return x

    energy.__module__, energy.__name__ = "grader_course.public", name
    with pytest.raises(SpecError, match=r"a callable must be a named function of public.py"):
        calls_of(Case(x=energy))


def test_layouts_and_read_only_are_kept_per_argument() -> None:
    case = Case(x=np.ones(3), y=np.ones(3)).layout("F").read_only("y").layout("strided", "x")
    (call,) = arguments(case, problem_of(two), "here")
    assert call.form("x") == Form("strided", writeable=True)
    assert call.form("y") == Form("F", writeable=False)


# --- names and seeds


@pytest.mark.parametrize("inputs", [{"z": 1.0}, {"y": 1.0, "x": 1.0}, {"x": 1.0, "y": 1.0, "z": 1.0}])
def test_other_names_than_the_references_are_told(inputs: dict[str, float]) -> None:
    family = scenario(private=1)(lambda rng: Case(**inputs)).model_copy(update={"name": "drawn"})
    with pytest.raises(SpecError, match="problem two: scenario drawn: inputs: expected x, y in this order, found "):
        draw(problem_of(two, family), family, CaseKey("s", "two", "drawn", "public", 0), secret="", attempt=0)


def test_a_draw_that_raises_or_gives_no_case_is_told() -> None:
    def broken(rng: Rng) -> Any:
        raise KeyError("logits")

    place = CaseKey("s", "f", "broken", "public", 0)
    family = scenario(private=1)(broken)
    with pytest.raises(SpecError, match="scenario broken: drawing a case raised KeyError: 'logits'"):
        draw(problem_of(f, family), family, place, secret="", attempt=0)
    family = scenario(private=1)(lambda rng: 3)  # type: ignore[arg-type, return-value]
    with pytest.raises(SpecError, match=r"expected a Case\(…\), found int"):
        draw(problem_of(f, family), family, place, secret="", attempt=0)


UNUSABLE: dict[str, tuple[Callable[[Rng], Case], str]] = {
    "a tolerance without a reason": (
        lambda rng: Case(x=1.0).tolerance(1e-3, reason=" "),
        "tolerance: reason: expected why the measured tolerance does not serve, found nothing",
    ),
    "a tolerance of nothing": (
        lambda rng: Case(x=1.0).tolerance(0, reason="none"),
        "tolerance: expected a share of the answer's size between 0 and 1, found 0",
    ),
    "an unknown layout": (
        lambda rng: Case(x=rng.normal(size=3)).layout("fortran"),  # type: ignore[arg-type]
        "layout: expected one of 'C', 'F', 'strided', 'reversed', found 'fortran'",
    ),
    "hold of no argument": (lambda rng: Case(x=1.0).hold("z"), "hold: expected arguments of x, found z"),
    "a layout of no argument": (
        lambda rng: Case(x=rng.normal(size=3)).layout("F", "z"),
        "layout, read_only: expected arguments of x, found z",
    ),
    "read-only of no argument": (
        lambda rng: Case(x=rng.normal(size=3)).read_only("z"),
        "layout, read_only: expected arguments of x, found z",
    ),
    "hold of no argument in a later call": (
        lambda rng: Case(x=1.0).then(Case(x=1.0).hold("z")),
        "hold: expected arguments of x, found z",
    ),
    "a call after an exception": (
        lambda rng: Case(x=1.0).raises(ValueError).then(Case(x=2.0)),
        r"then: expected calls that return, found \.raises\(…\) on one of them: no call after an exception is made; ",
    ),
    "an exception after calls": (lambda rng: Case(x=1.0).then(Case(x=2.0)).raises(ValueError), "then: expected calls"),
    "a later call that raises": (lambda rng: Case(x=1.0).then(Case(x=2.0).raises(ValueError)), "then: expected calls"),
    "arrays of 80 MB": (
        lambda rng: Case(x=np.zeros((10, 1000, 1000))),
        "inputs: expected at most 64 MiB of arrays a call, found 76, most of it in x: every case is kept",
    ),
    "random numbers of np.random": (
        lambda rng: Case(x=float(np.random.normal())),  # noqa: NPY002
        "draw: expected random numbers of the argument rng alone, found that the state of np.random or random changes",
    ),
    "random numbers of random": (
        lambda rng: Case(x=random.random()),
        "draw: expected random numbers of the argument rng alone",
    ),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_case_that_says_something_unusable_is_told(name: str) -> None:
    make, message = UNUSABLE[name]
    family = scenario(private=1)(make).model_copy(update={"name": "drawn"})
    with pytest.raises(SpecError, match=f"here.py: problem f: scenario drawn: {message}"):
        draw(problem_of(f, family), family, CaseKey("s", "f", "drawn", "public", 0), secret="", attempt=0)


def drawn(split: str, secret: str, attempt: int = 0) -> float:
    family = scenario(public=1, private=1)(lambda rng: Case(x=float(rng.normal())))
    place = CaseKey("s", "f", "drawn", split, 0)
    value: float = draw(problem_of(f, family), family, place, secret=secret, attempt=attempt).inputs["x"]
    return value


def test_public_draws_do_not_depend_on_the_secret_and_private_ones_do() -> None:
    assert drawn("public", TEST_SECRET) == drawn("public", "another-secret-of-some-length") == drawn("public", "")
    assert drawn("private", TEST_SECRET) != drawn("private", "another-secret-of-some-length")
    assert drawn("private", TEST_SECRET) != drawn("public", TEST_SECRET)
    assert drawn("private", TEST_SECRET) == drawn("private", TEST_SECRET)


def test_another_attempt_draws_anew() -> None:
    assert drawn("public", "", attempt=0) != drawn("public", "", attempt=1)


# --- scenarios made of others


def ordinary(rng: Rng) -> Case:
    """Ordinary."""
    return Case(x=rng.normal(size=3))


def test_calls_again_calls_with_a_then_b_then_exactly_a() -> None:
    family = calls_again(scenario(public=3)(ordinary), private=2)
    assert (family.public, family.private) == (0, 2)
    case = family.draw(np.random.default_rng(1))
    first, second, third = arguments(case, problem_of(f), "here")
    assert first.values["x"] is third.values["x"]
    assert not np.array_equal(array_of(first.values["x"]), array_of(second.values["x"]))


def test_keeps_inputs_draws_as_the_ordinary_scenario() -> None:
    family = keeps_inputs(scenario(public=3)(ordinary))
    assert family.keeps_inputs
    assert (family.public, family.private) == (0, 1)
    same = [each.draw(np.random.default_rng(1)).inputs["x"] for each in (family, scenario(public=1)(ordinary))]
    assert np.array_equal(*same)
