"""Homework: logistic regression, with a sigmoid that never overflows."""

import numpy as np


def _f(values):
    return np.asarray(values, dtype=np.float64)


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def predict(samples, weights, bias):
    z = _f(samples) @ weights + bias
    return sigmoid(z), (z > 0).astype(int)


def boundary_distance(samples, weights, bias):
    X = _f(samples)
    norm = np.sqrt(np.sum(weights**2))
    if norm == 0:
        raise ValueError("no boundary")
    n = weights / norm
    d = X @ n + bias / norm
    return d, X - np.outer(d, n)


def logreg_gradient(samples, labels, weights, bias):
    X, y = _f(samples), _f(labels)
    r = sigmoid(X @ weights + bias) - y
    return X.T @ r / len(y), r.mean()


def square_error_gradient(samples, labels, weights, bias):
    X, y = _f(samples), _f(labels)
    f = sigmoid(X @ weights + bias)
    r = 2 * (f - y) * f * (1 - f)
    return X.T @ r / len(y), r.mean()


def logreg_train(samples, labels, weights, bias, lr, steps):
    X, y, w, b = _f(samples), _f(labels), _f(weights).copy(), bias
    losses = []
    for _ in range(steps):
        z = X @ w + b
        losses.append((np.logaddexp(0, z) - y * z).mean())
        dw, db = logreg_gradient(X, y, w, b)
        w = w - lr * dw
        b = b - lr * db
    return w, b, np.array(losses)


def softmax_gradient(samples, labels, weights, bias):
    X = _f(samples)
    Z = X @ weights + bias
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    P[np.arange(len(P)), labels] -= 1
    return X.T @ P / len(P), P.mean(axis=0)
