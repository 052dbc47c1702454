"""The page of a term: students by assignments as a heat map, totals, late days, who falls behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from grader.languages.words import ENGLISH, Words, words_in
from grader.model.grades import Grade, Grades, Status, StudentGrades
from grader.report.charts import heat
from grader.report.pages import rendered
from grader.report.words import harmless
from grader.statistics.term import behind

#: What stands in a cell without points of its own.
MARKS: Final[Mapping[Status, str]] = {
    Status.MISSING: "M",
    Status.NOT_DUE: "·",
    Status.EXCUSED: "E",
    Status.UNGRADED: "?",
}


def term_page(
    grades: Grades,
    links: Mapping[str, str] | None = None,
    pages: Mapping[tuple[str, str], str] | None = None,
    *,
    language: str = ENGLISH,
) -> str:
    """The page of a term; `links` are class pages by assignment, `pages` students' by assignment and who handed in."""
    say = words_in(language)
    rows = [_row(student, pages or {}, say) for student in grades]
    return rendered(
        "term.html",
        language=language,
        say=say,
        course=grades.course or say("Term"),
        assignments=[{"name": name, "link": (links or {}).get(name, "")} for name in grades.assignments],
        rows=rows,
        means=[_mean(grades.of(name)) for name in grades.assignments],
        shows_late_days=any(row["late_days"] for row in rows),
        behind=[
            {
                "name": harmless(each.name, limit=100),
                "missing": each.missing,
                "before": "-" if each.before is None else f"{each.before:.0f}",
                "lately": f"{each.lately:.0f}",
            }
            for each in behind(grades)
        ],
        findings=[harmless(say.again(finding), limit=500) for finding in grades.findings],
        unmatched=[
            {
                "assignment": each.assignment,
                "name": harmless(each.name, limit=100),
                "why": harmless(say.again(each.why)),
            }
            for each in grades.unmatched
        ],
    )


def _row(student: StudentGrades, pages: Mapping[tuple[str, str], str], say: Words) -> dict[str, Any]:
    return {
        "student": harmless(student.student.name, limit=100),
        "cells": [
            {
                **_cell(grade, say, dropped=grade.assignment in student.dropped),
                "link": pages.get((grade.assignment, grade.attempt.id), "") if grade.attempt else "",
            }
            for grade in student.grades
        ],
        "total": "-" if student.total is None else f"{float(student.total):.1f}",
        "late_days": sum(grade.late_days for grade in student.grades),
    }


def _cell(grade: Grade, say: Words, *, dropped: bool) -> dict[str, Any]:
    """A share in percent, or what there is in its place; a dropped grade is in brackets."""
    graded = grade.share is not None and grade.status is Status.GRADED
    text = f"{100 * float(grade.share or 0):.0f}" if graded else MARKS.get(grade.status, "-")
    return {
        "text": f"({text})" if dropped else text,
        "heat": heat(None if grade.share is None else float(grade.share)),
        "value": float(grade.share) if grade.share is not None else "-",
        "late": grade.late_days,
        "words": "; ".join(harmless(say.again(reason), limit=200) for reason in grade.reasons),
    }


def _mean(grades: tuple[Grade, ...]) -> str:
    shares = [float(grade.share) for grade in grades if grade.share is not None]
    return f"{100 * sum(shares) / len(shares):.0f}" if shares else "-"
