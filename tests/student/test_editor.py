"""What an editor sees: the pytest plugin, and `debug`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from grader.model.values import Value
from grader.practice.literal import assignment, literal

from .conftest import RIGHT, WRONG, Grader


def pytest_in(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Plain pytest, with the plugin that the installed package registers."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_pytest_runs_one_item_a_public_case(folder: Path) -> None:
    (folder / "tiny.py").write_text(WRONG)
    listed = pytest_in(folder, "--collect-only", "-q").stdout
    assert "tiny.py::mean_squares/ordinary/public/0" in listed
    done = pytest_in(folder, "-q")
    assert "3 failed, 6 passed" in done.stdout, done.stdout + done.stderr
    assert "worst element" in done.stdout
    assert "FAILED tiny.py::mean_squares/ordinary/public/0 - mean of columns" in done.stdout
    assert "Traceback" not in done.stdout
    assert "pytest_plugin.py" not in done.stdout


def test_one_case_can_be_chosen(folder: Path) -> None:
    (folder / "tiny.py").write_text(WRONG)
    done = pytest_in(folder, "-q", "tiny.py::split_signs/ordinary/public/1")
    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_elsewhere_the_plugin_collects_nothing(tmp_path: Path) -> None:
    (tmp_path / "tiny.py").write_text(RIGHT)
    (tmp_path / "test_mine.py").write_text("def test_mine():\n    pass\n")
    assert "1 passed" in pytest_in(tmp_path, "-q").stdout


def test_elsewhere_the_plugin_costs_no_import(tmp_path: Path) -> None:
    (tmp_path / "test_mine.py").write_text(
        "import sys\n\ndef test_mine():\n"
        "    ours = [name for name in sys.modules if name.startswith('grader.')]\n"
        "    assert ours == ['grader.pytest_plugin']\n"
        "    assert not {'numpy', 'rich', 'click', 'msgspec'} & set(sys.modules)\n"
    )
    assert "1 passed" in pytest_in(tmp_path, "-q").stdout


def test_debug_prints_code_that_can_be_pasted(folder: Path, grader: Grader) -> None:
    (folder / "tiny.py").write_text(WRONG)
    done = grader("debug", "mean_squares/square/public/0", cwd=folder)
    assert done.returncode == 1, done.stderr
    code = done.stdout.split("─")[0]
    pasted = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert pasted.returncode == 0, pasted.stderr
    printed = [float(number) for number in pasted.stdout.strip(" []\n").split()]
    got = done.stdout.split("got")[1]
    assert all(f"{number:.3f}"[:4] in got for number in printed)


def test_debug_takes_the_beginning_of_a_name(folder: Path, grader: Grader) -> None:
    (folder / "tiny.py").write_text(RIGHT)
    assert "this case passes" in grader("debug", "mean_squares/sq", cwd=folder).stdout
    several = grader("debug", "mean_squares", cwd=folder)
    assert several.returncode == 2
    assert "mean_squares/ordinary/public/1" in several.stderr
    assert "private case" in grader("debug", "mean_squares/square/private/0", cwd=folder).stderr


def test_debug_guesses_within_the_problem_that_is_named(folder: Path, grader: Grader) -> None:
    told = grader("debug", "signs/ordinari/public/0", cwd=folder).stderr
    guesses = told.partition("did you mean ")[2].strip().split(", ")
    assert "signs/ordinary/public/0" in guesses
    assert all(guess.startswith("signs/") for guess in guesses)


def test_debug_saves_arrays(folder: Path, grader: Grader) -> None:
    (folder / "tiny.py").write_text(RIGHT)
    assert grader("debug", "mean_squares/sq", "--save", "case.npz", cwd=folder).returncode == 0
    with np.load(folder / "case.npz") as saved:
        assert set(saved) == {"values", "expected", "got"}
        np.testing.assert_allclose((saved["values"] ** 2).mean(axis=1), saved["expected"])


def test_pdb_stops_in_the_students_function(folder: Path) -> None:
    (folder / "tiny.py").write_text(RIGHT)
    command = [sys.executable, "-m", "grader.cli", "debug", "mean_squares/sq", "--pdb"]
    typed = "p values.shape\nc\n"
    done = subprocess.run(command, cwd=folder, input=typed, capture_output=True, text=True, check=False)
    assert "tiny.py(6)mean_squares()" in done.stdout, done.stdout + done.stderr
    assert "(3, 3)" in done.stdout
    assert "returned: np.array(" in done.stdout


@pytest.mark.parametrize(
    "value",
    [
        np.array([[1.5, -0.1], [np.pi, 1e-300]]),
        np.array([0.1], dtype=np.float32),
        np.array([True, False]),
        np.zeros((0, 3), dtype=np.int64),
        np.array([np.nan, np.inf, -np.inf]),
        np.array(2.5),
        [1, 2.5, "x", None, (True,)],
        {"a": (1,), "b": []},
        float("inf"),
        10**400,
    ],
)
def test_a_literal_reads_as_the_same_value(value: Value) -> None:
    room: dict[str, object] = {"np": np}
    exec(assignment("value", value), room)
    read = room["value"]
    if isinstance(value, np.ndarray):
        assert isinstance(read, np.ndarray)
        assert read.dtype == value.dtype
        np.testing.assert_array_equal(read, value)
    else:
        assert read == value


def test_a_large_array_is_named_and_not_printed() -> None:
    assert "--save" in literal(np.zeros(5000))
