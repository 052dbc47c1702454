"""What SQLite says, in words that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from grader.model.errors import GradebookError

# By primary result code: the low byte of the extended one.
_ADVICE: Final = {
    sqlite3.SQLITE_NOTADB: "it is no gradebook; name another file with --gradebook",
    sqlite3.SQLITE_CORRUPT: "it is damaged; restore it from a backup, or move it away and grade again",
    sqlite3.SQLITE_READONLY: "it cannot be written; make the file and its folder writable",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check that the folder exists and is writable",
    sqlite3.SQLITE_PERM: "it cannot be opened; check the permissions of the file and its folder",
    sqlite3.SQLITE_BUSY: "another process is writing to it; wait until it has ended and call again",
    sqlite3.SQLITE_LOCKED: "another process is writing to it; wait until it has ended and call again",
    sqlite3.SQLITE_FULL: "the disk is full; make room and call again, what was stored before is kept",
    sqlite3.SQLITE_IOERR: "the disk cannot be written or read; check its space and health and call again",
    sqlite3.SQLITE_TOOBIG: "the report is larger than SQLite stores",
}


@contextmanager
def explained(path: Path, doing: str) -> Iterator[None]:
    """GradebookError names the file, what was being done, what went wrong and the way out."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        advice = _ADVICE.get(code & 0xFF) if isinstance(code, int) else None
        raise GradebookError(f"{path}: {doing} failed ({error}): {advice or 'see the message of SQLite'}") from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise GradebookError(f"{path}: {doing} failed: a name or key is no valid text") from error
