"""Logistic regression (NumPy).

Fill in the functions; the handout (README.md) states every convention. Try them with: grader check
"""

import numpy as np


def predict(samples, weights, bias):
    """Probability of class 1 and the class, for every sample; on the boundary the class is 0.

    samples: (N, D), floats or integers.  weights: (D,).  bias: a float.
    Returns: (probabilities, classes), both (N,); classes are 0 or 1.
    """
    raise NotImplementedError


def boundary_distance(samples, weights, bias):
    """Distance of every sample to the boundary, positive on class 1's side, and the nearest point of the boundary.

    samples: (N, D).  weights: (D,); ValueError if all are 0.  bias: a float.
    Returns: (distances, nearest), (N,) and (N, D).
    """
    raise NotImplementedError


def logreg_gradient(samples, labels, weights, bias):
    """Gradient of the mean cross entropy.

    samples: (N, D).  labels: (N,), from 0 to 1, any dtype.  weights: (D,).  bias: a float.
    Returns: (dweights, dbias), (D,) and a number.
    """
    raise NotImplementedError


def square_error_gradient(samples, labels, weights, bias):
    """Gradient of the mean of (f - y)^2, f = sigmoid(w . x + b).

    samples: (N, D).  labels: (N,), from 0 to 1, any dtype.  weights: (D,).  bias: a float.
    Returns: (dweights, dbias), (D,) and a number.
    """
    raise NotImplementedError


def logreg_train(samples, labels, weights, bias, lr, steps):
    """Gradient descent on the mean cross entropy, all samples in every step; losses[t] is measured before step t.

    samples: (N, D).  labels: (N,).  weights: (D,), floats or integers.  bias, lr: floats.  steps: an int, 0 included.
    Returns: (weights, bias, losses), (D,), a number and (steps,).
    """
    raise NotImplementedError


def softmax_gradient(samples, labels, weights, bias):
    """Gradient of the mean cross entropy of softmax(samples @ weights + bias).

    samples: (N, D).  labels: (N,), integers from 0 to C - 1.  weights: (D, C).  bias: (C,).
    Returns: (dweights, dbias), (D, C) and (C,).
    """
    raise NotImplementedError
