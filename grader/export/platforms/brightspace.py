"""Brightspace's grades: `OrgDefinedId,Username,Convolution Points Grade,End-of-Line Indicator`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from grader.export.fill import filled
from grader.export.table import Table
from grader.export.wish import Filled, Key, Sheet, Wish, chosen_column, number
from grader.model.errors import GraderError
from grader.model.text import read_text

_POINTS: Final = re.compile(r"(?P<title>.+) Points Grade(?: <(?P<facts>.*)>)?", re.DOTALL)
_MOST: Final = re.compile(r"MaxPoints:\s*(?P<points>[\d.,]+)")


def brightspace(file: Path, wish: Wish) -> Filled:
    """*Grades > Export*, with user name or OrgDefinedId, and points.

    Raises:
        GraderError: nothing in it tells the students, or no column is the assignment's.
    """
    table = Table.of(read_text(file))
    table.required("End-of-Line Indicator")
    found = ((("OrgDefinedId",), "number"), (("Username",), "login"), (("Email",), "email"))
    columns = ((table.column(*titles), kind) for titles, kind in found)
    keys = tuple(Key(column, (kind,), part=_unmarked) for column, kind in columns if column is not None)
    if not keys:
        raise GraderError(f"{file}:1: expected a column 'OrgDefinedId' or 'Username', found {table.columns}")
    matches = {column: _POINTS.fullmatch(title) for column, title in enumerate(table.header)}
    grade = chosen_column(table, {column: (match["title"],) for column, match in matches.items() if match}, wish)
    students = tuple(number for number, row in enumerate(table.rows) if not row.is_blank)
    facts = _MOST.search(table.header[grade])
    most = number(facts["points"]) if facts else None
    names = (table.column("First Name"), table.column("Last Name"))
    return filled(
        Sheet(
            table=table,
            keys=keys,
            names=tuple(column for column in names if column is not None),
            grade=grade,
            students=students,
            most=dict.fromkeys(students, most) if most is not None else {},
        ),
        wish,
    )


def _unmarked(cell: str) -> str:
    """Exports put `#` before a text that a spreadsheet would take for a number."""
    return cell.strip().removeprefix("#")
