"""Gradescope's scores of one assignment, read for comparison: it takes no grades from a file."""

from __future__ import annotations

from pathlib import Path

from grader.export.fill import decimal
from grader.export.match import matched
from grader.export.table import Table
from grader.export.wish import Change, Filled, Key, Sheet, Wish, number
from grader.model.errors import GraderError
from grader.model.text import read_text
from grader.report.words import harmless


def gradescope(file: Path, wish: Wish) -> Filled:
    """*Review Grades > Download Grades*: a change for every score that differs from ours.

    Raises:
        GraderError: a column is missing, or the points are others.
    """
    table = Table.of(read_text(file))
    grade, most = table.required("Total Score"), table.required("Max Points")
    keys = (Key(table.required("SID"), ("number",)), Key(table.required("Email"), ("email",)))
    columns = (table.column("First Name"), table.column("Last Name"))
    names = tuple(column for column in columns if column is not None)
    students = tuple(number for number, row in enumerate(table.rows) if not row.is_blank)
    sheet = Sheet(table, keys, names, grade, students)
    found = matched(sheet, wish)
    differ, equal = [], 0
    for row, ours in found.rows.items():
        if ours.earned is None:
            continue
        cells = table.rows[row].cells
        if number(cells[most].value) not in (None, wish.points(ours)):
            raise GraderError(
                f"{table.at(table.rows[row], most)}: Gradescope gives {cells[most].value} points, the assignment "
                f"{decimal(wish.points(ours))}; compare the file of this assignment, or use --out-of"
            )
        if number(cells[grade].value) == wish.value(ours):
            equal += 1
        else:
            name = harmless(ours.student.name, limit=60)
            differ.append(Change(name, cells[grade].value, decimal(wish.value(ours)), table.header[grade]))
    lost = [f"no row for {harmless(ours.student.name, limit=60)}" for ours in found.lost if ours.earned is not None]
    return Filled(None, equal + len(differ), tuple(differ), tuple(lost))
