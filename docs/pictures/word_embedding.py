"""From a text to a table of counts, its positive information, and a plane in which words of one kind lie together."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from matplotlib.figure import Figure

TEXT = (
    "the cat drinks milk the dog drinks water the cat eats fish the dog eats meat "
    "a cat chases a mouse a dog chases a cat the mouse eats bread the mouse drinks water"
)


def draw(solution: SimpleNamespace, figure: Figure) -> None:
    """The counts of a small text, what they say beyond chance, and the first two dimensions."""
    text = TEXT.split()
    words = list(dict.fromkeys(text))
    counts = solution.cooccurrence(np.array([words.index(word) for word in text]), len(words), 2)
    information = solution.ppmi(counts)
    plane = solution.svd_embedding(information, 2)
    plane = plane * np.sign(plane[0])  # the library chooses signs as it likes
    tables = figure.subplots(1, 3, width_ratios=(1, 1, 1.5))
    for axes, table, title in ((tables[0], counts, "counts, window 2"), (tables[1], information, "PPMI")):
        axes.pcolormesh(np.arange(len(words)), np.arange(len(words)), table, cmap="Purples")
        axes.invert_yaxis()
        axes.set_aspect("equal")
        axes.set_title(title, fontsize=9)
        axes.set_xticks([])
        axes.set_yticks(range(len(words)), words if axes is tables[0] else [], fontsize=7)
    tables[2].set_title("two dimensions of the SVD", fontsize=9)
    tables[2].plot(*plane.T, ".", color="#542788")
    for word, place in zip(words, plane, strict=True):
        tables[2].annotate(word, place, xytext=(3, 2), textcoords="offset points", fontsize=7)
    tables[2].margins(0.12)
