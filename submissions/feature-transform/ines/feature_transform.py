import itertools

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def distance_features(samples, landmarks):
    return np.linalg.norm(samples - landmarks, axis=1)


def polynomial_features(samples, degree):
    x = samples.astype(float)
    columns = []
    for d in range(degree + 1):
        for idx in itertools.combinations_with_replacement(range(x.shape[1]), d):
            columns.append(np.prod(x[:, idx], axis=1))
    return np.stack(columns, axis=1)


def stacked_forward(samples, weight1, bias1, weight2, bias2):
    hidden = sigmoid(samples @ weight1 + bias1)
    return hidden, sigmoid(hidden @ weight2[:, None] + bias2)


def stacked_gradient(samples, labels, weight1, bias1, weight2, bias2):
    hidden, p = stacked_forward(samples, weight1, bias1, weight2, bias2)
    loss = -np.mean(labels * np.log(p) + (1 - labels) * np.log(1 - p))
    delta = (p - labels) / len(labels)
    return loss, samples.T @ (delta @ weight2 * hidden), delta.sum(axis=0), hidden.T @ delta, delta.sum()


def xor_network(low=0.0, high=1.0):
    raise NotImplementedError("no idea yet")


def linear_accuracy_bound(points, labels):
    best = 0
    for i, j in itertools.combinations(range(len(points)), 2):
        normal = np.array([points[i][1] - points[j][1], points[j][0] - points[i][0]])
        s = points @ normal - points[i] @ normal
        best = max(best, ((s >= 0) == labels).mean(), ((s > 0) == labels).mean(), ((s < 0) == labels).mean())
    return best
