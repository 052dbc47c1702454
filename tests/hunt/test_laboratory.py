"""A submission's answers on draws are judged by what the draws tolerate now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from grader.bank.secret import TEST_SECRET
from grader.collect.one import collect_one
from grader.hunt.draws import Draws, Recipe
from grader.hunt.programs import HandedIn, Laboratory
from grader.load import load_assignment
from grader.run import probe

from .sums import sums_course

A_THOUSANDTH_OFF = """
import numpy as np

def window_sums(x, k, pad):
    padded = np.pad(x, pad)
    return np.array([padded[start : start + k].sum() for start in range(len(padded) - k + 1)]) + 1e-3
"""


def test_a_draw_whose_tolerance_was_measured_is_judged_anew(tmp_path: Path) -> None:
    assignment = load_assignment(sums_course(tmp_path), "sums")
    draws = Draws(assignment, assignment.problems[0], TEST_SECRET)
    rough = next(each for seed in range(50) if (each := draws.drawn(Recipe((), (9, 9, 9), seed)))).rough
    leaves = tuple(replace(leaf, tolerance=np.ones(leaf.array.shape)) for leaf in rough.leaves)
    file = tmp_path / "sums.py"
    file.write_text(A_THOUSANDTH_OFF, "utf-8")
    with Laboratory(draws, probe().level) as laboratory:
        program = HandedIn("ada", collect_one(file, slug="sums"), laboratory)
        assert list(program.failures([rough])) == [rough.id]
        assert not program.failures([replace(rough, leaves=leaves)])
