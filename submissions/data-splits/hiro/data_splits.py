import numpy as np


def split_indices(permutation, validation_fraction, test_fraction):
    n = len(permutation)
    n_test = int(n * test_fraction + 1e-9)
    n_val = int((n - n_test) * validation_fraction + 1e-9)
    rest = permutation[n_test:]
    return rest[n_val:], rest[:n_val], permutation[:n_test]


def kfold_indices(n, k):
    folds = np.arange(n).reshape(k, -1)  # one row a fold
    return [(np.delete(folds, i, axis=0).ravel(), folds[i]) for i in range(k)]


def standardize(x_train, x_other):
    def scale(x):
        return (x - x.mean(0)) / np.where(x.max(0) == x.min(0), 1, x.std(0))

    return scale(x_train), scale(x_other)


def cross_validate(x, targets, k, fit, predict):
    errors = []
    for part in np.array_split(np.arange(len(x)), k):
        model = fit(standardize(x, x)[0], targets)
        errors.append(np.mean((predict(model, standardize(x, x)[0][part]) - targets[part]) ** 2))
    return errors


def select_model(validation_losses):
    return int(np.nanargmin(np.nanmean(validation_losses, axis=1)))


def leaderboard(labels, predictions, public):
    right = predictions == labels
    pub = (right * public).sum(1) / public.sum()
    priv = (right * ~public).sum(1) / (~public).sum()
    return pub, priv, pub.argmax(), priv.argmax()
