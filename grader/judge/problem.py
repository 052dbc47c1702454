"""All outcomes of one submission against its bank: results per problem, each with at most one explanation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

import numpy as np
from msgspec.structs import replace

from grader.judge.explain import Answered, Mistakes, in_form, is_answered
from grader.judge.judge import Callables, judge, through
from grader.judge.score import passed_cases, split_scores, total_score
from grader.judge.sheet import Sheet
from grader.model.bank import BankCase, CaseBank, ProblemBank
from grader.model.outcome import Kind, Outcome
from grader.model.result import CaseResult, ProblemResult
from grader.model.values import Value


class Judge:
    """A bank and the callables of its public.py, and what is worked out of them once for all submissions."""

    def __init__(self, bank: CaseBank, callables: Callables) -> None:
        """Nothing is worked out before the first submission."""
        self._bank = bank
        self._callables = callables
        self._sheet: Sheet | None = None
        self._mistakes = [Mistakes(problem) for problem in bank.problems]

    def judge(
        self, outcomes: Mapping[str, Outcome], *, between: Callable[[], None] | None = None
    ) -> tuple[ProblemResult, ...]:
        """Judge every case of the bank; `outcomes` maps case ids. `between` is called before each problem."""
        if self._sheet is None:
            self._sheet = Sheet.of(self._bank)
        with np.errstate(all="ignore"):
            agreeing = self._sheet.agreeing(outcomes)
            found = []
            for mistakes in self._mistakes:
                if between is not None:
                    between()
                found.append(
                    _judged(mistakes, outcomes, self._callables, rule=self._bank.score_rule, agreeing=agreeing)
                )
            return tuple(found)


def judge_problem(
    problem: ProblemBank, outcomes: Mapping[str, Outcome], callables: Callables, *, rule: str
) -> ProblemResult:
    """Judge one problem's cases, explain the failing ones, score."""
    return _judged(Mistakes(problem), outcomes, callables, rule=rule, agreeing=frozenset())


def _judged(
    mistakes: Mistakes, outcomes: Mapping[str, Outcome], callables: Callables, *, rule: str, agreeing: Collection[str]
) -> ProblemResult:
    problem = mistakes.problem
    cases = [
        judge(outcomes[case.id], case, problem.scenario_of[case.scenario], callables, agrees=case.id in agreeing)
        for case in problem.cases
    ]
    name = _explanation(mistakes, cases, outcomes, callables)
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
    mistakes: Mistakes, results: Sequence[CaseResult], outcomes: Mapping[str, Outcome], callables: Callables
) -> str:
    if all(result.passed for result in results):
        return ""
    problem = mistakes.problem
    answered = [
        Answered(
            case,
            outcomes[case.id],
            passed=result.passed,
            canonical=partial(_value, case, outcomes[case.id], problem, callables),
        )
        for case, result in zip(problem.cases, results, strict=True)
        if is_answered(outcomes[case.id])
    ]
    return mistakes.explain(answered, outcomes)


def _value(case: BankCase, outcome: Outcome, problem: ProblemBank, callables: Callables) -> Value:
    """An answer after the view, in canonical form; None for an exception, and where the view takes none of it."""
    if outcome.kind is not Kind.VALUE:
        return None
    try:
        return in_form(through(outcome.value, problem.scenario_of[case.scenario], case, callables))
    except Exception:
        return None


def _named(result: CaseResult, case: BankCase, name: str, problem: ProblemBank) -> CaseResult:
    number = next(index for index, mistake in enumerate(problem.mistakes) if mistake.name == name)
    explains = not result.passed and case.known and case.known[number].wrong
    return replace(result, misconception=name) if explains else result
