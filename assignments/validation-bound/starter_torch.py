"""Overfitting a validation set (PyTorch).

Fill in the functions; the handout (README.md) states every convention. Try them with: grader check
"""

import math

import torch


def hoeffding_bound(count, epsilon, candidates):
    """Bound of the probability that some candidate's loss on a set of `count` samples is off by more than epsilon.

    count: an int, 0 included.  epsilon: a float.  candidates: an int of any size, 10**400 for example.
    Returns: a number from 0 to 1.
    """
    raise NotImplementedError


def sample_size(epsilon, delta, candidates):
    """The least number of samples with which the bound is at most delta.

    epsilon, delta: floats above 0.  candidates: an int of any size.
    Returns: an int.
    """
    raise NotImplementedError


def epsilon_for(count, delta, candidates):
    """The epsilon for which the bound is delta; it may be above 1.

    count: an int, 1 or more.  delta: a float above 0.  candidates: an int of any size.
    Returns: a number.
    """
    raise NotImplementedError


def is_bad_set(sample_loss, true_loss, epsilon):
    """Whether any candidate's loss on the set is off by more than epsilon.

    sample_loss, true_loss: (H,).  epsilon: a float.
    Returns: True or False, or a tensor of it without axes.
    """
    raise NotImplementedError


def bad_fraction(losses, true_loss, epsilon):
    """The fraction of R sets that are bad.

    losses: (R, N, H), of every sample, floats, uint8 or bool.  true_loss: (H,).  epsilon: a float.
    Returns: a number from 0 to 1, or a tensor without axes.
    """
    raise NotImplementedError


def selection_gap(validation_loss, true_loss):
    """True loss of the candidate with the least validation loss, minus the least true loss.

    validation_loss, true_loss: (H,).
    Returns: a number of 0 or more, or a tensor without axes.
    """
    raise NotImplementedError
