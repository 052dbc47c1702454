"""Other correct ways to compute each problem; they prove that the tolerance accepts what is right."""

from __future__ import annotations

import math

import numpy as np

from grader.author import alternative

from .solution import bce_with_logits, log_softmax, logit_pulls, sigmoid, softmax, softmax_cross_entropy


def _floats(values):
    """Always float64, also for float32 inputs: here the mathematics is compared, not the precision."""
    return np.asarray(values, dtype=np.float64)


def _require_same_shape(logits, labels):
    if np.shape(logits) != np.shape(labels):
        raise ValueError("logits and labels must have the same shape")


def _stable_sigmoid_of_number(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


def _along(function, logits, axis):
    """Apply a function of one row to every slice along `axis`, by loops."""
    moved = np.moveaxis(_floats(logits), axis, -1)
    flat = moved.reshape(-1, moved.shape[-1])
    done = np.array([function(row) for row in flat]).reshape(moved.shape)
    return np.moveaxis(done, -1, axis)


@alternative(sigmoid)
def by_tanh(z):
    """Half of 1 + tanh(z / 2): accurate relative to 1, not to a tiny result."""
    return 0.5 * (1 + np.tanh(0.5 * _floats(z)))


@alternative(sigmoid)
def by_masks(z):
    """Each sign with its own formula, written into an array of results."""
    z = _floats(z)
    result = np.empty_like(z)
    positive = z >= 0
    result[positive] = 1 / (1 + np.exp(-z[positive]))
    growth = np.exp(z[~positive])
    result[~positive] = growth / (1 + growth)
    return result


@alternative(sigmoid)
def by_logaddexp(z):
    """exp of ln f, where -ln f = ln(exp(0) + exp(-z)) is NumPy's logaddexp."""
    return np.exp(-np.logaddexp(0, -_floats(z)))


@alternative(sigmoid)
def textbook_formula(z):
    """The plain formula: exp overflows to inf with a warning, and 1 / inf is the right 0."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-_floats(z)))


@alternative(bce_with_logits)
def two_logaddexps(logits, labels):
    """-y ln f - (1 - y) ln(1 - f) with both logarithms from logaddexp."""
    _require_same_shape(logits, labels)
    logits, labels = _floats(logits), _floats(labels)
    return np.mean(labels * np.logaddexp(0, -logits) + (1 - labels) * np.logaddexp(0, logits))


@alternative(bce_with_logits)
def sample_by_sample(logits, labels):
    """A loop over Python floats, summed exactly."""
    _require_same_shape(logits, labels)
    losses = []
    for z, y in zip(_floats(logits).tolist(), _floats(labels).tolist(), strict=True):
        rest = math.log1p(math.exp(-abs(z)))
        losses.append((1 - y) * z + rest if z >= 0 else -y * z + rest)
    return math.fsum(losses) / len(losses)


@alternative(bce_with_logits)
def as_two_classes(logits, labels):
    """The softmax cross entropy of the logits (0, z) with the label's distribution (1 - y, y)."""
    _require_same_shape(logits, labels)
    logits, labels = _floats(logits), _floats(labels)
    log_probs = log_softmax(np.stack([np.zeros_like(logits), logits], axis=1))
    return -np.einsum("nc,nc->", log_probs, np.stack([1 - labels, labels], axis=1)) / len(labels)


@alternative(softmax)
def exp_of_log_softmax(logits, axis=-1):
    """exp(z - logsumexp)."""
    return np.exp(log_softmax(_floats(logits), axis=axis))


@alternative(softmax)
def row_by_row(logits, axis=-1):
    """A loop over slices with math.exp and an exact sum."""

    def one(row):
        terms = [math.exp(z - max(row)) for z in row]
        total = math.fsum(terms)
        return [term / total for term in terms]

    return _along(one, logits, axis)


@alternative(softmax)
def by_differences(logits, axis=-1):
    """1 / sum_j exp(z_j - z_i): every entry against all others; inf means that the entry is 0."""
    moved = np.moveaxis(_floats(logits), axis, -1)
    with np.errstate(over="ignore"):
        result = 1 / np.exp(moved[..., None, :] - moved[..., :, None]).sum(axis=-1)
    return np.moveaxis(result, -1, axis)


@alternative(log_softmax, reference=True)
def by_logaddexp_reduce(logits, axis=-1):
    """z minus a logaddexp folded along the axis.

    A reference of its own: the log-sum-exp of logits near 1e4 is rounded to 2e-12 before it is subtracted.
    """
    logits = _floats(logits)
    return logits - np.logaddexp.reduce(logits, axis=axis, keepdims=True)


@alternative(log_softmax)
def online(logits, axis=-1):
    """One pass: the running maximum, and the running sum rescaled whenever the maximum moves."""

    def one(row):
        best, total = -math.inf, 0.0
        for z in row:
            higher = max(best, z)
            total = total * math.exp(best - higher) + math.exp(z - higher)
            best = higher
        return [z - best - math.log(total) for z in row]

    return _along(one, logits, axis)


@alternative(log_softmax)
def by_all_differences(logits, axis=-1):
    """-ln sum_j exp(z_j - z_i), each sum shifted by its own largest difference."""
    moved = np.moveaxis(_floats(logits), axis, -1)
    differences = moved[..., None, :] - moved[..., :, None]
    largest = differences.max(axis=-1)
    result = -largest - np.log(np.exp(differences - largest[..., None]).sum(axis=-1))
    return np.moveaxis(result, -1, axis)


@alternative(softmax_cross_entropy)
def sample_after_sample(logits, labels):
    """A loop over the batch; the label's own term is taken out of the exponentials of its row."""
    logits = _floats(logits)
    samples, classes = logits.shape
    loss, dlogits = 0.0, np.zeros_like(logits)
    for n in range(samples):
        label = int(labels[n])
        if not 0 <= label < classes:
            raise ValueError(f"label {label}")
        row = logits[n] - logits[n].max()
        terms = np.exp(row)
        loss += np.log(terms.sum()) - row[label]
        dlogits[n] = terms / terms.sum()
        dlogits[n, label] -= 1
    return loss / samples, dlogits / samples


@alternative(softmax_cross_entropy)
def with_one_hot(logits, labels):
    """The one-hot matrix spelled out, the loss as a double sum."""
    logits = _floats(logits)
    classes = np.arange(logits.shape[1])
    if not np.isin(labels, classes).all():
        raise ValueError("label outside the classes")
    one_hot = (np.asarray(labels)[:, None] == classes).astype(logits.dtype)
    loss = -np.einsum("nc,nc->", one_hot, log_softmax(logits)) / len(logits)
    return loss, (softmax(logits) - one_hot) / len(logits)


@alternative(softmax_cross_entropy, reference=True)
def by_margins(logits, labels):
    """Every logit measured from the label's: loss = ln sum exp(margin), gradient = exp(margin - loss), then minus 1.

    A reference of its own: exp of a difference of numbers near 740 carries their rounding, hundreds of units.
    """
    logits, labels = _floats(logits), np.asarray(labels).astype(int)
    if np.any((labels < 0) | (labels >= logits.shape[1])):
        raise ValueError("label outside the classes")
    margins = logits - np.take_along_axis(logits, labels[:, None], axis=1)
    losses = np.logaddexp.reduce(margins, axis=1)
    dlogits = np.exp(margins - losses[:, None])
    np.put_along_axis(dlogits, labels[:, None], np.expm1(-losses)[:, None], axis=1)
    return np.mean(losses), dlogits / len(labels)


@alternative(logit_pulls)
def from_probabilities(logits, labels):
    """The formulas of the lecture with f = sigmoid(z)."""
    _require_same_shape(logits, labels)
    f, y = sigmoid(_floats(logits)), _floats(labels)
    return 2 * (f - y) * f * (1 - f), f - y


@alternative(logit_pulls)
def number_by_number(logits, labels):
    """A loop over samples in Python floats."""
    _require_same_shape(logits, labels)
    square_error, cross_entropy = [], []
    for z, y in zip(_floats(logits).tolist(), _floats(labels).tolist(), strict=True):
        f, rest = _stable_sigmoid_of_number(z), _stable_sigmoid_of_number(-z)
        square_error.append(2 * (f - y) * f * rest)
        cross_entropy.append(f - y)
    return square_error, cross_entropy


@alternative(logit_pulls)
def by_hyperbolic_functions(logits, labels):
    """f - 1/2 = tanh(z / 2) / 2, and f (1 - f) = (1 - tanh(z / 2)^2) / 4."""
    _require_same_shape(logits, labels)
    half = np.tanh(_floats(logits) / 2)
    residual = half / 2 + (0.5 - _floats(labels))
    return residual * (1 - half) * (1 + half) / 2, residual
