"""Polynomials that are too stiff, right and too flexible, and what their errors say of it."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from matplotlib.figure import Figure

#: Too stiff, right, and through nearly every sample.
SHOWN = ((1, "#1b9e77"), (3, "black"), (9, "#d95f02"))


def draw(solution: SimpleNamespace, figure: Figure) -> None:
    """Left samples of a wave and three polynomials, right the errors of all degrees on both sets."""
    draws = np.random.default_rng(18)
    x, x_validation = np.linspace(-1, 1, 12), draws.uniform(-1, 1, 40)
    y, y_validation = (np.sin(3 * places) + draws.normal(scale=0.25, size=len(places)) for places in (x, x_validation))
    degrees = list(range(11))
    train, validation = solution.poly_gap(x, y, x_validation, y_validation, degrees)
    curves, errors = figure.subplots(1, 2)
    across = np.linspace(-1, 1, 121)
    for degree, color in SHOWN:
        fit = np.polynomial.Polynomial.fit(x, y, degree)
        curves.plot(across, fit(across), color=color, linewidth=1.2, label=f"degree {degree}")
    curves.plot(x, y, "o", markersize=4, color="#2d004b", label="training")
    curves.plot(x_validation, y_validation, ".", markersize=3, color="#7f3b08", label="validation")
    curves.set_ylim(-2, 2)
    curves.set_xlabel("x")
    curves.set_title("fitted to the training samples", fontsize=9)
    curves.legend(loc="lower right", fontsize=7)
    errors.semilogy(degrees, train, "o-", markersize=3, color="#2d004b", label="training")
    errors.semilogy(degrees, validation, ".-", color="#7f3b08", label="validation")
    errors.set_xlabel("degree")
    errors.set_title("mean square error: the gap is overfitting", fontsize=9)
    errors.legend(loc="lower left", fontsize=8)
