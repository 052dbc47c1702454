"""The gradebook: one SQLite file, one transaction a submission."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypeAlias

from grader.gradebook import schema
from grader.gradebook.entry import Entry, StoredRequest
from grader.gradebook.faults import explained
from grader.model.errors import GradebookError, SecretError

_COLUMNS = "slug, student_id, student, run_key, score_key, status, report, graded_at, handed_in"
_LATEST = """
    SELECT id, handed_in, run_key, score_key, status FROM result
    WHERE slug = ? AND student_id = ? ORDER BY id DESC LIMIT 1
"""
#: A student whose id nobody knew was stored under the name; the first download that tells the id takes the rows over.
_ADOPT = "UPDATE result SET student_id = ? WHERE slug = ? AND student_id = ? AND student = ?"
_Mode: TypeAlias = Literal["DEFERRED", "IMMEDIATE"]
_BUSY_SECONDS = 20.0
_TRY_AGAIN_SECONDS = 0.005
_FINGERPRINT = "secret_fingerprint"


class Gradebook:
    """Results by assignment and student's id. One process writes, any number read meanwhile."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Use `open`."""
        self._path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path, *, create: bool = True, busy_seconds: float = _BUSY_SECONDS) -> Gradebook:
        """Open a gradebook for writing, making one if there is none; without `create`, an existing one for reading.

        A file that is something else, or of a newer grader, is left untouched: GradebookError.
        """
        _require_openable(path, create=create)
        with explained(path, "opening"):
            connection = _connect(path, busy_seconds, only_read=not create)
            try:
                _prepare(path, connection, busy_seconds)
                if create:
                    _require_writable(connection)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    def close(self) -> None:
        """Close the file; SQLite then folds its write-ahead log into it, and waits until the disk has it."""
        self._connection.close()

    def __enter__(self) -> Self:
        """The gradebook itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def fingerprint(self) -> str | None:
        """The fingerprint of the secret that the results were graded with, None before the first."""
        statement = "SELECT value FROM setting WHERE name = ?"
        rows = self._read("reading the secret's fingerprint", statement, (_FINGERPRINT,))
        return str(rows[0][0]) if rows else None

    def set_fingerprint(self, value: str) -> None:
        """Store the fingerprint, whatever was there before."""
        with self._transaction("storing the secret's fingerprint"):
            self._connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (_FINGERPRINT, value))

    def require_fingerprint(self, value: str, *, accept_new: bool = False) -> None:
        """Store the first fingerprint; SecretError for another later, unless a new one is accepted."""
        there = self.fingerprint()
        if there == value:
            return
        if there is not None and not accept_new:
            raise SecretError(
                f"{self._path} was graded with another secret (fingerprint {there}, now {value}): "
                "use the old secret, or pass --new-secret to grade everything again with this one"
            )
        self.set_fingerprint(value)

    def find(self, slug: str, student_id: str, *, name: str = "") -> Entry | None:
        """The latest result of a student; with `name` also one that was stored before the id was known."""
        where = "WHERE slug = ? AND student_id = ? ORDER BY id DESC LIMIT 1"
        found = self._select(where, (slug, student_id))
        if not found and name and name != student_id:
            found = [entry for entry in self._select(where, (slug, name)) if entry.student == name]
        return found[0] if found else None

    def entries(self, slug: str) -> list[Entry]:
        """The latest result of every student, sorted by name."""
        latest = "SELECT max(id) FROM result WHERE slug = ? GROUP BY student_id"
        return self._select(f"WHERE id IN ({latest}) ORDER BY student, student_id", (slug,))

    def history(self, slug: str) -> list[Entry]:
        """Every result of every student that was ever stored, the oldest first."""
        return self._select("WHERE slug = ? ORDER BY id", (slug,))

    def students(self, slug: str) -> dict[str, str]:
        """The name of every student who has a result, by id and in the order of names."""
        latest = "SELECT max(id) FROM result WHERE slug = ? GROUP BY student_id"
        statement = f"SELECT student_id, student FROM result WHERE id IN ({latest}) ORDER BY student, student_id"  # noqa: S608 - a constant
        return {str(student_id): str(name) for student_id, name in self._read("reading names", statement, (slug,))}

    def store(self, entry: Entry) -> None:
        """Store a result, all of it or nothing. A repetition of the latest replaces it: same keys, status and time."""
        with self._transaction(f"storing the result of {entry.student!r}"):
            if entry.student != entry.id:
                self._connection.execute(_ADOPT, (entry.id, entry.slug, entry.student, entry.student))
            latest = self._connection.execute(_LATEST, (entry.slug, entry.id)).fetchone()
            same = latest and latest[2:] == (entry.run_key, entry.score_key, entry.status)
            if same and latest[1] in {"", entry.handed_in}:
                self._connection.execute("DELETE FROM result WHERE id = ?", latest[:1])
            self._connection.execute(
                f"INSERT INTO result ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - a constant
                astuple(entry),
            )

    def store_basis(self, digest: str, document: bytes) -> None:
        """Store what results are graded by, once."""
        with self._transaction("storing what is graded by"):
            self._connection.execute("INSERT OR IGNORE INTO basis VALUES (?, ?)", (digest, document))

    def bases(self) -> dict[str, bytes]:
        """What results were graded by, by digest."""
        return dict(self._read("reading what was graded by", "SELECT digest, document FROM basis"))

    def store_request(self, request: StoredRequest) -> None:
        """Store a request, or its answer; the same one a second time keeps the answer that it has."""
        with self._transaction("storing a request"):
            self._connection.execute(
                "INSERT INTO request VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                "answer = excluded.answer, author = excluded.author, answered_at = excluded.answered_at "
                "WHERE excluded.answered_at <> ''",
                astuple(request),
            )

    def requests(self, slug: str = "", student_id: str = "") -> list[StoredRequest]:
        """All requests, or those about one assignment, or of one student, the open ones first."""
        statement = (
            "SELECT id, slug, student_id, document, answer, author, answered_at FROM request "
            "WHERE (? = '' OR slug = ?) AND (? = '' OR student_id = ?) ORDER BY answered_at <> '', answered_at, id"
        )
        rows = self._read("reading requests", statement, (slug, slug, student_id, student_id))
        return [StoredRequest(*row) for row in rows]

    def all_entries(self) -> list[tuple[int, Entry]]:
        """Every result of every assignment that was ever stored, with its row's number."""
        rows = self._read("reading results", f"SELECT id, {_COLUMNS} FROM result ORDER BY id")  # noqa: S608 - constants
        return [(int(row[0]), Entry(*row[1:])) for row in rows]

    def erase(self, student_ids: Collection[str], rewritten: Mapping[int, tuple[str, str, bytes]]) -> int:
        """Delete all rows of these ids for good, so that no byte of them is left in the file; how many there were.

        Rows that belong to others as well are `rewritten` first: id, name and report by the row's number.
        """
        count = 0
        with explained(self._path, "erasing a student"):
            self._connection.execute("PRAGMA secure_delete = ON")  # what is freed is overwritten
        with self._transaction("erasing a student"):
            for row, (student_id, student, report) in rewritten.items():
                statement = "UPDATE result SET student_id = ?, student = ?, report = ? WHERE id = ?"
                self._connection.execute(statement, (student_id, student, report, row))
            for student_id in sorted(student_ids):
                count += self._connection.execute("DELETE FROM result WHERE student_id = ?", (student_id,)).rowcount
                self._connection.execute("DELETE FROM request WHERE student_id = ?", (student_id,))
        with explained(self._path, "erasing a student"):
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return count

    def _select(self, where: str, values: Sequence[str]) -> list[Entry]:
        rows = self._read("reading results", f"SELECT {_COLUMNS} FROM result {where}", values)  # noqa: S608 - constants
        return [Entry(*row) for row in rows]

    def _read(self, doing: str, statement: str, values: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        with explained(self._path, doing):
            return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def _transaction(self, doing: str) -> Iterator[None]:
        with explained(self._path, doing), _transaction(self._connection):
            yield


def _require_openable(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise GradebookError(f"{path}: is a folder; name a file with --gradebook")
    if not path.exists() and not create:
        raise GradebookError(f"{path}: there is no gradebook yet; grade first, or name another with --gradebook")
    if not path.exists() and not path.parent.is_dir():
        raise GradebookError(f"{path}: its folder does not exist; make it first")


def _connect(path: Path, busy_seconds: float, *, only_read: bool) -> sqlite3.Connection:
    # SQLite puts two files beside the gradebook even to read it; where it cannot, nobody is writing either.
    fixed = only_read and not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
    where = f"{path.absolute().as_uri()}?immutable=1" if fixed else path
    # No transaction is begun behind our back: every one is written out below.
    return sqlite3.connect(where, timeout=busy_seconds, isolation_level=None, uri=fixed)


def _prepare(path: Path, connection: sqlite3.Connection, busy_seconds: float) -> None:
    """Bring the file to this version. Nothing is written before it is known to be a gradebook or empty."""
    with _transaction(connection, "DEFERRED"):  # one look at the file, while another process may be making it
        version = schema.version_of(connection)
        whole = not version or schema.is_whole(connection)
    newest = len(schema.MIGRATIONS)
    if version is None:
        raise GradebookError(f"{path}: an SQLite file, but no gradebook; name another file with --gradebook")
    if version > newest:
        raise GradebookError(
            f"{path}: a gradebook of version {version}, this grader knows up to {newest}; update the grader"
        )
    if not whole:
        raise GradebookError(
            f"{path}: a gradebook without its tables; restore it from a backup, or move it away and grade again"
        )
    if version == newest:
        _set_durability(connection)
        return
    _choose_log(connection, busy_seconds)
    _set_durability(connection)
    with _transaction(connection):
        schema.migrate(connection, schema.MIGRATIONS)


def _choose_log(connection: sqlite3.Connection, busy_seconds: float) -> None:
    """The write-ahead log, which lets readers work while one process writes; it cannot be chosen in a transaction.

    Where two processes make one gradebook, SQLite tells one at once that it is locked, without waiting as it does for
    transactions: each holds what the other waits for.
    """
    until = time.monotonic() + busy_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_TRY_AGAIN_SECONDS)
        else:
            return


def _set_durability(connection: sqlite3.Connection) -> None:
    """NORMAL: what is stored survives the death of every process; the disk is waited for at the end.

    After a power cut the file is whole and may lack the last results, which the next run grades again by itself. FULL
    would wait for the disk at every commit: 6.5 s for a class of 1,000, where NORMAL takes 0.7 s.
    """
    connection.execute("PRAGMA synchronous = NORMAL")


def _require_writable(connection: sqlite3.Connection) -> None:
    """Take the write lock for a moment: better to fail now than at the first result."""
    with _transaction(connection):
        pass


@contextmanager
def _transaction(connection: sqlite3.Connection, mode: _Mode = "IMMEDIATE") -> Iterator[None]:
    """All or nothing; IMMEDIATE takes the write lock at once, so that waiting for it can never end in a deadlock."""
    connection.execute(f"BEGIN {mode}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has already rolled back
            connection.execute("ROLLBACK")
        raise
