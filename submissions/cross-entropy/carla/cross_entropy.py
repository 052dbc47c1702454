# I do it with loops and plain Python numbers so that I understand every step.
import math

import numpy as np


def _sigmoid_one(z):
    if z >= 0:
        return 1.0 / (1.0 + math.exp(-z))
    e = math.exp(z)
    return e / (1.0 + e)


def sigmoid(z):
    z = np.asarray(z)
    out = np.zeros(z.shape)  # np.zeros gives floats, also if z holds ints
    for index in np.ndindex(z.shape):
        out[index] = _sigmoid_one(float(z[index]))
    return out


def _bce_one(z, y):
    # z > 0:  -y ln f - (1-y) ln(1-f)  =  (1-y) z + ln(1 + e^-z)
    if z > 0:
        return (1 - y) * z + math.log1p(math.exp(-z))
    return -y * z + math.log1p(math.exp(z))


def bce_with_logits(logits, labels):
    if np.shape(logits) != np.shape(labels):
        raise ValueError("shapes!")
    total = 0.0
    for z, y in zip(logits, labels):
        total += _bce_one(float(z), float(y))
    return total / len(logits)


def _log_softmax_row(row):
    row = [float(z) for z in row]
    m = max(row)
    s = 0.0
    for z in row:
        s += math.exp(z - m)
    return [z - m - math.log(s) for z in row]


def log_softmax(logits, axis=-1):
    if np.size(logits) == 0:
        return np.zeros(np.shape(logits))
    return np.apply_along_axis(_log_softmax_row, axis, np.asarray(logits))


def softmax(logits, axis=-1):
    return np.exp(log_softmax(logits, axis))


def softmax_cross_entropy(logits, labels):
    N = len(logits)
    C = len(logits[0])
    loss = 0.0
    grad = np.zeros((N, C))
    for n in range(N):
        k = int(labels[n])
        if k < 0 or k > C - 1:
            raise ValueError("no such class: %d" % k)
        logp = _log_softmax_row(logits[n])
        loss -= logp[k]
        for c in range(C):
            grad[n, c] = math.exp(logp[c])
            if c == k:
                grad[n, c] -= 1
    return loss / N, grad / N


def logit_pulls(logits, labels):
    if np.shape(logits) != np.shape(labels):
        raise ValueError("shapes!")
    se, ce = [], []
    for z, y in zip(logits, labels):
        f = _sigmoid_one(float(z))
        g = _sigmoid_one(-float(z))
        ce.append(f - float(y))
        se.append(2 * (f - float(y)) * f * g)
    return np.array(se), np.array(ce)
