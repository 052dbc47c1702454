"""Right work that students hand in as they do, graded by every road and at every level: always all points."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.bank.secret import TEST_SECRET
from grader.run import Level, probe

from .students import NAMES, hand_in

ROOT = Path(__file__).resolve().parents[2]
SLUG = "cross-entropy"


def grader(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "GITLAB_", "CI_"))}
    command = [sys.executable, "-m", "grader.cli", *map(str, arguments)]
    environment = {**kept, "GRADER_SECRET": TEST_SECRET}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("level", list(Level))
def test_a_class_gets_all_points_at_every_level(level: Level, tmp_path: Path) -> None:
    if probe(level).level is not level:
        pytest.skip(f"level {level} cannot be had here")
    out, gradebook = tmp_path / "out.json", tmp_path / "class.db"
    for name in NAMES:
        hand_in(tmp_path / "class", name)
    done = grader("grade", SLUG, tmp_path / "class", "--isolation", level, "--gradebook", gradebook, "--json", out)
    assert done.returncode == 0, done.stderr
    found = {each["student"]: each["score"] for each in json.loads(out.read_text())["submissions"]}
    assert found == dict.fromkeys(NAMES, 100)


@pytest.mark.parametrize("name", NAMES)
def test_a_student_gets_all_points_for_folder_and_file(name: str, tmp_path: Path) -> None:
    folder = hand_in(tmp_path, name)
    (entry,) = [file for file in folder.rglob("*") if file.stem in ("cross_entropy", "hw2_ada")]
    for path in (folder, entry):
        done = grader("check", path, "--json", tmp_path / "out.json")
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the instructor hands out."""
    folder = tmp_path_factory.mktemp("released") / "homework"
    done = grader("release", SLUG, "--to", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_ci_and_pytest_pass_every_public_case(name: str, released: Path, tmp_path: Path) -> None:
    folder = tmp_path / "homework"
    shutil.copytree(released, folder)
    (folder / "cross_entropy.py").unlink()
    shutil.copytree(hand_in(tmp_path, name), folder, dirs_exist_ok=True)
    done = grader("ci", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov"]
    tested = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stdout
    assert int(re.findall(r"(\d+) passed", tested.stdout)[0]) > 10
