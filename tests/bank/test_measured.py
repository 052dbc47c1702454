"""Measured cases: answers that are stated, baselines that run on the case, draws without a clear order drawn again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.author import Baseline, Case, Generator, repeats, scenario
from grader.bank.evaluate import Course
from grader.bank.freeze import CaseBuilder, freeze
from grader.bank.secret import TEST_SECRET
from grader.load import LoadedProblem
from grader.model.bank import BankCase
from grader.model.errors import SpecError
from grader.model.spec import Limits, Scenario

from .building import problem_of


def accuracy(expected: np.ndarray, actual: np.ndarray) -> Any:
    return np.mean(expected == actual)


def predicted(x: np.ndarray) -> np.ndarray:
    """The reference: right in nine rows of ten."""
    return np.where(np.arange(len(x)) % 10 == 0, 5, np.abs(x).astype(int) % 2)


def nothing(x: np.ndarray) -> np.ndarray:
    return np.full(len(x), 7)


def the_same(x: np.ndarray) -> np.ndarray:
    return predicted(x)


def half_of_it(x: np.ndarray) -> np.ndarray:
    return np.where(np.arange(len(x)) % 2 == 0, predicted(x), 7)


def drawn(rng: Generator) -> Case:
    """Rows and their labels."""
    x = rng.integers(0, 9, size=60).astype(float)
    return Case(x=x).answer(x.astype(int) % 2, public_half=np.arange(60) < 30)


def problem_with(*baselines: Callable[..., Any]) -> LoadedProblem:
    made = tuple(Baseline("predicted", each) for each in baselines)
    return replace(problem_of(predicted), baselines=made)


def frozen(problem: LoadedProblem, family: Scenario) -> BankCase:
    named = family.model_copy(update={"name": "drawn"})
    return freeze(CaseBuilder("made", problem, named, Course({}), TEST_SECRET, Limits()), "private", 0)


def test_the_answer_is_what_the_case_states_and_the_worker_is_told_nothing_of_it() -> None:
    family = scenario(private=1, metric=accuracy)(drawn)
    case = frozen(problem_with(nothing, half_of_it, predicted), family)
    x = case.task.calls[0].values["x"]
    assert isinstance(x, np.ndarray)
    assert isinstance(case.expected, np.ndarray)
    assert case.expected.tolist() == (x.astype(int) % 2).tolist()
    assert list(case.task.calls[0].values) == ["x"]
    assert {name: tuple(np.round(values, 3)) for name, values in case.baselines.items()} == {
        "nothing": (0.0, 0.0),
        "half_of_it": (0.4, 0.4),
        "predicted": (0.9, 0.9),
    }
    assert case.public_half is not None
    assert case.public_half.sum() == 30


def test_a_case_that_repeats_states_the_answer_of_every_call() -> None:
    family = repeats(scenario(private=1, metric=accuracy)(drawn))
    case = frozen(problem_with(nothing, predicted), family)
    assert isinstance(case.expected, tuple)
    assert len(case.expected) == len(case.task.calls) == 2


@pytest.mark.parametrize("baselines", [(predicted, nothing), (nothing, predicted, the_same)])
def test_baselines_without_a_clear_order_are_no_yardstick(baselines: tuple[Callable[..., Any], ...]) -> None:
    family = scenario(private=1, metric=accuracy)(drawn)
    with pytest.raises(SpecError, match=r"in 20 draws, found none: expected a step of at least 0\.02"):
        frozen(problem_with(*baselines), family)


def test_the_reference_may_be_better_than_the_last_baseline() -> None:
    family = scenario(private=1, metric=accuracy)(drawn)
    assert frozen(problem_with(nothing, half_of_it), family).baselines["half_of_it"] == pytest.approx((0.4, 0.4))


def test_a_reference_that_does_not_reach_the_last_baseline_is_refused() -> None:
    def perfect(x: np.ndarray) -> np.ndarray:
        return x.astype(int) % 2

    family = scenario(private=1, metric=accuracy)(drawn)
    with pytest.raises(SpecError, match="expected that the reference reaches the last baseline"):
        frozen(problem_with(nothing, perfect), family)


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda rng: Case(x=np.ones(4)), r"expected the right answer of every case, \.answer"),
        (lambda rng: Case(x=np.ones(4)).answer(np.ones(4, int), public_half=np.ones(4, bool)), "public_half"),
        (lambda rng: Case(x=np.ones(4)).answer(np.ones(4, int), public_half=np.eye(4)[0] > 0), "in 20 draws"),
    ],
)
def test_a_case_that_cannot_be_measured_is_told(draw: Any, words: str) -> None:
    with pytest.raises(SpecError, match=words):
        frozen(problem_with(nothing, predicted), scenario(private=1, metric=accuracy)(draw))


def test_one_baseline_is_none() -> None:
    with pytest.raises(SpecError, match="expected two baselines or more"):
        frozen(problem_with(predicted), scenario(private=1, metric=accuracy)(drawn))
