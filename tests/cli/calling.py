"""The command line, called in this process or as one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader.cli import main

COURSE = Path(__file__).parent.parent / "fixtures" / "course"
SECRET = "a-secret-for-the-tests-only"


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


@dataclass
class Here:
    """Commands in this process, for what runs no submission."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str | Path, at: Path) -> Ended:
        """Run `grader` with these arguments in the folder `at`."""
        self.monkeypatch.chdir(at)
        self.monkeypatch.setenv("COLUMNS", "160")
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        told = self.capsys.readouterr()
        assert isinstance(end.value.code, int)
        return Ended(end.value.code, told.out, told.err)


def environment(**more: str) -> dict[str, str]:
    """The environment of a command, with a secret unless it is replaced by an empty one."""
    kept = {name: value for name, value in os.environ.items() if name not in {"CI", "GRADER_SECRET"}}
    return {**kept, "COLUMNS": "160", "GRADER_SECRET": SECRET, **more}


def grader(*arguments: str | Path, at: Path, **more: str) -> Ended:
    """Run `grader` as a process of its own in the folder `at`, without a terminal."""
    done = subprocess.run(
        command(*arguments),
        cwd=at,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def command(*arguments: str | Path) -> list[str]:
    """The command line of a process."""
    return [sys.executable, "-m", "grader", *map(str, arguments)]


SUMMED = """
import numpy as np


def mean_squares(values):
    print("[bold]shape[/]", values.shape)
    return np.sum(values * values, axis=1)


def signs(values):
    raise KeyError("no signs\\x1b[2J")
"""


def hand_in(course: Path, student: str, source: str) -> Path:
    """One student's folder with the entry."""
    folder = course / "submissions" / "tiny" / student
    folder.mkdir(parents=True)
    (folder / "tiny.py").write_text(source, encoding="utf-8")
    return folder


def document(file: Path) -> dict[str, Any]:
    """A JSON document without NaN or infinities."""
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"), parse_constant=pytest.fail)
    return found


def scores(file: Path) -> dict[str, tuple[float, float, float]]:
    """Score, public and private of each student."""
    return {
        entry["student"]: (entry["score"], entry["public"]["score"], entry["private"]["score"])
        for entry in document(file)["submissions"]
    }
