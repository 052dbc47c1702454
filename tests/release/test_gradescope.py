"""autograder.zip, unpacked as the platform does and run for real."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from grader.bank import store
from grader.release.wheel import own_wheel

from .conftest import SECRET, Grader

RIGHT = """
import numpy as np

def mean_squares(values):
    if values.ndim != 2:
        raise ValueError("a matrix")
    return np.mean(values**2, axis=1)

def signs(values):
    print("\\x1b[31mred")
    return "".join("+" if value > 0 else "-" for value in values)
"""


@pytest.fixture
def autograder(course: Path, tmp_path: Path, grader: Grader) -> Path:
    """The platform's folder with the zip unpacked in source/."""
    done = grader("release", "tiny", "--to", tmp_path / "out", "--gradescope", cwd=course)
    assert done.returncode == 0, done.stderr
    root = tmp_path / "autograder"
    with zipfile.ZipFile(tmp_path / "out/autograder.zip") as archive:
        archive.extractall(root / "source")
    (root / "submission").mkdir()
    return root


def run(root: Path) -> subprocess.CompletedProcess[str]:
    """The Python part of run_autograder."""
    command = [sys.executable, "-m", "grader.release.autograde", str(root)]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_the_zip_holds_neither_secret_nor_reference(autograder: Path) -> None:
    wheel, _ = own_wheel()
    assert {file.name for file in (autograder / "source").iterdir()} == {
        "setup.sh",
        "run_autograder",
        "tiny.bank",
        wheel,
    }
    everything = b"".join(file.read_bytes() for file in (autograder / "source").iterdir())
    assert SECRET.encode() not in everything
    assert subprocess.run(["bash", "-n", str(autograder / "source/setup.sh")], check=False).returncode == 0
    assert subprocess.run(["bash", "-n", str(autograder / "source/run_autograder")], check=False).returncode == 0


def test_a_submission_is_graded_into_results_json(autograder: Path) -> None:
    (autograder / "submission/tiny.py").write_text(RIGHT)
    done = run(autograder)
    assert done.returncode == 0, done.stdout + done.stderr
    text = (autograder / "results/results.json").read_text()
    document = json.loads(text, parse_constant=lambda constant: pytest.fail(f"{constant} is not finite"))
    rows = {row["name"]: row for row in document["tests"]}
    assert rows["mean_squares"]["status"] == "passed"
    assert rows["split_signs"]["score"] == 0
    assert math.isclose(sum(row["score"] for row in rows.values()), document["score"])
    assert {row["visibility"] for row in rows.values()} == {"visible"}
    assert "\x1b" not in text
    assert "/private/" not in text


def test_an_unreadable_submission_gets_a_zero_and_a_reason(autograder: Path) -> None:
    (autograder / "submission/notes.txt").write_text("no code")
    assert run(autograder).returncode == 0
    document = json.loads((autograder / "results/results.json").read_text())
    assert document["score"] == 0
    assert "no Python file" in json.dumps(document["tests"])


def test_without_cases_there_is_no_score(autograder: Path) -> None:
    (autograder / "source/tiny.bank").write_bytes(b"broken")
    done = run(autograder)
    assert done.returncode == 3
    assert not (autograder / "results").exists()


def test_cases_of_another_grader_are_told_by_file_and_layout_with_the_way_out(autograder: Path) -> None:
    file = autograder / "source/tiny.bank"
    data = file.read_bytes()
    file.write_bytes(data[:1] + bytes([store.LAYOUT - 1]) + data[2:])
    done = run(autograder)
    assert done.returncode == 3
    layouts = f"expected frozen cases in layout {store.LAYOUT}, found layout {store.LAYOUT - 1}"
    assert f"{file}: {layouts}; make the autograder again with `grader release" in done.stdout


def test_without_a_secret_there_is_nothing_to_release(course: Path, tmp_path: Path, grader: Grader) -> None:
    done = grader("release", "tiny", "--to", tmp_path / "out", "--gradescope", cwd=course, GRADER_SECRET="")
    assert done.returncode == 2
    assert "grader secret new" in done.stderr
