"""The formulas of the slides, typed as they stand."""

import numpy as np


def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))


def predict(samples, weights, bias):
    f = sigmoid(samples @ weights + bias)
    return f, np.round(f).astype(int)


def boundary_distance(samples, weights, bias):
    norm = np.linalg.norm(weights)
    d = (samples @ weights + bias) / norm
    return d, samples - d[:, None] * weights / norm


def logreg_gradient(samples, labels, weights, bias):
    r = sigmoid(samples @ weights + bias) - labels
    return samples.T @ r / len(r), r.mean()


def square_error_gradient(samples, labels, weights, bias):
    f = sigmoid(samples @ weights + bias)
    r = 2 * (f - labels) * f * (1 - f)
    return samples.T @ r / len(r), r.mean()


def logreg_train(samples, labels, weights, bias, lr, steps):
    losses = []
    for _ in range(steps):
        f = sigmoid(samples @ weights + bias)
        losses.append(-np.mean(labels * np.log(f) + (1 - labels) * np.log(1 - f)))
        dw, db = logreg_gradient(samples, labels, weights, bias)
        weights = weights - lr * dw
        bias = bias - lr * db
    return weights, bias, np.array(losses)


def softmax_gradient(samples, labels, weights, bias):
    E = np.exp(samples @ weights + bias)
    P = E / E.sum(axis=1, keepdims=True)
    P[np.arange(len(P)), labels] -= 1
    return samples.T @ P / len(P), P.mean(axis=0)
