"""The programs that points are given by, from the one that earns nothing to the one that earns everything."""

import numpy as np

from grader.author import baseline

from .solution import fit_predict, one_hot, regressed, standardized


@baseline(fit_predict)
def constant(train_x, train_y, test_x):
    """The most frequent label."""
    return np.full(len(test_x), np.bincount(train_y).argmax())


@baseline(fit_predict)
def simple(train_x, train_y, test_x):
    """Linear regression on standardized columns."""
    train_x, test_x = standardized(train_x, test_x)
    rows, new_rows = (np.hstack([part, np.ones((len(part), 1))]) for part in (train_x, test_x))
    weights = np.linalg.solve(rows.T @ rows + np.eye(rows.shape[1]), rows.T @ one_hot(train_y))
    return (new_rows @ weights).argmax(axis=1)


@baseline(fit_predict)
def medium(train_x, train_y, test_x):
    """The vote of the 15 nearest neighbours on standardized columns."""
    train_x, test_x = standardized(train_x, test_x)
    distances = (train_x**2).sum(axis=1) - 2 * test_x @ train_x.T
    nearest = np.argsort(distances, axis=1, kind="stable")[:, :15]
    return one_hot(train_y)[nearest].sum(axis=1).argmax(axis=1)


@baseline(fit_predict)
def strong(train_x, train_y, test_x):
    """Kernel ridge regression on all standardized columns."""
    train_x, test_x = standardized(train_x, test_x)
    return regressed(train_x, one_hot(train_y), test_x).argmax(axis=1)


@baseline(fit_predict)
def boss(train_x, train_y, test_x):
    """The same on the columns that help."""
    return fit_predict(train_x, train_y, test_x)
