import numpy as np


def sigmoid(z):
    z = np.asarray(z, float)
    small = np.exp(-np.abs(z))
    return np.where(z < 0, small / (1 + small), 1 / (1 + small))


def bce_with_logits(logits, labels):
    z = np.asarray(logits, float)
    y = np.asarray(labels, float)
    if z.shape != y.shape:
        raise ValueError
    return np.mean((1 - y) * z + np.logaddexp(0, -z))


def softmax(logits, axis=-1):
    z = np.asarray(logits, float)
    z = z - z.max(axis, keepdims=True)
    return np.exp(z) / np.exp(z).sum(axis, keepdims=True)


def log_softmax(logits, axis=-1):
    z = np.asarray(logits, float)
    m = z.max(axis, keepdims=True)
    return z - (m + np.log(np.exp(z - m).sum(axis, keepdims=True)))


def softmax_cross_entropy(logits, labels):
    labels = np.asarray(labels)
    n, k = np.shape(logits)
    for label in labels:
        if not 0 <= label < k:
            raise ValueError("label %r" % label)
    i = np.arange(n)
    loss = -log_softmax(logits)[i, labels].mean()
    # softmax and cross entropy together: p minus one-hot
    grad = softmax(logits)
    grad[i, labels] -= 1
    return loss, grad


def logit_pulls(logits, labels):
    z = np.asarray(logits, float)
    y = np.asarray(labels, float)
    if z.shape != y.shape:
        raise ValueError
    f = sigmoid(z)
    return 2 * (f - y) * f * sigmoid(-z), f - y
