"""A course of one problem, whose cases miss what happens where the padding is far larger than the kernel."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "assignments/sums/assignment.py": '''"""Sums of windows."""

from grader.author import Assignment, Text

assignment = Assignment(title=Text("Sums"), points=10, libraries=("numpy",), problems=("window_sums",))
''',
    "assignments/sums/README.md": "# Sums\n\n- `window_sums(x, k, pad)`, 10 points: sums of k padded numbers.\n",
    "assignments/sums/starter.py": '''"""Sums: fill in the function."""


def window_sums(x, k, pad):
    """The sum of every window."""
    raise NotImplementedError
''',
    "assignments/sums/curriculum.toml": '[traps]\n\n[misconceptions]\nS1 = "no padding"\nS2 = "two zeros at most"\n',
    "assignments/sums/window_sums.py": '''"""The sum of every window of k numbers of the padded vector."""

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Int,
    Problem,
    Text,
    calls_again,
    case,
    covering,
    keeps_inputs,
    scenario,
)

problem = Problem(points=10, hints=(Text("The trap is the border."), Text("Count the windows.")))

domain = (
    Domain(x=Array("N"), k=Int(range(1, 6)), pad=Int(range(10)))
    .sizes(N=range(6, 12))
    .choices_of(Choice("padding", case("padded"), case("no padding", lambda pad: pad == 0)))
)


@scenario(public=3, private=2, weight=2)
def few_zeros(rng: Generator) -> Case:
    """Less padding than the kernel takes away."""
    return Case(x=rng.normal(size=9), k=4, pad=2)


every_choice = covering(domain, private=5)
called_again = calls_again(few_zeros)
inputs_kept = keeps_inputs(few_zeros)
''',
    "reference/sums/solution.py": '''"""Textbook code."""

import numpy as np


def window_sums(x, k, pad):
    padded = np.pad(x, pad)
    return np.array([padded[start : start + k].sum() for start in range(len(padded) - k + 1)])
''',
    "reference/sums/alternatives.py": '''"""Other correct ways."""

import numpy as np

from grader.author import alternative

from .solution import window_sums


@alternative(window_sums)
def by_convolution(x, k, pad):
    return np.convolve(np.pad(x, pad), np.ones(k), mode="valid")
''',
    "reference/sums/mistakes/window_sums.py": '''"""Known mistakes."""

from grader.author import mistake

from ..solution import window_sums


@mistake(window_sums, id="S1")
def no_padding(x, k, pad):
    """You forgot the padding."""
    return window_sums(x, k, 0)


@mistake(window_sums, id="S2")
def at_most_two(x, k, pad):
    """You padded with two zeros at most."""
    return window_sums(x, k, min(pad, 2))
''',
}

#: Wrong, or without an end, where the padding is far larger than the kernel; right elsewhere.
RIGHT = FILES["reference/sums/solution.py"]
WRONG = RIGHT.replace("    padded =", "    x = 2 * x if pad > 3 * k + 3 else x\n    padded =")
HANGING = RIGHT.replace("    padded =", "    while pad > 3 * k + 3:\n        pass\n    padded =")


def sums_course(folder: Path, **submissions: str) -> Path:
    """The course in a folder, with submissions by their students' names."""
    handed_in = {f"submissions/sums/{student}/sums.py": source for student, source in submissions.items()}
    for name, text in {**FILES, **handed_in}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder
