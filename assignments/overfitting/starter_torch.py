"""Overfitting and what helps against it (PyTorch).

Fill in the functions; the handout (README.md) states every convention. Try them with: grader check
"""

import torch


def augment(images, flip, shift):
    """Images, mirrored left to right where flip says so, then moved by shift; what becomes free is 0.

    images: (N, C, H, W).  flip: (N,) bool.  shift: (N, 2) integers, (dy, dx): down and right.
    Returns: (N, C, H, W).
    """
    raise NotImplementedError


def dropout_forward(x, uniform, rate, train):
    """Inverted dropout: drops where uniform < rate, and scales what is kept.

    x, uniform: of one shape.  rate: a number from 0 to 1.  train: True or False.
    Returns: (out, mask), both of the shape of x.
    """
    raise NotImplementedError


def dropout_backward(dout, mask):
    """The gradient of x from that of out, with the mask of the forward pass.

    dout, mask: of one shape.
    Returns: dx, of the same shape.
    """
    raise NotImplementedError


def early_stopping(losses, patience, min_delta=0.0):
    """When training stops, and which epoch was the best, counted from 0.

    losses: (E,), the validation loss of every epoch.  patience: an int from 0 on.  min_delta: a number from 0 on.
    Returns: (stop_epoch, best_epoch), two ints.
    """
    raise NotImplementedError


def poly_gap(x, y, x_validation, y_validation, degrees):
    """Mean square errors of least-squares polynomials, where they were fitted and where they were not.

    x, y: (n,).  x_validation, y_validation: (m,).  degrees: a list of K ints from 0 on.
    Returns: (train, validation), (K,) and (K,).
    """
    raise NotImplementedError


def diagnose(train, small_train, validation, test, target, gap):
    """What ails a training.

    train, small_train, validation, test: losses.  target, gap: numbers.
    Returns: "optimization", "model_bias", "overfitting", "mismatch" or "ok".
    """
    raise NotImplementedError


def domain_shift(source, target):
    """By how many pooled standard deviations the mean of every feature moves.

    source: (N1, D).  target: (N2, D).
    Returns: (D,).
    """
    raise NotImplementedError
