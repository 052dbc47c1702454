import numpy as np


def fit_predict(train_x, train_y, test_x):
    """Gaussian classifier with one covariance for all classes."""
    mean, std = train_x.mean(axis=0), train_x.std(axis=0)
    train_x = (train_x - mean) / std
    means = np.array([train_x[train_y == c].mean(axis=0) for c in range(4)])
    if np.isnan(means).any():
        raise ValueError("a class without rows")
    precision = np.linalg.inv(np.cov(train_x.T))
    d = (test_x - mean) / std
    return np.argmax(d @ precision @ means.T - 0.5 * np.einsum("cd,de,ce->c", means, precision, means), axis=1)
