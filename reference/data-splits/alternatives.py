"""Other correct ways to compute each problem; they prove that the tolerance and the checkers accept what is right."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from grader.author import alternative

from .solution import (
    cross_validate,
    kfold_indices,
    leaderboard,
    select_model,
    split_indices,
    standardize,
)


def _floats(values):
    """Always float64, also for float32 inputs: here the mathematics is compared, not the precision."""
    return np.array(values, dtype=np.float64)


@alternative(split_indices)
def by_slices(permutation, validation_fraction, test_fraction):
    """Three slices, the training set first named and last cut."""
    n = len(permutation)
    test, validation = int(n * test_fraction + 1e-9), int(n * validation_fraction + 1e-9)
    return permutation[test + validation :], permutation[test : test + validation], permutation[:test]


@alternative(split_indices)
def row_by_row(permutation, validation_fraction, test_fraction):
    """Lists that are filled until they hold their share, each of them in descending order."""
    n = len(permutation)
    test, validation, train = [], [], []
    for row in permutation.tolist():
        if len(test) + 1 <= n * test_fraction + 1e-9:
            test.append(row)
        elif len(validation) + 1 <= n * validation_fraction + 1e-9:
            validation.append(row)
        else:
            train.append(row)
    return tuple(np.array(sorted(part, reverse=True), dtype=int) for part in (train, validation, test))


@alternative(split_indices)
def by_decimal_fractions(permutation, validation_fraction, test_fraction):
    """The fractions as they are written, in exact arithmetic."""
    n = len(permutation)
    test, validation = (math.floor(n * Fraction(str(part))) for part in (test_fraction, validation_fraction))
    places = np.argsort(permutation)  # of each row, its place in the permutation
    rows = np.arange(n)
    held = places < test + validation
    return rows[~held], rows[held & (places >= test)], rows[places < test]


def _impossible(n, k):
    if k < 2 or k > n:
        raise ValueError("k")


@alternative(kfold_indices)
def every_kth_row(n, k):
    """Fold i holds rows i, i + k, i + 2k, …, as cards are dealt."""
    _impossible(n, k)
    rows = list(range(n))
    return [(np.array([row for row in rows if row % k != fold]), np.array(rows[fold::k])) for fold in range(k)]


@alternative(kfold_indices)
def shuffled(n, k):
    """Consecutive parts of a shuffled order; training rows in that order, too."""
    _impossible(n, k)
    order = np.random.default_rng(n * 31 + k).permutation(n)
    sizes = [n // k + (fold < n % k) for fold in range(k)]
    ends = np.cumsum([0, *sizes])
    return [
        (np.concatenate([order[: ends[i]], order[ends[i + 1] :]]), order[ends[i] : ends[i + 1]]) for i in range(k)
    ]


@alternative(kfold_indices)
def by_masks(n, k):
    """A mask of the held-out rows, the last rows first."""
    _impossible(n, k)
    found, end = [], n
    for fold in range(k):
        size = n // k + (1 if fold < n % k else 0)
        mask = np.zeros(n, dtype=bool)
        mask[end - size : end] = True
        found.append((np.flatnonzero(~mask), np.flatnonzero(mask)))
        end -= size
    return found


@alternative(standardize)
def column_by_column(x_train, x_other):
    """Python floats, exact sums, one column after the other."""
    columns, others = _floats(x_train).T.tolist(), _floats(x_other).T.tolist()
    train, rest = [], []
    for column, other in zip(columns, others, strict=True):
        mean = math.fsum(column) / len(column)
        variance = math.fsum((value - mean) ** 2 for value in column) / len(column)
        deviation = math.sqrt(variance) if any(value != column[0] for value in column) else 1.0
        train.append([(value - mean) / deviation for value in column])
        rest.append([(value - mean) / deviation for value in other])
    return np.array(train).T, np.array(rest).reshape(len(columns), len(x_other)).T


@alternative(standardize)
def by_relative_spread(x_train, x_other):
    """A column counts as constant where its deviation is rounding beside its size; differences by broadcasting."""
    x_train, x_other = _floats(x_train), _floats(x_other)
    mean = np.einsum("nd->d", x_train) / len(x_train)
    deviation = np.sqrt(np.square(x_train - mean).mean(axis=0))
    deviation[deviation <= 1e-13 * np.abs(x_train).max(axis=0)] = 1
    return (x_train - mean) / deviation, (x_other - mean) / deviation


@alternative(standardize)
def from_the_unbiased_deviation(x_train, x_other):
    """NumPy's deviation with N - 1, rescaled; both parts at once, the same two rows of numbers for all."""
    x_train = _floats(x_train)
    count = len(x_train)
    both = np.concatenate([x_train, _floats(x_other)])
    varies = np.ptp(x_train, axis=0) > 0
    deviation = np.ones(x_train.shape[1])
    if count > 1:
        deviation[varies] = x_train[:, varies].std(axis=0, ddof=1) * math.sqrt((count - 1) / count)
    both = (both - np.average(x_train, axis=0)) * (1 / deviation)
    return both[:count], both[count:]


@alternative(cross_validate)
def fold_by_fold(x, targets, k, fit, predict):
    """Index arithmetic for the folds, plain Python for the errors."""
    errors, start = [], 0
    for fold in range(k):
        end = start + len(x) // k + (fold < len(x) % k)
        kept = [row for row in range(len(x)) if not start <= row < end]
        x_train, x_held = column_by_column(x[kept], x[start:end])
        predicted = predict(fit(x_train, _floats(targets)[kept]), x_held)
        errors.append(sum((float(p) - float(t)) ** 2 for p, t in zip(predicted, targets[start:end])) / (end - start))
        start = end
    return errors


@alternative(cross_validate)
def all_models_first(x, targets, k, fit, predict):
    """Every model is fitted before the first prediction is made; held-out rows by a mask."""
    fold_of = np.repeat(np.arange(k), [len(part) for part in np.array_split(np.arange(len(x)), k)])
    scaled = [by_relative_spread(x[fold_of != fold], x[fold_of == fold]) for fold in range(k)]
    models = [fit(train, targets[fold_of != fold]) for fold, (train, _) in enumerate(scaled)]
    predictions = [predict(model, held) for model, (_, held) in zip(models, scaled, strict=True)]
    residuals = np.concatenate(predictions) - targets
    return np.bincount(fold_of, weights=residuals**2) / np.bincount(fold_of)


@alternative(select_model)
def by_comparing(validation_losses):
    """One model after the other: a strictly smaller mean takes the lead."""
    best, least = -1, None
    for model, losses in enumerate(validation_losses.tolist()):
        mean = sum(losses) / len(losses)
        if mean == mean and (least is None or mean < least):
            best, least = model, mean
    return best


@alternative(select_model)
def by_sorting(validation_losses):
    """Models sorted by whether they have a NaN, by their sums, by their numbers."""
    keys = [(bool(np.isnan(row).any()), 0.0 if np.isnan(row).any() else row.sum()) for row in validation_losses]
    order = sorted(range(len(keys)), key=lambda model: (*keys[model], model))
    return -1 if keys[order[0]][0] else order[0]


@alternative(leaderboard)
def model_by_model(labels, predictions, public):
    """Loops over models and samples."""
    found = []
    for half in (True, False):
        samples = [sample for sample in range(len(labels)) if bool(public[sample]) is half]
        accuracies, best = [], -1
        for model, row in enumerate(predictions.tolist()):
            hits = sum(row[sample] == labels[sample] for sample in samples)
            accuracies.append(hits / len(samples) if samples else math.nan)
            if samples and (best < 0 or accuracies[model] > accuracies[best]):
                best = model
        found.append((accuracies, best))
    (public_accuracy, best_public), (private_accuracy, best_private) = found
    return public_accuracy, private_accuracy, best_public, best_private


@alternative(leaderboard)
def by_matrix_products(labels, predictions, public):
    """Hits as a matrix, the halves as weights."""
    hits = (np.asarray(predictions, int) == np.asarray(labels, int)[None, :]).astype(float)
    weights = np.stack([public, ~public], axis=1).astype(float)
    with np.errstate(invalid="ignore"):
        accuracies = (hits @ weights) / weights.sum(axis=0)
    winners = [-1 if np.isnan(column).any() else int(np.argmax(column)) for column in accuracies.T]
    return accuracies[:, 0], accuracies[:, 1], winners[0], winners[1]
