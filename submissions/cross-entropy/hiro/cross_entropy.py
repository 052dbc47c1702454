import numpy as np


def sigmoid(z):
    return np.exp(z) / (np.exp(z) + 1)


def bce_with_logits(logits, labels):
    p = sigmoid(logits)
    return np.mean(-labels * np.log(p) - (1 - labels) * np.log(1 - p))


def softmax(logits, axis=-1):
    e = np.exp(logits)
    return e / e.sum(axis=axis, keepdims=True)


def log_softmax(logits, axis=-1):
    return np.log(softmax(logits, axis))


def softmax_cross_entropy(logits, labels):
    N = logits.shape[0]
    p = softmax(logits)
    loss = np.mean(-np.log(p[range(N), labels]))
    onehot = np.zeros(logits.shape)
    onehot[range(N), labels] = 1
    return loss, (p - onehot) / N


def logit_pulls(logits, labels):
    p = sigmoid(logits)
    return 2 * (p - labels) * p * (1 - p), p - labels
