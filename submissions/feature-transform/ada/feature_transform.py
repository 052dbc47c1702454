from itertools import combinations, combinations_with_replacement

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def distance_features(samples, landmarks):
    diff = samples.astype(float)[:, None, :] - landmarks.astype(float)[None, :, :]
    return np.linalg.norm(diff, axis=2)


def polynomial_features(samples, degree):
    x = samples.astype(float)
    columns = []
    for d in range(degree + 1):
        for idx in combinations_with_replacement(range(x.shape[1]), d):
            column = np.ones(len(x))
            for i in idx:
                column = column * x[:, i]
            columns.append(column)
    return np.column_stack(columns)


def stacked_forward(samples, weight1, bias1, weight2, bias2):
    hidden = sigmoid(samples @ weight1 + bias1)
    return hidden, sigmoid(hidden @ weight2 + bias2)


def stacked_gradient(samples, labels, weight1, bias1, weight2, bias2):
    n = len(samples)
    y = labels.astype(float)
    hidden, p = stacked_forward(samples, weight1, bias1, weight2, bias2)
    z = hidden @ weight2 + bias2
    loss = np.mean(np.logaddexp(0, z) - y * z)
    delta = (p - y) / n
    dhidden = np.outer(delta, weight2) * hidden * (1 - hidden)
    return loss, samples.T @ dhidden, dhidden.sum(axis=0), hidden.T @ delta, delta.sum()


def xor_network(low=0.0, high=1.0):
    k = 40 / (high - low)
    middle = (low + high) / 2
    # "or": x1 + x2 > low + middle, "and": x1 + x2 > high + middle
    weight1 = np.array([[k, k], [k, k]])
    bias1 = -k * np.array([low + middle, high + middle])
    return weight1, bias1, np.array([20.0, -20.0]), -10.0


def linear_accuracy_bound(points, labels):
    x = points.astype(float)
    y = labels.astype(bool)
    n = len(x)
    best = max(y.sum(), n - y.sum())
    angles = []
    for i, j in combinations(range(n), 2):
        dx, dy = x[j] - x[i]
        if dx != 0 or dy != 0:
            angles.append(np.arctan2(dx, -dy) % np.pi)
    angles = sorted(set(np.round(angles, 10)))
    if not angles:
        return best / n
    for a, b in zip(angles, [*angles[1:], angles[0] + np.pi]):
        t = (a + b) / 2
        projected = np.round(x[:, 0] * np.cos(t) + x[:, 1] * np.sin(t), 12)
        for cut in np.unique(projected):
            right = ((projected > cut) == y).sum()
            best = max(best, right, n - right)
    return best / n
