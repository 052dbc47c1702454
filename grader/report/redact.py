"""What an audience may read: decided here once, before any format."""

from __future__ import annotations

from enum import Enum

from msgspec.structs import replace

from grader.judge.measure import in_words, public_half
from grader.languages.words import ENGLISH, words_in
from grader.model.bank import PRIVATE, CaseBank, ProblemBank
from grader.model.result import CaseResult, ProblemResult, Report


class Audience(Enum):
    """Who reads."""

    STUDENT = "student"
    INSTRUCTOR = "instructor"


def redact(report: Report, bank: CaseBank, audience: Audience, *, language: str = ENGLISH) -> Report:
    """The report as the audience may see it.

    Of a private case a student reads the verdict and the scenario's hint or title: no number, no message,
    no line, no traceback, no output; of a measured one also what the metric says of the public half.
    Of the time only what public cases took: a program could tell a private number by how long it sleeps.
    Where it lay is nobody else's business either.
    """
    if audience is Audience.INSTRUCTOR:
        return report
    problems = tuple(_problem(problem, bank, language) for problem in report.problems)
    seconds = sum(case.seconds for problem in problems for case in problem.cases)
    return replace(report, problems=problems, source="", flags=(), secret_fingerprint="", seconds=seconds)


def _problem(result: ProblemResult, bank: CaseBank, language: str) -> ProblemResult:
    of = bank.problem(result.problem)
    cases = tuple(_private(case, of, language) if case.split == PRIVATE else case for case in result.cases)
    return replace(result, cases=cases)


def _private(case: CaseResult, problem: ProblemBank, language: str) -> CaseResult:
    hint = problem.scenario_of[case.scenario].hint
    measured = public_half(case.measured) if case.measured else None
    # The hint of a case that is measured as a whole is about what it asks besides, and that was kept.
    hinted = case.measured is None or measured is not None
    say = words_in(language)
    words = "" if case.passed else say.again(say.of(hint if hint and hinted else problem.title_of(case.case)))
    return CaseResult(
        case=case.case,
        verdict=case.verdict,
        message=say("; ").join(filter(None, (in_words(measured, say) if measured else "", words))),
        misconception=case.misconception,
        seconds=0.0,
        measured=measured,
    )
