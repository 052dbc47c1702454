# Gaussian process with one length for each column, found by trying on folds; a committee of three widths votes.
import numpy as np


def scale(train_x, test_x):
    m, s = train_x.mean(0), train_x.std(0)
    return (train_x - m) / s, (test_x - m) / s


def distances(a, b, weights):
    a, b = a * weights, b * weights
    return (a * a).sum(1)[:, None] + (b * b).sum(1)[None, :] - 2 * a @ b.T


def fit(a, y, b, weights, lam):
    k = np.exp(-distances(a, a, weights))
    return np.exp(-distances(b, a, weights)) @ np.linalg.solve(k + lam * np.eye(len(a)), y)


def loss(a, y, weights, lam, folds):
    total = 0.0
    for out in folds:
        keep = np.ones(len(a), bool)
        keep[out] = False
        total += ((fit(a[keep], y[keep], a[out], weights, lam) - y[out]) ** 2).sum()
    return total


def fit_predict(train_x, train_y, test_x):
    a, b = scale(train_x, test_x)
    y = np.eye(train_y.max() + 1)[train_y] - 1 / 3
    rng = np.random.default_rng(0)
    folds = np.array_split(rng.permutation(len(a)), 3)
    weights, lam = np.full(a.shape[1], 0.35), 0.3
    best = loss(a, y, weights, lam, folds)
    for factor in (0.0, 1.3, 0.75):
        for column in range(a.shape[1]):
            trial = weights.copy()
            trial[column] *= factor
            now = loss(a, y, trial, lam, folds)
            if now < best:
                best, weights = now, trial
    return sum(fit(a, y, b, weights * f, lam) for f in (0.85, 1.0, 1.15)).argmax(1)
