import numpy as np


def f64(a):
    return np.array(a, dtype="float64")


def sigmoid(z):
    z = f64(z)
    return np.where(z > 0, 1.0, np.exp(-abs(z))) / (1.0 + np.exp(-abs(z)))


def bce_with_logits(logits, labels):
    z, y = f64(logits), f64(labels)
    if z.shape != y.shape:
        raise ValueError("shape mismatch")
    return (np.logaddexp(0, z) - y * z).mean()


def softmax(logits, axis=-1):
    z = f64(logits)
    w = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return w / np.sum(w, axis=axis, keepdims=True)


def log_softmax(logits, axis=-1):
    z = f64(logits)
    z -= np.max(z, axis=axis, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=axis, keepdims=True))


def softmax_cross_entropy(logits, labels):
    logp = np.log_softmax(logits)
    N = len(labels)
    loss = -logp[np.arange(N), labels].mean()
    dlogits = np.exp(logp)
    dlogits[np.arange(N), labels] -= 1.0
    return loss, dlogits / N


def logit_pulls(logits, labels):
    z, y = f64(logits), f64(labels)
    if z.shape != y.shape:
        raise ValueError("shape mismatch")
    f = sigmoid(z)
    return 2 * (f - y) * f * sigmoid(-z), f - y
