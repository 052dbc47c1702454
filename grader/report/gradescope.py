"""Gradescope's `results.json`; what a private case is about is left out before, by `redact`."""

from __future__ import annotations

from typing import Any

from grader.model.bank import PRIVATE, PUBLIC
from grader.model.result import CaseResult, ProblemResult, Report
from grader.report.markdown import cause
from grader.report.shares import shares
from grader.report.words import PHRASES, harmless, points, shown

MOST_OUTPUT = 8000


def results(report: Report, *, language: str = "en") -> dict[str, Any]:
    """One graded submission for its student. A row with another visibility would hide the total, so none has."""
    earned = shares([problem.total for problem in report.problems], report.total)
    rows = zip(report.problems, earned, strict=True)
    return {
        "score": points(report.total),
        "execution_time": round(report.seconds, 3),
        "output": harmless("\n".join(report.notes)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"digest": report.digest, "isolation": report.isolation, "environment": dict(report.environment)},
        "tests": [_test(number, problem, score, language) for number, (problem, score) in enumerate(rows, 1)],
    }


def _test(number: int, problem: ProblemResult, score: float, language: str) -> dict[str, Any]:
    passed = all(case.passed for case in problem.cases)
    return {
        "number": str(number),
        "name": problem.problem,
        "score": score,
        "max_score": problem.total.points,
        "status": "passed" if passed else "failed",
        "output": harmless("\n".join(_lines(problem, language)), limit=MOST_OUTPUT),
        "visibility": "visible",
    }


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
        return [f"  {PHRASES[case.verdict]}: {case.message}" if case.message else f"  {PHRASES[case.verdict]}"]
    name = case.case.split("/", 1)[1]
    printed = [f"      printed: {line}" for line in case.stdout.splitlines()[:5]]
    return [f"  {name}: {' '.join(cause(problem, case, language))}", *printed]
