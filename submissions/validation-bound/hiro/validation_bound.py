"""Forgot a bracket in the last function before handing in."""

import math

import numpy as np


def hoeffding_bound(count, epsilon, candidates):
    return math.exp(min(0.0, math.log(2 * candidates) - 2 * count * epsilon**2))


def selection_gap(validation_loss, true_loss):
    return true_loss[np.argmin(validation_loss] - true_loss.min()
