"""One line a student for spreadsheets: no cell is ever a formula, whatever a submission is called or says."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from grader.model.bank import PRIVATE, PUBLIC
from grader.model.result import Report
from grader.report.words import harmless, points, summary

HEAD = ("student", "status", "score", "points", "public", "private", "attempt", "what went wrong")
#: What spreadsheets take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the last four: full width


def class_text(reports: Sequence[Report]) -> str:
    """A class as CSV (RFC 4180); an ungraded student has empty scores. Problems have a column each."""
    problems = [problem.problem for problem in reports[0].problems] if reports else []
    stream = io.StringIO()
    # Unquoted, a name with a semicolon would be two cells where spreadsheets take that for the separator.
    writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([cell(title) for title in (*HEAD, *problems)])
    for report in reports:
        writer.writerow(_row(report))
    return stream.getvalue()


def _row(report: Report) -> list[str | float]:
    graded = report.status == "graded"
    total = points(report.total) if graded else ""
    splits = [points(report.splits[split]) if graded else "" for split in (PUBLIC, PRIVATE)]
    parts = [points(problem.total) if graded else "" for problem in report.problems]
    facts: list[str | float] = [
        cell(report.student),
        report.status,
        total,
        report.total.points,
        *splits,
        report.attempt,
    ]
    return [*facts, cell(summary(report)), *parts]


def cell(text: str) -> str:
    """A text that stays one: controls as codes, and a quote before whatever a spreadsheet would compute."""
    plain = harmless(text)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain
