"""Features in which a straight line is enough: given ones, and ones that logistic regressions compute.

A line cannot separate XOR.  In the distances to two landmarks, or with the product of the coordinates as a feature, or
in what two logistic regressions say, it can; the last kind is learned, and is a neural network.
"""

from __future__ import annotations

import math
from itertools import combinations, combinations_with_replacement, pairwise

import numpy as np

#: How far the logits of `xor_network` stand from 0: sigmoid(-4.8) is below 0.01.
SURE = 10.0


def _as_floats(values):
    """Floats stay what they are; integers become float64, so that uint8 does not wrap."""
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(np.float64)


def _sigmoid(logits):
    """1 / (1 + exp(-z)), with exp of numbers that are at most 0 alone."""
    decay = np.exp(-np.abs(logits))
    return np.where(logits >= 0, 1, decay) / (1 + decay)


def distance_features(samples, landmarks):
    """Return the Euclidean distance of every sample to every landmark: (N, D), (K, D) -> (N, K).

    Subtracted before it is squared: |x|^2 - 2 x p + |p|^2 has no digits left where both are far from the origin.
    """
    differences = _as_floats(samples)[:, None] - _as_floats(landmarks)[None]
    return np.sqrt((differences**2).sum(axis=2))


def polynomial_features(samples, degree):
    """Return all monomials of total degree 0 to degree: (N, D) -> (N, M), M = (D + degree)! / (D! degree!).

    By degree, and within one degree in the order of the columns: 1, x1, x2, x1^2, x1 x2, x2^2, …
    """
    samples = _as_floats(samples)
    columns = range(samples.shape[1])
    chosen = [one for total in range(degree + 1) for one in combinations_with_replacement(columns, total)]
    return np.stack([samples[:, list(one)].prod(axis=1) for one in chosen], axis=1)


def stacked_forward(samples, weight1, bias1, weight2, bias2):
    """Return (hidden, probabilities): (N, D), (D, H), (H,), (H,), a number -> (N, H), (N,).

    hidden = sigmoid(samples weight1 + bias1), H logistic regressions; probabilities = sigmoid(hidden weight2 + bias2),
    one more, whose features they are.  Lecture p17.
    """
    hidden = _sigmoid(_as_floats(samples) @ weight1 + bias1)
    return hidden, _sigmoid(hidden @ weight2 + bias2)


def stacked_gradient(samples, labels, weight1, bias1, weight2, bias2):
    """Return (loss, dweight1, dbias1, dweight2, dbias2) of the mean cross entropy; labels (N,) are 0 or 1.

    From the logits z: ln(1 + exp(z)) - y z.  Sigmoid and logarithm cancel in dL/dz = (p - y) / N; the hidden sigmoid's
    derivative is h (1 - h), here sigmoid(z) sigmoid(-z).
    """
    samples, labels = _as_floats(samples), _as_floats(labels)
    hidden_logits = samples @ weight1 + bias1
    hidden = _sigmoid(hidden_logits)
    logits = hidden @ weight2 + bias2
    loss = (np.maximum(logits, 0) - logits * labels + np.log1p(np.exp(-np.abs(logits)))).mean()
    slope = (_sigmoid(logits) - labels) / len(samples)
    hidden_slope = slope[:, None] * weight2 * hidden * _sigmoid(-hidden_logits)
    return loss, samples.T @ hidden_slope, hidden_slope.sum(axis=0), hidden.T @ slope, slope.sum()


def xor_network(low=0.0, high=1.0):
    """Return (weight1, bias1, weight2, bias2) of a network that says 1 where just one of two inputs is high.

    The inputs are low or high.  On the coordinates u, which are 0 for low and 1 for high, the first hidden unit is an
    "or", u1 + u2 > 1/2, the second an "and", u1 + u2 > 3/2; the output is "or, and not and".
    """
    scale = 2 * SURE / (high - low)
    weight1 = np.full((2, 2), scale)
    bias1 = -SURE * np.array([1.0, 3.0]) - 2 * scale * low
    return weight1, bias1, 2 * SURE * np.array([1.0, -1.0]), -SURE


def linear_accuracy_bound(points, labels):
    """Return the greatest share of points (n, 2) that any line classifies as labels (n,) say, 0 or 1.

    The order of the points along a direction changes only where the direction is perpendicular to the difference of
    two of them.  One direction from each interval between these stands for all; along it every threshold is tried.
    Rounding makes parallel differences one.
    """
    places, which = np.unique(_as_floats(points), axis=0, return_inverse=True)
    ones = np.bincount(which.ravel(), weights=labels, minlength=len(places))
    score = ones - (np.bincount(which.ravel(), minlength=len(places)) - ones)
    turns = {round(math.atan2(x, -y) % math.pi, 12) for x, y in (b - a for a, b in combinations(places, 2))} or {0.0}
    angles = np.array([(one + two) / 2 for one, two in pairwise([*sorted(turns), min(turns) + math.pi])])
    orders = np.argsort(np.outer(np.cos(angles), places[:, 0]) + np.outer(np.sin(angles), places[:, 1]), axis=1)
    above = np.cumsum(score[orders], axis=1)  # surplus of ones among those on one side, for every threshold
    zeros, total = len(labels) - ones.sum(), score.sum()
    best = max(0, total, above.max(), (total - above).max())
    return float((zeros + best) / len(labels))
