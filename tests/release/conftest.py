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
