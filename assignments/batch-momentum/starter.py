"""Batches, epochs and momentum (NumPy).

Fill in the functions; the handout (README.md) states every convention. Try them with: grader check
"""

import numpy as np


def minibatches(permutation, batch_size, drop_last=False):
    """Consecutive slices of a permutation.

    permutation: (n,) integers, each of 0 .. n-1 once.  batch_size: an int from 1 on.
    Returns: a list of arrays, batch_size entries each; the last may be shorter, and is left out if drop_last.
    """
    raise NotImplementedError


def epoch_stats(n, batch_size, epochs, drop_last=False):
    """How many updates one epoch makes, and all epochs together.

    n, epochs: ints from 0 on.  batch_size: an int from 1 on.
    Returns: (updates_per_epoch, total_updates), two ints.
    """
    raise NotImplementedError


def combine_batch_gradients(gradients, sizes):
    """The gradient of the mean loss of all data, from the mean gradients of batches of different sizes.

    gradients: (B, D), one row a batch.  sizes: (B,) integers from 1 on, the number of samples in each batch.
    Returns: (D,).
    """
    raise NotImplementedError


def sgd_epoch(x, targets, weight, bias, lr, batches):
    """One update a batch, in order, on the mean square error of the prediction x @ weight + bias.

    x: (N, D).  targets: (N,).  weight: (D,).  bias, lr: numbers.  batches: a list of arrays of row numbers.
    Returns: (weight, bias) after the last batch, (D,) and a number.
    """
    raise NotImplementedError


def momentum(theta0, grad_fn, lr, lam, steps):
    """Gradient descent with momentum: m = lam m - lr grad_fn(theta), then theta = theta + m.

    theta0: (D,) floats or integers.  grad_fn: a function of the parameters (D,), which gives the gradient (D,).
    lr, lam: numbers.  steps: an int from 0 on.
    Returns: (steps + 1, D), theta0 first.
    """
    raise NotImplementedError


def momentum_weights(steps, lr, lam):
    """The numbers c with m_T = c[0] g_0 + ... + c[T-1] g_(T-1), T = steps.

    steps: an int from 0 on.  lr, lam: numbers.
    Returns: (steps,).
    """
    raise NotImplementedError


def epoch_time(n, batch_size, t_fixed, t_sample, parallel):
    """The seconds of one epoch on hardware that computes `parallel` samples at once.

    n: an int from 0 on.  batch_size, parallel: ints from 1 on.  t_fixed, t_sample: numbers.
    Returns: a number.
    """
    raise NotImplementedError
