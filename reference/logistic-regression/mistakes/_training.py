"""Gradient descent with another step, another gradient or another loss."""

from __future__ import annotations

import numpy as np

from ..solution import logreg_gradient
from ._shared import floats, logits_of


def stable_loss(samples, labels, weights, bias):
    """The mean cross entropy, right for every logit."""
    z = logits_of(samples, weights, bias)
    return (np.maximum(z, 0) - z * floats(labels) + np.log1p(np.exp(-np.abs(z)))).mean()


def descent(samples, labels, start, steps, move, loss=stable_loss):
    """Train with another step or another loss; `move(weights, bias, step)` gives the next parameters."""
    weights, bias = start
    weights, losses = np.array(weights, dtype=float), []
    for step in range(steps):
        losses.append(loss(samples, labels, weights, bias))
        weights, bias = move(weights, bias, step)
    return weights, bias, np.array(losses)


def along(gradient, samples, labels, weights, bias, lr, steps):
    """Descent along another gradient."""

    def move(w, b, _):
        dw, db = gradient(samples, labels, w, b)
        return w - lr * dw, b - lr * db

    return descent(samples, labels, (weights, bias), steps, move)


def losses_of(samples, labels, weights, bias, lr, steps, loss):
    """Losses of another kind along the right way."""

    def move(w, b, _):
        dw, db = logreg_gradient(samples, labels, w, b)
        return w - lr * dw, b - lr * db

    return descent(samples, labels, (weights, bias), steps, move, loss)[2]
