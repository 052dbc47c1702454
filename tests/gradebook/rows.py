"""What a gradebook's file holds of one student, read past the product: also the rows that newer ones replace."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from grader.gradebook import Entry

#: A result like any other.
ENTRY = Entry("conv", "ada", "ada", "run-1", "score-1", "graded", b'{"score": 1}', "2024-01-01T00:00:00Z")


class Row(NamedTuple):
    """One stored result."""

    student: str
    run_key: str
    score_key: str
    report: bytes


def rows_of(file: Path, slug: str, student_id: str) -> list[Row]:
    """All results of a student, the oldest first."""
    query = "SELECT student, run_key, score_key, report FROM result WHERE slug = ? AND student_id = ? ORDER BY id"
    with closing(sqlite3.connect(file)) as connection:
        return [Row(*found) for found in connection.execute(query, (slug, student_id))]
