"""What is asked of every platform, what its file is, and what comes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

from grader.export.table import Row, Table
from grader.model.errors import GraderError
from grader.model.grades import Grade
from grader.report.words import harmless


@dataclass(frozen=True, slots=True)
class Wish:
    """The grades of one assignment, and where they are to go."""

    grades: Sequence[Grade]
    titles: tuple[str, ...]  # that the assignment's column may have: slug, titles
    column: str = ""  # that the instructor named
    out_of: Fraction | None = None  # points that the platform gives at most, where they are not the assignment's
    rows: Mapping[str, str] = field(default_factory=dict)  # what the platform calls a student, by our id or name
    known: bool = True  # the students come from a class list, not from a download's names alone

    def points(self, grade: Grade) -> Fraction:
        """What a grade earns at most in the platform's file."""
        return Fraction(grade.points) if self.out_of is None else self.out_of

    def value(self, grade: Grade) -> Fraction:
        """What a grade earns in the platform's file, in hundredths as everywhere; only for one that counts."""
        earned = grade.earned or Fraction(0)
        scaled = earned if self.out_of is None or not grade.points else earned * self.out_of / grade.points
        return Fraction(round(scaled * 100), 100)


@dataclass(frozen=True, slots=True)
class Key:
    """A column that tells a student: by which identifiers of ours, and the part of a cell that is meant."""

    column: int
    kinds: tuple[str, ...]  # fields of a Student
    ignores_case: bool = True
    part: Callable[[str], str] = str.strip


@dataclass(frozen=True)
class Sheet:
    """A platform's table: the columns, and the rows that are students."""

    table: Table
    keys: tuple[Key, ...]  # numbers first, then logins, then e-mail addresses
    names: tuple[int, ...]  # columns that make a name together
    grade: int
    students: tuple[int, ...]  # numbers of rows
    most: Mapping[int, Fraction] = field(default_factory=dict)  # points possible, by row, where the file tells them
    kept: Mapping[int, str] = field(default_factory=dict)  # rows whose grade the platform does not take, and why
    feedback: int | None = None

    def name(self, row: Row) -> str:
        """The name that a row tells."""
        return " ".join(row.cells[column].value for column in self.names)


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that becomes another."""

    student: str
    before: str
    after: str
    column: str


@dataclass(frozen=True, slots=True)
class Filled:
    """The platform's file with grades in it; None where it is only compared with."""

    data: bytes | None
    graded: int  # students whose grade is in it
    changes: tuple[Change, ...]
    remarks: tuple[str, ...] = ()


Platform: TypeAlias = Callable[[Path, Wish], Filled]


def chosen_column(table: Table, candidates: Mapping[int, Iterable[str]], wish: Wish) -> int:
    """The column of the assignment among `candidates`, which say by which titles each is known.

    Raises:
        GraderError: none is it, or several are; the message tells how to name one.
    """
    if wish.column:
        found = [number for number in candidates if table.header[number] == wish.column]
        found = found or [number for number, titles in candidates.items() if wish.column in titles]
        wanted = repr(wish.column)
    else:
        plain = {_plain(title) for title in wish.titles}
        found = [number for number, titles in candidates.items() if plain & {_plain(title) for title in titles}]
        wanted = " or ".join(map(repr, wish.titles))
    if len(found) == 1:
        return found[0]
    there = ", ".join(repr(harmless(table.header[number], limit=60)) for number in candidates) or "none"
    what = "found none of that name" if not found else f"found {len(found)} of that name"
    raise GraderError(
        f"{table.text.file}:1: expected one column of grades called {wanted}, {what}; name one with --column, or "
        f"export the file of this assignment. Columns of grades are: {there}"
    )


def _plain(title: str) -> str:
    return re.sub(r"[\W_]+", "", title).casefold()


def number(text: str) -> Fraction | None:
    """A number with either decimal sign; None for everything else."""
    plain = text.strip().replace(",", ".")
    return Fraction(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else None
