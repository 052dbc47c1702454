"""SIGKILL at random moments: `python -m faults.killing 50`."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from faults.grading import STUDENTS, grade, kill_after, make_class, results, start


def kill_often(place: Path, moments: int, *, seed: int = 0) -> list[int]:
    """Kill `grade` so often, starting anew whenever a class is done; how many results each kill found stored."""
    rng = random.Random(seed)
    stored: list[int] = []
    course, book, number = make_class(place / "0"), place / "0" / "course" / "gradebook.db", 0
    began = time.monotonic()
    grade(course)
    whole = time.monotonic() - began
    book.unlink()
    known: dict[str, str] = {}
    while len(stored) < moments:
        process = start(course, "--jobs", str(rng.choice((1, 2))))
        left = kill_after(process, rng.uniform(0.1, 1.0) * whole)
        assert not left, f"processes are left: {left}"
        now = results(book) if book.exists() and book.stat().st_size else {}
        assert set(known) <= set(now), "a stored result was lost"
        known = now
        stored.append(len(now))
        if len(now) == STUDENTS or len(stored) == moments:
            finish(course, book)
            number, known = number + 1, {}
            course = make_class(place / str(number))
            book = course / "gradebook.db"
    return stored


def finish(course: Path, book: Path) -> None:
    """The next call grades the rest, and only the rest."""
    before = len(results(book)) if book.exists() and book.stat().st_size else 0
    done = grade(course)
    assert done.returncode == 0, done.stderr
    found = results(book)
    assert len(found) == STUDENTS
    assert set(found.values()) == {"graded"}
    assert f"({before} unchanged)" in done.stdout, done.stdout[-400:]


def main() -> int:
    """Print what was found."""
    moments = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with tempfile.TemporaryDirectory(prefix="grader-faults-") as place:
        stored = kill_often(Path(place), moments, seed=int(time.time()))
    found = f"{min(stored)} to {max(stored)} of {STUDENTS} results stored"
    print(f"killed {len(stored)} times, with {found}: nothing lost, nothing twice")
    return 0


if __name__ == "__main__":
    sys.exit(main())
