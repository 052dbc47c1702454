"""XOR: two bent or broken boundaries in the plane, one straight line in the distances to two landmarks."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

#: Of the sum of both distances: 1.41 at the landmarks themselves, 2 at the two other corners.
BETWEEN = 1.75


def draw(solution: SimpleNamespace, figure: Figure) -> None:
    """Samples round the four corners, left as they are, right by their distances to (0, 0) and (1, 1)."""
    draws = np.random.default_rng(17)
    landmarks = np.array([[0.0, 0.0], [1.0, 1.0]])
    corners = np.array([[0.0, 0.0], [1.0, 1.0], [0.0, 1.0], [1.0, 0.0]])
    samples = np.repeat(corners, 12, axis=0) + draws.normal(scale=0.06, size=(48, 2))
    ones = np.repeat([False, False, True, True], 12)
    plane, features = figure.subplots(1, 2)
    _plane(solution, plane, landmarks)
    for place, points in ((plane, samples), (features, solution.distance_features(samples, landmarks))):
        place.plot(*points[~ones].T, "o", markersize=3, color="#2d004b", label="class 0")
        place.plot(*points[ones].T, "^", markersize=3, color="#7f3b08", label="class 1")
    share = solution.linear_accuracy_bound(corners, np.array([0, 0, 1, 1]))
    plane.set_title(f"as they are: a line gets {share:.0%} of the corners right", fontsize=9)
    features.plot([0.1, BETWEEN - 0.1], [BETWEEN - 0.1, 0.1], color="black", linewidth=1.5)
    features.set_title("after the transformation: a line is enough", fontsize=9)
    features.set_xlabel("distance to (0, 0)")
    features.set_ylabel("distance to (1, 1)")
    features.legend(loc="upper right", fontsize=8)


def _plane(solution: SimpleNamespace, place: Axes, landmarks: np.ndarray) -> None:
    """What the network says as shades, and the line of the other side as the curve that it is here."""
    across, up = np.meshgrid(np.linspace(-0.6, 1.6, 45), np.linspace(-0.6, 1.6, 45))
    points = np.stack((across.ravel(), up.ravel()), axis=1)
    _, chance = solution.stacked_forward(points, *solution.xor_network())
    total = solution.distance_features(points, landmarks).sum(axis=1)
    place.contourf(across, up, chance.reshape(across.shape), [0, 0.5, 1], cmap="PuOr_r", alpha=0.35)
    place.contour(across, up, total.reshape(across.shape), [BETWEEN], colors="black", linewidths=1.5)
    place.set_xlabel("x1")
    place.set_ylabel("x2")
