"""Who falls behind, by shares that are added up by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from grader.model.grades import Grade, Grades, Status, StudentGrades
from grader.model.roster import Student
from grader.statistics.term import Behind, behind


def term(**shares: list[int | str | None]) -> Grades:
    """Students by their percents; None is an assignment that is not due, "missing" one without a submission."""
    rows = []
    for name, mine in shares.items():
        student = Student(name)
        grades = tuple(_grade(student, number, share) for number, share in enumerate(mine))
        rows.append(StudentGrades(student, grades, None))
    return Grades("term", tuple(str(number) for number in range(max(map(len, shares.values())))), tuple(rows))


def _grade(student: Student, number: int, share: int | str | None) -> Grade:
    if share is None:
        return Grade(str(number), student, Status.NOT_DUE, None, 100)
    if isinstance(share, str):
        return Grade(str(number), student, Status.MISSING, Fraction(0), 100)
    return Grade(str(number), student, Status.GRADED, Fraction(share), 100)


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        ([100, 100, 75, 76], ()),  # fell by 24.5
        ([100, 100, 75, 75], (Behind("ada", 0, 100.0, 75.0),)),  # by a quarter
        ([80, 100, 60, 60], (Behind("ada", 0, 90.0, 60.0),)),
        ([50, 50], ()),  # half of the points, and nothing before
        ([50, 49], (Behind("ada", 0, None, 49.5),)),
        ([10, 60, 60], ()),  # got better
        (["missing", 100, 100], ()),  # long ago
        ([100, 100, "missing"], (Behind("ada", 1, 100.0, 50.0),)),
        ([100, "missing", "missing"], (Behind("ada", 2, 100.0, 0.0),)),
        ([100, 100, 90, None, None], ()),  # what is not due counts nowhere
        ([90, None, 40, None, 40], (Behind("ada", 0, 90.0, 40.0),)),
        ([None], ()),
    ],
)
def test_the_last_two_that_count_are_compared_with_those_before(
    shares: list[int | str | None], told: tuple[Behind, ...]
) -> None:
    assert behind(term(ada=shares)) == told


def test_the_worst_comes_first() -> None:
    found = behind(
        term(
            ada=[100, 40, 40],
            bo=[100, 20, 40],
            cy=[100, "missing", 100],
            di=[100, "missing", "missing"],
            ed=[90, 90, 90],
            al=[90, 40, 40],
        )
    )
    assert [each.name for each in found] == ["di", "cy", "bo", "ada", "al"]
