"""Canvas' gradebook: its own export, read by the rules of its importer (`gradebook_importer.rb`)."""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from pathlib import Path
from typing import Final

from grader.export.fill import filled
from grader.export.table import Row, Table
from grader.export.wish import Filled, Key, Sheet, Wish, chosen_column, number
from grader.model.errors import GraderError
from grader.model.text import read_text

#: Canvas drops a column whose header says so, wherever it says it.
_DROPPED: Final = re.compile(r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
_ASSIGNMENT: Final = re.compile(r"(?P<title>.*)\s\(\d+\)", re.DOTALL)
_POSTING: Final = re.compile(r"\s*(Muted|Manual Posting.*)?\s*", re.IGNORECASE)
_READ_ONLY: Final = re.compile(r"read\s+only", re.IGNORECASE)
_KEPT: Final = {"EX": "excused in Canvas", "N/A": "not assigned to this student in Canvas"}
_SEPARATOR_LINES: Final = 3  # by which the importer chooses


def canvas(file: Path, wish: Wish) -> Filled:
    """*Grades > Export*, with the grades of one assignment.

    Raises:
        GraderError: it is no such export, has no column of the assignment, or Canvas would read it otherwise.
    """
    table = Table.of(read_text(file))
    if len(table.header) < 4 or "Student" not in table.header[0] or "ID" not in table.header[1]:
        raise GraderError(f"{file}:1: expected Canvas' gradebook, Student,ID,…, found {table.columns}; export it again")
    keys = (
        Key(table.required("ID"), ("canvas",)),
        *_keys(table, ("SIS User ID", ("number",))),
        Key(table.required("SIS Login ID"), ("login", "email")),
    )
    section = table.required("Section")
    titles = {
        column: (match["title"].strip(),)
        for column, title in enumerate(table.header)
        if column > section and not _DROPPED.search(title) and (match := _ASSIGNMENT.fullmatch(title))
    }
    grade = chosen_column(table, titles, wish)
    students = tuple(number for number, row in enumerate(table.rows) if _is_student(row))
    most = _points_possible(table, grade)
    found = filled(
        Sheet(
            table=table,
            keys=keys,
            names=(0,),
            grade=grade,
            students=students,
            most=dict.fromkeys(students, most) if most is not None else {},
            kept={row: _KEPT[said] for row in students if (said := _said(table.rows[row], grade)) in _KEPT},
        ),
        wish,
    )
    _require_separator(table, found.data or b"")
    return found


def _keys(table: Table, *columns: tuple[str, tuple[str, ...]]) -> tuple[Key, ...]:
    found = ((table.column(title), kinds) for title, kinds in columns)
    return tuple(Key(column, kinds) for column, kinds in found if column is not None)


def _said(row: Row, grade: int) -> str:
    return row.cells[grade].value.strip().upper()


def _is_student(row: Row) -> bool:
    points_or_postings = "Points Possible" in row.cells[0].value or all(
        _POSTING.fullmatch(cell.value) for cell in row.cells
    )
    return not points_or_postings


def _points_possible(table: Table, grade: int) -> Fraction | None:
    """Of the column, where the export tells them.

    Raises:
        GraderError: the column is read only.
    """
    for row in table.rows:
        if "Points Possible" in row.cells[0].value:
            if _READ_ONLY.search(row.cells[grade].value):
                raise GraderError(f"{table.at(row, grade)}: Canvas says that the column is read only; choose another")
            return number(row.cells[grade].value)
    return None


def _require_separator(table: Table, data: bytes) -> None:
    """Canvas takes a semicolon only where each of the first lines has the same number of cells, more than by commas.

    Raises:
        GraderError: it would take another separator than the file has.
    """
    text = data[len(table.text.mark) :].decode(table.text.encoding)
    lines = re.split(r"\r\n|\n|\r", text, maxsplit=_SEPARATOR_LINES)[:_SEPARATOR_LINES]
    commas, semicolons = ([len(next(csv.reader([line], delimiter=each), [])) for line in lines] for each in ",;")
    fits = len(lines) == _SEPARATOR_LINES and len(set(semicolons)) == 1
    takes_semicolon = fits and all(few < many for few, many in zip(commas, semicolons, strict=True))
    if (table.separator == ";") != takes_semicolon:
        raise GraderError(
            f"{table.text.file}: Canvas would not read its separator {table.separator!r}, since it looks at three "
            "lines only; export the gradebook with commas (Settings, or your user's flag), and fill that"
        )
