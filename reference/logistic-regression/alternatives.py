"""Other correct ways to compute each problem; they prove that the tolerance accepts what is right."""

from __future__ import annotations

import math

import numpy as np

from grader.author import alternative

from .solution import (
    boundary_distance,
    logreg_gradient,
    logreg_train,
    predict,
    softmax_gradient,
    square_error_gradient,
)


def _floats(values):
    return np.asarray(values, dtype=np.float64)


def _sigmoid_of_number(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def _textbook_sigmoid(z):
    """The plain formula: exp overflows to inf with a warning, and 1 / inf is the right 0."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def _with_ones(samples):
    """A column of ones in front, so that the bias is a weight."""
    samples = _floats(samples)
    return np.hstack([np.ones((len(samples), 1)), samples])


def _rows(samples, weights, bias):
    """Every sample as a list of Python floats, with its logit as an exact sum."""
    for row in _floats(samples).tolist():
        yield row, math.fsum([bias, *(value * weight for value, weight in zip(row, weights.tolist(), strict=True))])


@alternative(predict)
def textbook_formula(samples, weights, bias):
    """1 / (1 + exp(-z)), and the class by the rounded probability."""
    probabilities = _textbook_sigmoid(np.einsum("nd,d->n", _floats(samples), weights) + bias)
    return probabilities, np.where(probabilities > 0.5, 1, 0)


@alternative(predict)
def sample_by_sample(samples, weights, bias):
    """A loop in Python floats, logits as exact sums."""
    logits = [logit for _, logit in _rows(samples, weights, bias)]
    return [_sigmoid_of_number(logit) for logit in logits], [int(logit > 0) for logit in logits]


@alternative(predict)
def by_tanh(samples, weights, bias):
    """The bias as a weight of a column of ones; half of 1 + tanh(z / 2)."""
    logits = _with_ones(samples) @ np.append(bias, weights)
    return (1 + np.tanh(logits / 2)) / 2, np.heaviside(logits, 0)


@alternative(boundary_distance)
def from_a_point_of_the_boundary(samples, weights, bias):
    """From the boundary's point nearest to the origin, along the unit normal."""
    if not weights.any():
        raise ValueError("no direction")
    normal = weights / np.sqrt((weights * weights).sum())
    anchor = -bias * weights / (weights * weights).sum()
    distances = (_floats(samples) - anchor) @ normal
    return distances, _floats(samples) - np.outer(distances, normal)


@alternative(boundary_distance)
def by_least_norm(samples, weights, bias):
    """The least step that makes the logit 0, by the pseudoinverse of the weights as a row."""
    if np.abs(weights).max() == 0:
        raise ValueError("no direction")
    logits = _floats(samples) @ weights + bias
    steps = -logits[:, None] * np.linalg.pinv(weights[None, :])[:, 0]
    return np.sign(logits) * np.linalg.norm(steps, axis=1), _floats(samples) + steps


@alternative(boundary_distance)
def point_by_point(samples, weights, bias):
    """Python floats, every sum exact."""
    length = math.hypot(*weights.tolist())
    if length == 0:
        raise ValueError("no direction")
    distances, nearest = [], []
    for row, logit in _rows(samples, weights, bias):
        distances.append(logit / length)
        nearest.append([x - logit / length * (w / length) for x, w in zip(row, weights.tolist(), strict=True)])
    return distances, nearest


@alternative(logreg_gradient)
def column_of_ones(samples, labels, weights, bias):
    """The bias as a weight of a column of ones, f - y as it stands."""
    extended = _with_ones(samples)
    residuals = _textbook_sigmoid(extended @ np.append(bias, weights)) - _floats(labels)
    gradient = residuals @ extended / len(residuals)
    return gradient[1:], gradient[0]


@alternative(logreg_gradient)
def sample_after_sample(samples, labels, weights, bias):
    """A loop over samples in Python floats."""
    residuals = [
        _sigmoid_of_number(logit) - label
        for (_, logit), label in zip(_rows(samples, weights, bias), _floats(labels).tolist(), strict=True)
    ]
    count, columns = len(residuals), _floats(samples).T.tolist()
    return [math.fsum(map(math.prod, zip(column, residuals, strict=True))) / count for column in columns], (
        math.fsum(residuals) / count
    )


@alternative(logreg_gradient)
def class_by_class(samples, labels, weights, bias):
    """y times the slope of -ln f, plus 1 - y times that of -ln(1 - f), each sample's gradient a row of a matrix."""
    samples, labels = _floats(samples), _floats(labels)
    half = np.tanh((samples @ weights + bias) / 2)
    slopes = (1 - labels) * (1 + half) / 2 - labels * (1 - half) / 2
    return np.mean(slopes[:, None] * samples, axis=0), np.average(slopes)


@alternative(square_error_gradient)
def formula_of_the_lecture(samples, labels, weights, bias):
    """2 (f - y) f (1 - f) x, averaged."""
    samples = _floats(samples)
    f = _textbook_sigmoid(samples @ weights + bias)
    pulls = 2 * (f - _floats(labels)) * f * (1 - f)
    return np.einsum("n,nd->d", pulls, samples) / len(pulls), np.sum(pulls) / len(pulls)


@alternative(square_error_gradient)
def by_hyperbolic_functions(samples, labels, weights, bias):
    """f = (1 + tanh(z / 2)) / 2, and its slope (1 - tanh^2) / 4; the bias as a weight of a column of ones."""
    extended = _with_ones(samples)
    half = np.tanh(extended @ np.append(bias, weights) / 2)
    pulls = (1 + half - 2 * _floats(labels)) * (1 - half**2) / 4
    gradient = extended.T @ pulls / len(pulls)
    return gradient[1:], gradient[0]


@alternative(square_error_gradient)
def loop_over_samples(samples, labels, weights, bias):
    """A loop over samples, gradients added up."""
    dweights, dbias = np.zeros(len(weights)), 0.0
    for (row, logit), label in zip(_rows(samples, weights, bias), _floats(labels).tolist(), strict=True):
        f, rest = _sigmoid_of_number(logit), _sigmoid_of_number(-logit)
        pull = 2 * (f - label) * f * rest / len(labels)
        dweights, dbias = dweights + pull * np.array(row), dbias + pull
    return dweights, dbias


@alternative(logreg_train)
def one_vector_of_parameters(samples, labels, weights, bias, lr, steps):
    """The bias as a weight of a column of ones; losses by logaddexp."""
    extended, labels = _with_ones(samples), _floats(labels)
    parameters, losses = np.append(bias, weights), []
    for _ in range(steps):
        logits = extended @ parameters
        losses.append(np.mean(labels * np.logaddexp(0, -logits) + (1 - labels) * np.logaddexp(0, logits)))
        parameters = parameters - lr / len(labels) * (extended.T @ (_textbook_sigmoid(logits) - labels))
    return parameters[1:], parameters[0], np.array(losses)


@alternative(logreg_train)
def recursively(samples, labels, weights, bias, lr, steps):
    """One step, and the rest of the way from where it ends; Python floats inside."""
    weights, labels = _floats(weights), _floats(labels)
    if steps == 0:
        return weights.copy(), bias, []
    losses = []
    for (_, logit), label in zip(_rows(samples, weights, bias), labels.tolist(), strict=True):
        rest = math.log1p(math.exp(-abs(logit)))
        losses.append((1 - label) * logit + rest if logit >= 0 else rest - label * logit)
    dweights, dbias = class_by_class(samples, labels, weights, bias)
    last = recursively(samples, labels, weights - lr * dweights, bias - lr * dbias, lr, steps - 1)
    return last[0], last[1], [math.fsum(losses) / len(losses), *last[2]]


@alternative(softmax_gradient)
def with_one_hot(samples, labels, weights, bias):
    """The one-hot matrix spelled out, the bias as weights of a column of ones."""
    extended = _with_ones(samples)
    logits = extended @ np.vstack([bias, weights])
    one_hot = np.eye(len(bias))[np.asarray(labels).astype(int)]
    shares = np.exp(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))
    gradient = np.einsum("nd,nc->dc", extended, shares - one_hot) / len(logits)
    return gradient[1:], gradient[0]


@alternative(softmax_gradient)
def outer_products(samples, labels, weights, bias):
    """A loop over samples that adds up outer products, exponentials by math.exp."""
    dweights, dbias = np.zeros(weights.shape), np.zeros(bias.shape)
    for sample, label in zip(_floats(samples), np.asarray(labels).tolist(), strict=True):
        logits = (weights * sample[:, None]).sum(axis=0) + bias
        terms = [math.exp(logit - max(logits)) for logit in logits]
        residual = np.array(terms) / math.fsum(terms)
        residual[label] -= 1
        dweights += np.outer(sample, residual) / len(samples)
        dbias += residual / len(samples)
    return dweights, dbias


@alternative(softmax_gradient)
def class_after_class(samples, labels, weights, bias):
    """Every class's column by itself: 1 / sum_j exp(z_j - z_c) is its probability."""
    samples = _floats(samples)
    logits = samples @ weights + bias
    columns, sums = [], []
    for one in range(len(bias)):
        with np.errstate(over="ignore"):
            share = 1 / np.exp(logits - logits[:, [one]]).sum(axis=1)
        residual = share - (np.asarray(labels) == one)
        columns.append(samples.T @ residual / len(samples))
        sums.append(residual.mean())
    return np.stack(columns, axis=1), sums
