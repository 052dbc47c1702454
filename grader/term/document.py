"""Grades as JSON: what programs read. Fields are added to, never renamed or removed."""

from __future__ import annotations

from typing import Any

from grader.model.grades import Grade, Grades, StudentGrades


def grades_document(grades: Grades) -> dict[str, Any]:
    """The whole term; points are rounded here, once, to two decimals."""
    return {
        "schema": 1,
        "course": grades.course,
        "assignments": list(grades.assignments),
        "students": [_student(each) for each in grades],
        "unmatched": [
            {"assignment": each.assignment, "id": each.id, "name": each.name, "why": each.why}
            for each in grades.unmatched
        ],
        "findings": list(grades.findings),
    }


def _student(each: StudentGrades) -> dict[str, Any]:
    who = each.student
    return {
        "id": who.id,
        "name": who.name,
        "number": who.number,
        "login": who.login,
        "email": who.email,
        "section": who.section,
        "total": None if each.total is None else float(round(each.total, 2)),
        "dropped": list(each.dropped),
        "why": list(each.reasons),
        "grades": [_grade(grade) for grade in each.grades],
    }


def _grade(grade: Grade) -> dict[str, Any]:
    return {
        "assignment": grade.assignment,
        "status": grade.status.value,
        "score": None if grade.earned is None else float(round(grade.earned, 2)),
        "points": grade.points,
        "late_days": grade.late_days,
        "handed_in": grade.attempt.handed_in.isoformat() if grade.attempt and grade.attempt.handed_in else None,
        "digest": grade.attempt.digest if grade.attempt else None,
        "why": list(grade.reasons),
    }
