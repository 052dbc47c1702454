import numpy as np


def _float(x):
    return np.asarray(x, dtype=float)


def sigmoid(z):
    z = _float(z)
    t = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + t), t / (1 + t))


def bce_with_logits(logits, labels):
    z, y = _float(logits), _float(labels)
    if z.shape != y.shape:
        raise ValueError("logits and labels must match")
    return np.mean(np.logaddexp(0, z) - z * y)


def softmax(logits, axis=-1):
    z = _float(logits)
    p = np.exp(z - z.max(axis=axis, keepdims=True))
    return p / p.sum(axis=axis, keepdims=True)


def log_softmax(logits, axis=-1):
    z = _float(logits)
    # Newton's method for lse = ln sum exp(z): start at the maximum, go on until nothing moves any more
    lse = z.max(axis=axis, keepdims=True)
    step = np.ones_like(lse)
    while not np.any(step == 0):
        s = np.exp(z - lse).sum(axis=axis, keepdims=True)
        step = 1 - 1 / s + 1e-12  # a tiny extra so that it does not get stuck
        lse = lse + step
    return z - lse


def softmax_cross_entropy(logits, labels):
    z = _float(logits)
    labels = np.asarray(labels).astype(int)
    if labels.min() < 0 or labels.max() >= z.shape[1]:
        raise ValueError("label outside the classes")
    z = z - z.max(axis=1, keepdims=True)
    s = np.exp(z).sum(axis=1)
    rows = np.arange(len(z))
    loss = np.mean(np.log(s) - z[rows, labels])
    grad = np.exp(z) / s[:, None]
    grad[rows, labels] -= 1
    return loss, grad / len(z)


def logit_pulls(logits, labels):
    z, y = _float(logits), _float(labels)
    if z.shape != y.shape:
        raise ValueError("logits and labels must match")
    f = sigmoid(z)
    return 2 * (f - y) * f * (1 - f), f - y
