# Plain Python wherever it is possible.
import math

import numpy as np


def sigmoid(z):
    if z < -700:
        return math.exp(z) if z > -745 else 0.0
    return 1 / (1 + math.exp(-z))


def distance_features(samples, landmarks):
    return np.array([[math.dist(x, p) for p in landmarks.tolist()] for x in samples.tolist()])


def polynomial_features(samples, degree):
    def grow(row, start, left):
        if left == 0:
            return [1.0]
        found = []
        for j in range(start, len(row)):
            found += [row[j] * rest for rest in grow(row, j, left - 1)]
        return found

    table = []
    for row in samples.tolist():
        line = []
        for d in range(degree + 1):
            line += grow([float(v) for v in row], 0, d)
        table.append(line)
    return np.array(table)


def stacked_forward(samples, weight1, bias1, weight2, bias2):
    hidden, out = [], []
    for x in samples.tolist():
        h = []
        for k in range(len(bias1)):
            z = float(bias1[k])
            for j in range(len(x)):
                z += x[j] * float(weight1[j, k])
            h.append(sigmoid(z))
        hidden.append(h)
        out.append(sigmoid(sum(a * float(b) for a, b in zip(h, weight2)) + bias2))
    return np.array(hidden), np.array(out)


def stacked_gradient(samples, labels, weight1, bias1, weight2, bias2):
    hidden, p = stacked_forward(samples, weight1, bias1, weight2, bias2)
    n, d = samples.shape
    units = len(bias1)
    loss, dw1, db1, dw2, db2 = 0.0, np.zeros((d, units)), np.zeros(units), np.zeros(units), 0.0
    for i in range(n):
        y = int(labels[i])
        z = sum(float(hidden[i, k]) * float(weight2[k]) for k in range(units)) + bias2
        loss += (max(z, 0) - z * y + math.log(1 + math.exp(-abs(z)))) / n
        delta = (p[i] - y) / n
        db2 += delta
        for k in range(units):
            h = hidden[i, k]
            dw2[k] += delta * h
            inner = delta * float(weight2[k]) * h * (1 - h)
            db1[k] += inner
            for j in range(d):
                dw1[j, k] += inner * float(samples[i, j])
    return loss, dw1, db1, dw2, db2


def xor_network(low=0.0, high=1.0):
    # Gradient descent on the four points of 0 and 1; then the inputs are scaled.
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    labels = np.array([0, 1, 1, 0])
    w1, b1 = np.array([[3.0, 4.0], [4.0, 3.0]]), np.array([-1.0, -5.0])
    w2, b2 = np.array([6.0, -6.0]), -3.0
    for _ in range(80):
        _, dw1, db1, dw2, db2 = stacked_gradient(corners, labels, w1, b1, w2, b2)
        w1, b1, w2, b2 = w1 - 5 * dw1, b1 - 5 * db1, w2 - 5 * dw2, b2 - 5 * db2
    w1 = w1 / (high - low)
    return w1, b1 - low * w1.sum(axis=0), w2, b2


def linear_accuracy_bound(points, labels):
    pts = points.tolist()
    n = len(pts)
    ones = sum(1 for v in labels if v)
    best = max(ones, n - ones)
    for i in range(n):
        for j in range(n):
            dx, dy = pts[j][0] - pts[i][0], pts[j][1] - pts[i][1]
            if dx == 0 and dy == 0:
                continue
            for turn in (-1e-6, 1e-6):
                a, b = -dy + turn * dx, dx + turn * dy
                at = [a * x + b * y for x, y in pts]
                for cut in at:
                    right = sum(1 for v, label in zip(at, labels) if (v > cut + 1e-9) == bool(label))
                    best = max(best, right, n - right)
    return best / n
