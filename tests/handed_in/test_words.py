"""What a student reads about a file as it was handed in: places that the student has, names that the student knows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.bank.secret import TEST_SECRET

ROOT = Path(__file__).resolve().parents[2]


def checked(entry: Path) -> str:
    """All that `grader check` says of a file."""
    command = [sys.executable, "-m", "grader.cli", "check", str(entry)]
    environment = {**os.environ, "GRADER_SECRET": TEST_SECRET, "COLUMNS": "200"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
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
            "No module named 'einops",
        ),
        (
            "from einops import rearrange" + SIGMOID.format("rearrange(z, 'n -> n')"),
            "No module named 'einops",
        ),
    ],
)
def test_what_is_missing_is_named_as_it_was_to_be_handed_in(source: str, words: str, tmp_path: Path) -> None:
    entry = tmp_path / "cross_entropy.py"
    entry.write_text(source, encoding="utf-8")
    assert words in checked(entry)
