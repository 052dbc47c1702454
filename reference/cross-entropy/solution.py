"""Sigmoid, softmax and cross entropy from logits: formulas that are right for every finite logit.

One idea carries the whole file: exp is only ever taken of numbers that are at most 0, so nothing overflows, and the
logarithm is taken on paper before the probability underflows.
"""

from __future__ import annotations

import numpy as np


def _as_floats(values):
    """Floats stay what they are; integers and booleans become float64."""
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(np.float64)


def _pair(logits, labels):
    """Logits and 0/1 or soft labels of one shape as floats; integer labels take the logits' dtype."""
    logits, labels = _as_floats(logits), np.asarray(labels)
    if logits.shape != labels.shape:
        raise ValueError(f"logits {logits.shape} and labels {labels.shape} must have the same shape")
    return logits, labels if labels.dtype.kind == "f" else labels.astype(logits.dtype)


def sigmoid(z):
    """Return 1 / (1 + exp(-z)) for every element of z, a number or an array of any shape.

    With e = exp(-|z|) it is 1 / (1 + e) where z >= 0 and e / (1 + e) where z < 0.  Lecture p17.
    """
    z = _as_floats(z)
    decay = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, decay) / (1 + decay)


def bce_with_logits(logits, labels):
    """Return the mean binary cross entropy of logits (N,) and labels (N,) in [0, 1], a scalar.

    -y ln f - (1 - y) ln(1 - f) with f = sigmoid(z) is, for every z,  max(z, 0) - z y + ln(1 + exp(-|z|)).
    ValueError if the shapes differ.  Lecture p17; the form is that of TensorFlow's and PyTorch's losses.
    """
    logits, labels = _pair(logits, labels)
    losses = np.maximum(logits, 0) - logits * labels + np.log1p(np.exp(-np.abs(logits)))
    return losses.mean()


def softmax(logits, axis=-1):
    """Return exp(z_i) / sum_j exp(z_j) along `axis`, in the shape of logits.

    A common shift cancels in the quotient; shifting by the maximum of each slice makes the largest term exp(0) = 1.
    """
    logits = _as_floats(logits)
    terms = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return terms / terms.sum(axis=axis, keepdims=True)


def log_softmax(logits, axis=-1):
    """Return ln softmax along `axis`, in the shape of logits: z_i - m - ln sum_j exp(z_j - m) with m = max_j z_j.

    The log-sum-exp form stays finite where the probability itself is smaller than any float.
    """
    logits = _as_floats(logits)
    shifted = logits - logits.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def softmax_cross_entropy(logits, labels):
    """Return (loss, dlogits): the mean of -ln softmax(logits)[n, labels[n]], and its gradient.

    logits (N, C), labels (N,) in 0 .. C-1 -> scalar, (N, C).  dlogits = (softmax(logits) - onehot(labels)) / N.
    ValueError if a label is below 0 or above C - 1.  Lecture p17.
    """
    labels = np.asarray(labels)
    log_probs = log_softmax(logits)
    samples, classes = log_probs.shape
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(f"labels must lie in 0 .. {classes - 1}")
    rows = np.arange(samples)
    dlogits = np.exp(log_probs)
    dlogits[rows, labels] -= 1
    return -log_probs[rows, labels].mean(), dlogits / samples


def logit_pulls(logits, labels):
    """Return (square_error, cross_entropy): each sample's derivative of the two losses with respect to its logit.

    With f = sigmoid(z):  d/dz (f - y)^2 = 2 (f - y) f (1 - f),  d/dz CE = f - y.  Both (N,), nothing is averaged.
    f (1 - f) = e / (1 + e)^2 with e = exp(-|z|): far from the target it vanishes, and square error's pull with it.
    f - y is written f (1 - y) - (1 - f) y, which does not cancel where f is nearly right.
    ValueError if the shapes differ.  Lecture p17.
    """
    logits, labels = _pair(logits, labels)
    decay = np.exp(-np.abs(logits))
    residual = sigmoid(logits) * (1 - labels) - sigmoid(-logits) * labels
    return 2 * residual * decay / (1 + decay) ** 2, residual
