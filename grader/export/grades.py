"""Grades for export: of a class without a list each result's total, and any grades as a plain table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import fields

from grader.export.fill import decimal
from grader.model.grades import Grade, Status
from grader.model.result import Report
from grader.model.roster import IDENTIFIERS, Student
from grader.report.csv import cell
from grader.report.words import is_fault, summary

HEAD = ("id", "name", "number", "login", "email", "github", "section", "grade", "points", "status", "reason")


def listless(reports: Iterable[Report]) -> list[Grade]:
    """The grades of a class of which there is no list: a student is known by the one id that the download told."""
    return [_grade(report, of_any_kind(Student(report.student, report.id))) for report in reports]


def of_any_kind(student: Student) -> Student:
    """Somebody whose one id may be of any kind: which one is told by the column in which it stands."""
    return Student(student.name, **dict.fromkeys(IDENTIFIERS, student.id))


def of_members(reports: Iterable[Report], names: Iterable[str]) -> list[Grade]:
    """The same grade for each of those who handed in with somebody else, if `names` has them."""
    wanted = set(names)
    pairs = ((report, member) for report in reports if len(report.members) > 1 for member in report.members)
    return [
        _grade(report, Student(member)) for report, member in pairs if member in wanted and member != report.student
    ]


def _grade(report: Report, student: Student) -> Grade:
    is_graded = report.status == "graded" and not is_fault(report)
    return Grade(
        assignment=report.assignment,
        student=student,
        status=Status.GRADED if is_graded else Status.UNGRADED,
        earned=report.total.earned if is_graded else None,
        points=report.total.points,
        reasons=(summary(report),),
    )


def grades_text(grades: Sequence[Grade], *, known: bool) -> str:
    """A line for everybody who has a grade (RFC 4180), with every identifier that the class list tells."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(HEAD)
    told = [field.name for field in fields(Student) if field.name in HEAD and field.name != "name"]
    for grade in grades:
        if grade.earned is not None:
            student = grade.student
            ids = [cell(getattr(student, name)) if known else "" for name in told]
            reason = cell("; ".join(grade.reasons))
            facts = [float(decimal(grade.earned)), grade.points, grade.status.value, reason]
            writer.writerow([cell(student.id), cell(student.name), *ids, *facts])
    return stream.getvalue()
