"""Every command in docs/student.md, docs/ci.md and docs/author.md is run as it stands there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
SECRET = "secret-of-the-course-that-tests-the-docs"


def commands(page: str) -> list[str]:
    """The lines of a page's shell blocks, without comments."""
    blocks = BLOCK.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))
    return [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


def run(command: str, folder: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    """One line in a folder, by the interpreter of these tests."""
    words = shlex.split(command)
    program = {"grader": [sys.executable, "-m", "grader.cli"], "python": [sys.executable]}[words[0]]
    hidden = ("GITHUB_", "GITLAB_", "CI_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    environment |= {"GRADER_SECRET": SECRET, "XDG_CACHE_HOME": str(cache)}
    return subprocess.run(
        [*program, *words[1:]], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with one of this repository's assignments, whose cache may be written."""
    copy = tmp_path_factory.mktemp("course")
    for part in ("assignments", "reference"):
        shutil.copytree(ROOT / part / "convolution", copy / part / "convolution")
    return copy


@pytest.mark.xdist_group("docs")
def test_every_command_for_releases_works(course: Path, tmp_path: Path) -> None:
    for command in commands("ci.md"):
        if command.startswith("grader ci"):
            continue
        done = run(command, course, tmp_path)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    shutil.copyfile(ROOT / "submissions/convolution/ada/convolution.py", course / "out/github/convolution.py")
    for command in commands("ci.md"):
        if command.startswith("grader ci"):
            done = run(command, course / "out/github", tmp_path)
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert (course / "out/gradescope/autograder.zip").is_file()


@pytest.mark.xdist_group("docs")
def test_every_command_for_students_works(course: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert run(f"grader start convolution --to '{folder}'", course, tmp_path).returncode == 0
    shutil.copyfile(ROOT / "submissions/convolution/ada/convolution.py", folder / "convolution.py")
    shown = [command for command in commands("student.md") if "--watch" not in command]  # tests/student watches
    assert len(shown) >= 7
    for command in shown:
        done = run(command, folder, tmp_path)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


@pytest.mark.xdist_group("docs")
def test_every_command_for_authors_works(tmp_path: Path) -> None:
    fixtures = ROOT / "tests" / "fixtures" / "course"
    for part in ("assignments", "reference"):  # a small assignment under the name that the page speaks of
        shutil.copytree(fixtures / part / "tiny", tmp_path / part / "softmax")
    shown = commands("author.md")
    assert len(shown) == 2
    for command in shown:
        done = run(command, tmp_path, tmp_path)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        assert "softmax" in done.stdout
