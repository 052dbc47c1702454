"""Gradescope's `results.json`; what a private case is about is left out before, by `redact`."""

from __future__ import annotations

from typing import Any

from grader.judge.measure import in_words, public_half
from grader.model.bank import PRIVATE, PUBLIC, CaseBank
from grader.model.result import CaseResult, Measured, ProblemResult, Report
from grader.report.markdown import cause
from grader.report.shares import shares
from grader.report.words import harmless, phrase, points, shown

MOST_OUTPUT = 8000


def results(report: Report, bank: CaseBank, *, language: str = "en") -> dict[str, Any]:
    """One graded submission for its student. A row with another visibility hides the total.

    None has it but a problem with a private half: points at every attempt would tell what that half holds.
    """
    earned = shares([problem.total for problem in report.problems], report.total)
    rows = zip(report.problems, earned, strict=True)
    hidden = {problem.name for problem in bank.problems if problem.board_metric}
    told = [in_words(measured) for problem in report.problems for measured in _public_halves(problem)]
    return {
        "score": points(report.total),
        "execution_time": round(report.seconds, 3),
        "output": harmless("\n".join([*told, *report.notes])),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"digest": report.digest, "isolation": report.isolation, "environment": dict(report.environment)},
        "leaderboard": _leaderboard(report, bank.board_metric),
        "tests": [
            _test(number, problem, score, language, hidden=problem.problem in hidden)
            for number, (problem, score) in enumerate(rows, 1)
        ],
    }


def _test(number: int, problem: ProblemResult, score: float, language: str, *, hidden: bool) -> dict[str, Any]:
    passed = all(case.passed for case in problem.cases)
    return {
        "number": str(number),
        "name": problem.problem,
        "score": score,
        "max_score": problem.total.points,
        "status": "passed" if passed else "failed",
        "output": harmless("\n".join(_lines(problem, language)), limit=MOST_OUTPUT),
        "visibility": "after_published" if hidden else "visible",
    }


def _public_halves(problem: ProblemResult) -> list[Measured]:
    """What a metric says of the public halves of a problem."""
    kept = (public_half(case.measured) for case in problem.cases if case.measured)
    return [measured for measured in kept if measured]


def _leaderboard(report: Report, metric: str) -> list[dict[str, Any]]:
    """The public values alone: what the metric gives on the public half where one judges, else the public points."""
    if not metric:
        return [{"name": "public points", "value": points(report.splits[PUBLIC]), "order": "desc"}]
    found = [half.value for each in report.problems for told in _public_halves(each) for half in told.halves]
    return [{"name": metric, "value": round(sum(found) / max(len(found), 1), 6), "order": "desc"}]


def _lines(problem: ProblemResult, language: str) -> list[str]:
    """Both splits; of the private one each hint once, since it says nothing else."""
    lines = []
    for split in (PUBLIC, PRIVATE):
        cases = [case for case in problem.cases if case.split == split]
        good, score = sum(case.passed for case in cases), problem.splits[split]
        lines.append(f"{split} cases: {good} of {len(cases)} pass ({shown(score)}/{score.points})")
        told = [line for case in cases if not case.passed for line in _case(problem, case, language)]
        lines += list(dict.fromkeys(told))
    return lines


def _case(problem: ProblemResult, case: CaseResult, language: str) -> list[str]:
    if case.split == PRIVATE:
        return [f"  {phrase(case)}: {case.message}" if case.message else f"  {phrase(case)}"]
    name = case.case.split("/", 1)[1]
    printed = [f"      printed: {line}" for line in case.stdout.splitlines()[:5]]
    return [f"  {name}: {' '.join(cause(problem, case, language))}", *printed]
