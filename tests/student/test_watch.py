"""`check --watch` in a real terminal: keys are pressed, files saved, the screen read."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.model.outcome import Program
from grader.practice import keys
from grader.practice.changes import fingerprints
from grader.practice.files import Files

from .conftest import RIGHT

pyte = pytest.importorskip("pyte")
pty = pytest.importorskip("pty")

PATIENCE_SECONDS = 30.0


class Terminal:
    """A program in a pseudo-terminal, and what its screen shows."""

    def __init__(self, command: list[str], folder: Path, *, lines: int = 40) -> None:
        self.screen = pyte.Screen(100, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.environ |= {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": str(lines)}
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
    first = terminal.until("public 0/45")
    assert "mean_squares: not implemented yet" in first
    terminal.press("h")
    assert "hint 1/2: Which axis" in terminal.until("hint 1")
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
    terminal.until("public 0/45")
    (folder / "tiny.py").write_text(RIGHT)
    terminal.until("3/3 problems")
    (folder / "tiny.py").write_text(RIGHT.replace('"0"', '"zero"').replace("< 0 else", "< 0.0 else"))
    assert "ran signs in" in terminal.until("ran signs")
    (folder / "tiny.py").write_text(RIGHT.replace("axis=1", "axis=0"))
    terminal.until("2/3 problems")
    terminal.press("q")
    assert terminal.status() == 1


def test_a_file_that_does_not_compile_is_told_and_forgiven(terminal: Terminal, folder: Path) -> None:
    terminal.until("public 0/45")
    (folder / "tiny.py").write_text("def broken(:\n")
    terminal.until("the file does not compile")
    (folder / "tiny.py").write_text(RIGHT)
    terminal.until("3/3 problems")
    terminal.press("q")
    assert terminal.status() == 0


def test_what_is_saved_before_the_first_answer_is_checked(folder: Path) -> None:
    program = folder / "tiny.py"
    program.write_text("import time\n\ntime.sleep(1.5)\n" + program.read_text())  # long enough to be seen
    shown = Terminal([sys.executable, "-m", "grader.cli", "check", "--watch"], folder)
    shown.until("running")
    program.write_text(RIGHT)
    shown.until("3/3 problems")
    shown.press("q")
    assert shown.status() == 0


def test_keys_are_answered_while_a_function_never_ends(terminal: Terminal, folder: Path) -> None:
    terminal.until("public 0/45")
    endless = '    while True:\n        pass\n    return "".join'
    slowly = "import time\n\ntime.sleep(2.5)\n"  # so that there is time to see it run, and to press a key
    (folder / "tiny.py").write_text(slowly + RIGHT.replace('    return "".join', endless))
    terminal.until("running … 1 s")
    terminal.press("l")
    terminal.until("mean_squares/ordinary/public/0")
    terminal.press("q")
    terminal.until("still failing")
    assert terminal.status() == 1


def test_hints_come_one_by_one_and_end(terminal: Terminal) -> None:
    terminal.until("public 0/45")
    terminal.press("h")
    assert "hint 1/2" in terminal.until("Which axis")
    terminal.press("hh")  # two presses in one read
    terminal.until("hint 2/2")
    terminal.until("that was the last hint")


def test_a_window_that_is_too_small_is_scrolled(folder: Path) -> None:
    small = Terminal([sys.executable, "-m", "grader.cli", "check", "--watch"], folder, lines=12)
    small.until("public 0/45")
    small.press("l")
    shown = small.until("more lines")
    assert "split_signs/ordinary/public/2" not in shown
    small.press("\x1b[B" * 9)
    small.until("split_signs/ordinary/public/2")
    small.press("q")
    assert small.status() == 1


def test_a_look_sees_what_is_saved_and_waits_until_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "f.py").write_text("1")
    files = Files(tmp_path)
    assert not files.changed()
    (tmp_path / "f.py").write_text("22")
    assert not files.changed()  # it may still be written to
    assert files.changed()
    files.note()
    assert not files.changed()
    (tmp_path / "helpers").mkdir()
    (tmp_path / "helpers/g.py").write_text("3")
    (tmp_path / "notes.txt").write_text("4")
    assert [files.changed(), files.changed()] == [False, True]
    files.note()
    (tmp_path / "f.py").unlink()
    assert [files.changed(), files.changed()] == [False, True]


def test_presses_that_come_together_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "_typed", lambda seconds: "hn\x1b[A\x1bOB\x1b\x1b[15~q")
    assert keys.next_keys(0) == ["h", "n", keys.UP, keys.DOWN, "\x1b", "\x1b[15~", "q"]


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


@pytest.mark.parametrize("deep", ["if 0: pass\n" + "elif 0: pass\n" * 600, "x = 0x" + "f" * 6000 + "\n"])
def test_a_file_too_deep_to_be_compared_counts_as_a_whole(deep: str) -> None:
    before, after = (fingerprints(program(BASE + deep + end), ("a", "b")) for end in ("", "y = 1\n"))
    assert before["a"] != after["a"]
    assert before["b"] != after["b"]


def test_a_changed_helper_file_touches_everything() -> None:
    before = fingerprints(program(BASE, helper=b"1"), ("a",))
    assert before != fingerprints(program(BASE, helper=b"2"), ("a",))
