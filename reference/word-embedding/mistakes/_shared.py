"""Right parts that the mistakes of several problems are made of."""

from __future__ import annotations

import numpy as np


def sigmoid(z):
    """1 / (1 + exp(-z)) without an overflow."""
    return np.exp(-np.logaddexp(0, -z))


def softmax(scores):
    """Probabilities of scores, without an overflow."""
    weights = np.exp(scores - scores.max())
    return weights / weights.sum()


def one_hot(word, words):
    """1 for the word, 0 for all others."""
    return (np.arange(words) == word).astype(float)


def turned(matrix):
    """The transpose where it has the same shape."""
    return matrix.T if matrix.shape[0] == matrix.shape[1] else matrix
