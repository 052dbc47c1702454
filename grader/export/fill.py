"""Grades into the cells of a table: no blank where a grade stands, nobody without one, every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from grader.export.match import matched
from grader.export.table import Cell, Row, Table
from grader.export.wish import Change, Filled, Sheet, Wish, number
from grader.model.errors import GraderError
from grader.model.grades import Grade
from grader.report.words import harmless


def filled(sheet: Sheet, wish: Wish, *, written: Callable[[str], str] = str) -> Filled:
    """The table with a grade in the cell of every student who has one, and without all others.

    `written` makes a comment what the platform takes for text.

    Raises:
        GraderError: a student has no one row, or the platform gives other points at most.
    """
    found = matched(sheet, wish)
    table, remarks = (
        sheet.table,
        [f"no row for {_who(grade)}: left out" for grade in found.lost if grade.earned is not None],
    )
    sign = _decimal_sign(table)
    edits: dict[Cell, str] = {}
    changes: list[Change] = []
    dropped: set[int] = set()
    for number_ in sheet.students:
        row, grade = table.rows[number_], found.rows.get(number_)
        if grade and number_ in sheet.kept:
            remarks.append(f"{table.at(row)}: {_who(grade)} is left out: {sheet.kept[number_]}")
        if grade is None or grade.earned is None or number_ in sheet.kept:
            dropped.add(number_)
            continue
        _require_same_points(sheet, number_, grade, wish)
        for column, text in _cells(sheet, row, grade, wish, sign, written):
            edits[row.cells[column]] = text
            changes.append(Change(_who(grade), row.cells[column].value, text, table.header[column]))
    remarks += _without(wish)
    count = len(sheet.students) - len(dropped)
    return Filled(table.text.encoded(table.edited(edits, dropped)), count, tuple(changes), tuple(remarks))


def _cells(
    sheet: Sheet, row: Row, grade: Grade, wish: Wish, sign: str, written: Callable[[str], str]
) -> list[tuple[int, str]]:
    """The cells of a row that become others; one that says the same already stays as it is."""
    value = wish.value(grade)
    cells = [] if number(row.cells[sheet.grade].value) == value else [(sheet.grade, decimal(value, sign))]
    comment = written(grade.comment) if grade.comment else ""
    if sheet.feedback is not None and comment and row.cells[sheet.feedback].value != comment:
        cells.append((sheet.feedback, comment))
    return cells


def decimal(value: Fraction, sign: str = ".") -> str:
    """Points in at most two decimals: `7`, `7.5`."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".").replace(".", sign)


def _decimal_sign(table: Table) -> str:
    """The one that the file's numbers have; a point where they have none or both."""
    cells = [cell.value for row in table.rows for cell in row.cells]
    commas = any(re.fullmatch(r"-?\d+,\d+", cell) for cell in cells)
    return "," if commas and not any(re.fullmatch(r"-?\d+\.\d+", cell) for cell in cells) else "."


def _require_same_points(sheet: Sheet, row: int, grade: Grade, wish: Wish) -> None:
    most = sheet.most.get(row)
    if most is not None and most != wish.points(grade):
        raise GraderError(
            f"{sheet.table.at(sheet.table.rows[row], sheet.grade)}: the platform gives {decimal(most)} points at most, "
            f"the assignment {decimal(wish.points(grade))}; scale them with --out-of {decimal(most)}, or choose "
            "another column with --column"
        )


def _without(wish: Wish) -> list[str]:
    """Who has no grade, by what they are: their row is left out, so that the platform keeps what it has."""
    by_status: dict[str, list[str]] = {}
    for grade in wish.grades:
        if grade.earned is None:
            by_status.setdefault(grade.status.value, []).append(_who(grade))
    return [f"{status}, left out: {', '.join(names)}" for status, names in by_status.items()]


def _who(grade: Grade) -> str:
    return harmless(grade.student.name or grade.student.id, limit=60)
