"""Ten rows: cut once into three parts, and cut into three folds that take turns."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

COLOURS = {"train": "#b2abd2", "validation": "#e66101", "test": "#4d4d4d"}


def draw(solution: SimpleNamespace, figure: Figure) -> None:
    """Left the three parts of one permutation, in its order; right the folds, row by row."""
    rows = np.random.default_rng(18).permutation(10)
    train, validation, test = solution.split_indices(rows, 0.2, 0.3)
    left, right = figure.subplots(1, 2, width_ratios=(1, 1))
    boxes(left, 0, rows, {"train": train, "validation": validation, "test": test})
    left.set(
        title="split_indices(permutation, 0.2, 0.3)", ylim=(1.5, -1.5), yticks=[], xlabel="place in the permutation"
    )
    for fold, (trained, validated) in enumerate(solution.kfold_indices(10, 3)):
        boxes(right, fold, np.arange(10), {"train": trained, "validation": validated})
    right.set(title="kfold_indices(10, 3)", ylim=(2.5, -0.5), yticks=range(3), xlabel="row", ylabel="fold")
    parts = [Patch(color=colour, label=part) for part, colour in COLOURS.items()]
    figure.legend(handles=parts, loc="outside lower center", ncols=3, fontsize=8)


def boxes(axes: Axes, line: int, rows: np.ndarray, parts: dict[str, np.ndarray]) -> None:
    """One line of numbered boxes, each in the colour of its part."""
    for place, row in enumerate(rows):
        part = next(name for name, members in parts.items() if row in members)
        axes.add_patch(Rectangle((place - 0.45, line - 0.4), 0.9, 0.8, color=COLOURS[part]))
        ink = "black" if part == "train" else "white"
        axes.text(place, line, str(row), ha="center", va="center", color=ink, fontsize=8)
    axes.set(xlim=(-0.6, len(rows) - 0.4), xticks=range(len(rows)))
