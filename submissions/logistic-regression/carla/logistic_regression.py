# One sample after the other.
import math

import numpy as np


def logit(row, weights, bias):
    return sum(float(x) * float(w) for x, w in zip(row, weights)) + bias


def sigmoid(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


def predict(samples, weights, bias):
    zs = [logit(row, weights, bias) for row in samples]
    return np.array([sigmoid(z) for z in zs]), np.array([1 if z > 0 else 0 for z in zs])


def boundary_distance(samples, weights, bias):
    length = math.sqrt(sum(float(w) ** 2 for w in weights))
    if length == 0:
        raise ValueError("no boundary without a direction")
    distances = np.array([logit(row, weights, bias) / length for row in samples])
    nearest = np.array([[float(x) - d * w / length for x, w in zip(row, weights)] for row, d in zip(samples, distances)])
    return distances, nearest


def logreg_gradient(samples, labels, weights, bias):
    dw, db = np.zeros(len(weights)), 0.0
    for row, y in zip(samples, labels):
        wrong = sigmoid(logit(row, weights, bias)) - float(y)
        for d in range(len(dw)):
            dw[d] += wrong * float(row[d])
        db += wrong
    return dw / len(labels), db / len(labels)


def square_error_gradient(samples, labels, weights, bias):
    dw, db = np.zeros(len(weights)), 0.0
    for row, y in zip(samples, labels):
        z = logit(row, weights, bias)
        wrong = 2 * (sigmoid(z) - float(y)) * sigmoid(z) * sigmoid(-z)
        dw = dw + wrong * np.array(row, dtype=float)
        db += wrong
    return dw / len(labels), db / len(labels)


def loss(z, y):
    # -y ln f - (1 - y) ln(1 - f), and -ln f = ln(1 + exp(-z))
    def softplus(a):
        return max(a, 0.0) + math.log1p(math.exp(-abs(a)))

    return y * softplus(-z) + (1 - y) * softplus(z)


def logreg_train(samples, labels, weights, bias, lr, steps):
    weights = [float(w) for w in weights]
    losses = []
    for _ in range(steps):
        total = 0.0
        for row, y in zip(samples, labels):
            total += loss(logit(row, weights, bias), float(y))
        losses.append(total / len(labels))
        dw, db = logreg_gradient(samples, labels, weights, bias)
        weights = [w - lr * d for w, d in zip(weights, dw)]
        bias = bias - lr * db
    return np.array(weights), bias, np.array(losses)


def softmax_gradient(samples, labels, weights, bias):
    D, C = weights.shape
    dW, db = np.zeros((D, C)), np.zeros(C)
    for row, label in zip(samples, labels):
        z = [logit(row, weights[:, c], bias[c]) for c in range(C)]
        terms = [math.exp(v - max(z)) for v in z]
        for c in range(C):
            wrong = terms[c] / sum(terms) - (1 if c == label else 0)
            for d in range(D):
                dW[d, c] += wrong * float(row[d]) / len(labels)
            db[c] += wrong / len(labels)
    return dW, db
