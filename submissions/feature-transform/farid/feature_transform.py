import itertools

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def distance_features(samples, landmarks):
    diff = samples.astype(float)[:, None] - landmarks
    return np.sqrt((diff**2).sum(axis=1))


def polynomial_features(samples, degree):
    x = samples.astype(float)
    columns = []
    for d in range(degree + 1):
        for idx in itertools.product(range(x.shape[1]), repeat=d):
            columns.append(np.prod(x[:, list(idx)], axis=1))
    return np.stack(columns, axis=1)


def stacked_forward(samples, weight1, bias1, weight2, bias2):
    hidden = samples @ weight1 + bias1
    return hidden, sigmoid(hidden @ weight2 + bias2)


def stacked_gradient(samples, labels, weight1, bias1, weight2, bias2):
    hidden = sigmoid(samples @ weight1 + bias1)
    z = hidden @ weight2 + bias2
    loss = (np.logaddexp(0, z) - labels * z).sum()
    delta = sigmoid(z) - labels
    inner = delta[:, None] * weight2 * hidden * (1 - hidden)
    return loss, samples.T @ inner, inner.sum(axis=0), hidden.T @ delta, delta.sum()


def xor_network(low=0.0, high=1.0):
    k = 20 / (high - low)
    weight1 = np.full((2, 2), k)
    return weight1, np.array([-10.0, -30.0]), np.array([20.0, -20.0]), -10.0


def linear_accuracy_bound(points, labels):
    x, y = points.astype(float), labels.astype(bool)
    best = 0
    for degree in range(360):
        t = np.deg2rad(degree)
        s = x @ np.array([np.cos(t), np.sin(t)])
        for cut in [-100, *s]:
            best = max(best, ((s > cut + 1e-9) == y).mean())
    return best
