"""How far back a gradient reaches through a recurrent network's steps, and what clipping does to its length."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from matplotlib.figure import Figure

STEPS, UNITS, INPUTS = 30, 8, 4


def draw(solution: SimpleNamespace, figure: Figure) -> None:
    """Left the gradient of the last state by inputs further and further back; right one gradient, two ways to clip."""
    draws = np.random.default_rng(40)
    x, h0 = draws.normal(size=(1, STEPS, INPUTS)) / 100, np.zeros((1, UNITS))
    w_input, bias = draws.normal(size=(INPUTS, UNITS)), np.zeros(UNITS)
    turn = np.linalg.qr(draws.normal(size=(UNITS, UNITS)))[0]
    last = np.zeros((1, STEPS, UNITS))
    last[:, -1] = 1 / np.sqrt(UNITS)
    left, right = figure.subplots(1, 2)
    for size, colour in ((0.8, "#542788"), (1.0, "#7f7f7f"), (1.2, "#b35806")):
        grad_x = solution.rnn_backward(last, x, h0, w_input, size * turn, bias)[0]
        left.semilogy(np.linalg.norm(grad_x[0], axis=1)[::-1], color=colour, label=f"W_h = {size} × a rotation")
    left.set(xlabel="steps back from the last state", ylabel="length of the gradient by x")
    left.legend(loc="lower left", fontsize=8)
    grad = np.array([2.0, 0.6])
    (scaled,), _ = solution.clip_global_norm([grad], 1.0)
    right.add_patch(_circle())
    for vector, words, colour in (
        (grad, "the gradient", "#b35806"),
        (scaled, "clipped by its norm", "#542788"),
        (np.clip(grad, -1, 1), "clipped entry by entry: turned", "#7f7f7f"),
    ):
        right.annotate("", vector, (0, 0), arrowprops={"arrowstyle": "->", "color": colour, "lw": 1.5})
        right.plot([], [], color=colour, label=words)
    right.set(xlim=(-0.2, 2.2), ylim=(-0.6, 1.8), aspect="equal")
    right.legend(loc="upper right", fontsize=8)


def _circle() -> object:
    """All gradients whose norm is the limit."""
    from matplotlib.patches import Circle

    return Circle((0, 0), 1, fill=False, linestyle="--", color="#999999")
