"""What people decide, in files beside `course.toml` that anybody can edit: exceptions, groups, who is who."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Final, TypeVar

from grader.model.course import Course, Homework
from grader.model.errors import GraderError
from grader.model.roster import Roster, Student
from grader.report.words import harmless
from grader.term.moments import extended, instant
from grader.term.tables import Row, Table, read_table

EXTENSION, EXCUSED, POINTS, HANDED_IN = "extension", "excused", "points", "handed in"
WHATS: Final = (EXTENSION, EXCUSED, POINTS, HANDED_IN)
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,6}(?:[.,][0-9]{1,6})?")
_MOST_ERRORS: Final = 20

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided for one student in one assignment, and why."""

    assignment: str
    student: Student
    what: str  # one of WHATS, or the name of an item that course.toml declares
    reason: str
    author: str
    moment: datetime | None = None  # in UTC: the new due date, or when it was handed in
    points: Fraction = Fraction(0)

    @property
    def why(self) -> str:
        """For a person: `ill (tina)`."""
        return f"{harmless(self.reason, limit=200)} ({harmless(self.author, limit=60)})"


@dataclass(frozen=True, slots=True)
class Group:
    """Students who hand in together; `assignment` is empty where they do so all term."""

    name: str
    assignment: str
    members: tuple[Student, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Whose a submission is, where no identifier says it."""

    submitted: str  # the id or name of the submission
    assignment: str  # empty for all
    student: Student


def read_decisions(file: Path, course: Course, roster: Roster) -> tuple[Decision, ...]:
    """`assignment,student,what,value,reason,author`, a line a decision; nothing where there is no such file.

    Raises:
        GraderError: lines that cannot be meant so, all of them.
    """
    seen: dict[tuple[str, str, str], int] = {}

    def decision(row: Row) -> Decision:
        found = _decision(row, course, roster)
        before = seen.setdefault((found.assignment, found.student.id, found.what), row.line)
        if found.what != POINTS and before != row.line:  # several changes of points add up
            raise ValueError(f"{found.what} stands in line {before} already; delete one of the two")
        return found

    return _each(_table(file, "assignment", "student", "what", "value", "reason", "author"), decision)


def read_groups(file: Path, course: Course, roster: Roster) -> tuple[Group, ...]:
    """`group,student[,assignment]`, a line a member; no groups where there is no such file.

    Raises:
        GraderError: lines that cannot be meant so, all of them.
    """
    members: dict[tuple[str, str], list[Student]] = {}
    group_of: dict[tuple[str, str], str] = {}

    def member(row: Row) -> None:
        student = _student(row["student"], roster)
        if row["assignment"]:
            _homework(row["assignment"], course)
        if not row["group"]:
            raise ValueError("group: expected a name, found an empty cell")
        before = group_of.setdefault((row["assignment"], student.id), row["group"])
        if before != row["group"]:
            raise ValueError(f"{harmless(student.name)} is in the group {harmless(before)} already; delete one line")
        members.setdefault((row["group"], row["assignment"]), []).append(student)

    _each(_table(file, "group", "student"), member)
    return tuple(Group(name, slug, tuple(dict.fromkeys(people))) for (name, slug), people in members.items())


def read_map(file: Path, roster: Roster, *, must_exist: bool = False) -> tuple[Known, ...]:
    """`submitted,student[,assignment]`: the id or name that a download tells, and whose identifier it stands for.

    Raises:
        GraderError: lines that cannot be meant so, all of them; or there is no file where there must be one.
    """
    if must_exist and not file.exists():
        raise GraderError(f"{file}: expected a file with the columns submitted,student; found nothing there")
    before: dict[tuple[str, str], Student] = {}

    def known(row: Row) -> Known:
        found = Known(row["submitted"], row["assignment"], _student(row["student"], roster))
        first = before.setdefault((found.submitted, found.assignment), found.student)
        if first != found.student:
            raise ValueError(f"{harmless(found.submitted)} is {harmless(first.name)} already; delete one line")
        return found

    return _each(_table(file, "submitted", "student"), known)


def _table(file: Path, *columns: str) -> Table:
    if not file.exists():
        return Table(file, columns, ())
    table = read_table(file)
    table.require(*columns)
    return table


def _each(table: Table, read: Callable[[Row], Line]) -> tuple[Line, ...]:
    """What every line says; what is wrong with some is gathered, so that one reading tells it all."""
    found: list[Line] = []
    wrong: list[str] = []
    for row in table:
        try:
            found.append(read(row))
        except ValueError as error:
            wrong.append(f"{table.file}:{row.line}: {error}")
    if wrong:
        more = [f"and {len(wrong) - _MOST_ERRORS} lines more"] if len(wrong) > _MOST_ERRORS else []
        raise GraderError("\n".join([*wrong[:_MOST_ERRORS], *more]))
    return tuple(found)


def _decision(row: Row, course: Course, roster: Roster) -> Decision:
    homework = _homework(row["assignment"], course)
    student = _student(row["student"], roster)
    items = {name.lower(): name for name in homework.items}
    what = row["what"].lower().replace("_", " ")
    if what not in WHATS and row["what"].lower() not in items:
        known = ", ".join([*WHATS, *homework.items])
        raise ValueError(f"what: expected one of {known}; found {harmless(row['what'], limit=60)!r}")
    what = what if what in WHATS else items[row["what"].lower()]
    for column in ("reason", "author"):
        if not row[column]:
            raise ValueError(f"{column}: expected words that you and the student understand later, found nothing")
    told = Decision(row["assignment"], student, what, row["reason"], row["author"])
    return _with_value(told, row["value"], course, homework)


def _with_value(told: Decision, value: str, course: Course, homework: Homework) -> Decision:
    if told.what == EXCUSED:
        if value:
            raise ValueError(f"value: expected nothing for excused, found {harmless(value, limit=60)!r}")
        return told
    if told.what in (EXTENSION, HANDED_IN):
        due = instant(homework.due, course.time_zone) if homework.due else None
        return replace(told, moment=extended(value, due, course.time_zone))
    points = _points(value)
    if told.what in homework.items and not 0 <= points <= homework.items[told.what].points:
        most = homework.items[told.what].points
        raise ValueError(
            f"value: {told.what} has 0 to {most} points in course.toml, found {harmless(value, limit=60)!r}"
        )
    return replace(told, points=points)


def _points(value: str) -> Fraction:
    if not _NUMBER.fullmatch(value):
        raise ValueError(f"value: expected points like 8, 7.5 or -3; found {harmless(value, limit=60)!r}")
    return Fraction(value.replace(",", "."))


def _homework(slug: str, course: Course) -> Homework:
    if slug not in course.assignments:
        known = ", ".join(course.assignments) or "none"
        raise ValueError(f"assignment: expected one of course.toml ({known}), found {harmless(slug, limit=60)!r}")
    return course.assignments[slug]


def _student(told: str, roster: Roster) -> Student:
    """Who is meant; an identifier, since names are shared and change.

    Raises:
        ValueError: nobody, or several.
    """
    found = roster.with_identifier(told)
    if len(found) == 1:
        return found[0]
    who = harmless(told, limit=60)
    if found:
        names = " and ".join(f"{harmless(each.name, limit=60)} ({each.id})" for each in found)
        raise ValueError(f"student: {who!r} is an identifier of {names}; write another one")
    if len(named := roster.named(told)) == 1:
        if not named[0].ids:
            return named[0]
        raise ValueError(f"student: expected an identifier, found a name; {who} is {named[0].id}")
    raise ValueError(f"student: nobody on the class list has the number, login or e-mail {who!r}")
