"""Gradescope's `results.json`; what a private case is about is left out before, by `redact`."""

from __future__ import annotations

from typing import Any

from grader.judge.measure import in_words, public_half
from grader.languages.words import ENGLISH, words_in
from grader.model.bank import PRIVATE, PUBLIC, CaseBank
from grader.model.result import CaseResult, Measured, ProblemResult, Report
from grader.report.markdown import cause
from grader.report.shares import shares
from grader.report.words import harmless, points, shown, verdict_and_message

MOST_OUTPUT = 8000


def results(report: Report, bank: CaseBank, *, language: str = ENGLISH) -> dict[str, Any]:
    """One graded submission for its student. A row with another visibility hides the total.

    None has it but a problem with a private half: points at every attempt would tell what that half holds.
    """
    say = words_in(language)
    earned = shares([problem.total for problem in report.problems], report.total)
    rows = zip(report.problems, earned, strict=True)
    hidden = {problem.name for problem in bank.problems if problem.board_metric}
    told = [in_words(measured, say) for problem in report.problems for measured in _public_halves(problem)]
    return {
        "score": points(report.total),
        "execution_time": round(report.seconds, 3),
        "output": harmless("\n".join([*told, *map(say.again, report.notes)])),
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
    say, lines = words_in(language), list[str]()
    for split in (PUBLIC, PRIVATE):
        cases = [case for case in problem.cases if case.split == split]
        good, score = sum(case.passed for case in cases), problem.splits[split]
        title = say("public cases") if split == PUBLIC else say("private cases")
        told = say(
            "{good} of {count} pass ({score})", good=good, count=len(cases), score=f"{shown(score)}/{score.points}"
        )
        lines.append(say("{title}: {told}", title=title, told=told))
        each = [line for case in cases if not case.passed for line in _case(problem, case, language)]
        lines += list(dict.fromkeys(each))
    return lines


def _case(problem: ProblemResult, case: CaseResult, language: str) -> list[str]:
    if case.split == PRIVATE:
        return [f"  {verdict_and_message(case, language)}"]
    name = case.case.split("/", 1)[1]
    printed = ["      " + words_in(language)("printed: {line}", line=line) for line in case.stdout.splitlines()[:5]]
    return [f"  {name}: {' '.join(cause(problem, case, language))}", *printed]
