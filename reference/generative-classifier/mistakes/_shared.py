"""What the mistakes of several problems share."""

from __future__ import annotations

import math

import numpy as np


def _float_array(values):
    """Floats as they are, the caller's own memory; others converted."""
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(float)


def _sigmoid(log_odds):
    """1 / (1 + exp(-z)); inf where exp overflows gives the right 0."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-log_odds))


def _log_odds(prior1):
    with np.errstate(divide="ignore"):
        return float(np.log(prior1) - np.log1p(-prior1))


def _distances(samples, mean, covariance):
    """(x - mean)^T covariance^-1 (x - mean) for every sample."""
    centred = _float_array(samples) - mean
    return (centred * np.linalg.solve(covariance, centred.T).T).sum(axis=1)


def _squared_scores(samples, mean, variance):
    """(x - mean)^2 / variance, summed over features."""
    return ((_float_array(samples) - mean) ** 2 / variance).sum(axis=1)


LOG_TWO_PI = math.log(2 * math.pi)
