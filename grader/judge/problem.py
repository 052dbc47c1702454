"""All outcomes of one submission against its bank: results per problem, each with at most one explanation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from grader.judge.explain import Answered, in_form, is_answered, misconception
from grader.judge.judge import Callables, judge, through
from grader.judge.score import passed_cases, split_scores, total_score
from grader.model.bank import BankCase, CaseBank, ProblemBank
from grader.model.outcome import Kind, Outcome
from grader.model.result import CaseResult, ProblemResult


def judge_all(bank: CaseBank, outcomes: Mapping[str, Outcome], callables: Callables) -> tuple[ProblemResult, ...]:
    """Judge every case of the bank; `outcomes` maps case ids."""
    with np.errstate(all="ignore"):
        return tuple(judge_problem(problem, outcomes, callables, rule=bank.score_rule) for problem in bank.problems)


def judge_problem(
    problem: ProblemBank, outcomes: Mapping[str, Outcome], callables: Callables, *, rule: str
) -> ProblemResult:
    """Judge one problem's cases, explain the failing ones, score."""
    cases = [judge(outcomes[case.id], case, problem.scenario_of[case.scenario], callables) for case in problem.cases]
    name = _explanation(problem, cases, outcomes, callables)
    if name:
        cases = [_named(result, case, name, problem) for result, case in zip(cases, problem.cases, strict=True)]
    return scored(problem, cases, rule=rule, name=name)


def scored(problem: ProblemBank, cases: Sequence[CaseResult], *, rule: str, name: str) -> ProblemResult:
    """The problem's result from judged cases: what rescoring without running needs."""
    passed = passed_cases(cases)
    known = next((mistake for mistake in problem.mistakes if mistake.name == name), None)
    return ProblemResult(
        problem=problem.name,
        cases=tuple(cases),
        total=total_score(problem, passed, rule),
        splits=split_scores(problem, passed),
        misconception=name if known else "",
        as_if=problem.discrete,
        sentence=known.text if known else {},
    )


def _explanation(
    problem: ProblemBank, results: Sequence[CaseResult], outcomes: Mapping[str, Outcome], callables: Callables
) -> str:
    if all(result.passed for result in results):
        return ""
    answered = [
        _answered(case, outcomes[case.id], result, problem, callables)
        for case, result in zip(problem.cases, results, strict=True)
        if is_answered(outcomes[case.id])
    ]
    return misconception(problem, answered)


def _answered(
    case: BankCase, outcome: Outcome, result: CaseResult, problem: ProblemBank, callables: Callables
) -> Answered:
    value = None
    if outcome.kind is Kind.VALUE:
        try:
            value = in_form(through(outcome.value, problem.scenario_of[case.scenario], case, callables))
        except Exception:
            value = None
    return Answered(case, outcome, value, result.passed)


def _named(result: CaseResult, case: BankCase, name: str, problem: ProblemBank) -> CaseResult:
    number = next(index for index, mistake in enumerate(problem.mistakes) if mistake.name == name)
    explains = not result.passed and case.known and case.known[number].wrong
    return replace(result, misconception=name) if explains else result
