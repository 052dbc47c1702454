"""Sigmoid, softmax and cross entropy, from logits (PyTorch).

Fill in the functions; the handout (README.md) states every convention. Try them with: grader check
"""

import torch


def sigmoid(z):
    """1 / (1 + exp(-z)), element by element.

    z: a number, or a tensor of any shape (also empty).
    Returns: the same shape; floats in (0, 1), 0 or 1 where they round to it.
    """
    raise NotImplementedError


def bce_with_logits(logits, labels):
    """Mean binary cross entropy, computed from logits.

    logits: (N,) any finite numbers.  labels: (N,) in [0, 1], of float, integer or bool dtype.
    Returns: a tensor without axes (or a number).  Raises ValueError if the two shapes differ.
    """
    raise NotImplementedError


def softmax(logits, axis=-1):
    """exp(z_i) / sum_j exp(z_j) along one axis.

    logits: a tensor with at least one axis.
    Returns: the same shape; every slice along `axis` sums to 1.
    """
    raise NotImplementedError


def log_softmax(logits, axis=-1):
    """Natural logarithm of softmax along one axis; finite for any finite logits.

    logits: a tensor with at least one axis.
    Returns: the same shape.
    """
    raise NotImplementedError


def softmax_cross_entropy(logits, labels):
    """Mean cross entropy of softmax(logits), and its gradient.

    logits: (N, C).  labels: (N,) integers in 0 .. C-1, any integer dtype (call .long() before you index with them).
    Returns: (loss, dlogits), a tensor without axes (or a number) and (N, C).
    Raises ValueError if a label is outside 0 .. C-1.
    """
    raise NotImplementedError


def logit_pulls(logits, labels):
    """Derivatives of (f - y)^2 and of cross entropy with respect to each logit, where f = sigmoid(logit).

    logits: (N,).  labels: (N,) in [0, 1], of float, integer or bool dtype.
    Returns: (square_error, cross_entropy), both (N,).  Raises ValueError if the two shapes differ.
    """
    raise NotImplementedError
