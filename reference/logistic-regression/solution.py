"""Logistic regression: a straight boundary, the gradients of two losses, gradient descent, and several classes.

One idea carries the file: the gradient of cross entropy is how wrong the probabilities are, times the samples; the
sigmoid's own slope has cancelled. Square error keeps the slope, and stands still where it is most wrong.
"""

from __future__ import annotations

import numpy as np


def predict(samples, weights, bias):
    """Return (probabilities, classes): samples (N, D), weights (D,), a bias -> (N,) in [0, 1], (N,) of 0 and 1.

    P(class 1 | x) = sigmoid(w . x + b); class 1 where the logit is above 0, class 0 on the boundary.  Lecture p17.
    """
    logits = _logits(samples, weights, bias)
    return _sigmoid(logits), (logits > 0).astype(np.int64)


def boundary_distance(samples, weights, bias):
    """Return (distances, nearest): samples (N, D), weights (D,), a bias -> (N,), (N, D).

    (w . x + b) / |w|, positive on class 1's side, and the point of the boundary w . x + b = 0 that is nearest to x.
    ValueError where all weights are 0: there is no boundary.
    """
    length = np.linalg.norm(weights)
    if length == 0:
        raise ValueError("weights that are all 0 have no boundary")
    distances = _logits(samples, weights, bias) / length
    return distances, _as_floats(samples) - distances[:, None] * (weights / length)


def logreg_gradient(samples, labels, weights, bias):
    """Return (dweights, dbias) of the mean cross entropy: (N, D), (N,), (D,), a bias -> (D,), a scalar.

    1/N sum_n (f_n - y_n) x_n, and the mean of f_n - y_n.  Labels are any numbers in [0, 1].  Lecture p17.
    """
    return _averaged(samples, _residuals(_logits(samples, weights, bias), labels))


def square_error_gradient(samples, labels, weights, bias):
    """Return (dweights, dbias) of the mean of (f - y)^2: (N, D), (N,), (D,), a bias -> (D,), a scalar.

    1/N sum_n 2 (f_n - y_n) f_n (1 - f_n) x_n: the slope f (1 - f) vanishes far from the target.  Lecture p17.
    """
    logits = _logits(samples, weights, bias)
    slopes = _sigmoid(logits) * _sigmoid(-logits)
    return _averaged(samples, 2 * _residuals(logits, labels) * slopes)


def logreg_train(samples, labels, weights, bias, lr, steps):
    """Return (weights, bias, losses) after `steps` steps of full-batch gradient descent -> (D,), a scalar, (steps,).

    losses[t] is the mean cross entropy before step t; weights and bias move together.  Lecture p17.
    """
    weights = _as_floats(weights).copy()
    losses = np.zeros(steps)
    for step in range(steps):
        losses[step] = _cross_entropy(_logits(samples, weights, bias), labels)
        dweights, dbias = logreg_gradient(samples, labels, weights, bias)
        weights, bias = weights - lr * dweights, bias - lr * dbias
    return weights, bias, losses


def softmax_gradient(samples, labels, weights, bias):
    """Return (dweights, dbias) of the mean cross entropy of a softmax: (N, D), (N,), (D, C), (C,) -> (D, C), (C,).

    1/N sum_n x_n (p_n - onehot(label_n))^T, and the mean of p_n - onehot(label_n).  Lecture p17.
    """
    logits = _logits(samples, weights, bias)
    terms = np.exp(logits - logits.max(axis=1, keepdims=True))
    residuals = terms / terms.sum(axis=1, keepdims=True)
    residuals[np.arange(len(residuals)), labels] -= 1
    return _averaged(samples, residuals)


def _as_floats(values):
    """Floats stay what they are; integers and bools become float64, so that uint8 does not wrap."""
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(np.float64)


def _logits(samples, weights, bias):
    return _as_floats(samples) @ weights + bias


def _sigmoid(logits):
    """1 / (1 + exp(-z)), with exp of numbers that are at most 0 alone."""
    decay = np.exp(-np.abs(logits))
    return np.where(logits >= 0, 1, decay) / (1 + decay)


def _residuals(logits, labels):
    """f - y = f (1 - y) - (1 - f) y, which does not cancel where f is nearly right."""
    labels = _as_floats(labels)
    return _sigmoid(logits) * (1 - labels) - _sigmoid(-logits) * labels


def _averaged(samples, residuals):
    """The mean over samples of x_n times its residuals, and of the residuals alone."""
    return _as_floats(samples).T @ residuals / len(residuals), residuals.mean(axis=0)


def _cross_entropy(logits, labels):
    """The mean of -y ln f - (1 - y) ln(1 - f), from logits: no probability is ever 0."""
    return (np.maximum(logits, 0) - logits * _as_floats(labels) + np.log1p(np.exp(-np.abs(logits)))).mean()
