"""What a problem's cases cost each other: side effects, and exceptions that a program raises always."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import numpy as np
import pytest
from msgspec.structs import replace

from grader.judge.problem import UNPAID, judge_problem, scored
from grader.model.bank import ProblemBank, ScenarioInfo
from grader.model.outcome import Outcome
from grader.model.result import ProblemResult, Verdict
from grader.model.values import Raises

from .building import case_of, gave, problem_of, raised

SCENARIOS = (
    ScenarioInfo("ordinary", {"en": "Ordinary."}),
    ScenarioInfo("inputs_kept", {"en": "Kept."}, keeps_inputs=True),
)


def kept(*, public: bool = False) -> ProblemBank:
    splits = ("private", "public") if public else ("private",)
    cases = [case_of(number, np.ones(3), split="public") for number in range(2)]
    cases += [case_of(0, np.ones(3), scenario="inputs_kept", split=split) for split in splits]
    return problem_of(*cases, scenarios=SCENARIOS)


def judged(problem: ProblemBank, **told: object) -> ProblemResult:
    """Right answers everywhere; the second ordinary case has this to say about its arguments."""
    outcomes: dict[str, Outcome] = {case.id: gave(case, case.expected) for case in problem.cases}
    second = problem.cases[1]
    outcomes[second.id] = gave(second, second.expected, **told)
    return judge_problem(problem, outcomes, {}, rule="all")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"modified": ("x",)}, "the call changed its argument x"),
        ({"shared": True}, "the answer shares memory with an argument"),
    ],
)
def test_a_side_effect_on_any_case_costs_inputs_kept_and_nothing_else(told: dict[str, object], words: str) -> None:
    result = judged(kept(), **told)
    assert [case.verdict for case in result.cases] == [Verdict.PASSED, Verdict.PASSED, Verdict.MODIFIED_INPUTS]
    assert result.cases[2].message == f"{words} (seen in f/ordinary/public/1)"
    assert result.total.earned == 6
    assert {split: score.earned for split, score in result.splits.items()} == {"public": 12, "private": 0}


def test_both_splits_of_inputs_kept_are_lost() -> None:
    result = judged(kept(public=True), modified=("x",))
    assert {split: score.earned for split, score in result.splits.items()} == {"public": 6, "private": 0}


def test_arguments_that_are_left_alone_cost_nothing() -> None:
    assert judged(kept()).total.earned == 12


def test_a_side_effect_stays_paid_for_when_a_stored_result_is_scored_again() -> None:
    problem = kept()
    result = judged(problem, modified=("x",))
    assert scored(problem, result.cases, rule="all", name="") == result


def test_a_passed_exception_that_earns_nothing_says_so_until_an_ordinary_case_passes() -> None:
    error = Raises(("ValueError", "Exception"))
    cases = [case_of(0, 1.0), case_of(0, error, scenario="bad")]
    problem = problem_of(*cases, scenarios=(ScenarioInfo("ordinary", {"en": "O."}), ScenarioInfo("bad", {"en": "B."})))
    result = judge_problem(problem, {case.id: raised(case, "ValueError") for case in cases}, {}, rule="all")
    assert result.total.earned == 0
    assert result.cases[1].passed
    assert result.cases[1].notes == (UNPAID,)
    assert scored(problem, result.cases, rule="all", name="") == result
    right = [replace(result.cases[0], verdict=Verdict.PASSED), result.cases[1]]
    again = scored(problem, right, rule="all", name="")
    assert again.cases[1].notes == ()
    assert again.total.earned == Fraction(12)


def test_sharing_costs_nothing_where_the_references_own_answer_shares() -> None:
    problem = kept()
    first, *others = problem.cases
    shares = dataclasses.replace(problem, cases=(dataclasses.replace(first, shares=True), *others))
    assert judged(problem, shared=True).cases[2].verdict is Verdict.MODIFIED_INPUTS
    assert judged(shares, shared=True).cases[2].verdict is Verdict.PASSED
    assert judged(shares, modified=("x",)).cases[2].verdict is Verdict.MODIFIED_INPUTS
