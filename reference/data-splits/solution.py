"""Data kept apart: training, validation and test sets, folds, and what may be learned from which of them.

Whatever is estimated, means and standard deviations included, is estimated from the training rows; the others are
looked at once, to measure.
"""

from __future__ import annotations

import math

import numpy as np


def _as_floats(values):
    """Floats stay what they are; integers become float64."""
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(np.float64)


def split_indices(permutation, validation_fraction, test_fraction):
    """Return (train, validation, test), the parts of permutation (n,): the test set first, then the validation set.

    Sizes are floor(n fraction + 1e-9): 100 * 0.29 is 28.999999999999996 as a float, and 29 is meant.  Lecture p18.
    """
    count = len(permutation)
    tested, validated = (math.floor(count * part + 1e-9) for part in (test_fraction, validation_fraction))
    test, validation, train = np.split(permutation, [tested, tested + validated])
    return train, validation, test


def kfold_indices(n, k):
    """Return k pairs (train, validation) of row numbers, so that each of the n rows is validated exactly once.

    The first n % k folds have one row more.  Here folds are consecutive rows.

    Raises:
        ValueError: k is 1, which leaves nothing to train on, or above n, which leaves nothing to validate on.
    """
    if not 2 <= k <= n:
        raise ValueError(f"expected k from 2 to n = {n}, found {k}")
    rows = np.arange(n)
    folds = np.array_split(rows, k)
    return [(np.setdiff1d(rows, fold), fold) for fold in folds]


def standardize(x_train, x_other):
    """Return both, (N, D) and (M, D), minus the mean of the training rows, divided by their standard deviation.

    The deviation is sqrt(mean of squares), divided by N; a column that is constant in x_train is divided by 1.
    """
    x_train, x_other = _as_floats(x_train), _as_floats(x_other)
    mean = x_train.mean(axis=0)
    constant = x_train.max(axis=0) == x_train.min(axis=0)
    deviation = np.where(constant, 1, x_train.std(axis=0)).astype(x_train.dtype)
    return (x_train - mean) / deviation, (x_other - mean) / deviation


def cross_validate(x, targets, k, fit, predict):
    """Return the mean square error on each of k held-out folds: x (N, D), targets (N,) -> (k,).

    Folds are consecutive rows, as in `kfold_indices`.  For each, x is standardised by its training rows, then
    predict(fit(x_train, targets_train), x_validation) is compared with the held-out targets.
    """
    errors = []
    for train, validation in kfold_indices(len(x), k):
        x_train, x_validation = standardize(x[train], x[validation])
        predicted = predict(fit(x_train, targets[train]), x_validation)
        errors.append(((predicted - targets[validation]) ** 2).mean())
    return np.array(errors)


def select_model(validation_losses):
    """Return the number of the model whose mean loss (M, K) -> over its K folds is least.

    Of equal ones the lower number wins.  A model with a NaN never wins; -1 where every model has one.
    """
    means = validation_losses.mean(axis=1)
    numbers = means[~np.isnan(means)]
    return int(np.argmax(means == numbers.min())) if numbers.size else -1


def leaderboard(labels, predictions, public):
    """Return (public_accuracy, private_accuracy, best_public, best_private): (M,), (M,) and two ints.

    labels (N,), predictions (M, N), public (N,) bool: samples where it is True are the public half.  Of equal
    accuracies the lower number wins.  In an empty half every accuracy is NaN and nobody, -1, wins.  Lecture p18.
    """
    right = predictions == labels
    halves = [right[:, half] for half in (public, ~public)]
    accuracies = [half.mean(axis=1) if half.shape[1] else np.full(len(right), np.nan) for half in halves]
    winners = [int(half.sum(axis=1).argmax()) if half.shape[1] else -1 for half in halves]
    return *accuracies, *winners
