"""Feature transformation and stacked logistic regressions (NumPy).

Fill in the functions; the handout (README.md) states every convention. Try them with: grader check
"""

import numpy as np


def distance_features(samples, landmarks):
    """The Euclidean distance of every sample to every landmark.

    samples: (N, D).  landmarks: (K, D).  Floats or integers.
    Returns: (N, K).
    """
    raise NotImplementedError


def polynomial_features(samples, degree):
    """All monomials of total degree 0 to degree, by degree and then in the order of the columns.

    samples: (N, D) floats or integers.  degree: an int from 0 on.
    Returns: (N, M).
    """
    raise NotImplementedError


def stacked_forward(samples, weight1, bias1, weight2, bias2):
    """H logistic regressions, and one more whose features they are.

    samples: (N, D).  weight1: (D, H).  bias1: (H,).  weight2: (H,).  bias2: a number.
    Returns: (hidden, probabilities), (N, H) and (N,).
    """
    raise NotImplementedError


def stacked_gradient(samples, labels, weight1, bias1, weight2, bias2):
    """The mean cross entropy of `stacked_forward` and its gradient.

    labels: (N,), 0 or 1, of any dtype.  The rest as in stacked_forward.
    Returns: (loss, dweight1, dbias1, dweight2, dbias2), shapes as the parameters have.
    """
    raise NotImplementedError


def xor_network(low=0.0, high=1.0):
    """Weights of a network of two hidden units that says 1 where just one of two inputs is high.

    low, high: Python floats, high - low at least 0.25.
    Returns: (weight1, bias1, weight2, bias2), (2, 2), (2,), (2,) and a number.
    """
    raise NotImplementedError


def linear_accuracy_bound(points, labels):
    """The greatest share of the points that any line gets right.

    points: (n, 2), n from 1 to 8.  labels: (n,), 0 or 1.
    Returns: a number from 0.5 to 1.
    """
    raise NotImplementedError
