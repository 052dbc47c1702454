"""What independent libraries answer; they vouch for the reference wherever they are installed."""

from __future__ import annotations

import numpy as np

from grader.author import oracle

from .solution import (
    cross_validate,
    kfold_indices,
    leaderboard,
    select_model,
    standardize,
)


def _floats(values):
    """A copy in float64, also of float32 inputs: here the mathematics is compared, not the precision."""
    return np.array(values, dtype=np.float64)


@oracle(kfold_indices, package="sklearn")
def scikit_kfold(n, k):
    """KFold(k), which raises ValueError where this problem does; k = 1 included."""
    from sklearn.model_selection import KFold

    return list(KFold(k).split(np.zeros((n, 1))))


@oracle(kfold_indices, package="sklearn")
def scikit_shuffled_kfold(n, k):
    """KFold(k, shuffle=True): other rows in every fold, and as right."""
    from sklearn.model_selection import KFold

    return list(KFold(k, shuffle=True, random_state=n + 7 * k).split(np.zeros((n, 1))))


@oracle(standardize, package="sklearn")
def scikit_standard_scaler(x_train, x_other):
    """StandardScaler: ddof 0, columns that it takes for constant divided by 1."""
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(_floats(x_train))
    other = _floats(x_other)
    return scaler.transform(_floats(x_train)), scaler.transform(other) if len(other) else other


@oracle(standardize, package="scipy")
def scipy_zmap(x_train, x_other):
    """scipy.stats.zmap against the training rows; a constant column apart, which it makes NaN."""
    from scipy.stats import zmap

    train, other = _floats(x_train), _floats(x_other)
    constant = np.ptp(train, axis=0) == 0
    compare = np.where(constant, np.resize([-1.0, 1.0], len(train))[:, None], train)
    results = []
    for rows in (train, other):
        found = np.where(constant, rows - train.mean(axis=0), 0)
        if len(rows) and not constant.all():
            found[:, ~constant] = zmap(rows[:, ~constant], compare[:, ~constant])
        results.append(found)
    return tuple(results)


@oracle(cross_validate, package="sklearn")
def scikit_cross_val_score(x, targets, k, fit, predict):
    """cross_val_score of a pipeline of StandardScaler and the model, KFold(k), neg_mean_squared_error."""
    from sklearn.base import BaseEstimator, RegressorMixin
    from sklearn.model_selection import KFold, cross_val_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    class Model(RegressorMixin, BaseEstimator):
        def fit(self, x, targets):
            self.model_ = fit(x, targets)
            return self

        def predict(self, x):
            return predict(self.model_, x)

    pipeline = make_pipeline(StandardScaler(), Model())
    return -cross_val_score(pipeline, _floats(x), _floats(targets), cv=KFold(k), scoring="neg_mean_squared_error")


@oracle(select_model, package="scipy")
def scipy_minimum_position(validation_losses):
    """scipy.ndimage.minimum_position among the models without a NaN."""
    from scipy.ndimage import minimum_position

    means = validation_losses.mean(axis=1)
    valid = ~np.isnan(means)
    return int(minimum_position(means, labels=valid, index=True)[0]) if valid.any() else -1


@oracle(leaderboard, package="sklearn")
def scikit_accuracy_score(labels, predictions, public):
    """accuracy_score with the halves as sample weights."""
    from sklearn.metrics import accuracy_score

    accuracies = [
        np.array([accuracy_score(labels[half], row[half]) if half.any() else np.nan for row in predictions])
        for half in (public, ~public)
    ]
    return *accuracies, *(int(np.argmax(half)) if not np.isnan(half).any() else -1 for half in accuracies)
