"""The lecture's loss with its saddle point: gradient descent stays there, one step along u leads out."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from matplotlib.figure import Figure


def loss(theta: np.ndarray) -> np.ndarray:
    """(1 - w1 w2)^2, for one point or for many."""
    difference: np.ndarray = 1 - theta[0] * theta[1]
    return difference**2


def draw(solution: SimpleNamespace, figure: Figure) -> None:
    """Left the loss over the plane with both paths, right what the loss does along the two eigenvectors."""
    saddle, spacing, lr = np.zeros(2), 2.0**-10, 0.06
    hessian = solution.hessian_fd(loss, saddle, spacing)
    down = solution.escape_direction(hessian)
    down = down * np.sign(down[0])
    up = np.array([-down[1], down[0]])
    path = np.stack([solution.escape_saddle(loss, saddle, spacing, lr, steps) for steps in range(0, 60, 2)])
    path = path * np.sign(path[0, 0])
    plane, line = figure.subplots(1, 2)
    across, along = np.meshgrid(np.linspace(-1.6, 1.6, 65), np.linspace(-1.6, 1.6, 65))
    shades = plane.contourf(
        across, along, loss(np.stack((across, along))), np.linspace(0, 4, 9), cmap="viridis_r", extend="max"
    )
    plane.annotate("", 0.8 * down, saddle, arrowprops={"arrowstyle": "->", "color": "white", "lw": 2})
    plane.annotate("u", 0.8 * down + (0.05, -0.2), color="white", fontsize=11)
    plane.plot(*path.T, "o-", color="#d95f02", markersize=2.5, linewidth=1, label="one step along u, then descent")
    plane.plot(0, 0, "X", color="white", markersize=7, markeredgecolor="black", label="gradient descent alone stays")
    plane.set(xlabel="$w_1$", ylabel="$w_2$", aspect="equal")
    plane.legend(loc="lower center", fontsize=7)
    figure.colorbar(shades, ax=plane, label="loss $(1 - w_1 w_2)^2$")
    distance = np.linspace(-1, 1, 41)
    for direction, name, colour in ((down, "along u: falls", "#d95f02"), (up, "across u: rises", "#1b9e77")):
        second = [solution.taylor_loss(1.0, saddle, hessian, step * direction) for step in distance]
        line.plot(distance, loss(np.outer(direction, distance)), color=colour, label=name)
        line.plot(distance, second, "--", color=colour, linewidth=1)
    line.plot([], [], "--", color="grey", linewidth=1, label="to second order")
    line.set(xlabel="distance from the saddle point", ylabel="loss")
    line.legend(fontsize=8)
