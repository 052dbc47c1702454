"""`check` within a notebook: a real kernel runs the cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

RIGHT = "import numpy as np\n\ndef mean_squares(values):\n    return np.mean(values * values, axis=1)"
WRONG = "def signs(values):\n    print('<b>looking</b>')\n    return '0' * len(values)"


def outputs(folder: Path, *cells: str) -> list[Any]:
    """What the last cell shows, by MIME type, when a kernel in the folder runs the cells."""
    new: Any = nbformat.v4
    notebook = new.new_notebook(cells=[new.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    return [output["data"] for output in notebook.cells[-1]["outputs"] if "data" in output]


@pytest.fixture
def released(folder: Path) -> Path:
    """A student's folder; the file on disk holds nothing of what the notebook defines."""
    (folder / "tiny.py").unlink()
    return folder


def test_the_cells_that_have_run_are_checked_unsaved(released: Path) -> None:
    (shown,) = outputs(released, RIGHT, WRONG, "from grader.notebook import check", "check()")
    html, text = shown["text/html"], shown["text/plain"]
    assert "<td>mean_squares</td>" in html
    assert "with_zeros" in html or "signs" in html
    assert "<script" not in html
    assert "&lt;b&gt;looking&lt;/b&gt;" in html
    assert "mean_squares" in text
    assert "private cases are not run here" in text


def test_the_magic_checks_one_problem_and_a_cell_that_ran_again_counts(released: Path) -> None:
    cells = ["def mean_squares(values):\n    return 0", "%load_ext grader", RIGHT, "%check mean_squares"]
    (shown,) = outputs(released, *cells)
    assert "<td>mean_squares</td>" in shown["text/html"]
    assert "<td>signs</td>" not in shown["text/html"]
    assert 'class="bad"' not in shown["text/html"]


def test_a_helper_file_and_a_library_of_the_folder_come_along(released: Path) -> None:
    (released / "helpers.py").write_text("def square(values):\n    return values * values\n", encoding="utf-8")
    cell = "from helpers import square\n\ndef mean_squares(values):\n    return square(values).mean(axis=1)"
    (shown,) = outputs(released, cell, "%load_ext grader", "%check mean_squares")
    assert 'class="bad"' not in shown["text/html"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("check('mean_square')", "did you mean mean_squares?"),
        ("check(folder='nowhere')", "nowhere: expected your folder or file, found nothing there"),
    ],
)
def test_what_stops_a_check_is_told_without_a_traceback(released: Path, asked: str, words: str) -> None:
    (shown,) = outputs(released, "from grader.notebook import check", asked)
    assert words in shown["text/plain"]
    assert "text/html" not in shown


def test_outside_a_notebook_it_says_so(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from grader.notebook import check

    monkeypatch.chdir(released)
    assert repr(check()) == "grader: expected a running notebook, found none; in a terminal: grader check"
