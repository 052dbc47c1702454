"""Other correct ways to compute each problem; they prove that the tolerance accepts what is right."""

from __future__ import annotations

import math

import numpy as np

from grader.author import alternative

from .solution import (
    l2_penalty,
    output_sensitivity,
    ridge_closed_form,
    ridge_loss_grad,
    smoothness_penalty,
    weight_decay_step,
)


def _floats(values):
    """Always float64, also for float32 inputs: here the mathematics is compared, not the precision."""
    return np.array(values, dtype=np.float64)


def _centred(x, targets):
    """Samples and targets minus their means, and the means."""
    x, targets = _floats(x), _floats(targets)
    return x - x.mean(axis=0), targets - targets.mean(), x.mean(axis=0), targets.mean()


@alternative(l2_penalty)
def number_by_number(weights, biases, lam):
    """Every weight as a Python float, one exact sum."""
    return lam * math.fsum(value * value for weight in weights for value in _floats(weight).ravel().tolist())


@alternative(l2_penalty)
def length_of_one_long_vector(weights, biases, lam):
    """All weights in one vector, its product with itself."""
    flat = np.concatenate([np.zeros(1), *(_floats(weight).reshape(-1) for weight in weights)])
    return np.dot(flat, flat) * lam


@alternative(l2_penalty)
def squared_frobenius_norms(weights, biases, lam):
    """The square of each array's norm, layer after layer."""
    total = 0.0
    for weight in weights:
        total += lam * np.linalg.norm(_floats(weight).ravel()) ** 2
    return total


@alternative(ridge_loss_grad)
def sample_by_sample(x, targets, weight, bias, lam):
    """Loops over plain numbers."""
    rows, w = _floats(x).tolist(), _floats(weight).tolist()
    loss, grad_weight, grad_bias = lam * math.fsum(a * a for a in w), [2 * lam * a for a in w], 0.0
    for row, target in zip(rows, _floats(targets).tolist(), strict=True):
        error = math.fsum(a * c for a, c in zip(row, w, strict=True)) + bias - target
        loss += error**2
        grad_weight = [old + 2 * error * feature for old, feature in zip(grad_weight, row, strict=True)]
        grad_bias += 2 * error
    return loss, np.array(grad_weight), grad_bias


@alternative(ridge_loss_grad)
def penalty_as_samples(x, targets, weight, bias, lam):
    """The penalty as D samples more: rows sqrt(lam) times the identity, without the column of ones, target 0."""
    x = _floats(x)
    count, features = x.shape
    design = np.zeros((count + features, features + 1))
    design[:count, :features], design[:count, features] = x, 1
    design[count:, :features] = math.sqrt(lam) * np.eye(features)
    parameters = np.append(_floats(weight), bias)
    rest = design @ parameters - np.append(_floats(targets), np.zeros(features))
    gradient = 2 * design.T @ rest
    return (rest**2).sum(), gradient[:-1], gradient[-1]


@alternative(ridge_loss_grad)
def by_einsum(x, targets, weight, bias, lam):
    """The targets minus the prediction, as the lecture writes it, and gradients with a minus."""
    x, weight = _floats(x), _floats(weight)
    rest = _floats(targets) - (bias + np.einsum("nd,d->n", x, weight))
    grad_weight = -2 * np.einsum("n,nd->d", rest, x) + 2 * lam * weight
    return np.square(rest).sum() + lam * np.square(weight).sum(), grad_weight, -2 * rest.sum()


@alternative(ridge_closed_form)
def normal_equations_of_centred_samples(x, targets, lam):
    """(X'X + lam I)^-1 X'y on centred samples; for lam = 0 the pseudoinverse with a cut-off."""
    centred, rest, mean_x, mean_y = _centred(x, targets)
    moments = centred.T @ centred + lam * np.eye(centred.shape[1])
    inverse = np.linalg.inv(moments) if lam > 0 else np.linalg.pinv(moments, rcond=1e-10, hermitian=True)
    weight = inverse @ (centred.T @ rest)
    return weight, mean_y - mean_x @ weight


@alternative(ridge_closed_form)
def least_squares_with_rows_for_the_penalty(x, targets, lam):
    """numpy.linalg.lstsq on centred samples, below which sqrt(lam) times the identity stands."""
    centred, rest, mean_x, mean_y = _centred(x, targets)
    features = centred.shape[1]
    design = np.vstack([centred, math.sqrt(lam) * np.eye(features)]) if lam > 0 else centred
    right = np.append(rest, np.zeros(features)) if lam > 0 else rest
    weight = np.linalg.lstsq(design, right, rcond=1e-10)[0]
    return weight, mean_y - weight @ mean_x


@alternative(ridge_closed_form)
def bias_by_projection(x, targets, lam):
    """Samples are projected off the vector of ones, which is what centring does; then the kernel form N x N."""
    x, targets = _floats(x), _floats(targets)
    count = len(x)
    off_ones = np.eye(count) - np.full((count, count), 1 / count)
    projected, rest = off_ones @ x, off_ones @ targets
    kernel = projected @ projected.T + lam * np.eye(count)
    solved = np.linalg.solve(kernel, rest) if lam > 0 else np.linalg.pinv(kernel, rcond=1e-10, hermitian=True) @ rest
    weight = projected.T @ solved
    return weight, (targets - x @ weight).mean()


@alternative(ridge_closed_form)
def with_a_column_of_ones(x, targets, lam):
    """One more feature that is always 1 and whose diagonal entry gets no lam; lam = 0 goes by the pseudoinverse."""
    if lam == 0:
        centred, rest, mean_x, mean_y = _centred(x, targets)
        weight = np.linalg.pinv(centred, rcond=1e-10) @ rest
        return weight, mean_y - mean_x @ weight
    x = _floats(x)
    design = np.column_stack([x, np.ones(len(x))])
    price = np.diag([lam] * x.shape[1] + [0.0])
    parameters = np.linalg.solve(design.T @ design + price, design.T @ _floats(targets))
    return parameters[:-1], parameters[-1]


@alternative(weight_decay_step)
def shrink_then_step(weight, bias, grad_weight, grad_bias, lr, lam):
    """The weight shrinks by 1 - 2 lr lam first; then the plain step."""
    return (1 - 2 * lr * lam) * _floats(weight) - lr * _floats(grad_weight), _floats(bias) - lr * _floats(grad_bias)


@alternative(weight_decay_step)
def entry_by_entry(weight, bias, grad_weight, grad_bias, lr, lam):
    """Loops over plain numbers."""
    weights, slopes = _floats(weight).tolist(), _floats(grad_weight).tolist()
    moved = [
        [w - (lr * g + 2 * lr * lam * w) for w, g in zip(row, slope, strict=True)]
        for row, slope in zip(weights, slopes, strict=True)
    ]
    offsets = [b - lr * g for b, g in zip(_floats(bias).tolist(), _floats(grad_bias).tolist(), strict=True)]
    return np.array(moved), np.array(offsets)


@alternative(output_sensitivity)
def row_by_row(weight, perturbations):
    """A loop over perturbations, lengths by numpy.linalg.norm."""
    weight = _floats(weight)
    rows = _floats(perturbations)
    changes = [abs(float(weight @ row)) for row in rows]
    return changes, [float(np.linalg.norm(weight) * np.linalg.norm(row)) for row in rows]


@alternative(output_sensitivity)
def by_hypot(weight, perturbations):
    """math.hypot for lengths, exact sums for products."""
    weight = _floats(weight).tolist()
    rows = _floats(perturbations).tolist()
    products = [math.fsum(a * c for a, c in zip(weight, row, strict=True)) for row in rows]
    return np.abs(products), np.array([math.hypot(*row) for row in rows]) * math.hypot(*weight)


@alternative(output_sensitivity)
def from_outputs(weight, perturbations):
    """The output at x + dx minus the output at x = 0; the bound as one square root of a product."""
    weight, rows = _floats(weight), _floats(perturbations)
    moved = np.einsum("nd,d->n", rows, weight)
    return np.maximum(moved, -moved), np.sqrt(np.einsum("nd,nd->n", rows, rows) * np.square(weight).sum())


@alternative(smoothness_penalty)
def difference_by_difference(outputs, lam):
    """A loop: each difference adds to the value and pulls at its two ends."""
    outputs = _floats(outputs).tolist()
    value, gradient = 0.0, [0.0] * len(outputs)
    for t in range(len(outputs) - 1):
        step = outputs[t + 1] - outputs[t]
        value += lam * step**2
        gradient[t + 1] += 2 * lam * step
        gradient[t] -= 2 * lam * step
    return value, np.array(gradient)


@alternative(smoothness_penalty)
def by_a_matrix_of_differences(outputs, lam):
    """The matrix E of differences: value lam |E f|^2, gradient 2 lam E' E f."""
    outputs = _floats(outputs)
    matrix = np.diff(np.eye(len(outputs)), axis=0)
    steps = matrix @ outputs
    return lam * np.square(steps).sum(), 2 * lam * matrix.T @ steps


@alternative(smoothness_penalty)
def by_neighbours_that_repeat_the_ends(outputs, lam):
    """Ends repeated, so that the differences beyond them are 0."""
    outputs = _floats(outputs)
    padded = np.pad(outputs, 1, mode="edge")
    before, after = outputs - padded[:-2], padded[2:] - outputs
    return lam * (after * after).sum(), 2 * lam * (before - after)
