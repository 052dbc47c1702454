"""`--map FILE`: who is who where no identifier says it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from grader.export.table import Table
from grader.model.errors import GraderError
from grader.model.text import read_text


def read_rows(file: Path) -> Mapping[str, str]:
    """CSV `student,row`: our id or name, and an identifier or the whole name in the platform's file.

    Raises:
        GraderError: a column or a cell is missing, or a student stands twice.
    """
    table = Table.of(read_text(file))
    student, told = table.required("student"), table.required("row")
    rows: dict[str, str] = {}
    for row in table.rows:
        if row.is_blank:
            continue
        own, theirs = (row.cells[column].value.strip() for column in (student, told))
        if not own or not theirs:
            raise GraderError(f"{table.at(row)}: expected a student and a row, found an empty cell; fill or delete it")
        if rows.setdefault(own, theirs) != theirs:
            raise GraderError(f"{table.at(row, student)}: {own!r} stands in another line already; delete one")
    return rows
