"""A long valley: one rate for all parameters bounces or creeps; sigma per parameter arrives, bursts, and is tamed."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from matplotlib.figure import Figure

CURVATURES = np.array([0.05, 5.0])
START = np.array([-30.0, 1.5])


def gradient(theta: np.ndarray) -> np.ndarray:
    """Of 1/2 sum of curvature times theta^2."""
    slope: np.ndarray = CURVATURES * theta
    return slope


def draw(solution: SimpleNamespace, figure: Figure) -> None:
    """Paths over the loss, left with one rate for both parameters, then with RMS, without and with decay."""
    steps = 130
    constant = np.full(steps, 1.0)
    decayed = np.array([solution.lr_decay(step, 3.0, "inverse_sqrt") for step in range(steps)])
    across, up = np.meshgrid(np.linspace(-32, 6, 39), np.linspace(-4, 4, 33))
    loss = (CURVATURES[0] * across**2 + CURVATURES[1] * up**2) / 2
    panels = figure.subplots(1, 3, sharex=True, sharey=True)
    for panel, title, rates, method in (
        (panels[0], "one rate for both", np.full(40, 0.39), "sgd"),
        (panels[1], "RMS, constant rate: a burst", constant, "rms"),
        (panels[2], "RMS, decaying rate", decayed, "rms"),
    ):
        path = solution.train_scheduled(START, gradient, rates, method)
        panel.contourf(across, up, loss, np.linspace(0, 40, 6), cmap="Blues", alpha=0.7, extend="max")
        panel.plot(*path.T, color="#d95f02", linewidth=0.9)
        panel.plot(*path[-1], "o", color="#d95f02", markersize=4)
        panel.plot(0, 0, "*", color="black", markersize=8)
        panel.set_title(title, fontsize=9)
        panel.set_xlabel("flat direction")
    panels[0].set_ylabel("steep direction")
