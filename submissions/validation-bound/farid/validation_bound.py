"""The formulas of the slides, typed as they stand."""

import numpy as np


def hoeffding_bound(count, epsilon, candidates):
    return min(1.0, 2 * candidates * np.exp(-2 * count * epsilon**2))


def sample_size(epsilon, delta, candidates):
    return int(np.ceil(np.log(2 * candidates / delta) / (2 * epsilon**2)))


def epsilon_for(count, delta, candidates):
    return np.sqrt(np.log(2 * candidates / delta) / (2 * count))


def is_bad_set(sample_loss, true_loss, epsilon):
    return np.max(np.abs(sample_loss - true_loss)) > epsilon


def bad_fraction(losses, true_loss, epsilon):
    return np.mean(np.max(np.abs(np.mean(losses, axis=1) - true_loss), axis=1) >= epsilon)


def selection_gap(validation_loss, true_loss):
    order = sorted(zip(validation_loss, true_loss))
    return order[0][1] - min(true_loss)
