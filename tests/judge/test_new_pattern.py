"""A new pattern is one file and one line: it is found and put into words in the report of a real answer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import grader
from grader.run import Level, probe

pytestmark = pytest.mark.skipif(
    probe().level not in (Level.FULL, Level.CONFINED), reason="this machine cannot isolate submissions"
)

PATTERN = '''
"""Every second number has the other sign."""

import numpy as np

from grader.judge.patterns.pattern import Candidate, Match, Pattern


def candidates(f):
    """The truth with alternating signs."""
    signs = np.where(np.arange(f.size) % 2, -1.0, 1.0).reshape(f.shape)
    yield Candidate(Match("alternating", first="second"), signs * f)


PATTERN = Pattern(
    priority=35, candidates=candidates, words={"alternating": "every {first} number has the other sign"}
)
'''

ANSWER = """
import numpy as np


def mean_squares(values):
    values = np.asarray(values)
    if values.ndim != 2:
        raise ValueError("a matrix is needed")
    return (values**2).mean(axis=1) * np.where(np.arange(len(values)) % 2, -1.0, 1.0)
"""


def patterns_of(course: Path, *, package: Path, file: Path) -> set[str]:
    """The patterns in the report that a copy of the package writes."""
    environment = os.environ | {"PYTHONPATH": str(package), "GRADER_SECRET": "for-tests-only"}
    subprocess.run(
        [sys.executable, "-m", "grader", "grade", "tiny", "--force", "--json", str(file)],
        cwd=course,
        env=environment,
        check=True,
        capture_output=True,
        timeout=300,
    )
    (entry,) = json.loads(file.read_text(encoding="utf-8"))["submissions"]
    return {case["pattern"] for problem in entry["problems"] for case in problem["cases"] if case["pattern"]}


def test_a_new_pattern_is_a_file_and_a_line(course: Path, tmp_path: Path) -> None:
    folder = course / "submissions/tiny/ada"
    folder.mkdir(parents=True)
    (folder / "tiny.py").write_text(ANSWER, encoding="utf-8")
    package = tmp_path / "copy"
    source = Path(grader.__file__).parent
    shutil.copytree(source, package / "grader", ignore=shutil.ignore_patterns("__pycache__"))
    words = "every second number has the other sign"
    assert words not in patterns_of(course, package=package, file=tmp_path / "before.json")

    patterns = package / "grader/judge/patterns"
    (patterns / "alternating.py").write_text(PATTERN, encoding="utf-8")
    table = patterns / "__init__.py"
    lines = table.read_text(encoding="utf-8").replace('    "axes",\n', '    "alternating",\n    "axes",\n')
    table.write_text(lines, encoding="utf-8")
    assert words in patterns_of(course, package=package, file=tmp_path / "after.json")
