"""What GitHub reads: annotations, the job summary, and the result that the Classroom reporter takes."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from grader.model.bank import PUBLIC
from grader.model.result import CaseResult, ProblemResult, Report, Score
from grader.report.markdown import cause, markdown
from grader.report.shares import shares
from grader.report.words import WHOLE_FILE, first_failures, harmless, is_unwritten, phrase, points, what_went_wrong

#: Where a file that does not compile is broken, as the message begins.
_LINE = re.compile(r"line (\d+):")
#: GitHub shows no more errors of one step.
MOST_ANNOTATIONS = 10
#: Of a job summary; what is larger is dropped as a whole.
SUMMARY_BYTES = 1024 * 1024 - 4096


def plain(text: str, *, limit: int = 4000) -> str:
    """A submission's text for a log: no workflow command, wherever in a line it may stand."""
    return harmless(text, limit=limit).replace("::", ": :").replace("##[", "# #[")


def error_lines(report: Report, *, file: str, lines: Mapping[str, int], language: str = "en") -> list[str]:
    """An error annotation at each failing function, at most ten; `lines` says where the functions begin."""
    found = [
        _annotation(problem, case, file=file, line=lines.get(problem.problem), language=language)
        for problem, case in first_failures(report, (PUBLIC,))
    ]
    return found[:MOST_ANNOTATIONS]


def _annotation(problem: ProblemResult, case: CaseResult, *, file: str, line: int | None, language: str) -> str:
    title, words = problem.problem, cause(problem, case, language)
    if case.verdict in WHOLE_FILE and not is_unwritten(problem):
        title, named = phrase(case), _LINE.match(case.message)
        line = int(named[1]) if named else line
    elif not is_unwritten(problem):
        words.append(f"Try it alone: grader debug {case.case}")
    where = f"file={_property(file)}," + (f"line={line}," if line else "")
    return f"::error {where}title={_property(title)}::{_data(harmless(' '.join(words), limit=2000))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(harmless(text, limit=500)).replace(":", "%3A").replace(",", "%2C")


def summary(report: Report, *, note: str, language: str = "en") -> bytes:
    """The job summary, cut at what GitHub takes."""
    text = (markdown(report, splits=(PUBLIC,), language=language) + f"\n{note}\n").encode()
    if len(text) <= SUMMARY_BYTES:
        return text
    return text[:SUMMARY_BYTES].decode("utf-8", "ignore").encode() + b"\n```\n\n(cut)\n"


def classroom_result(report: Report, *, file: str, language: str = "en") -> str:
    """Base64 of the JSON that autograding-grading-reporter reads.

    Each problem is a row of what it earned and, where something is missing, a row of what it did not: the reporter adds
    up rows in one place and passed rows in another, and both then give the total that is shown everywhere else.
    """
    scores = [problem.splits[PUBLIC] for problem in report.problems]
    earned = shares(scores, report.splits[PUBLIC])
    pairs = zip(report.problems, earned, strict=True)
    rows = [row for problem, score in pairs for row in _rows(problem, score, file, language)]
    whole = all(row["status"] == "pass" for row in rows)
    status = "error" if report.status != "graded" else "pass" if whole else "fail"
    document = {"version": 1, "status": status, "max_score": report.splits[PUBLIC].points, "tests": rows}
    return base64.b64encode(json.dumps(document, allow_nan=False).encode()).decode()


def _rows(problem: ProblemResult, earned: float, file: str, language: str) -> Iterator[dict[str, Any]]:
    cases = [case for case in problem.cases if case.split == PUBLIC]
    good = sum(case.passed for case in cases)
    seconds = sum(case.seconds for case in cases)
    if good:
        yield _row(f"{problem.problem}: {good} of {len(cases)} cases pass", "pass", earned, "", file, seconds)
    if good < len(cases):
        score = 0.0 if good else earned
        words = plain(what_went_wrong(problem, language), limit=200)
        missing = points(Score(Fraction(problem.total.points) - Fraction(str(earned)), problem.total.points))
        name = f"{problem.problem}: {len(cases) - good} of {len(cases)} cases fail ({missing:g} points)"
        yield _row(name, "fail", score, words, file, 0.0 if good else seconds)


def _row(name: str, status: str, score: float, message: str, file: str, seconds: float) -> dict[str, Any]:
    return {
        "name": name,
        "status": status,
        "score": score,
        "message": message,
        "test_code": "",
        "filename": file,
        "line_no": 0,
        "duration": round(seconds * 1000),
    }
