import itertools

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def distance_features(samples, landmarks):
    diff = samples.astype(float)[:, None] - landmarks
    return (diff**2).sum(axis=2)


def polynomial_features(samples, degree):
    x = samples.astype(float)
    columns = [np.ones(len(x))]
    for d in range(1, degree + 1):
        for j in range(x.shape[1]):
            columns.append(x[:, j] ** d)
    return np.stack(columns, axis=1)


def stacked_forward(samples, weight1, bias1, weight2, bias2):
    hidden = sigmoid(samples @ weight1 + bias1)
    return hidden, sigmoid(hidden @ weight2 + bias2)


def stacked_gradient(samples, labels, weight1, bias1, weight2, bias2):
    n = len(samples)
    hidden = sigmoid(samples @ weight1 + bias1)
    z = hidden @ weight2 + bias2
    loss = (np.logaddexp(0, z) - labels * z).mean()
    delta = (sigmoid(z) - labels) / n
    dz1 = delta[:, None] * weight2  # through the hidden layer
    return loss, samples.T @ dz1, dz1.sum(axis=0), hidden.T @ delta, delta.sum()


def xor_network(low=0.0, high=1.0):
    weight1 = np.array([[1.0, 1.0], [1.0, 1.0]])
    bias1 = np.array([0.0, -1.0])
    return weight1, bias1, np.array([1.0, -2.0]), 0.0


def linear_accuracy_bound(points, labels):
    ones = labels.astype(float).mean()
    return max(ones, 1 - ones)
