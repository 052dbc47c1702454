"""How predicted labels are measured."""

import numpy as np


def accuracy(expected, actual):
    """The share of rows whose label is right; both of shape (M,)."""
    return np.mean(expected == actual)
