"""The class list: our own file, or what Canvas, Moodle, Gradescope and Classroom 50 export."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from grader.model.errors import GraderError
from grader.model.roster import COLUMNS, IDENTIFIERS, TEXTS, Roster, Student
from grader.report.words import harmless
from grader.term.tables import Row, Table, read_table, require_once

_NAMED: Final = 20


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of file: the columns that tell it from others, and which column is which field of a student."""

    title: str
    marks: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]  # several columns are joined by a space
    counts: Callable[[Row], bool] = lambda _: True  # lines that are students


def _is_canvas_student(row: Row) -> bool:
    """Not Canvas' lines of points, of manual posting, nor its test student."""
    return "Points Possible" not in row["student"] and bool(row["id"]) and row["student"] != "Student, Test"


#: In the order in which they are tried. Moodle's headers are those of its English pages.
SOURCES: Final = (
    Source(
        "Canvas' gradebook export",
        ("student", "id", "section"),
        {"name": ("student",), "canvas": ("id",), "number": ("sis user id",), "login": ("sis login id",),
         "section": ("section",)},
        _is_canvas_student,
    ),
    Source(
        "Moodle's grading worksheet",
        ("identifier", "full name"),
        {"name": ("full name",), "moodle": ("identifier",), "number": ("id number",), "email": ("email address",),
         "login": ("username",)},
    ),
    Source(
        "Moodle's participants",
        ("first name", "last name", "email address"),
        {"name": ("first name", "last name"), "number": ("id number",), "email": ("email address",),
         "login": ("username",)},
        lambda row: row["roles"].lower() in {"", "student"},
    ),
    Source(
        "Classroom 50's roster.csv",
        ("username", "first_name", "last_name", "email"),
        {"name": ("first_name", "last_name"), "github": ("username",), "email": ("email",), "section": ("section",)},
        lambda row: row["role"].lower() not in {"ta", "hta", "teacher"},
    ),
    Source(
        "Gradescope's roster",
        ("first name", "last name", "sid", "email"),
        {"name": ("first name", "last name"), "number": ("sid",), "email": ("email",), "section": ("sections",)},
        lambda row: row["role"].lower() in {"", "student"},
    ),
    Source("a class list", ("name",), {column: (column,) for column in COLUMNS}),
)  # fmt: skip


def read_roster(files: Sequence[Path]) -> Roster:
    """The class list in the first file, with the identifiers that the others add.

    Raises:
        GraderError: a file cannot be read or is no class list.
    """
    building = _Building()
    for number, file in enumerate(files):
        table = read_table(file)
        building.take(file, _students(table), adds_people=number == 0)
    return Roster(tuple(building.students), tuple(building.findings))


def with_numbers(roster: Roster, files: Sequence[Path]) -> Roster:
    """The class list with the identifiers that further files add, as an assignment's own worksheet has them."""
    building = _Building(list(roster.students))
    for place in range(len(roster)):
        building.index(place)
    for file in files:
        building.take(file, _students(read_table(file)), adds_people=False)
    return Roster(tuple(building.students), tuple(building.findings))


def _students(table: Table) -> list[tuple[int, Student]]:
    source = _source_of(table)
    wanted = {column for columns in source.fields.values() for column in columns}
    require_once(table.file, table.columns, wanted)
    return [(row.line, _student(table.file, row, source)) for row in table if source.counts(row)]


def _source_of(table: Table) -> Source:
    for source in SOURCES:
        if set(source.marks) <= set(table.columns):
            if source is SOURCES[-1] and not set(IDENTIFIERS) & set(table.columns):
                raise GraderError(
                    f"{table.file}:1: expected beside 'name' a column {', '.join(IDENTIFIERS[:-1])} or "
                    f"{IDENTIFIERS[-1]}, found: {', '.join(table.columns)}; names alone tell nobody apart"
                )
            return source
    nearest = max(SOURCES, key=lambda source: len(set(source.marks) & set(table.columns)))
    lost = [column for column in nearest.marks if column not in table.columns]
    kinds = "; ".join(f"{source.title} ({', '.join(source.marks)})" for source in SOURCES)
    raise GraderError(
        f"{table.file}:1: not a class list: the header is {', '.join(filter(None, table.columns))}. It looks most like "
        f"{nearest.title} without {', '.join(map(repr, lost))}; export it again with that column. Known are: {kinds}"
    )


def _student(file: Path, row: Row, source: Source) -> Student:
    told = {
        name: " ".join(filter(None, (row[column] for column in columns))) for name, columns in source.fields.items()
    }
    told = {name: _plain(value) for name, value in told.items()}
    if any("\n" in value or "\r" in value for value in told.values()):
        raise GraderError(
            f"{file}:{row.line}: a cell of the line that begins here goes on in the next line, so a quotation mark is "
            'torn: write " within a cell as ""'
        )
    if number := re.search(r"[0-9]+$", told.get("moodle", "")):
        told["moodle"] = number.group()
    if "@" in told.get("login", "") and not told.get("email"):
        told["email"] = told["login"]
    return Student(**told)


def _plain(value: str) -> str:
    """A cell as it was before it was guarded against spreadsheets: `="Ada"` and `'ada`."""
    if value.startswith('="') and value.endswith('"'):
        value = value[2:-1]
    return value.removeprefix("'")


@dataclass
class _Building:
    """A class list in the making; people are found by any identifier."""

    students: list[Student] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    places: dict[tuple[str, str], set[int]] = field(default_factory=dict)  # identifier -> places in `students`

    def take(self, file: Path, lines: Iterable[tuple[int, Student]], *, adds_people: bool) -> None:
        """One file's people."""
        seen: dict[int, int] = {}  # place -> line of this file
        strangers: list[str] = []
        for line, student in lines:
            where, name = f"{file.name}:{line}", harmless(student.name, limit=60) or "(no name)"
            found = self._found(student)
            if len(found) > 1:
                others = " and ".join(harmless(self.students[place].name, limit=60) for place in sorted(found))
                self.findings.append(f"{where}: {name} has identifiers of {others}; the line is left out: correct it")
            elif found and (before := seen.get(min(found))):
                self.findings.append(f"{where}: {name} is the same person as in line {before}; counted once")
            elif found:
                seen[min(found)] = line
                self._add_identifiers(min(found), student, where)
            elif adds_people:
                seen[self._add(student)] = line
                if not student.ids:
                    self.findings.append(f"{where}: {name} has no number, login or e-mail; only map.csv can find them")
            else:
                strangers.append(name)
        if strangers:
            more = f" and {len(strangers) - _NAMED} more" if len(strangers) > _NAMED else ""
            self.findings.append(f"{file.name}: not on the class list: {', '.join(strangers[:_NAMED])}{more}")

    def _found(self, student: Student) -> set[int]:
        found: set[int] = set()
        for key in _keys(student):
            found |= self.places.get(key, set())
        return found

    def _add(self, student: Student) -> int:
        self.students.append(student)
        self.index(len(self.students) - 1)
        return len(self.students) - 1

    def index(self, place: int) -> None:
        """Make the person in this place found by every identifier."""
        for key in _keys(self.students[place]):
            self.places.setdefault(key, set()).add(place)

    def _add_identifiers(self, place: int, student: Student, where: str) -> None:
        known = self.students[place]
        told = {name: getattr(student, name) for name in (*IDENTIFIERS, "section") if getattr(student, name)}
        for name, value in told.items():
            there = getattr(known, name)
            if there and name != "section" and _compared(name, there) != _compared(name, value):
                self.findings.append(
                    f"{where}: {harmless(known.name, limit=60)} has the {name} {harmless(value, limit=60)} here and "
                    f"{harmless(there, limit=60)} before; the former stays"
                )
        added = {name: value for name, value in told.items() if not getattr(known, name)}
        self.students[place] = replace(known, **added)
        self.index(place)


def _keys(student: Student) -> Collection[tuple[str, str]]:
    keys = [(kind, _compared(kind, value)) for kind in IDENTIFIERS if (value := getattr(student, kind))]
    return keys or [("name", student.name.casefold())]


def _compared(kind: str, value: str) -> str:
    return value.casefold() if kind in TEXTS else value
