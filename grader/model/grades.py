"""What a term gives: each student's grade in each assignment, and the reason for every number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from fractions import Fraction

from grader.model.roster import Student


@dataclass(frozen=True, slots=True)
class Attempt:
    """One submission as it was graded; scores are exact, and by split: "all", "public", "private"."""

    id: str  # of who handed in, as the download tells it
    name: str
    digest: str  # of what was handed in
    graded_at: str  # UTC, ISO 8601
    scores: Mapping[str, Fraction]  # empty where the grader could not grade it
    points: int
    handed_in: datetime | None = None  # with its time zone; None where the download does not tell
    late_seconds: float | None = None  # by the platform's clock and due date
    is_late: bool = False  # says the platform, which may not tell by how much
    number: int = 1  # how often was handed in until then, where the download tells
    members: tuple[str, ...] = ()  # names of all who handed it in together
    member_ids: tuple[str, ...] = ()  # in the order of `members`, or none
    score_rule: str = "all"  # which of the scores the assignment itself counts
    why: tuple[str, ...] = ()  # what a person should know of these scores


@dataclass(frozen=True, slots=True)
class Asked:
    """What a student asked about a result, and the answer; empty while there is none."""

    about: str  # a problem or a case
    text: str
    answer: str = ""


class Status(Enum):
    """What a grade is."""

    GRADED = "graded"
    MISSING = "missing"  # due, and nothing that counts was handed in: no points
    NOT_DUE = "not due"  # nothing was handed in, and there is time left
    EXCUSED = "excused"
    UNGRADED = "ungraded"  # handed in, but a part has no points yet: the grader failed, or a person is still to grade


@dataclass(frozen=True, slots=True)
class Grade:
    """One student's grade in one assignment."""

    assignment: str
    student: Student
    status: Status
    earned: Fraction | None  # None unless graded, or missing (0)
    points: int  # the most that can be earned, hand-graded items included
    reasons: tuple[str, ...] = ()  # one a step, in order: what was counted, what lateness cost, what a person changed
    attempt: Attempt | None = None  # that counts
    late_days: int = 0  # of the student's for the term that it used up
    comment: str = ""  # what the student may read of it in another system

    @property
    def counts(self) -> bool:
        """Whether the course total takes it in."""
        return self.earned is not None

    @property
    def share(self) -> Fraction | None:
        """Earned by points."""
        return None if self.earned is None else self.earned / self.points if self.points else Fraction(0)


@dataclass(frozen=True, slots=True)
class StudentGrades:
    """One student's term."""

    student: Student
    grades: tuple[Grade, ...]  # one an assignment, in the order of the course
    total: Fraction | None  # out of 100; None while nothing counts
    dropped: tuple[str, ...] = ()  # assignments that the total leaves out as the lowest
    reasons: tuple[str, ...] = ()  # of the total

    def of(self, assignment: str) -> Grade:
        """The grade in one assignment.

        Raises:
            KeyError: the course has none of this name.
        """
        for grade in self.grades:
            if grade.assignment == assignment:
                return grade
        raise KeyError(assignment)


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A submission whose student is not on the class list, or could be two: nobody's grade."""

    assignment: str
    id: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Grades:
    """A whole term, or one assignment of it: everybody on the class list, in its order."""

    course: str
    assignments: tuple[str, ...]
    students: tuple[StudentGrades, ...]
    unmatched: tuple[Unmatched, ...] = ()
    findings: tuple[str, ...] = ()  # sentences about what a person should look at

    def __iter__(self) -> Iterator[StudentGrades]:
        return iter(self.students)

    def of(self, assignment: str) -> tuple[Grade, ...]:
        """Everybody's grade in one assignment."""
        return tuple(student.of(assignment) for student in self.students)
