"""How the cost of a command grows with the assignments of a course, which are copies of one under other names."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import homework
from growth import TOTAL, Growth

#: The assignment whose proofs take least.
COPIED = "validation-bound"
COMMANDS = {
    "validate": ("validate", "--test-secret"),
    "list": ("list",),
    "release": ("release", "copy00", "--to", "out/released", "--github", "--gitlab", "--gradescope"),
}


def by_assignments(command: str, sizes: tuple[int, ...], *, repeat: int) -> Growth:
    """Seconds of a command by the clock, each course in turn, again and again; caches are warm."""
    with ExitStack() as stack:
        courses = [_course(Path(stack.enter_context(tempfile.TemporaryDirectory())), size) for size in sizes]
        rounds = []
        for number in range(repeat + 1):
            found = tuple({TOTAL: _seconds(course, command)} for course in courses)
            rounds += [found] if number else []  # the first fills the caches
            print(f"{command}: {sizes} assignments: round {number} of {repeat}", file=sys.stderr)
    return Growth(command, sizes, tuple(rounds))


def _course(place: Path, count: int) -> Path:
    for part in ("assignments", "reference"):
        for number in range(count):
            shutil.copytree(homework.HERE.parent / part / COPIED, place / part / f"copy{number:02}")
    _run(place, "secret", "new")
    return place


def _seconds(course: Path, command: str) -> float:
    shutil.rmtree(course / "out", ignore_errors=True)
    started = time.perf_counter()
    _run(course, *COMMANDS[command])
    return time.perf_counter() - started


def _run(course: Path, *arguments: str) -> None:
    command = [str(Path(sys.executable).with_name("grader")), *arguments]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):  # 1: under another name other cases are drawn, of which a proof may fail
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-500:]}")
