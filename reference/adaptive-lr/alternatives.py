"""Other correct ways to compute each problem; they prove that the tolerance accepts what is right."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from grader.author import alternative

from .solution import adagrad, adam, lr_decay, rms_update, rmsprop, train_scheduled, warmup_lr


def _floats(values):
    """Always float64, also for float32 inputs: here the mathematics is compared, not the precision."""
    return np.array(values, dtype=np.float64)


def _from_steps(theta0, steps):
    """The path from all steps at once."""
    return np.cumsum(np.vstack([_floats(theta0)[None], -steps]), axis=0)


def _by_parameter(theta0, gradients, move):
    """Each parameter alone, in plain numbers: move(gradients of it) gives its steps."""
    columns = []
    for start, column in zip(_floats(theta0).tolist(), _floats(gradients).T.tolist(), strict=True):
        values = [start]
        for step in move(column):
            values.append(values[-1] - step)
        columns.append(values)
    return np.array(columns).T


@alternative(rms_update)
def with_running_sums(theta0, gradients, lr, eps=1e-8):
    """All sigmas at once from cumulative sums."""
    gradients = _floats(gradients)
    count = np.arange(1, len(gradients) + 1)[:, None]
    sigma = np.sqrt(np.cumsum(gradients**2, axis=0) / count)
    return _from_steps(theta0, lr * gradients / (sigma + eps))


@alternative(rms_update)
def with_norms_of_the_past(theta0, gradients, lr, eps=1e-8):
    """Parameter by parameter, sigma as the length of the past over the root of its number."""

    def move(column):
        for t in range(1, len(column) + 1):
            yield lr * column[t - 1] / (math.hypot(*column[:t]) / math.sqrt(t) + eps)

    return _by_parameter(theta0, gradients, move)


@alternative(rms_update)
def with_a_running_mean(theta0, gradients, lr, eps=1e-8):
    """The mean of squares moves towards each new square by its share."""
    theta, mean = _floats(theta0), np.zeros(len(theta0))
    path = [theta.copy()]
    for t, gradient in enumerate(_floats(gradients), start=1):
        mean += (gradient**2 - mean) / t
        theta -= lr * gradient / (np.sqrt(mean) + eps)
        path.append(theta.copy())
    return np.array(path)


@alternative(adagrad)
def all_sums_at_once(theta0, gradients, lr, eps=1e-10):
    """All sigmas at once from cumulative sums."""
    gradients = _floats(gradients)
    return _from_steps(theta0, lr * gradients / (np.sqrt(np.cumsum(gradients**2, axis=0)) + eps))


@alternative(adagrad)
def lengths_of_the_past(theta0, gradients, lr, eps=1e-10):
    """Parameter by parameter, sigma as the length of all gradients so far."""

    def move(column):
        for t in range(1, len(column) + 1):
            yield column[t - 1] * (lr / (math.hypot(*column[:t]) + eps))

    return _by_parameter(theta0, gradients, move)


@alternative(rmsprop)
def step_by_step_towards_the_square(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """v moves towards the new square by 1 - alpha."""
    theta, v = _floats(theta0), _floats(v0)
    path = [theta.copy()]
    for gradient in _floats(gradients):
        v += (1 - alpha) * (gradient**2 - v)
        theta -= lr / (np.sqrt(v) + eps) * gradient
        path.append(theta.copy())
    return np.array(path)


@alternative(rmsprop)
def by_weights_of_the_past(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """Every v as a weighted sum of all squares and v0."""
    squares, steps = _floats(gradients) ** 2, []
    for t in range(1, len(squares) + 1):
        weights = (1 - alpha) * float(alpha) ** np.arange(t)[::-1]
        v = float(alpha) ** t * _floats(v0) + weights @ squares[:t]
        steps.append(lr * _floats(gradients[t - 1]) / (np.sqrt(v) + eps))
    return _from_steps(theta0, np.reshape(steps, (-1, len(theta0))))


@alternative(adam)
def step_size_first(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """PyTorch's order: the rate is corrected for m, the root for v."""
    theta, m, v = _floats(theta0), np.zeros(len(theta0)), np.zeros(len(theta0))
    path = [theta.copy()]
    for t, gradient in enumerate(_floats(gradients), start=1):
        m += (gradient - m) * (1 - beta1)
        v = v * beta2 + (1 - beta2) * gradient * gradient
        denominator = np.sqrt(v) / math.sqrt(1 - beta2**t) + eps
        theta -= lr / (1 - beta1**t) * m / denominator
        path.append(theta.copy())
    return np.array(path)


@alternative(adam)
def weighted_means_of_the_past(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The corrected averages are weighted means, whose weights are divided by their sum."""
    gradients, steps = _floats(gradients), []
    for t in range(1, len(gradients) + 1):
        first, second = (float(beta) ** np.arange(t)[::-1] for beta in (beta1, beta2))
        mean = first @ gradients[:t] / first.sum()
        square = second @ gradients[:t] ** 2 / second.sum()
        steps.append(lr * mean / (np.sqrt(square) + eps))
    return _from_steps(theta0, np.reshape(steps, (-1, len(theta0))))


@alternative(adam)
def corrected_from_step_to_step(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Parameter by parameter, the powers of beta kept from step to step."""

    def move(column):
        m = v = 0.0
        power1 = power2 = 1.0
        for gradient in column:
            power1, power2 = power1 * beta1, power2 * beta2
            m, v = beta1 * m + (1 - beta1) * gradient, beta2 * v + (1 - beta2) * gradient**2
            yield lr * (m / (1 - power1)) / (math.sqrt(v / (1 - power2)) + eps)

    return _by_parameter(theta0, gradients, move)


@alternative(lr_decay)
def by_powers(step, lr0, kind, gamma=0.5, period=10, total=100):
    """Powers and the half angle in place of roots and the cosine."""
    rates = {
        "inverse_sqrt": lambda: lr0 * (step + 1) ** -0.5,
        "exponential": lambda: lr0 * math.exp(step * math.log(gamma)),
        "step": lambda: lr0 * math.pow(gamma, math.floor(step / period)),
        "cosine": lambda: lr0 * math.cos(math.pi / 2 * min(step / total, 1)) ** 2,
    }
    return rates[kind]()


@alternative(lr_decay)
def by_repeated_products(step, lr0, kind, gamma=0.5, period=10, total=100):
    """The rate is carried from step to step where it can be."""
    rate = lr0
    for t in range(1, step + 1):
        if kind == "exponential" or (kind == "step" and t % period == 0):
            rate *= gamma
    if kind == "inverse_sqrt":
        return lr0 / np.sqrt(1 + step)
    if kind == "cosine":
        return 0.5 * lr0 * (1 + np.cos(np.pi * step / total)) if step < total else 0.0
    return rate


@alternative(warmup_lr)
def by_interpolation(step, peak, warmup, total):
    """NumPy's interpolation between the corners."""
    if step >= total:
        return 0
    return np.interp(step, [0, warmup, total], [0, peak, 0]) if warmup else np.interp(step, [0, total], [peak, 0])


@alternative(warmup_lr)
def by_fractions(step, peak, warmup, total):
    """The lower one of both lines, in exact fractions."""
    left = max(Fraction(total - step, max(total - warmup, 1)), Fraction(0))
    return float(Fraction(peak) * min(left, Fraction(step, warmup) if step < warmup else Fraction(1))) if left else 0.0


@alternative(train_scheduled)
def with_state_of_its_own(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """Sums and averages are carried from step to step."""
    theta = _floats(theta0)
    path, squares, m, v = [theta.copy()], 0.0, 0.0, 0.0
    for t, lr in enumerate(_floats(rates).tolist(), start=1):
        gradient = _floats(grad_fn(theta.copy()))
        squares = squares + gradient**2
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        if method == "rms":
            theta -= lr * gradient / (np.sqrt(squares / t) + eps)
        elif method == "adam":
            theta -= lr / (1 - 0.9**t) * m / (np.sqrt(v / (1 - 0.999**t)) + eps)
        else:
            theta -= lr * gradient
        path.append(theta.copy())
    return np.array(path)


@alternative(train_scheduled)
def with_the_optimizers_above(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """Each step is the last one of an optimizer that is run again over all gradients so far."""
    theta, gradients, path = _floats(theta0), [], [_floats(theta0)]
    for lr in _floats(rates).tolist():
        gradients.append(_floats(grad_fn(theta.copy())))
        if method == "sgd":
            theta = theta - lr * gradients[-1]
        else:
            optimizer = {"rms": with_running_sums, "adam": step_size_first}[method]
            walked = optimizer(np.zeros(len(theta)), gradients, 1.0, eps=eps)
            theta = theta + lr * (walked[-1] - walked[-2])
        path.append(theta)
    return np.array(path)
