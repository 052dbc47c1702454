"""A class of sixty, and ways to grade it that are cut short."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

COURSE = Path(__file__).parents[1] / "fixtures" / "course"
ROOT = Path(__file__).parents[2]
STUDENTS = 60
RIGHT = (COURSE / "reference" / "tiny" / "solution.py").read_text(encoding="utf-8")
WRONG = RIGHT.replace("axis=1", "axis=0")


def make_class(place: Path, students: int = STUDENTS) -> Path:
    """A course with a class; every third submission is wrong, all differ."""
    course = place / "course"
    shutil.copytree(COURSE, course, ignore=shutil.ignore_patterns(".grader", "__pycache__"))
    for number in range(students):
        folder = course / "submissions" / "tiny" / f"student{number:02}"
        folder.mkdir(parents=True)
        source = WRONG if number % 3 == 0 else RIGHT
        (folder / "tiny.py").write_text(f"# student {number}\n{source}", encoding="utf-8")
    return course


def command(*more: str, verb: str = "grade") -> list[str]:
    """`grader grade tiny …`."""
    return [sys.executable, "-m", "grader", verb, "tiny", *more]


def environment() -> dict[str, str]:
    """A fixed secret, and the way to this project."""
    kept = {name: value for name, value in os.environ.items() if name != "CI"}
    return {**kept, "GRADER_SECRET": "a-secret-for-the-tests-only", "PYTHONPATH": str(ROOT), "COLUMNS": "160"}


def grade(
    course: Path, *more: str, gradebook: Path | None = None, variables: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Grade to the end."""
    arguments = command("--gradebook", str(gradebook or course / "gradebook.db"), *more)
    return subprocess.run(
        arguments,
        cwd=course,
        env=variables or environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def start(course: Path, *more: str) -> subprocess.Popen[bytes]:
    """Begin to grade, in a process group of its own."""
    arguments = command("--gradebook", str(course / "gradebook.db"), *more)
    return subprocess.Popen(
        arguments, cwd=course, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def descendants(pid: int) -> set[int]:
    """All processes below `pid`, now."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text(errors="replace").rpartition(")")[2].split()[1])
        except OSError:
            continue
    below: set[int] = set()
    ahead = {pid}
    while ahead:
        ahead = {child for child, parent in parents.items() if parent in ahead} - below
        below |= ahead
    return below


def kill_after(process: subprocess.Popen[bytes], seconds: float) -> set[int]:
    """SIGKILL the grading process alone after a while; what remains of its family two seconds later."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.005)
    family = descendants(process.pid)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and any(alive(pid) for pid in family):
        time.sleep(0.02)
    return {pid for pid in family if alive(pid)}


def alive(pid: int) -> bool:
    """Whether a process runs; a dead one that nobody has buried does not."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return False


def results(gradebook: Path) -> dict[str, str]:
    """Latest status by student; the book is whole, and nobody stands in it twice with the same outcome."""
    with closing(sqlite3.connect(gradebook)) as book:
        assert book.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = book.execute("SELECT student, status FROM result ORDER BY id").fetchall()
    assert len(set(rows)) == len(rows), "a student stands twice in the gradebook"
    return dict(rows)


def end_family(process: subprocess.Popen[bytes]) -> None:
    """Clean up after a test that failed."""
    for pid in descendants(process.pid):
        os.kill(pid, signal.SIGKILL)
    process.kill()
    process.wait()
