import numpy as np


def sigmoid(z):
    z = np.asarray(z, dtype=np.float64)
    return 0.5 * (np.tanh(0.5 * z) + 1)


def bce_with_logits(logits, labels):
    logits = np.asarray(logits, dtype=np.float64)
    labels = np.asarray(labels, dtype=np.float64)
    if logits.shape != labels.shape:
        raise ValueError("logits and labels need the same shape")
    return np.mean(np.maximum(logits, 0) - labels * logits + np.log1p(np.exp(-np.abs(logits))))


def softmax(logits, axis=-1):
    logits = np.asarray(logits, dtype=np.float64)
    if logits.size == 0:
        return logits.copy()
    # subtract the biggest logit so that nothing overflows
    exps = np.exp(logits - np.max(logits))
    return exps / np.sum(exps, axis=axis, keepdims=True)


def log_softmax(logits, axis=-1):
    logits = np.asarray(logits, dtype=np.float64)
    if logits.size == 0:
        return logits.copy()
    shifted = logits - np.max(logits)
    return shifted - np.log(np.sum(np.exp(shifted), axis=axis, keepdims=True))


def softmax_cross_entropy(logits, labels):
    logits = np.asarray(logits, dtype=np.float64)
    n, c = logits.shape
    if any(l < 0 or l >= c for l in labels):
        raise ValueError("bad label")
    shifted = logits - logits.max(axis=1)[:, None]
    lse = np.log(np.exp(shifted).sum(axis=1))
    picked = shifted[np.arange(n), labels]
    grad = np.exp(shifted - lse[:, None])
    grad[np.arange(n), labels] -= 1
    return (lse - picked).mean(), grad / n


def logit_pulls(logits, labels):
    y = np.asarray(labels, dtype=np.float64)
    f = sigmoid(logits)
    if f.shape != y.shape:
        raise ValueError("logits and labels need the same shape")
    return 2 * (f - y) * f * (1 - f), f - y
