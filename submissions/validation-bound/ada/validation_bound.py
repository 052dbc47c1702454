"""Homework: how far a validation set can be trusted."""

import math

import numpy as np


def log_chances(candidates):
    # math.log takes ints of any size; two sides, H candidates
    return math.log(2) + math.log(candidates)


def hoeffding_bound(count, epsilon, candidates):
    return math.exp(min(0.0, log_chances(candidates) - 2 * count * epsilon**2))


def sample_size(epsilon, delta, candidates):
    return math.ceil((log_chances(candidates) - math.log(delta)) / (2 * epsilon**2))


def epsilon_for(count, delta, candidates):
    return math.sqrt((log_chances(candidates) - math.log(delta)) / (2 * count))


def is_bad_set(sample_loss, true_loss, epsilon):
    return bool(np.any(np.abs(sample_loss - true_loss) > epsilon))


def bad_fraction(losses, true_loss, epsilon):
    sample_losses = np.asarray(losses, dtype=float).mean(axis=1)  # (R, H)
    return float(np.mean(np.any(np.abs(sample_losses - true_loss) > epsilon, axis=1)))


def selection_gap(validation_loss, true_loss):
    return float(true_loss[np.argmin(validation_loss)] - np.min(true_loss))
