"""Data splits, leaderboards and cross validation (PyTorch).

Fill in the functions; the handout (README.md) states every convention. Try them with: grader check
"""

import torch


def split_indices(permutation, validation_fraction, test_fraction):
    """Three parts of a permutation: its first rows are the test set, then comes the validation set, the rest trains.

    permutation: (n,) integers, each of 0 .. n-1 once.  validation_fraction, test_fraction: floats, together at most 1.
    Returns: (train, validation, test), three arrays of row numbers, each in any order.
    """
    raise NotImplementedError


def kfold_indices(n, k):
    """k pairs of training and validation rows; every row is validated exactly once.

    n, k: ints from 1 on.  The first n % k folds have one row more.
    Returns: a list of k tuples (train, validation) of arrays of row numbers.
    Raises: ValueError where k is 1 or above n.
    """
    raise NotImplementedError


def standardize(x_train, x_other):
    """Both minus the mean of the training rows, divided by their standard deviation (ddof 0), column by column.

    x_train: (N, D).  x_other: (M, D), M from 0 on.
    Returns: the same two, standardised.
    """
    raise NotImplementedError


def cross_validate(x, targets, k, fit, predict):
    """The mean square error on each of k held-out folds of consecutive rows; x standardised inside every fold.

    x: (N, D).  targets: (N,).  k: an int from 2 to N.
    fit(x_train, targets_train) gives a model; predict(model, x_validation) gives the predictions (M,).
    Returns: (k,).
    """
    raise NotImplementedError


def select_model(validation_losses):
    """The number of the model with the least mean loss; -1 where every model has a NaN.

    validation_losses: (M, K), one row a model, one column a fold.
    Returns: an int.
    """
    raise NotImplementedError


def leaderboard(labels, predictions, public):
    """Public and private accuracy of every model, and the winner of either board.

    labels: (N,) integers.  predictions: (M, N) integers.  public: (N,) bools.
    Returns: (public_accuracy, private_accuracy, best_public, best_private), (M,), (M,) and two ints.
    """
    raise NotImplementedError
