"""Who falls behind in a term, told by grades alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from grader.model.grades import Grades, Status, StudentGrades

#: The last assignments that are looked at, and how far below the own mean before, or below everything, is far.
LAST: Final = 2
DROP, LOW = Fraction(1, 4), Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Behind:
    """A student who may need a word, and why: how many of the last assignments are missing, the means in percent."""

    name: str
    missing: int  # of the last two that count
    before: float | None  # the mean before the last two, in percent; None where there was nothing
    lately: float  # the mean of the last two, in percent


def behind(grades: Grades) -> tuple[Behind, ...]:
    """Who missed one of the last assignments, has less than half of their points, or fell by a quarter; worst first."""
    found = [each for student in grades if (each := _behind(student)) is not None]
    return tuple(sorted(found, key=lambda each: (-each.missing, each.lately, each.name)))


def _behind(student: StudentGrades) -> Behind | None:
    counted = [grade for grade in student.grades if grade.share is not None]
    shares = [grade.share or Fraction(0) for grade in counted]
    if not counted:
        return None
    lately, before = _mean(shares[-LAST:]), _mean(shares[:-LAST]) if shares[:-LAST] else None
    missing = sum(grade.status is Status.MISSING for grade in counted[-LAST:])
    if not missing and lately >= LOW and (before is None or before - lately < DROP):
        return None
    return Behind(student.student.name, missing, None if before is None else 100 * float(before), 100 * float(lately))


def _mean(shares: Sequence[Fraction]) -> Fraction:
    return sum(shares, Fraction(0)) / len(shares)
