"""Other ways to the same labels: the kernel's eigenvectors, and loops over classes with a Cholesky factor."""

import numpy as np

from grader.author import alternative

from .solution import NARROWNESS, RIDGE, fit_predict, helpful_columns, one_hot, standardized


@alternative(fit_predict)
def by_eigenvectors(train_x, train_y, test_x):
    train_x, test_x = standardized(train_x, test_x)
    columns = helpful_columns(train_x, one_hot(train_y))
    rows, new_rows = train_x[:, columns], test_x[:, columns]
    values, vectors = np.linalg.eigh(gaussian(rows, rows))
    targets = one_hot(train_y)
    mean = targets.mean(axis=0)
    weights = vectors @ ((vectors.T @ (targets - mean)) / (values + RIDGE)[:, None])
    return np.argmax(mean + gaussian(new_rows, rows) @ weights, axis=1)


@alternative(fit_predict)
def class_by_class(train_x, train_y, test_x):
    mean, spread = np.mean(train_x, axis=0), np.sqrt(np.var(train_x, axis=0))
    rows, new_rows = (train_x - mean) / spread, (test_x - mean) / spread
    columns = helpful_columns(rows, one_hot(train_y))
    rows, new_rows = rows[:, columns], new_rows[:, columns]
    factor = np.linalg.cholesky(gaussian(rows, rows) + RIDGE * np.eye(len(rows)))
    between = gaussian(new_rows, rows)
    best, labels = np.full(len(new_rows), -np.inf), np.zeros(len(new_rows), dtype=int)
    for label in range(train_y.max() + 1):
        wanted = (train_y == label).astype(float)
        weights = np.linalg.solve(factor.T, np.linalg.solve(factor, wanted - wanted.mean()))
        score = wanted.mean() + between @ weights
        labels[score > best] = label
        best = np.maximum(best, score)
    return labels


def gaussian(one, other):
    """The kernel, by differences: a column at a time."""
    squares = np.zeros((len(one), len(other)))
    for column in range(one.shape[1]):
        squares += (one[:, column, None] - other[:, column]) ** 2
    return np.exp(-NARROWNESS * squares)
