"""A course with a secret, and what it releases."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

#: Not the published one: that stands in the package, and so in its wheel.
SECRET = "secret-of-the-course-that-tests-release"

Grader = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def grader(tmp_path: Path) -> Grader:
    """The command line as a process of its own, with a secret of its own."""

    def run(*arguments: str | Path, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "GITLAB_", "CI_"))}
        environment = {**kept, "GRADER_SECRET": SECRET, "XDG_CACHE_HOME": str(tmp_path / "cache"), **variables}
        command = [sys.executable, "-m", "grader.cli", *map(str, arguments)]
        return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)

    return run


RIGHT = """
import numpy as np


def mean_squares(values):
    if values.ndim != 2:
        raise ValueError("a matrix")
    return np.mean(values**2, axis=1)


def signs(values):
    return "".join("+" if value > 0 else "-" if value < 0 else "0" for value in values)


def split_signs(values):
    return values[values < 0], values[values > 0]
"""
#: The mean over the wrong axis, and a line that a pipeline would take for a command.
WRONG = RIGHT.replace("axis=1", "axis=0").replace(
    '    return "".join', '    print("::error::x ##[group]y")\n    return "".join'
)


@pytest.fixture
def folder(course: Path, tmp_path: Path, grader: Grader) -> Path:
    """A released folder, its path with a space and an umlaut, no course above it."""
    home = tmp_path / "my wörk"
    done = grader("release", "tiny", "--to", home, cwd=course)
    assert done.returncode == 0, done.stderr
    return home
