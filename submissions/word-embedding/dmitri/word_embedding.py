"""Fancy += for repeated words; the root of the singular values; dot products for cosines."""
import numpy as np


def one_hot(ids, n):
    return (np.asarray(ids)[:, None] == np.arange(n)).astype(float)


def cooccurrence(ids, V, window):
    place = np.arange(len(ids))
    gap = np.abs(place[:, None] - place)
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
    return U[:, :k] * np.sqrt(S[:k])


def most_similar(E, i, k):
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


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def skipgram_negative(v, o, U, negatives):
    z, zn = U[o] @ v, U[negatives] @ v
    loss = np.logaddexp(0, -z) + np.logaddexp(0, zn).sum()
    grad_v = (sigmoid(z) - 1) * U[o] + sigmoid(zn) @ U[negatives]
    grad_U = np.zeros(U.shape)
    grad_U[o] += (sigmoid(z) - 1) * v
    grad_U[negatives] += np.outer(sigmoid(zn), v)
    return loss, grad_v, grad_U


def cbow_softmax(context, center, X, U):
    h = X[context].mean(axis=0)
    loss, error = cross_entropy(U @ h, center)
    grad_X = np.zeros(X.shape)
    grad_X[context] += U.T @ error / len(context)
    return loss, grad_X, np.outer(error, h)
