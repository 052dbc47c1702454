"""`check --watch` in a real terminal: keys are pressed, files saved, the screen read."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.model.outcome import Program
from grader.practice.changes import fingerprints

from .conftest import RIGHT

pyte = pytest.importorskip("pyte")
pty = pytest.importorskip("pty")

PATIENCE_SECONDS = 30.0


class Terminal:
    """A program in a pseudo-terminal, and what its screen shows."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.screen = pyte.Screen(100, 40)
        self._stream = pyte.ByteStream(self.screen)
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.environ |= {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40"}
            os.execv(command[0], command)
        os.set_blocking(self._master, False)

    def read(self) -> str:
        """The screen as it is now."""
        try:
            while data := os.read(self._master, 65536):
                self._stream.feed(data)
        except OSError:
            pass
        return "\n".join(self.screen.display)

    def until(self, words: str) -> str:
        """The first screen that shows these words."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            shown = self.read()
            if words in shown:
                return shown
            time.sleep(0.02)
        pytest.fail(f"the screen never showed {words!r}:\n{self.read()}")

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode())

    def status(self) -> int:
        """Wait for the end."""
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


@pytest.fixture
def terminal(folder: Path) -> Iterator[Terminal]:
    """`grader check --watch` on an untouched starter."""
    shown = Terminal([sys.executable, "-m", "grader.cli", "check", "--watch"], folder)
    yield shown
    try:
        os.kill(shown.pid, 9)
        os.waitpid(shown.pid, 0)
    except (ProcessLookupError, ChildProcessError):
        pass


def test_from_the_starter_to_everything_right(terminal: Terminal, folder: Path) -> None:
    first = terminal.until("0/3 problems")
    assert "mean_squares: not implemented yet" in first
    terminal.press("h")
    assert "Four rows of three numbers." in terminal.until("hint 1")
    terminal.press("n")
    terminal.until("signs: not implemented yet")
    terminal.press("l")
    terminal.until("split_signs/ordinary/public/2")
    terminal.press("l")
    (folder / "tiny.py").write_text(RIGHT)
    shown = terminal.until("3/3 problems")
    assert "Every public case passes" in shown
    assert shown.splitlines()[0].startswith("tiny ")
    terminal.press("q")
    assert terminal.status() == 0


def test_only_what_changed_is_run_again(terminal: Terminal, folder: Path) -> None:
    terminal.until("0/3 problems")
    (folder / "tiny.py").write_text(RIGHT)
    terminal.until("3/3 problems")
    (folder / "tiny.py").write_text(RIGHT.replace('"0"', '"zero"').replace("< 0 else", "< 0.0 else"))
    assert "ran signs in" in terminal.until("ran signs")
    (folder / "tiny.py").write_text(RIGHT.replace("axis=1", "axis=0"))
    terminal.until("2/3 problems")
    terminal.press("q")
    assert terminal.status() == 1


def test_a_file_that_does_not_compile_is_told_and_forgiven(terminal: Terminal, folder: Path) -> None:
    terminal.until("0/3 problems")
    time.sleep(1)  # the watcher starts after the first answer
    (folder / "tiny.py").write_text("def broken(:\n")
    terminal.until("the file does not compile")
    (folder / "tiny.py").write_text(RIGHT)
    terminal.until("3/3 problems")


def program(source: str, **files: bytes) -> Program:
    """A program of one entry."""
    return Program("f.py", {"f.py": source.encode(), **files}, "f")


BASE = """import numpy as np
limit = 3

def helper(x):
    return x

def a(x):
    return helper(x)

def b(x):
    return x
"""


@pytest.mark.parametrize(
    ("changed", "touched"),
    [
        (BASE.replace("return x\n\ndef a", "return x + 1\n\ndef a"), {"a"}),
        (BASE + "# a comment\n", set()),
        (BASE.replace("limit = 3", "limit = 4"), {"a", "b"}),
        (BASE.replace("def b(x):\n    return x", "def b(x):\n    return 2 * x"), {"b"}),
        (BASE + "def new(x):\n    return x\n", set()),
        (BASE + "a = b\n", {"a", "b"}),
        ("def broken(:", {"a", "b"}),
    ],
)
def test_a_change_touches_what_depends_on_it(changed: str, touched: set[str]) -> None:
    before, after = (fingerprints(program(source), ("a", "b")) for source in (BASE, changed))
    assert {name for name in before if before[name] != after[name]} == touched


def test_a_changed_helper_file_touches_everything() -> None:
    before = fingerprints(program(BASE, helper=b"1"), ("a",))
    assert before != fingerprints(program(BASE, helper=b"2"), ("a",))
