"""A metric earns a share of a case: exact at the baselines, in proportion between them, nothing below the first."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import msgspec
import numpy as np
import pytest

from grader.judge.decide import Given, Rule, decide
from grader.judge.measure import Yardstick
from grader.judge.score import credits_of, total_score
from grader.model.bank import Leaf
from grader.model.outcome import Arguments
from grader.model.result import CaseResult, Measured, Verdict
from grader.records.record import Case, _case, read_case

from .building import case_of, problem_of

LABELS = np.arange(10) % 3
BASELINES = {"constant": (0.2,), "simple": (0.4,), "boss": (0.8,)}


def accuracy(expected: np.ndarray, actual: np.ndarray) -> Any:
    return np.mean(expected == actual)


def right(count: int) -> np.ndarray:
    """An answer of which so many labels are right."""
    return np.where(np.arange(10) < count, LABELS, 7)


def rule(*, calls: int = 1, half: np.ndarray | None = None, **more: Any) -> Rule:
    baselines = BASELINES if half is None else {name: value * 2 for name, value in BASELINES.items()}
    expected = LABELS if calls == 1 else (LABELS,) * calls
    leaves = tuple(Leaf(f"[{number}]" if calls > 1 else "", LABELS) for number in range(calls))
    by = Yardstick(accuracy, half, baselines)
    return Rule(expected, leaves, (Arguments({}),) * calls, measured_by=by, **more)


@pytest.mark.parametrize(
    ("count", "credit"), [(0, 0.0), (2, 0.0), (3, 0.25), (4, 0.5), (6, 0.75), (7, 0.875), (8, 1.0), (10, 1.0)]
)
def test_between_two_baselines_credit_grows_in_proportion(count: int, credit: float) -> None:
    found = decide(Given(right(count)), rule())
    assert found.credit == pytest.approx(credit)
    assert found.passed == (credit == 1)


def test_both_halves_count_alike_and_a_row_counts_in_its_own_only() -> None:
    half = np.arange(10) < 5
    found = decide(Given(right(5)), rule(half=half))
    assert found.measured is not None
    assert [(each.half, each.value, each.rows) for each in found.measured.halves] == [
        ("public", 1.0, 5),
        ("private", 0.0, 5),
    ]
    assert found.credit == 0.5


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (np.full(10, np.nan), "nan, nan, nan, nan, nan, nan, nan, nan, nan, nan"),
        (np.linspace(0.1, 0.5, 10).round(1), "0.1, 0.1, 0.2, 0.2, 0.3, 0.3, 0.4, 0.4, 0.5, 0.5"),
        (LABELS + 7, "7, 8, 9, 7, 8, 9, 7, 8, 9, 7"),
    ],
)
def test_answers_of_which_none_is_a_label_are_told_so(answer: np.ndarray, found: str) -> None:
    told = decide(Given(answer), rule())
    assert told.credit == 0
    assert told.message == f"no answer is one of the labels 0, 1, 2; found {found}"


def test_wrong_labels_are_measured_alone() -> None:
    assert decide(Given((LABELS + 1) % 3), rule()).message == "accuracy 0.000: not constant 0.200"


@pytest.mark.parametrize("answer", [np.eye(3)[LABELS], LABELS[:9], "labels", None])
def test_what_has_not_the_form_of_labels_is_not_measured(answer: Any) -> None:
    found = decide(Given(answer), rule())
    assert found.verdict in (Verdict.WRONG_SHAPE, Verdict.WRONG_TYPE)
    assert found.credit == 0


@pytest.mark.parametrize("answer", [np.full(10, np.nan), np.full(10, 1e300), LABELS + 0.5])
def test_numbers_that_are_no_label_are_wrong_rows(answer: np.ndarray) -> None:
    assert decide(Given(answer), rule()).credit == 0


def test_a_metric_that_is_no_share_earns_nothing() -> None:
    strange = Yardstick(lambda expected, actual: np.nan, None, BASELINES)
    assert strange.values(LABELS, LABELS) == (0.0,)


def test_two_answers_to_the_same_arguments_must_be_equal() -> None:
    other = LABELS.copy()
    other[3] += 1
    assert decide(Given((LABELS, LABELS)), rule(calls=2, repeats=True)).passed
    found = decide(Given((LABELS, other)), rule(calls=2, repeats=True))
    assert (found.credit, found.verdict) == (0, Verdict.WRONG_VALUE)
    assert "fix the seed" in found.message


def test_a_changed_argument_costs_the_whole_share() -> None:
    given = Given(right(6), modified=("train_x",))
    assert decide(given, rule(keeps_inputs=True)).credit == 0
    assert decide(given, rule()).credit == 0.75


def measured(verdict: Verdict, credit: float) -> CaseResult:
    return CaseResult("f/ordinary/public/0", verdict, measured=Measured("accuracy", (), credit))


def test_points_are_the_share_exactly_and_survive_the_record() -> None:
    problem = problem_of(case_of(0, np.zeros(3)), case_of(1, np.zeros(3)))
    one = measured(Verdict.WRONG_VALUE, 0.3333)
    stored = msgspec.json.decode(msgspec.json.encode(_case(one)), type=Case)
    assert read_case(stored) == one
    shares = credits_of([read_case(stored), CaseResult("f/ordinary/public/1", Verdict.PASSED)])
    earned = total_score(problem, shares, "public").earned
    assert earned == Fraction(13333, 10000) / 2 * problem.points


@pytest.mark.parametrize("verdict", [Verdict.MODIFIED_INPUTS, Verdict.TIMED_OUT])
def test_another_verdict_than_a_value_s_earns_nothing(verdict: Verdict) -> None:
    assert measured(verdict, 0.9).credit == 0
