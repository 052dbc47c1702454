"""One candidate is like another: I use Hoeffding for one, and average over them."""

import math

import numpy as np


def hoeffding_bound(count, epsilon, candidates):
    return min(1.0, 2 * math.exp(-2 * count * epsilon**2))


def sample_size(epsilon, delta, candidates):
    return int((math.log(2 * candidates) - math.log(delta)) / (2 * epsilon**2))


def epsilon_for(count, delta, candidates):
    return math.sqrt(math.log(2 / delta) / (2 * count))


def is_bad_set(sample_loss, true_loss, epsilon):
    return bool(np.mean(np.abs(sample_loss - true_loss)) > epsilon)


def bad_fraction(losses, true_loss, epsilon):
    sample_losses = np.asarray(losses, dtype=float).mean(axis=1)
    return float(np.mean(np.abs(sample_losses - true_loss) > epsilon))


def selection_gap(validation_loss, true_loss):
    return float(true_loss[np.argmin(validation_loss)] - validation_loss[np.argmin(validation_loss)])
