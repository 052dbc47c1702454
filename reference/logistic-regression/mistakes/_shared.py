"""What the mistakes of several problems share."""

from __future__ import annotations

import numpy as np

#: Small numbers that people clip at.
SMALL = (1e-15, 1e-12, 1e-9, 1e-8, 1e-6)


def floats(values):
    """Floats as they are, the caller's own memory; others converted."""
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(float)


def logits_of(samples, weights, bias):
    """w . x + b for every sample."""
    return floats(samples) @ weights + bias


def sigmoid(logits):
    """1 / (1 + exp(-z)); inf where exp overflows gives the right 0."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-logits))


def overflowing_sigmoid(logits):
    """exp(z) / (1 + exp(z)), which is inf / inf for a large logit."""
    with np.errstate(over="ignore", invalid="ignore"):
        growth = np.exp(logits)
        return growth / (1 + growth)


def averaged(samples, residuals):
    """The mean of x_n times its residual, and of the residuals alone."""
    return floats(samples).T @ residuals / len(residuals), residuals.mean(axis=0)
