"""The gradebook: nothing committed is ever lost, nothing half-written is ever seen, every failure says what to do."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from grader.gradebook import Entry, Gradebook, schema
from grader.model.errors import GradebookError, SecretError

from .rows import ENTRY


def stored(book: Gradebook) -> list[Entry]:
    """All results of ENTRY's student, the oldest first."""
    return book._select("WHERE slug = ? AND student = ? ORDER BY id", (ENTRY.slug, ENTRY.student))


def test_stored_entry_is_found_again(book: Gradebook, path: Path) -> None:
    book.store(ENTRY)
    assert book.find("conv", "ada") == ENTRY
    assert book.find("conv", "bo") is None
    assert book.find("other", "ada") is None
    book.close()
    with Gradebook.open(path, create=False) as again:
        assert again.find("conv", "ada") == ENTRY


def test_latest_result_counts_and_former_ones_are_kept(book: Gradebook) -> None:
    second = replace(ENTRY, run_key="run-2", report=b"2")
    third = replace(second, score_key="score-2", report=b"3")
    for entry in (ENTRY, second, third):
        book.store(entry)
    assert book.find("conv", "ada") == third
    assert stored(book) == [ENTRY, second, third]
    assert book.entries("conv") == [third]


def test_repetition_of_the_latest_replaces_it(book: Gradebook) -> None:
    failed = replace(ENTRY, status="ungraded", report=b"")
    repeated = replace(ENTRY, report=b"again", graded_at="2024-01-02T00:00:00Z")
    for entry in (failed, failed, ENTRY, repeated):
        book.store(entry)
    assert stored(book) == [failed, repeated]


def test_former_keys_that_come_back_are_a_result_of_their_own(book: Gradebook) -> None:
    second = replace(ENTRY, run_key="run-2")
    for entry in (ENTRY, second, ENTRY):
        book.store(entry)
    assert book.find("conv", "ada") == ENTRY
    assert len(stored(book)) == 3


def test_entries_are_sorted_by_student(book: Gradebook) -> None:
    for slug, student in (("conv", "zoe"), ("conv", "ada"), ("attention", "bo")):
        book.store(replace(ENTRY, slug=slug, id=student, student=student))
    assert [entry.student for entry in book.entries("conv")] == ["ada", "zoe"]
    assert book.entries("nothing") == []


def test_names_are_data(book: Gradebook) -> None:
    for student in ("'; DROP TABLE result; --", "王小明", "", "a\nb", "x" * 10_000):
        named = replace(ENTRY, id=student, student=student)
        book.store(named)
        assert book.find("conv", student) == named
    with pytest.raises(GradebookError, match="no valid text"):
        book.store(replace(ENTRY, student="\udce9"))


def test_bytes_of_a_report_come_back_unchanged(book: Gradebook) -> None:
    report = bytes(range(256)) * 10_000
    book.store(replace(ENTRY, report=report))
    found = book.find("conv", "ada")
    assert found is not None
    assert found.report == report


def test_unknown_status_is_refused_and_changes_nothing(book: Gradebook) -> None:
    book.store(ENTRY)
    with pytest.raises(GradebookError, match="CHECK"):
        book.store(replace(ENTRY, status="passed"))  # type: ignore[arg-type]
    assert stored(book) == [ENTRY]


def test_fingerprint_of_another_secret_is_refused_unless_accepted(book: Gradebook) -> None:
    assert book.fingerprint() is None
    book.require_fingerprint("abc")
    book.require_fingerprint("abc")
    with pytest.raises(SecretError, match=r"graded with another secret \(fingerprint abc, now def\).*--new-secret"):
        book.require_fingerprint("def")
    assert book.fingerprint() == "abc"
    book.require_fingerprint("def", accept_new=True)
    assert book.fingerprint() == "def"


def test_results_go_to_the_write_ahead_log_and_at_the_end_to_the_file(book: Gradebook, path: Path) -> None:
    book.store(ENTRY)
    assert book._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    book.close()
    assert list(path.parent.iterdir()) == [path]


def test_missing_gradebook_is_made_only_if_asked_for(path: Path) -> None:
    with pytest.raises(GradebookError, match="there is no gradebook yet"):
        Gradebook.open(path, create=False)
    assert not path.exists()
    with pytest.raises(GradebookError, match="its folder does not exist"):
        Gradebook.open(path / "x.db")
    with pytest.raises(GradebookError, match="is a folder"):
        Gradebook.open(path.parent)


def test_file_of_something_else_is_left_untouched(path: Path) -> None:
    path.write_bytes(b"student,score\nada,100\n" * 100)
    before = path.read_bytes()
    with pytest.raises(GradebookError, match="it is no gradebook"):
        Gradebook.open(path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("setup", ["CREATE TABLE x (y)", "PRAGMA user_version = 1", "PRAGMA application_id = 7"])
def test_database_of_something_else_is_left_untouched(path: Path, setup: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(setup)
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(GradebookError, match="an SQLite file, but no gradebook"):
        Gradebook.open(path)
    assert path.read_bytes() == before


def test_newer_gradebook_is_left_untouched(book: Gradebook, path: Path) -> None:
    book.store(ENTRY)
    book.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9")
    before = path.read_bytes()
    with pytest.raises(GradebookError, match="of version 9, this grader knows up to 3; update the grader"):
        Gradebook.open(path)
    assert path.read_bytes() == before


def test_damaged_gradebook_says_so(book: Gradebook, path: Path) -> None:
    for number in range(200):
        book.store(replace(ENTRY, id=str(number), report=bytes(2_000)))
    book.close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\x5a" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(GradebookError, match="damaged; restore it from a backup"), Gradebook.open(path) as broken:
        broken.entries("conv")


def next_version(connection: sqlite3.Connection) -> None:
    """An artificial step to the next version."""
    connection.execute("ALTER TABLE result ADD COLUMN remark TEXT NOT NULL DEFAULT ''")


def failing_version(connection: sqlite3.Connection) -> None:
    """A step that breaks half-way."""
    connection.execute("ALTER TABLE result ADD COLUMN extra TEXT")
    connection.execute("INSERT INTO nowhere VALUES (1)")


def test_older_gradebook_is_brought_up_to_date(book: Gradebook, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book.store(ENTRY)
    book.close()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, next_version))
    with Gradebook.open(path) as newer:
        assert newer.find("conv", "ada") == ENTRY
        assert schema.version_of(newer._connection) == 4


def test_failed_upgrade_leaves_the_older_version(book: Gradebook, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book.store(ENTRY)
    book.close()
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, next_version, failing_version))
        with pytest.raises(GradebookError, match="opening failed"):
            Gradebook.open(path)
    with Gradebook.open(path) as again:
        assert again.find("conv", "ada") == ENTRY
        assert schema.version_of(again._connection) == 3


@pytest.mark.parametrize("setup", ["VACUUM", f"PRAGMA application_id = {schema.APPLICATION_ID}"])
def test_empty_file_is_version_0_and_becomes_a_gradebook(path: Path, setup: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(setup)
    with Gradebook.open(path) as opened:
        opened.store(ENTRY)
        assert opened.entries("conv") == [ENTRY]


def test_readers_work_while_one_writes(book: Gradebook, path: Path) -> None:
    book.store(ENTRY)
    connection = book._connection
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("DELETE FROM result")
    began = time.monotonic()
    with Gradebook.open(path, create=False, busy_seconds=5) as reader:
        assert reader.entries("conv") == [ENTRY]
    assert time.monotonic() - began < 1
    connection.execute("ROLLBACK")


def test_second_writer_waits(book: Gradebook, path: Path) -> None:
    locked = threading.Event()

    def hold_the_lock() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            locked.set()
            time.sleep(0.5)
            other.execute("COMMIT")

    thread = threading.Thread(target=hold_the_lock)
    thread.start()
    locked.wait()
    began = time.monotonic()
    book.store(ENTRY)
    assert time.monotonic() - began > 0.3
    thread.join()
    assert book.find("conv", "ada") == ENTRY


def test_second_writer_gives_up_with_a_clear_error(book: Gradebook, path: Path) -> None:
    with Gradebook.open(path, busy_seconds=0.1) as second:
        connection = book._connection
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(GradebookError, match="another process is writing to it; wait until it has ended"):
            second.store(ENTRY)
        connection.execute("ROLLBACK")
        second.store(ENTRY)
        assert second.find("conv", "ada") == ENTRY


WRITER = """
import sys
from pathlib import Path
from grader.gradebook import Entry, Gradebook
path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with Gradebook.open(path) as book:
    for number in range(count):
        report = b"%d" % number * 5000
        student = f"{name}-{number:05}"
        book.store(Entry("conv", student, student, "r", "s", "graded", report, "2024-01-01T00:00:00Z"))
        print(number, flush=True)
"""


def writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    """A process that stores results and says so after each."""
    command = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


def test_several_processes_may_make_and_write_one_gradebook(path: Path) -> None:
    writers = [writer(path, f"w{index}", 20) for index in range(6)]
    for process in writers:  # all of them end before one is found to have failed
        process.communicate(timeout=60)
    assert [process.returncode for process in writers] == [0] * 6
    with Gradebook.open(path, create=False) as book:
        assert len(book.entries("conv")) == 120


MAKER = """
import sys
from pathlib import Path
from grader.gradebook import Gradebook
print("ready", flush=True)
sys.stdin.readline()
for number in range(60):
    Gradebook.open(Path(sys.argv[1], f"{number}.db")).close()
"""


def test_processes_that_make_a_gradebook_at_the_same_moment_wait_for_each_other(tmp_path: Path) -> None:
    command, pipe = [sys.executable, "-c", MAKER, str(tmp_path)], subprocess.PIPE
    makers = [
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=Path(__file__).parents[2])
        for _ in range(6)
    ]
    for process in makers:
        assert process.stdout is not None
        process.stdout.readline()
    for process in makers:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate(timeout=60)[1] for process in makers] == [""] * 6


@pytest.mark.parametrize("after", [0, 1, 7, 40])
def test_killed_writer_loses_nothing_that_it_had_stored(path: Path, after: int) -> None:
    process = writer(path, "ada", 100_000)
    assert process.stdout is not None
    said = [int(process.stdout.readline()) for _ in range(after + 1)]
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    complete = [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    stored = len(said) + len(complete)
    with Gradebook.open(path) as book:
        entries = book.entries("conv")
        assert stored <= len(entries) <= stored + 1
        assert all(entry.report == b"%d" % number * 5000 for number, entry in enumerate(entries))
        book.store(ENTRY)
        assert book._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 512 KiB."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk], check=False).returncode:
        pytest.skip("mounting a small disk is not allowed here")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def test_full_disk_says_so_and_keeps_what_was_stored(small_disk: Path) -> None:
    path = small_disk / "gradebook.db"
    stored = 0
    with Gradebook.open(path) as book:
        with pytest.raises(GradebookError, match="the disk is full; make room and call again"):  # noqa: PT012
            for number in range(1_000):
                book.store(replace(ENTRY, id=f"{number:04}", report=bytes(5_000)))
                stored += 1
        assert stored > 10
        assert len(book.entries("conv")) == stored
    with Gradebook.open(path, create=False) as book:
        assert len(book.entries("conv")) == stored


def test_full_disk_leaves_no_half_made_gradebook(small_disk: Path) -> None:
    path = small_disk / "gradebook.db"
    (small_disk / "ballast").write_bytes(bytes(510 * 1024))
    with pytest.raises(GradebookError, match=str(path)):
        Gradebook.open(path)
    (small_disk / "ballast").unlink()
    with Gradebook.open(path) as book:
        book.store(ENTRY)


def test_read_only_disk_is_read_but_not_opened_for_writing(small_disk: Path) -> None:
    path = small_disk / "gradebook.db"
    with Gradebook.open(path) as book:
        book.store(ENTRY)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with Gradebook.open(path, create=False) as book:
        assert book.entries("conv") == [ENTRY]
        with pytest.raises(GradebookError, match="it cannot be written; make the file and its folder writable"):
            book.store(ENTRY)
    with pytest.raises(GradebookError, match=r"gradebook\.db: opening failed"):
        Gradebook.open(path)
