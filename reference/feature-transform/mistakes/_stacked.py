"""The network of two layers with one step of its gradient done another way."""

from __future__ import annotations

import numpy as np

from ..solution import stacked_gradient
from ._shared import floats, sigmoid


def network(samples, weight1, bias1, weight2, bias2):
    """Hidden logits, hidden units, logits."""
    inner = floats(samples) @ weight1 + bias1
    hidden = sigmoid(inner)
    return inner, hidden, hidden @ weight2 + bias2


def backwards(samples, hidden, slope, hidden_slope):
    """The four gradients from the slopes at the logits."""
    return floats(samples).T @ hidden_slope, hidden_slope.sum(axis=0), hidden.T @ slope, slope.sum()


def with_other_hidden_slope(call, derivative, back=None):
    """The answer with derivative(hidden, hidden logits) in place of h (1 - h), and `back` in place of weight2."""
    samples, labels, weight1, bias1, weight2, bias2 = call
    inner, hidden, logits = network(samples, weight1, bias1, weight2, bias2)
    slope = (sigmoid(logits) - labels) / len(samples)
    with np.errstate(all="ignore"):
        hidden_slope = slope[:, None] * (weight2 if back is None else back) * derivative(hidden, inner)
        return stacked_gradient(*call)[0], *backwards(samples, hidden, slope, hidden_slope)


def with_other_slope(call, rule, loss=None):
    """The answer with rule(probabilities, labels) / N in place of dL/dlogit, and another loss if one is given."""
    samples, labels, weight1, bias1, weight2, bias2 = call
    _, hidden, logits = network(samples, weight1, bias1, weight2, bias2)
    slope = rule(sigmoid(logits), floats(labels)) / len(samples)
    found = backwards(samples, hidden, slope, slope[:, None] * weight2 * hidden * (1 - hidden))
    return (stacked_gradient(*call)[0] if loss is None else loss), *found


def scaled(call, loss, gradient):
    """The right answer times these factors."""
    found = stacked_gradient(*call)
    return found[0] * loss, *(part * gradient for part in found[1:])
