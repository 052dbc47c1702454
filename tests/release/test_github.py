"""The workflows for GitHub: what GitHub reads, and the step that collects repositories, run by a shell."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import Grader

#: Stands in for GitHub: lists, and clones from a folder. It answers with the fields that were asked for, no others.
GH = """#!/bin/sh
case "$1 $2" in
  "repo list") for each in $(ls "$GITHUB/$3"); do echo "$3/$each"; done ;;
  "repo clone") cat > /dev/null; git clone --quiet "$GITHUB/$3" "$4" ;;
  *) exit 9 ;;
esac
"""


def workflow(file: Path) -> dict[Any, Any]:
    """A workflow, as YAML has it."""
    found: dict[Any, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


@pytest.fixture
def released(course: Path, tmp_path: Path, grader: Grader) -> Path:
    """The folder beside which the instructor's lies."""
    done = grader("release", "tiny", "--to", tmp_path / "out", "--github", cwd=course)
    assert done.returncode == 0, done.stderr
    return tmp_path / "out"


def test_nothing_asks_a_service_that_is_gone(released: Path) -> None:
    texts = [file.read_text(encoding="utf-8") for folder in (released, released.with_name("out-instructor"))
             for file in folder.rglob("*") if file.suffix in {".yml", ".md", ".json"}]  # fmt: skip
    assert len(texts) >= 5
    assert not [text for text in texts if "classroom-resources" in text or "gh classroom" in text]
    steps = workflow(released / ".github/workflows/check.yml")["jobs"]["check"]["steps"]
    assert [step["run"] for step in steps if "run" in step][-1] == "grader ci"


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_repositories_are_collected_by_the_beginning_of_their_names(released: Path, tmp_path: Path) -> None:
    grade = workflow(released.with_name("out-instructor") / ".github/workflows/grade-tiny.yml")
    step = next(step for step in grade["jobs"]["grade"]["steps"] if "gh repo" in step.get("run", ""))
    for name in ("dl-tiny-ada", "dl-tiny-bo", "dl-tiny-", "other"):
        repository = tmp_path / "github" / "org" / name
        subprocess.run(["git", "init", "--quiet", repository], check=True)
    gh = tmp_path / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(GH, encoding="utf-8")
    gh.chmod(0o755)
    environment = {**os.environ, "PATH": f"{gh.parent}:{os.environ['PATH']}", "GITHUB": str(tmp_path / "github")}
    work = tmp_path / "work"
    work.mkdir()
    subprocess.run(
        ["bash", "-eo", "pipefail", "-c", step["run"]],
        cwd=work, env={**environment, "OWNER": "org", "PREFIX": "dl-tiny-"}, check=True,
    )  # fmt: skip
    assert sorted(folder.name for folder in (work / "collected/dl-tiny-submissions").iterdir()) == [
        "dl-tiny-ada", "dl-tiny-bo",
    ]  # fmt: skip
