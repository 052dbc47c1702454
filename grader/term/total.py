"""The course total: weights, and the lowest left out."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from grader.model.course import Course, Homework
from grader.model.grades import Grade, StudentGrades
from grader.model.roster import Student
from grader.term.lateness import number

OUT_OF = 100


def course_total(student: Student, grades: Sequence[Grade], course: Course) -> StudentGrades:
    """The weighted mean of the shares that count, out of 100; what is excused, not due or ungraded is left out."""
    counting = [grade for grade in grades if grade.counts and _weight(grade, course)]
    lowest = sorted(counting, key=lambda grade: grade.share or Fraction(0))
    dropped = tuple(grade.assignment for grade in lowest[: min(course.drop_lowest, max(len(counting) - 1, 0))])
    kept = [grade for grade in counting if grade.assignment not in dropped]
    weights = sum((_weight(grade, course) for grade in kept), Fraction(0))
    if not kept:
        return StudentGrades(student, tuple(grades), None, (), ("nothing counts yet",))
    parts = [(grade, _weight(grade, course), grade.share or Fraction(0)) for grade in kept]
    total = sum((weight * share for _, weight, share in parts), Fraction(0)) / weights * OUT_OF
    sums = " + ".join(
        f"{_percent(weight / weights)} of {_percent(share)} ({each.assignment})" for each, weight, share in parts
    )
    left_out = [f"dropped as the lowest: {', '.join(dropped)}"] if dropped else []
    return StudentGrades(student, tuple(grades), total, dropped, (sums, *left_out))


def _weight(grade: Grade, course: Course) -> Fraction:
    return Fraction(course.assignments.get(grade.assignment, Homework()).weight)


def _percent(share: Fraction) -> str:
    return f"{number(share * 100).removeprefix('+')} %"
