# Plain Python numbers; one parameter after the other.
import math

import numpy as np


def each(theta0, gradients, rule):
    columns = []
    for d in range(len(theta0)):
        value = float(theta0[d])
        column = [value]
        history = []
        for g in gradients[:, d]:
            history.append(float(g))
            value = value - rule(history, d)
            column.append(value)
        columns.append(column)
    return np.array(columns).T


def rms_update(theta0, gradients, lr, eps=1e-8):
    def rule(history, d):
        sigma = math.sqrt(sum(g * g for g in history) / len(history))
        return lr / (sigma + eps) * history[-1]

    return each(theta0, gradients, rule)


def adagrad(theta0, gradients, lr, eps=1e-10):
    def rule(history, d):
        return lr / (math.sqrt(sum(g * g for g in history)) + eps) * history[-1]

    return each(theta0, gradients, rule)


def rmsprop(theta0, gradients, lr, alpha, v0, eps=1e-8):
    def rule(history, d):
        v = float(v0[d])
        for g in history:
            v = alpha * v + (1 - alpha) * g * g
        return lr * history[-1] / (math.sqrt(v) + eps)

    return each(theta0, gradients, rule)


def adam_step(history, beta1, beta2, eps):
    m = v = 0.0
    for g in history:
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
    t = len(history)
    return (m / (1 - beta1**t)) / (math.sqrt(v / (1 - beta2**t)) + eps)


def adam(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    return each(theta0, gradients, lambda history, d: lr * adam_step(history, beta1, beta2, eps))


def lr_decay(step, lr0, kind, gamma=0.5, period=10, total=100):
    if kind == "inverse_sqrt":
        return lr0 / math.sqrt(step + 1)
    if kind == "cosine":
        return 0.5 * lr0 * (1.0 + math.cos(math.pi * min(step, total) / total))
    rate = lr0
    for s in range(1, step + 1):
        if kind == "exponential" or s % period == 0:
            rate = rate * gamma
    return rate


def warmup_lr(step, peak, warmup, total):
    if step >= total:
        return 0
    elif step < warmup:
        return peak / warmup * step
    else:
        return peak - peak * (step - warmup) / (total - warmup)


def train_scheduled(theta0, grad_fn, rates, method="rms", eps=1e-8):
    theta = [float(p) for p in theta0]
    path = [list(theta)]
    histories = [[] for _ in theta]
    for lr in rates:
        gradient = [float(g) for g in grad_fn(np.array(theta))]
        for d, g in enumerate(gradient):
            histories[d].append(g)
            if method == "sgd":
                step = g
            elif method == "rms":
                step = g / (math.sqrt(sum(h * h for h in histories[d]) / len(histories[d])) + eps)
            else:
                step = adam_step(histories[d], 0.9, 0.999, eps)
            theta[d] = theta[d] - lr * step
        path.append(list(theta))
    return np.array(path)
