"""Other correct ways to compute each problem; they prove that the tolerance accepts what is right."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np

from grader.author import alternative

from .solution import (
    combine_batch_gradients,
    epoch_stats,
    epoch_time,
    minibatches,
    momentum,
    momentum_weights,
    sgd_epoch,
)


def _floats(values):
    """Always float64, also for float32 inputs: here the mathematics is compared, not the precision."""
    return np.array(values, dtype=np.float64)


@alternative(minibatches)
def by_cuts(permutation, batch_size, drop_last=False):
    """Cut at every multiple of the batch size, then look at the last piece."""
    pieces = np.split(permutation, range(batch_size, len(permutation), batch_size))
    return [piece for piece in pieces if len(piece) == batch_size or (len(piece) and not drop_last)]


@alternative(minibatches)
def sample_by_sample(permutation, batch_size, drop_last=False):
    """A batch is filled until it is full; the last one may be left open."""
    done, open_batch = [], []
    for sample in permutation.tolist():
        open_batch.append(sample)
        if len(open_batch) == batch_size:
            done.append(np.array(open_batch))
            open_batch = []
    return done if drop_last or not open_batch else [*done, np.array(open_batch)]


@alternative(epoch_stats)
def by_divmod(n, batch_size, epochs, drop_last=False):
    """Full batches, and one more for what is left over."""
    full, rest = divmod(n, batch_size)
    updates = full + (rest > 0 and not drop_last)
    return updates, epochs * updates


@alternative(epoch_stats)
def by_counting(n, batch_size, epochs, drop_last=False):
    """Walk through all epochs and count."""
    total = updates = 0
    for _ in range(max(epochs, 1)):
        updates = sum(start + batch_size <= n or not drop_last for start in range(0, n, batch_size))
        total += updates
    return updates, total if epochs else 0


@alternative(combine_batch_gradients)
def weighted_average(gradients, sizes):
    """NumPy's average with the shares as weights."""
    return np.average(_floats(gradients), axis=0, weights=_floats(sizes) / _floats(sizes).sum())


@alternative(combine_batch_gradients)
def sample_by_sample_mean(gradients, sizes):
    """Every sample stands for its batch: repeat the rows, then the plain mean."""
    return np.repeat(_floats(gradients), sizes, axis=0).mean(axis=0)


@alternative(combine_batch_gradients)
def running_mean(gradients, sizes):
    """The mean of what has been seen so far moves towards each new batch by its share."""
    mean, seen = np.zeros(np.shape(gradients)[1]), 0
    for gradient, size in zip(_floats(gradients), np.asarray(sizes).tolist(), strict=True):
        seen += size
        mean = mean + (gradient - mean) * (size / seen)
    return mean


@alternative(sgd_epoch)
def with_a_column_of_ones(x, targets, weight, bias, lr, batches):
    """The bias is the weight of a feature that is always 1."""
    design = np.column_stack([_floats(x), np.ones(len(x))])
    parameters = np.append(_floats(weight), bias)
    for batch in batches:
        rows = design[batch]
        parameters = parameters - lr * 2 / len(batch) * rows.T @ (rows @ parameters - targets[batch])
    return parameters[:-1], parameters[-1]


@alternative(sgd_epoch)
def row_by_row(x, targets, weight, bias, lr, batches):
    """Loops over plain numbers, gradients added up sample by sample."""
    w, b = _floats(weight).tolist(), float(bias)
    for batch in batches:
        grad_w, grad_b = [0.0] * len(w), 0.0
        for n in batch:
            row = _floats(x[n]).tolist()
            error = sum(a * c for a, c in zip(row, w, strict=True)) + b - float(targets[n])
            grad_w = [old + 2 * error * feature / len(batch) for old, feature in zip(grad_w, row, strict=True)]
            grad_b += 2 * error / len(batch)
        w, b = [old - lr * g for old, g in zip(w, grad_w, strict=True)], b - lr * grad_b
    return np.array(w), b


@alternative(sgd_epoch)
def by_normal_equations(x, targets, weight, bias, lr, batches):
    """The gradient from the batch's second moments: 2 (A w - c) with A = X'X / B and c = X'y / B."""
    design, y = np.column_stack([np.ones(len(x)), _floats(x)]), _floats(targets)
    parameters = np.array([bias, *_floats(weight)])
    for batch in batches:
        rows = design[batch]
        moments, products = rows.T @ rows / len(batch), rows.T @ y[batch] / len(batch)
        parameters = parameters - 2 * lr * (moments @ parameters - products)
    return parameters[1:], parameters[0]


@alternative(momentum)
def velocity_in_gradient_units(theta0, grad_fn, lr, lam, steps):
    """PyTorch's form, the same path for one learning rate: v = lam v + g, theta = theta - lr v."""
    trajectory = np.empty((steps + 1, len(theta0)))
    trajectory[0] = theta0
    velocity = np.zeros(len(theta0))
    for step in range(steps):
        velocity = lam * velocity + grad_fn(trajectory[step].copy())
        trajectory[step + 1] = trajectory[step] - lr * velocity
    return trajectory


@alternative(momentum)
def heavy_ball(theta0, grad_fn, lr, lam, steps):
    """Polyak's form without a movement: theta_(t+1) = theta_t - lr g + lam (theta_t - theta_(t-1))."""
    before = now = _floats(theta0)
    path = [now]
    for _ in range(steps):
        before, now = now, now - lr * grad_fn(now) + lam * (now - before)
        path.append(now)
    return np.array(path)


@alternative(momentum)
def from_all_gradients(theta0, grad_fn, lr, lam, steps):
    """Each movement as the weighted sum of all gradients so far."""
    path, gradients = [_floats(theta0)], []
    for step in range(steps):
        gradients.append(np.array(grad_fn(path[-1]), dtype=float))
        movement = sum(-lr * lam ** (step - i) * gradient for i, gradient in enumerate(gradients))
        path.append(path[-1] + movement)
    return np.array(path)


@alternative(momentum)
def in_place_with_copies(theta0, grad_fn, lr, lam, steps):
    """Two arrays of its own, changed in place; a copy of the parameters at every step."""
    theta, movement = _floats(theta0), np.zeros(len(theta0))
    path = [theta.copy()]
    for _ in range(steps):
        movement *= lam
        movement -= lr * grad_fn(theta)
        theta += movement
        path.append(theta.copy())
    return np.stack(path)


@alternative(momentum_weights)
def one_step_after_another(steps, lr, lam):
    """Every step multiplies the old weights by lam and appends -lr."""
    weights = []
    for _ in range(steps):
        weights = [weight * lam for weight in weights] + [-lr]
    return np.array(weights)


@alternative(momentum_weights)
def by_cumulative_product(steps, lr, lam):
    """-lr, -lr lam, -lr lam lam, …, then turned round."""
    factors = np.full(steps, float(lam))
    factors[:1] = -lr
    return np.cumprod(factors)[::-1]


@alternative(momentum_weights)
def response_to_unit_gradients(steps, lr, lam):
    """Run the recurrence on each unit gradient alone and look at the last movement."""
    movements = np.zeros(steps)
    for gradient in np.eye(steps):
        movements = lam * movements - lr * gradient
    return movements


@alternative(epoch_time)
def batch_after_batch(n, batch_size, t_fixed, t_sample, parallel):
    """A clock that runs through all batches and rounds."""
    seconds = 0.0
    for _ in range(0, n, batch_size):
        seconds += t_fixed
        for _ in range(0, batch_size, parallel):
            seconds += t_sample
    return seconds


@alternative(epoch_time)
def with_ceilings(n, batch_size, t_fixed, t_sample, parallel):
    """The formula as it stands, with math.ceil of quotients."""
    updates = math.ceil(n / batch_size)
    return updates * t_fixed + updates * math.ceil(batch_size / parallel) * t_sample


@alternative(epoch_time)
def in_fractions(n, batch_size, t_fixed, t_sample, parallel):
    """Exact arithmetic, rounded once."""
    rounds = len(list(itertools.islice(range(batch_size), None, None, parallel)))
    one = Fraction(t_fixed) + Fraction(t_sample) * rounds
    return float(one * math.ceil(Fraction(n, batch_size)))
