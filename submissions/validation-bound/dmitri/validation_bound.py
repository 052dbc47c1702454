"""A candidate's validation loss is too low when it is chosen, so I look at one side."""

import math

import numpy as np


def hoeffding_bound(count, epsilon, candidates):
    return math.exp(min(0.0, math.log(candidates) - 2 * count * epsilon**2))


def sample_size(epsilon, delta, candidates):
    return math.ceil((math.log(candidates) - math.log(delta)) / (2 * epsilon**2))


def epsilon_for(count, delta, candidates):
    return math.sqrt((math.log(candidates) - math.log(delta)) / (2 * count))


def is_bad_set(sample_loss, true_loss, epsilon):
    return bool(np.any(true_loss - sample_loss > epsilon))


def bad_fraction(losses, true_loss, epsilon):
    sample_losses = np.asarray(losses, dtype=float).mean(axis=1)
    return float(np.mean(np.any(true_loss - sample_losses > epsilon, axis=1)))


def selection_gap(validation_loss, true_loss):
    return float(true_loss[np.argmin(validation_loss)] - np.min(true_loss))
