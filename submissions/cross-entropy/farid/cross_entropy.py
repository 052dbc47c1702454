import numpy as np

EPS = 1e-15


def sigmoid(z):
    z = np.asarray(z) * 1.0
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def bce_with_logits(logits, labels):
    logits, labels = np.asarray(logits) * 1.0, np.asarray(labels) * 1.0
    if logits.shape != labels.shape:
        raise ValueError("same shapes please")
    p = sigmoid(logits)
    p = np.clip(p, EPS, 1 - EPS)  # avoid log(0)
    return -(labels * np.log(p) + (1 - labels) * np.log(1 - p)).mean()


def softmax(logits, axis=-1):
    logits = np.asarray(logits) * 1.0
    top = logits.max(axis=axis, keepdims=True)
    e = np.exp(logits - top)
    return e / e.sum(axis=axis, keepdims=True)


def log_softmax(logits, axis=-1):
    logits = np.asarray(logits) * 1.0
    top = logits.max(axis=axis, keepdims=True)
    return logits - top - np.log(np.exp(logits - top).sum(axis=axis, keepdims=True))


def softmax_cross_entropy(logits, labels):
    labels = np.asarray(labels).astype(int)
    N, C = np.shape(logits)
    if labels.min() < 0 or labels.max() > C - 1:
        raise ValueError("label")
    Y = np.eye(C)[labels]
    loss = -(Y * log_softmax(logits)).sum() / N
    dlogits = (softmax(logits) - Y) / N
    return loss, dlogits


def logit_pulls(logits, labels):
    logits, labels = np.asarray(logits) * 1.0, np.asarray(labels) * 1.0
    if logits.shape != labels.shape:
        raise ValueError("same shapes please")
    f = sigmoid(logits)
    # derivative of (f - y)^2 is 2 (f - y)
    square_error = 2 * (f - labels)
    cross_entropy = f - labels
    return square_error, cross_entropy
