"""Two classes of samples: with one covariance for both the boundary is a line, with one for each it is bent."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from matplotlib.figure import Figure


def draw(solution: SimpleNamespace, figure: Figure) -> None:
    """P(C1 | x) over the plane, left with the shared covariance, right with each class's own."""
    draws = np.random.default_rng(16)
    samples1 = draws.multivariate_normal((-1, 0), ((1.6, 0.9), (0.9, 1.0)), 60)
    samples2 = draws.multivariate_normal((2, 0.5), ((0.5, -0.2), (-0.2, 1.2)), 60)
    (mean1, own1), (mean2, own2) = solution.gaussian_mle(samples1), solution.gaussian_mle(samples2)
    shared = solution.shared_covariance(samples1, samples2)
    across, up = np.meshgrid(np.linspace(-5, 5, 41), np.linspace(-4, 4, 33))
    plane = np.stack((across.ravel(), up.ravel()), axis=1)
    axes = figure.subplots(1, 2, sharex=True, sharey=True)
    for place, title, one, two in (
        (axes[0], "one covariance for both: a line", shared, shared),
        (axes[1], "a covariance for each: a curve", own1, own2),
    ):
        chance = solution.posterior(plane, mean1, one, mean2, two, 0.5).reshape(across.shape)
        shades = place.contourf(across, up, chance, np.linspace(0, 1, 6), cmap="PuOr", alpha=0.6)
        place.contour(across, up, chance, [0.5], colors="black", linewidths=1.5)
        place.plot(*samples1.T, "o", markersize=3, color="#2d004b", label="class 1")
        place.plot(*samples2.T, "^", markersize=3, color="#7f3b08", label="class 2")
        place.set_title(title, fontsize=9)
    axes[0].legend(loc="lower left", fontsize=8)
    figure.colorbar(shades, ax=axes, label="P(C1 | x)")
