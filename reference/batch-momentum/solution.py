"""Batches, epochs, and gradient descent with momentum, in the lecture's form.

A batch is what one update looks at; an epoch is as many updates as it takes to see every sample once.  Momentum adds up
all gradients so far, the older ones with ever smaller weights.
"""

from __future__ import annotations

import numpy as np


def _as_floats(values):
    """Floats stay what they are; integers become float64."""
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(np.float64)


def minibatches(permutation, batch_size, drop_last=False):
    """Return the consecutive slices of permutation (n,), of batch_size each; the last one may be shorter.

    With drop_last the shorter one is left out.  Lecture p20.
    """
    end = len(permutation)
    if drop_last:
        end -= end % batch_size
    return [permutation[start : min(start + batch_size, end)] for start in range(0, end, batch_size)]


def epoch_stats(n, batch_size, epochs, drop_last=False):
    """Return (updates_per_epoch, total_updates): one update a batch, ceil(n / B) batches, or floor with drop_last."""
    updates = n // batch_size if drop_last else -(-n // batch_size)
    return updates, updates * epochs


def combine_batch_gradients(gradients, sizes):
    """Return the gradient (D,) of the mean loss of all data from the batches' mean gradients (B, D) and sizes (B,).

    A batch's mean times its size is its sum; the sum of all sums is divided by the number of all samples.
    """
    gradients, weights = np.asarray(gradients), _as_floats(sizes)
    return weights @ gradients / weights.sum()


def sgd_epoch(x, targets, weight, bias, lr, batches):
    """Return (weight, bias) after one update a batch, in order, on the mean square error of linear regression.

    x (N, D), targets (N,), weight (D,), bias and lr numbers, batches a list of arrays of row numbers.
    L = 1/B sum (x w + b - y)^2 over the rows of a batch, both gradients at the parameters before the update.
    """
    for batch in batches:
        rows = x[batch]
        slope = 2 * (rows @ weight + bias - targets[batch]) / len(batch)
        weight, bias = weight - lr * (slope @ rows), bias - lr * slope.sum()
    return weight, bias


def momentum(theta0, grad_fn, lr, lam, steps):
    """Return the parameters (steps + 1, D) of gradient descent with momentum, theta0 (D,) first.

    m_t = lam m_(t-1) - lr g(theta_(t-1)),  theta_t = theta_(t-1) + m_t,  m_0 = 0.  Lecture p20.
    """
    theta = _as_floats(theta0)
    movement = np.zeros_like(theta)
    trajectory = [theta]
    for _ in range(steps):
        movement = lam * movement - lr * grad_fn(theta)
        theta = theta + movement
        trajectory.append(theta)
    return np.stack(trajectory)


def momentum_weights(steps, lr, lam):
    """Return c (steps,) with m_T = sum_i c_i g_i after T steps: c_i = -lr lam^(T-1-i).  Lecture p20."""
    return -lr * np.power(float(lam), np.arange(steps)[::-1])


def epoch_time(n, batch_size, t_fixed, t_sample, parallel):
    """Return the seconds of one epoch: ceil(n / B) updates of t_fixed + t_sample ceil(B / P) each.  Lecture p20."""
    updates = -(-n // batch_size)
    rounds = -(-batch_size // parallel)
    return updates * (t_fixed + t_sample * rounds)
