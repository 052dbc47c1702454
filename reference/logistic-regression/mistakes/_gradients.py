"""Wrong ways that both gradients share: programs of (gradient, samples, labels, weights, bias)."""

from __future__ import annotations

from ._shared import averaged, floats


def summed(gradient, samples, labels, weights, bias):
    """No division by N."""
    dweights, dbias = gradient(samples, labels, weights, bias)
    return len(labels) * dweights, len(labels) * dbias


def over_features_too(gradient, samples, labels, weights, bias):
    """Divided by N D."""
    dweights, dbias = gradient(samples, labels, weights, bias)
    return dweights / len(weights), dbias


def ascent(gradient, samples, labels, weights, bias):
    """Both signs reversed."""
    dweights, dbias = gradient(samples, labels, weights, bias)
    return -dweights, -dbias


def bias_summed(gradient, samples, labels, weights, bias):
    """The bias's gradient alone is not divided by N."""
    dweights, dbias = gradient(samples, labels, weights, bias)
    return dweights, len(labels) * dbias


def without_bias(gradient, samples, labels, weights, bias):
    """The bias is not used."""
    return gradient(samples, labels, weights, 0.0)


def bias_times_samples(gradient, samples, labels, weights, bias):
    """The bias's gradient is the mean of the weights' gradient."""
    dweights, _ = gradient(samples, labels, weights, bias)
    return dweights, dweights.mean()


def decided(gradient, samples, labels, weights, bias):
    """Every label that is not 1 is taken for 0."""
    return gradient(samples, floats(labels) == 1, weights, bias)


def by_prediction(samples, labels, weights, bias):
    """(decision - y) x."""
    decisions = (floats(samples) @ weights + bias > 0).astype(float)
    return averaged(samples, decisions - floats(labels))
