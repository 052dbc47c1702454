"""Context on one side; negatives that do not push the centre; a context that is summed."""
import numpy as np


def one_hot(ids, n):
    return (np.asarray(ids)[:, None] == np.arange(n)).astype(float)


def cooccurrence(ids, V, window):
    place = np.arange(len(ids))
    gap = place - place[:, None]
    X = one_hot(ids, V)
    return X.T @ ((gap > 0) & (gap <= window)) @ X


def ppmi(C):
    C = C.astype(float)
    if C.sum() == 0:
        return C
    P = C / C.sum()
    expected = np.outer(P.sum(axis=1), P.sum(axis=0))
    ratio = np.ones(P.shape)
    ratio[C > 0] = P[C > 0] / expected[C > 0]
    return np.where(C > 0, np.log(np.maximum(ratio, 1)), 0)


def svd_embedding(C, k):
    U, S, _ = np.linalg.svd(C.astype(float), full_matrices=False)
    return U[:, :k] @ np.diag(S[:k])


def most_similar(E, i, k):
    length = np.linalg.norm(E, axis=1, keepdims=True)
    E = E / np.where(length == 0, 1, length)
    score = E @ E[i]
    score[i] = -np.inf
    return np.argsort(-score, kind="stable")[: min(k, len(E) - 1)]


def negative_distribution(counts, outside, power):
    p = counts.astype(float) ** power
    p[outside] = 0
    return p / p.sum()


def cross_entropy(scores, word):
    log_p = scores - scores.max()
    log_p = log_p - np.log(np.exp(log_p).sum())
    error = np.exp(log_p)
    error[word] -= 1
    return -log_p[word], error


def skipgram_softmax(v, o, U):
    loss, error = cross_entropy(U @ v, o)
    return loss, U.T @ error, np.outer(error, v)


def skipgram_negative(v, o, U, negatives):
    times = np.bincount(negatives, minlength=len(U))
    z = U @ v
    error = times * (0.5 * (1 + np.tanh(z / 2)))
    error[o] -= 0.5 * (1 + np.tanh(-z[o] / 2))
    loss = np.logaddexp(0, -z[o]) + times @ np.logaddexp(0, z)
    return loss, (0.5 * (1 + np.tanh(z[o] / 2)) - 1) * U[o], np.outer(error, v)


def cbow_softmax(context, center, X, U):
    share = one_hot(context, len(X)).sum(axis=0)
    h = share @ X
    loss, error = cross_entropy(U @ h, center)
    return loss, np.outer(share, U.T @ error), np.outer(error, h)
