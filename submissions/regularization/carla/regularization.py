# Loops over plain Python numbers.
import math

import numpy as np


def l2_penalty(weights, biases, lam):
    total = 0.0
    for w in weights:
        for value in w.flat:
            total += float(value) ** 2
    return lam * total


def ridge_loss_grad(x, targets, weight, bias, lam):
    n, d = x.shape
    w = [float(v) for v in weight]
    loss = lam * sum(v * v for v in w)
    gw = [2 * lam * v for v in w]
    gb = 0.0
    for i in range(n):
        e = bias - float(targets[i])
        for j in range(d):
            e += w[j] * float(x[i, j])
        loss += e * e
        gb += 2 * e
        for j in range(d):
            gw[j] += 2 * e * float(x[i, j])
    return loss, np.array(gw), gb


def ridge_closed_form(x, targets, lam):
    n, d = x.shape
    x = x.astype(float)
    mx = x.sum(axis=0) / n
    my = sum(float(t) for t in targets) / n
    A = np.zeros((d, d))
    c = np.zeros(d)
    for i in range(n):
        row = x[i] - mx
        A += np.outer(row, row)
        c += row * (float(targets[i]) - my)
    A += lam * np.eye(d)
    w = np.linalg.pinv(A, rcond=1e-10) @ c
    return w, my - float(mx @ w)


def weight_decay_step(weight, bias, grad_weight, grad_bias, lr, lam):
    new = np.zeros(weight.shape)
    for i in range(weight.shape[0]):
        for j in range(weight.shape[1]):
            w = float(weight[i, j])
            new[i, j] = w - lr * (float(grad_weight[i, j]) + 2 * lam * w)
    return new, np.array([float(b) - lr * float(g) for b, g in zip(bias, grad_bias)])


def output_sensitivity(weight, perturbations):
    length = math.sqrt(sum(float(w) ** 2 for w in weight))
    changes, bounds = [], []
    for row in perturbations:
        row = [float(v) for v in row]
        changes.append(abs(sum(float(w) * v for w, v in zip(weight, row))))
        bounds.append(length * math.sqrt(sum(v * v for v in row)))
    return np.array(changes), np.array(bounds)


def smoothness_penalty(outputs, lam):
    f = [float(v) for v in outputs]
    value = 0.0
    grad = [0.0] * len(f)
    for t in range(len(f) - 1):
        value += lam * (f[t + 1] - f[t]) ** 2
    for t in range(len(f)):
        if t > 0:
            grad[t] += 2 * lam * (f[t] - f[t - 1])
        if t < len(f) - 1:
            grad[t] += 2 * lam * (f[t] - f[t + 1])
    return value, np.array(grad)
