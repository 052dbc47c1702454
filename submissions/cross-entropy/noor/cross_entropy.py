import numpy as np


def as_float(x):
    x = np.asarray(x)
    return x if x.dtype.kind == "f" else x.astype(float)


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -as_float(z)))


def bce_with_logits(logits, labels):
    z, y = as_float(logits), as_float(labels)
    if z.shape != y.shape:
        raise ValueError("logits and labels have different shapes")
    return (np.maximum(z, 0) - z * y + np.log1p(np.exp(-abs(z)))).mean()


def softmax(logits, axis=-1):
    p = as_float(logits)
    # saves memory: no temporary arrays
    p -= p.max(axis=axis, keepdims=True)
    np.exp(p, out=p)
    p /= p.sum(axis=axis, keepdims=True)
    return p


def log_softmax(logits, axis=-1):
    z = as_float(logits)
    z = z - z.max(axis=axis, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=axis, keepdims=True))


def softmax_cross_entropy(logits, labels):
    labels = np.asarray(labels)
    log_p = log_softmax(logits)
    n, c = log_p.shape
    if np.min(labels) < 0 or np.max(labels) >= c:
        raise ValueError("label")
    loss = -np.mean(np.take_along_axis(log_p, labels[:, None].astype(int), axis=1))
    p = np.exp(log_p)
    p[np.arange(n), labels] -= 1
    return loss, p / n


def logit_pulls(logits, labels):
    z, y = as_float(logits), as_float(labels)
    if z.shape != y.shape:
        raise ValueError("logits and labels have different shapes")
    f = sigmoid(z)
    return 2 * (f - y) * f * sigmoid(-z), f - y
