"""A small term to try policies on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from grader.model.course import Course, Homework, Late
from grader.model.grades import Attempt, Grade, Grades
from grader.model.roster import Roster, Student
from grader.term.policy import Term, Work, term_grades

ADA = Student("Ada Lovelace", "1", "ada", "ada@x.edu")
BO = Student("Bo Li", "2", "bo", "bo@x.edu")
ROSTER = Roster((ADA, BO))
DUE = datetime(2026, 10, 5, 22, tzinfo=UTC)
NOW = DUE + timedelta(days=100)
HOUR, DAY = 1.0, 24.0


def attempt(points: float = 80, hours_late: float | None = 0, who: str = "1", **more: Any) -> Attempt:
    """An attempt out of 100; hours after DUE, or None where no download tells."""
    scores = {split: Fraction(points) for split in ("all", "public", "private")}
    at = None if hours_late is None else DUE + timedelta(hours=hours_late)
    told: dict[str, Any] = {
        "name": "?", "digest": f"{points} {hours_late}", "graded_at": "", "scores": scores, "points": 100,
        "handed_in": at,
    }  # fmt: skip
    return Attempt(who, **{**told, **more})


def homework(**more: Any) -> Homework:
    return Homework(**{"due": DUE, **more})


def late(**more: Any) -> Late:
    told: dict[str, Any] = {
        name: value if name == "grace_minutes" else Decimal(str(value)) for name, value in more.items()
    }
    return Late(**told)


def grades(attempts: Sequence[Attempt], course: Course | None = None, now: datetime = NOW, **more: Any) -> Grades:
    """A term of one assignment, `tiny`."""
    term = Term(course or Course(assignments={"tiny": homework()}), more.pop("roster", ROSTER), **more)
    return term_grades(term, [Work("tiny", 100, attempts, term.roster)], now=now)


def grade(attempts: Sequence[Attempt], now: datetime = NOW, course: dict[str, Any] | None = None, **more: Any) -> Grade:
    """Ada's grade, by a policy for `tiny`."""
    decisions = more.pop("decisions", ())
    declared = Course(assignments={"tiny": homework(**more)}, **(course or {}))
    return grades(attempts, declared, now, decisions=decisions).students[0].grades[0]
