"""Every command in docs/instructor.md is run as it stands there, on a class of two."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.run import Level, probe

from .test_commands import ROOT, commands


@pytest.mark.xdist_group("docs")
@pytest.mark.skipif(probe().level not in (Level.FULL, Level.CONFINED), reason="this machine cannot isolate submissions")
def test_every_command_for_instructors_works(tmp_path: Path) -> None:
    for part in ("assignments", "reference"):
        shutil.copytree(ROOT / part / "convolution", tmp_path / part / "convolution")
    for student in ("ada", "dmitri"):
        shutil.copytree(
            ROOT / "submissions" / "convolution" / student, tmp_path / "submissions" / "convolution" / student
        )
    environment = {name: value for name, value in os.environ.items() if name != "GRADER_SECRET"}
    shown = commands("instructor.md")
    assert len(shown) >= 10
    for command in shown:
        words = shlex.split(command)
        assert words[0] == "grader"
        done = subprocess.run(
            [sys.executable, "-m", "grader.cli", *words[1:]],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert (tmp_path / "pages" / "index.html").is_file()
    assert (tmp_path / "results.json").is_file()
