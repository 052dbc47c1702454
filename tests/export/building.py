"""A class whose grades go into the files of tests/fixtures/exports."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

from grader.export.wish import Wish
from grader.model.grades import Grade, Status
from grader.model.roster import Student

FILES = Path(__file__).parent.parent / "fixtures" / "exports"


def student(name: str, user: str, number: int, **more: str) -> Student:
    """Somebody of whom every system's identifier is known."""
    told = {"login": user, "email": f"{user}@x.edu", "github": user, "canvas": f"{100 + number}"}
    return Student(name, number=f"s-00{number}", moodle=f"{5000 + number}", **{**told, **more})


def grade(who: Student, earned: float | None, *, status: Status = Status.GRADED, comment: str = "") -> Grade:
    """A grade out of 100."""
    exact = None if earned is None else Fraction(earned)
    return Grade("convolution", who, status, exact, 100, comment=comment)


ADA = student("Ada Lovelace", "ada", 1)
PAT = student('Pat O"Neil', "pat", 2, github="pat-gh")
BO = student("Bo Chen", "bo", 3)
DMITRI = student("Dmitri", "dmitri", 4)
EVE = student("Eve Sick", "eve", 5)
ZOE = student("Zoe Elsewhere", "zoe", 9)
GRADES = (
    grade(ADA, 87.5, comment='conv2d: "wrong" shape, x < y'),
    grade(PAT, 0, status=Status.MISSING),
    grade(BO, None, status=Status.UNGRADED),
    grade(DMITRI, 100),
    grade(EVE, 20),
    grade(ZOE, 30),
)


def wish(*grades: Grade, **more: Any) -> Wish:
    """The grades of the assignment convolution."""
    return Wish(grades or GRADES, ("convolution", "Convolution, 2D"), **more)
