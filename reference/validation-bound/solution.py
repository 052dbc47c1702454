"""Why a validation set is overfitted, too: Hoeffding's inequality, the union bound, and what they say of a choice.

One idea carries the file: every candidate gives one more chance to be misled, so that the bound is multiplied with
their number. That number may be larger than any float, so that products become sums of logarithms.
"""

from __future__ import annotations

import math

import numpy as np


def hoeffding_bound(count, epsilon, candidates):
    """Return a bound of the probability that some candidate's loss on `count` samples is off by more than epsilon.

    min(1, 2 H exp(-2 N epsilon^2)), for losses between 0 and 1; `candidates` is an int of any size.  Lecture p32.
    """
    logarithm = math.log(2 * candidates) - 2 * count * epsilon**2
    return math.exp(logarithm) if logarithm < 0 else 1.0


def sample_size(epsilon, delta, candidates):
    """Return the least N with 2 H exp(-2 N epsilon^2) <= delta, an int.

    N >= ln(2 H / delta) / (2 epsilon^2).  Lecture p32.
    """
    return math.ceil((math.log(2 * candidates) - math.log(delta)) / (2 * epsilon**2))


def epsilon_for(count, delta, candidates):
    """Return the epsilon for which 2 H exp(-2 N epsilon^2) is delta: sqrt(ln(2 H / delta) / (2 N)).  Lecture p32."""
    return math.sqrt((math.log(2 * candidates) - math.log(delta)) / (2 * count))


def is_bad_set(sample_loss, true_loss, epsilon):
    """Return whether |sample_loss - true_loss| > epsilon for any candidate: (H,), (H,) -> bool.  Lecture p32."""
    return bool((np.abs(sample_loss - true_loss) > epsilon).any())


def bad_fraction(losses, true_loss, epsilon):
    """Return which fraction of R sets of N samples is bad: losses (R, N, H), true_loss (H,) -> a number.

    A candidate's loss on a set is the mean over the set's samples.
    """
    losses = np.asarray(losses)
    sample_losses = losses.mean(axis=1, dtype=losses.dtype if losses.dtype.kind == "f" else np.float64)
    return (np.abs(sample_losses - true_loss) > epsilon).any(axis=1).mean()


def selection_gap(validation_loss, true_loss):
    """Return the true loss of the candidate with the least validation loss, minus the least true loss: (H,), (H,).

    Of equal validation losses the first counts.  At most 2 epsilon where the set is not bad for epsilon.  Lecture p32.
    """
    return true_loss[np.argmin(validation_loss)] - true_loss.min()
