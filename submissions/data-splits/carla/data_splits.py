# Plain Python wherever it is possible.
import math
import random

import numpy as np


def split_indices(permutation, validation_fraction, test_fraction):
    rows = [int(row) for row in permutation]
    n_test = int(len(rows) * test_fraction + 1e-9)
    n_validation = int(len(rows) * validation_fraction + 1e-9)
    test = sorted(rows[:n_test])
    validation = sorted(rows[n_test : n_test + n_validation])
    train = sorted(set(rows) - set(test) - set(validation))
    return np.array(train, dtype=int), np.array(validation, dtype=int), np.array(test, dtype=int)


def kfold_indices(n, k):
    if k == 1 or k > n:
        raise ValueError("impossible number of folds")
    rows = list(range(n))
    random.Random(7).shuffle(rows)
    folds = [[] for _ in range(k)]
    for i, row in enumerate(rows):
        folds[i % k].append(row)
    return [([r for r in rows if r not in fold], fold) for fold in folds]


def standardize(x_train, x_other):
    train, other = np.array(x_train, dtype=float), np.array(x_other, dtype=float)
    for j in range(train.shape[1]):
        column = train[:, j].tolist()
        mean = math.fsum(column) / len(column)
        std = math.sqrt(math.fsum((v - mean) ** 2 for v in column) / len(column))
        if min(column) == max(column):
            std = 1.0
        train[:, j] = (train[:, j] - mean) / std
        other[:, j] = (other[:, j] - mean) / std
    return train, other


def cross_validate(x, targets, k, fit, predict):
    n = len(x)
    errors = []
    start = 0
    for fold in range(k):
        stop = start + n // k + (1 if fold < n % k else 0)
        keep = list(range(start)) + list(range(stop, n))
        a, b = standardize(x[keep], x[start:stop])
        model = fit(a, targets[keep])
        predicted = predict(model, b)
        total = 0.0
        for i in range(start, stop):
            total += (float(predicted[i - start]) - float(targets[i])) ** 2
        errors.append(total / (stop - start))
        start = stop
    return np.array(errors)


def select_model(validation_losses):
    best, best_mean = -1, None
    for i, row in enumerate(validation_losses):
        mean = sum(row) / len(row)
        if math.isnan(mean):
            continue
        if best_mean is None or mean < best_mean:
            best, best_mean = i, mean
    return best


def leaderboard(labels, predictions, public):
    boards = []
    for wanted in (True, False):
        samples = [i for i in range(len(labels)) if public[i] == wanted]
        accuracies = []
        for row in predictions:
            hits = sum(1 for i in samples if row[i] == labels[i])
            accuracies.append(hits / len(samples) if samples else float("nan"))
        boards.append((np.array(accuracies), accuracies.index(max(accuracies)) if samples else -1))
    return boards[0][0], boards[1][0], boards[0][1], boards[1][1]
