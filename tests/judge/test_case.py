"""One outcome against one case: verdicts and their words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.judge.case import judge_case
from grader.judge.decide import Callables
from grader.judge.patterns.search import PatternSearch
from grader.model.bank import BankCase, ScenarioInfo
from grader.model.outcome import Kind, Outcome
from grader.model.result import CaseResult, Verdict
from grader.model.values import Raises

from .building import case_of, gave, raised

ORDINARY = ScenarioInfo("ordinary", {"en": "Ordinary."})


def judge(outcome: Outcome, case: BankCase, scenario: ScenarioInfo, callables: Callables) -> CaseResult:
    return judge_case(outcome, case, scenario, callables, search=PatternSearch())


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.VALUE])
def test_what_a_worker_says_against_itself_is_the_verdict(kind: Kind) -> None:
    case = case_of(0, np.ones(3))
    result = judge(Outcome(case.id, kind, message="why", stdout="out"), case, ORDINARY, {})
    assert result.verdict.value == kind.value
    assert (result.message, result.stdout) == ("why", "out")
    assert not result.passed


def test_the_expected_exception_and_its_subclasses_pass() -> None:
    case = case_of(0, Raises(("ValueError", "Exception")))
    assert judge(raised(case, "ValueError", "Exception"), case, ORDINARY, {}).passed
    assert judge(raised(case, "LinAlgError", "ValueError", "Exception"), case, ORDINARY, {}).passed


def test_another_exception_is_told_beside_the_expected_one() -> None:
    case = case_of(0, Raises(("ValueError", "Exception")))
    result = judge(raised(case, "KeyError", "LookupError", "Exception"), case, ORDINARY, {})
    assert result.verdict is Verdict.RAISED
    assert result.message == "expected ValueError, got KeyError: why"


def test_a_value_in_place_of_an_exception_is_wrong() -> None:
    case = case_of(0, Raises(("ValueError", "Exception")))
    result = judge(gave(case, np.ones(2)), case, ORDINARY, {})
    assert result.verdict is Verdict.WRONG_VALUE
    assert result.message == "expected ValueError to be raised, got an array of shape (2,)"


def test_a_changed_argument_is_a_note_and_costs_only_where_the_scenario_scores_it() -> None:
    case = case_of(0, np.ones(3))
    outcome = gave(case, np.ones(3), modified=("x",), shared=True)
    result = judge(outcome, case, ORDINARY, {})
    assert result.passed
    assert result.notes == ("the call changed its argument x", "the answer shares memory with an argument")
    strict = judge(outcome, case, ScenarioInfo("ordinary", {"en": "Kept."}, keeps_inputs=True), {})
    assert strict.verdict is Verdict.MODIFIED_INPUTS


def test_the_pattern_is_told_beside_the_worst_element() -> None:
    case = case_of(0, np.array([1.0, -2.0, 3.0]))
    result = judge(gave(case, np.array([-1.0, 2.0, -3.0])), case, ORDINARY, {})
    assert result.pattern == "the sign is reversed"
    assert result.message == "[2]: expected 3, got -3"


def test_a_transposed_answer_of_another_shape_is_told() -> None:
    f = np.arange(6.0).reshape(2, 3)
    case = case_of(0, f)
    result = judge(gave(case, f.T), case, ORDINARY, {})
    assert (result.verdict, result.pattern) == (Verdict.WRONG_SHAPE, "transposed")


def same_set(inputs: dict[str, Any], expected: Any, actual: Any) -> str | None:
    if np.array_equal(np.sort(expected), np.sort(actual)):
        return None
    return f"other elements than {inputs['x']}"


CHECKED = ScenarioInfo("ordinary", {"en": "Checked."}, check="same_set")


def test_a_checker_decides_in_place_of_the_tolerance() -> None:
    case = case_of(0, np.array([1.0, 2.0]), inputs={"x": 7.0})
    assert judge(gave(case, np.array([2.0, 1.0])), case, CHECKED, {"same_set": same_set}).passed
    wrong = judge(gave(case, np.array([2.0, 3.0])), case, CHECKED, {"same_set": same_set})
    assert (wrong.verdict, wrong.message) == (Verdict.WRONG_VALUE, "other elements than 7.0")


def test_a_checker_is_asked_only_after_the_shape() -> None:
    case = case_of(0, np.array([1.0, 2.0]))
    result = judge(gave(case, np.array([[2.0, 1.0]])), case, CHECKED, {"same_set": same_set})
    assert result.verdict is Verdict.WRONG_SHAPE


def test_a_checker_sees_the_calls_of_a_case_one_by_one() -> None:
    def sorted_truth(inputs: dict[str, Any], expected: np.ndarray, actual: np.ndarray) -> str | None:
        return None if expected.shape == actual.shape == (2,) else f"got shapes {expected.shape}, {actual.shape}"

    first = np.array([1.0, 2.0])
    case = case_of(0, (first, first, first), calls=3)
    answer = gave(case, (first, first[::-1], first))
    assert judge(answer, case, CHECKED, {"same_set": sorted_truth}).passed


@pytest.mark.parametrize("error", [AssertionError, AttributeError, KeyError, np.linalg.LinAlgError, RuntimeError])
def test_a_checker_that_fails_on_an_answer_fails_the_case_and_nothing_else(error: type[Exception]) -> None:
    def breaks(inputs: Any, expected: Any, actual: Any) -> None:
        raise error("odd")

    case = case_of(0, np.ones(2))
    result = judge(gave(case, np.ones(2)), case, CHECKED, {"same_set": breaks})
    assert result.verdict is Verdict.WRONG_VALUE
    assert "could not be checked" in result.message


def test_a_view_is_applied_to_the_answer_call_by_call() -> None:
    scenario = ScenarioInfo("ordinary", {"en": "Viewed."}, view="total")
    case = case_of(0, (3.0, 7.0), calls=2)
    answer = gave(case, (np.array([2.0, 1.0]), np.array([3.0, 4.0])))
    assert judge(answer, case, scenario, {"total": np.sum}).passed


def test_an_exception_is_told_with_its_class() -> None:
    case = case_of(0, np.ones(3))
    result = judge(raised(case, "KeyError", "LookupError", "Exception"), case, ORDINARY, {})
    assert (result.verdict, result.message) == (Verdict.RAISED, "KeyError: why")
