"""Blackboard's grade centre: CSV or tab-separated `.xls` in UTF-16, by user name, columns that end in `|<number>`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from grader.export.fill import filled
from grader.export.table import Table
from grader.export.wish import Filled, Key, Sheet, Wish, chosen_column, number
from grader.model.text import read_text

_COLUMN: Final = re.compile(r"(?P<title>.+?)\s*(?:\[(?P<facts>[^\]]*)\]\s*)?\|\d+", re.DOTALL)
_MOST: Final = re.compile(r"Total Pts:\s*(?:up to\s*)?(?P<points>[\d.,]+)")


def blackboard(file: Path, wish: Wish) -> Filled:
    """*Work Offline > Download*, the file as it is.

    Raises:
        GraderError: no column is the user name, or none is the assignment's.
    """
    table = Table.of(read_text(file))
    login, identity = table.required("Username"), table.column("Student ID")
    keys = (Key(identity, ("number",)),) if identity is not None else ()
    matches = {column: _COLUMN.fullmatch(title) for column, title in enumerate(table.header)}
    grade = chosen_column(table, {column: (match["title"],) for column, match in matches.items() if match}, wish)
    students = tuple(number for number, row in enumerate(table.rows) if not row.is_blank)
    facts = _MOST.search(table.header[grade])
    most = number(facts["points"]) if facts else None
    names = (table.column("First Name"), table.column("Last Name"))
    return filled(
        Sheet(
            table=table,
            keys=(*keys, Key(login, ("login",))),
            names=tuple(column for column in names if column is not None),
            grade=grade,
            students=students,
            most=dict.fromkeys(students, most) if most is not None else {},
        ),
        wish,
    )
