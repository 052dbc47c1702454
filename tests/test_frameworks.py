"""A framework is one file and one line: mpmath, a library of pure Python, becomes one in a copy of the package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import grader
from grader.bank.build import case_bank
from grader.bank.secret import TEST_SECRET
from grader.cli.doctor import compared
from grader.collect import collect_one
from grader.frameworks import FRAMEWORKS, LIBRARIES, NAMES, extra_for, framework_named, framework_within
from grader.grade import GradingSession
from grader.model.result import Verdict
from grader.release.record import Release
from grader.run import Level

FILE = '''
"""mpmath: matrices of arbitrary precision."""

import importlib
from pathlib import Path

import numpy as np

from grader.frameworks.base import Framework


class _Guard:
    def __init__(self, forbidden):
        self.seen = ""

    def run(self, function, arguments):
        return function(*arguments)


class _Arrays:
    """Of two dimensions, as mpmath's matrices are."""

    def __init__(self):
        self.matrix = importlib.import_module("mpmath").matrix

    def to_framework(self, value):
        return self.matrix(value.tolist()) if isinstance(value, np.ndarray) else value

    def to_numpy(self, value):
        return np.array(value.tolist(), dtype=float) if isinstance(value, self.matrix) else value

    def memory_of(self, value):
        return value

    def guard(self, forbidden):
        return _Guard(forbidden)

    def is_out_of_memory(self, message):
        return False


def _preload(*, broad, quick):
    importlib.import_module("mpmath")


FRAMEWORK = Framework(
    name="mpmath", title="mpmath", distributions=("mpmath",), preload=_preload, arrays=_Arrays
)
'''
SCRIPT = """
import sys
import numpy as np
import grader
from grader.frameworks import NAMES
from grader.grade import environment
from grader.model.outcome import Arguments, Program, Task
from grader.model.spec import Assignment
from grader.run import Level, Runner, framework_of, probe

assert grader.__file__.startswith(sys.argv[1]), grader.__file__
assert NAMES == ("numpy", "torch", "mpmath") and environment()["mpmath"]
assert Assignment.model_fields["libraries"].default == ("numpy", "torch", "mpmath")
source = b"import mpmath\\ndef f(x):\\n    assert isinstance(x, mpmath.matrix)\\n    return x * x.T\\n"
files = {"entry.py": source}
tasks = [Task("p/s/public/0", "f", (Arguments({"x": np.array([[1.0, 2.0], [3.0, 4.0]])}),))]
for level in (probe().level, Level.NONE):
    with Runner(level) as runner:
        program = Program("entry.py", files, "entry", framework=framework_of(files))
        found = runner.run(program, runner.prepare(tasks)).outcomes[0]
        assert found.kind.value == "value", found
        print(found.value.tolist())
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package with one more file and one more line."""
    root = tmp_path / "copy"
    shutil.copytree(Path(grader.__file__).parent, root / "grader", ignore=shutil.ignore_patterns("__pycache__"))
    table = root / "grader" / "frameworks" / "__init__.py"
    text = table.read_text(encoding="utf-8")
    last = '    "torch",\n)\n'
    assert text.count(last) == 1
    table.write_text(text.replace(last, '    "torch",\n    "mpmath",\n)\n'), encoding="utf-8")
    table.with_name("mpmath.py").write_text(FILE, encoding="utf-8")
    return root


def test_one_file_and_one_line_make_a_framework(package: Path) -> None:
    pytest.importorskip("mpmath")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(package)],
        cwd=package,
        env={**os.environ, "PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:-1] == ["[[5.0, 11.0], [11.0, 25.0]]"] * 2


def test_frameworks_are_found_by_name() -> None:
    assert [framework_named(name) for name in NAMES] == list(FRAMEWORKS)
    assert set(NAMES) <= set(LIBRARIES)
    with pytest.raises(ValueError, match="expected one of numpy, torch, found 'jax'"):
        framework_named("jax")


def test_what_an_assignment_does_not_allow_is_no_framework() -> None:
    assert framework_within(("numpy", "torch"), "torch") == "torch"
    assert framework_within(("numpy",), "torch") == "numpy"


def test_a_framework_that_is_not_allowed_is_refused_even_where_it_is_not_installed(tmp_path: Path) -> None:
    course = Path(__file__).parent / "fixtures" / "course"
    (tmp_path / "submission.py").write_text("import torch\ndef mean_squares(values):\n    return torch.ones(1)\n")
    submission = collect_one(tmp_path / "submission.py", slug="tiny", functions=["mean_squares"])
    assert submission.program is not None
    assert submission.program.framework == "torch"
    with GradingSession.open(case_bank(course, "tiny", secret=TEST_SECRET), Level.NONE) as opened:
        here = {name: version for name, version in opened.environment.items() if name != "torch"}
        session = replace(opened, environment=here)
        assert not session.lacks_framework(submission)
        report = session.grade(submission)
    assert (report.status, report.framework) == ("graded", "numpy")
    first = next(case for problem in report.problems for case in problem.cases if case.verdict is Verdict.FORBIDDEN)
    assert "this assignment allows NumPy" in first.message


def test_only_what_is_not_installed_anyway_is_an_extra() -> None:
    assert extra_for(("numpy",)) == ""
    assert extra_for(LIBRARIES) == "[torch]"


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("2.13.0+cpu", "2.14.1", 1),
        ("2.15.0", "2.9.1", 1),
        ("2.14.0", "2.14.1", 0),
        ("2.12.1", "2.13.0", 0),
        ("2.14.0a1", "2.15", 0),
    ],
)
def test_a_version_that_answers_differently_lies_between(one: str, other: str, told: int) -> None:
    changes = framework_named("torch").changed_between(one, other)
    assert len(changes) == told
    assert all(change.startswith("from 2.14 on the slope of clamp") for change in changes)


def test_doctor_tells_of_a_torch_that_answers_differently() -> None:
    release = Release(Path(), "tiny", ("torch",), {"torch": "2.13.0"}, grader.__version__)
    (told,) = compared(release, {"torch": "2.14.1", "grader": grader.__version__})
    assert told.matters
    assert told.words.startswith("torch: here 2.14.1, there 2.13.0: from 2.14 on the slope of clamp(min=0)")
    assert told.words.endswith('pip install "torch==2.13.*"')
    (told,) = compared(release, {"torch": "2.13.2", "grader": grader.__version__})
    assert not told.matters
