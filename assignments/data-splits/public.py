"""Students receive this file too: the models that `cross_validate` is tried with, and how index sets are judged.

Each `…_fit(x, targets)` takes (N, D) and (N,) and gives a model; `…_predict(model, x)` takes it and (M, D), gives (M,).
"""

import numpy as np


def mean_fit(x, targets):
    """The mean target, whatever x is."""
    return np.array([np.mean(targets)])


def mean_predict(model, x):
    """The same for every row."""
    return np.full(len(x), model[0])


def ridge_fit(x, targets):
    """The mean target, then the weights of a linear function through it, with a penalty of 1 on their squares."""
    mean = np.mean(targets)
    return np.append(mean, np.linalg.solve(x.T @ x + np.eye(x.shape[1]), x.T @ (targets - mean)))


def ridge_predict(model, x):
    """The linear function: the mean target where a standardised x is 0."""
    return model[0] + x @ model[1:]


def online_fit(x, targets):
    """Weights without a constant, learned in one walk through the rows: each row corrects what those before it left."""
    weights = np.zeros(x.shape[1])
    for row, target in zip(x, targets, strict=True):
        weights = weights + (target - row @ weights) * row / (4 + row @ row)
    return weights


def online_predict(model, x):
    """The linear function through 0."""
    return x @ model


def kernel_fit(x, targets):
    """Remembers every row that it is given, and its target."""
    return np.column_stack([x, targets])


def kernel_predict(model, x):
    """The mean of the targets that were remembered, near rows weighing more: 1 / (1 + 10 squared distance)."""
    distances = ((x[:, None, :] - model[None, :, :-1]) ** 2).sum(axis=2)
    weights = 1 / (1 + 10 * distances)
    return weights @ model[:, -1] / weights.sum(axis=1)


def in_any_order(parts):
    """Each part sorted: a set has no order."""
    return tuple(np.sort(np.asarray(part)) for part in parts)


def each_row_validated_once(inputs, expected, actual):
    """Whether validation parts hold every row exactly once, and each training part all other rows exactly once."""
    rows = np.arange(inputs["n"])
    folds = [(np.asarray(train), np.asarray(validation)) for train, validation in actual]
    for number, (train, validation) in enumerate(folds):
        if not np.isin(np.concatenate([train, validation]), rows).all():
            return f"fold {number} holds numbers that are no rows: expected 0 to {inputs['n'] - 1}"
        if np.isin(train, validation).any():
            return f"fold {number} trains on rows that it validates: {np.intersect1d(train, validation)[:9]}"
        if len(np.unique(train)) + len(np.unique(validation)) < inputs["n"]:
            return f"fold {number} does not hold every row once, in one of its two parts"
    validated = np.sort(np.concatenate([validation for _, validation in folds]))
    if not np.array_equal(validated, rows):
        missing = np.setdiff1d(rows, validated)
        return f"all validation parts together: expected every row once; {missing[:9]} never validated"
    return None
