"""What a student reads about a file as it was handed in: places that the student has, names that the student knows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.bank.secret import TEST_SECRET
from grader.run import Level, probe

from .students import RIGHT

ROOT = Path(__file__).resolve().parents[2]


def checked(entry: Path, *more: str, status: int = 1) -> str:
    """All that `grader check` says of a file."""
    command = [sys.executable, "-m", "grader.cli", "check", str(entry), *more]
    environment = {**os.environ, "GRADER_SECRET": TEST_SECRET, "COLUMNS": "200"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


def notebook(*cells: str) -> str:
    code = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": cell} for cell in cells]
    text = [{"cell_type": "markdown", "metadata": {}, "source": "words"}]
    return json.dumps({"cells": text + code, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def test_a_traceback_of_a_notebook_names_cell_and_line(tmp_path: Path) -> None:
    cells = (
        "import numpy as np\nprint(np)",
        "%matplotlib inline",
        "print('trying')\n\ndef sigmoid(z):\n    return missing(z)\n",
    )
    entry = tmp_path / "cross_entropy.ipynb"
    entry.write_text(notebook(*cells), encoding="utf-8")
    said = checked(entry)
    assert "cell 3, line 4, in sigmoid" in said
    assert "return missing(z)" in said
    assert "cross_entropy.py" not in said


def test_a_statement_of_a_notebook_that_fails_is_found_by_cell_and_line(tmp_path: Path) -> None:
    entry = tmp_path / "cross_entropy.ipynb"
    cell = "import numpy as np\n\nEPS = missing\ndef sigmoid(z):\n    return EPS + z"
    entry.write_text(notebook("x = 1", cell), encoding="utf-8")
    assert "cell 2, line 3 fails and is left out: NameError" in checked(entry)


SIGMOID = "\n\n\ndef sigmoid(z):\n    return {}\n"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            "import my_ops.s as ops" + SIGMOID.format("ops.sigmoid(z)"),
            "No module named 'my_ops': my_ops.py was not handed in",
        ),
        (
            "from my_ops import s" + SIGMOID.format("s(z)"),
            "No module named 'my_ops': my_ops.py was not handed in",
        ),
        (
            "import my_ops" + SIGMOID.format("my_ops.s(z)"),
            "No module named 'my_ops': my_ops.py was not handed in",
        ),
        (
            "import einops" + SIGMOID.format("einops.rearrange(z, 'n -> n')"),
            "No module named 'einops'; this assignment allows",
        ),
        (
            "from einops import rearrange" + SIGMOID.format("rearrange(z, 'n -> n')"),
            "No module named 'einops'; this assignment allows",
        ),
        (
            "from constants import EPS" + SIGMOID.format("1 / (EPS - z)"),
            "constants.py was not handed in, and cross_entropy.py imports it on line 1",
        ),
        (
            "from constants import EPS" + SIGMOID.format("EPS"),
            "constants.py was not handed in, and cross_entropy.py imports it on line 1",
        ),
        (
            "import numpy as np\nfrom constants import EPS\nSCALE = np.array(-EPS)" + SIGMOID.format("z"),
            "line 3 fails and is left out: ModuleNotFoundError: No module named 'constants'",
        ),
        (
            "from IPython.display import display" + SIGMOID.format("display(z)"),
            "No module named 'IPython'; this assignment allows",
        ),
    ],
)
def test_what_is_missing_is_named_as_it_was_to_be_handed_in(source: str, words: str, tmp_path: Path) -> None:
    entry = tmp_path / "cross_entropy.py"
    entry.write_text(source, encoding="utf-8")
    assert words in checked(entry)


USES_DISPLAY = "import numpy as np\n\n\ndef sigmoid(z):\n    display(z)\n    return 1 / (1 + np.exp(-z))\n"
LEAVE_IT_OUT = "NameError: name 'display' is not defined; display is there only while a notebook runs: leave it out"


@pytest.mark.parametrize("level", list(Level))
def test_display_in_a_function_is_told_to_be_left_out_at_every_level(level: Level, tmp_path: Path) -> None:
    if probe(level).level is not level:
        pytest.skip(f"level {level} cannot be had here")
    for name, text in (("cross_entropy.py", USES_DISPLAY), ("cross_entropy.ipynb", notebook(USES_DISPLAY))):
        entry = tmp_path / "class" / Path(name).suffix[1:] / name
        entry.parent.mkdir(parents=True)
        entry.write_text(text, encoding="utf-8")
    out, gradebook = tmp_path / "out.json", tmp_path / "class.db"
    options = ["--isolation", level, "--gradebook", str(gradebook), "--json", str(out)]
    command = [sys.executable, "-m", "grader.cli", "grade", "cross-entropy", str(tmp_path / "class"), *options]
    environment = {**os.environ, "GRADER_SECRET": TEST_SECRET}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for submission in json.loads(out.read_text())["submissions"]:
        cases = next(each for each in submission["problems"] if each["problem"] == "sigmoid")["cases"]
        assert {case["message"] for case in cases} == {LEAVE_IT_OUT}


@pytest.mark.parametrize("write", [str, notebook])
def test_a_student_reads_that_display_is_to_be_left_out(write: Callable[[str], str], tmp_path: Path) -> None:
    entry = tmp_path / ("cross_entropy.py" if write is str else "cross_entropy.ipynb")
    entry.write_text(write(USES_DISPLAY), encoding="utf-8")
    assert LEAVE_IT_OUT in checked(entry)


def test_display_where_a_notebook_tries_its_functions_costs_nothing(tmp_path: Path) -> None:
    entry = tmp_path / "cross_entropy.ipynb"
    entry.write_text(notebook(RIGHT, "display(sigmoid(np.zeros(2)))"), encoding="utf-8")
    assert "public 100/100" in checked(entry, status=0)
