"""The tables, and how a file of an older version becomes one of this version."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final

#: "DLgb" in the file's header: tells a gradebook from any other SQLite file.
APPLICATION_ID: Final = int.from_bytes(b"DLgb", "big")


def _first(connection: sqlite3.Connection) -> None:
    """Version 1: every result ever stored, the latest of a student being the one with the highest id."""
    connection.execute("CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    connection.execute(
        """
        CREATE TABLE result (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            slug TEXT NOT NULL,
            student TEXT NOT NULL,
            run_key TEXT NOT NULL,
            score_key TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('graded', 'ungraded')),
            report BLOB NOT NULL,
            graded_at TEXT NOT NULL
        )
        """
    )
    connection.execute("CREATE INDEX result_of_student ON result (slug, student, id)")


def _second(connection: sqlite3.Connection) -> None:
    """Version 2: a row belongs to a student's id. Before, names were all there was, so there the id is the name."""
    connection.execute("ALTER TABLE result ADD COLUMN student_id TEXT NOT NULL DEFAULT ''")
    connection.execute("UPDATE result SET student_id = student")
    connection.execute("DROP INDEX result_of_student")
    connection.execute("CREATE INDEX result_of_student ON result (slug, student_id, id)")


def _third(connection: sqlite3.Connection) -> None:
    """Version 3: when it was handed in, which tells two attempts of the same bytes apart; reasons; requests."""
    connection.execute("ALTER TABLE result ADD COLUMN handed_in TEXT NOT NULL DEFAULT ''")
    connection.execute("CREATE TABLE basis (digest TEXT PRIMARY KEY, document BLOB NOT NULL) WITHOUT ROWID")
    connection.execute(
        """
        CREATE TABLE request (
            id TEXT PRIMARY KEY,
            slug TEXT NOT NULL,
            student_id TEXT NOT NULL,
            document BLOB NOT NULL,
            answer TEXT NOT NULL DEFAULT '',
            author TEXT NOT NULL DEFAULT '',
            answered_at TEXT NOT NULL DEFAULT ''
        ) WITHOUT ROWID
        """
    )
    connection.execute("CREATE INDEX request_of_student ON request (slug, student_id)")


#: Step n makes version n + 1 of version n; version 0 is an empty file. Never changed once released, only added to.
MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first, _second, _third)


def version_of(connection: sqlite3.Connection) -> int | None:
    """The file's version, 0 for an empty file, None for a database of something else."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if application == APPLICATION_ID:
        return version
    has_tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return None if application or version or has_tables else 0


def is_whole(connection: sqlite3.Connection) -> bool:
    """Whether every table that a gradebook of the file's version needs is there."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return tables >= {"setting", "result"} and ((version_of(connection) or 0) < 3 or tables >= {"basis", "request"})


def migrate(connection: sqlite3.Connection, migrations: tuple[Callable[[sqlite3.Connection], None], ...]) -> None:
    """Apply the missing steps within the caller's transaction, so that a file is of one version or of the next."""
    version = version_of(connection) or 0
    for step in migrations[version:]:
        step(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(migrations)}")
