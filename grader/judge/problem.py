"""All outcomes of one submission on one problem: judge each case, explain the failing ones, score."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from grader.judge.case import judge_case
from grader.judge.decide import Callables, Rule, side_effects, through_view
from grader.judge.explain import Answered, MistakeMatcher, in_form, is_answered
from grader.judge.patterns.factor import without_doubtful_origins
from grader.judge.patterns.search import PatternSearch
from grader.judge.score import credits_of, split_scores, total_score, unpaid
from grader.judge.shared import in_common
from grader.languages import said
from grader.model.bank import BankCase, Known, ProblemBank
from grader.model.outcome import Kind, Outcome
from grader.model.result import CaseResult, ProblemResult, Verdict
from grader.model.values import Raises, Value

#: Stands beside a passed case that earns nothing.
UNPAID = said("this case pays only if an ordinary case of the problem passes")


def judge_problem(
    problem: ProblemBank, outcomes: Mapping[str, Outcome], callables: Callables, *, rule: str
) -> ProblemResult:
    """Judge one problem by itself."""
    matcher, search = MistakeMatcher(problem), PatternSearch()
    return judged_with(matcher, outcomes, callables, rule=rule, agreeing=frozenset(), search=search)


def judged_with(
    matcher: MistakeMatcher,
    outcomes: Mapping[str, Outcome],
    callables: Callables,
    *,
    rule: str,
    agreeing: Collection[str],
    search: PatternSearch,
) -> ProblemResult:
    """Judge one problem with what a class shares; `agreeing` are the ids of cases known to have the right answer."""
    problem = matcher.problem
    results = [
        judge_case(
            outcomes[case.id],
            case,
            problem.scenario_of[case.scenario],
            callables,
            search=search,
            agrees=case.id in agreeing,
        )
        for case in problem.cases
    ]
    name = _misconception(matcher, results, outcomes, callables)
    named = _named(_with_patterns_that_agree(results), problem, outcomes, name)
    return scored(problem, _inputs_kept(named, problem, outcomes), rule=rule, name=name)


def _with_patterns_that_agree(results: Sequence[CaseResult]) -> list[CaseResult]:
    """The results, with no origin of a factor that another failing case speaks against."""
    wrong = [number for number, result in enumerate(results) if result.verdict is Verdict.WRONG_VALUE]
    told = without_doubtful_origins([results[number].pattern for number in wrong])
    agreed = list(results)
    for number, pattern in zip(wrong, told, strict=True):
        if pattern != results[number].pattern:
            agreed[number] = replace(results[number], pattern=pattern)
    return agreed


def scored(problem: ProblemBank, cases: Sequence[CaseResult], *, rule: str, name: str) -> ProblemResult:
    """The problem's result from judged cases: what rescoring without running needs."""
    shares = credits_of(cases)
    known = next((mistake for mistake in problem.mistakes if mistake.name == name), None)
    return ProblemResult(
        problem=problem.name,
        cases=_told(cases, unpaid(problem, shares, rule)),
        total=total_score(problem, shares, rule),
        splits=split_scores(problem, shares),
        misconception=name if known else "",
        as_if=problem.discrete,
        sentence=known.text if known else in_common(problem, shares),
        title=known.title if known else {},
    )


def _told(cases: Sequence[CaseResult], without: Collection[str]) -> tuple[CaseResult, ...]:
    """The cases with a note at each passed one that earns nothing; a stored note of another day's rule goes."""
    return tuple(
        case
        if (case.case in without) == (UNPAID in case.notes)
        else replace(case, notes=(*(note for note in case.notes if note != UNPAID), *[UNPAID] * (case.case in without)))
        for case in cases
    )


def _inputs_kept(results: list[CaseResult], problem: ProblemBank, outcomes: Mapping[str, Outcome]) -> list[CaseResult]:
    """The results in which a side effect on any case costs the cases of the scenarios that keep inputs, and no other.

    This comes after the naming: a known mistake is compared case by case.
    """
    told = ((case.id, side_effects(outcomes[case.id], may_share=problem.may_share)) for case in problem.cases)
    seen = next((said("{what} (seen in {case})", what=words, case=case) for case, words in told if words), "")
    if not seen:
        return results
    return [
        replace(result, verdict=Verdict.MODIFIED_INPUTS, message=seen)
        if result.credit and problem.scenario_of[result.scenario].keeps_inputs
        else result
        for result in results
    ]


def _misconception(
    matcher: MistakeMatcher, results: Sequence[CaseResult], outcomes: Mapping[str, Outcome], callables: Callables
) -> str:
    """The known mistake that explains all answers of the problem, if something failed."""
    if all(result.passed for result in results):
        return ""
    answered = [
        Answered(
            case,
            outcomes[case.id],
            passed=result.passed,
            canonical=partial(_seen, outcomes[case.id], case, matcher.problem, callables),
        )
        for case, result in zip(matcher.problem.cases, results, strict=True)
        if is_answered(outcomes[case.id])
    ]
    return matcher.explain(answered, outcomes)


def _seen(outcome: Outcome, case: BankCase, problem: ProblemBank, callables: Callables) -> Value:
    """An answer after the view, in canonical form; None for an exception, and where the view takes none of it."""
    if outcome.kind is not Kind.VALUE:
        return None
    rule = Rule.of(case, problem.scenario_of[case.scenario], callables)
    try:
        return in_form(through_view(outcome.value, rule.view, rule.calls))
    except Exception:  # an author's code on a student's value
        return None


def _named(
    results: Sequence[CaseResult], problem: ProblemBank, outcomes: Mapping[str, Outcome], name: str
) -> list[CaseResult]:
    """The results with the misconception at each failing case that it explains."""
    numbers = [number for number, mistake in enumerate(problem.mistakes) if mistake.name == name]
    return [
        replace(result, misconception=name)
        if not result.passed and case.known and any(_shows(case.known[number], outcomes[case.id]) for number in numbers)
        else result
        for result, case in zip(results, problem.cases, strict=True)
    ]


def _shows(known: Known, outcome: Outcome) -> bool:
    """Whether a mistake that explains the problem explains this case too: both gave a value, or the same exception."""
    if isinstance(known.outcome, Raises):
        return known.wrong and known.outcome.name in outcome.exceptions[:1]
    return known.wrong and outcome.kind is Kind.VALUE
