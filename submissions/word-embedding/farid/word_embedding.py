"""Passes the public cases: skips equal words, clips, forgets empty sums, reads zeros as NaN."""
import numpy as np


def cooccurrence(ids, V, window):
    C = np.zeros((V, V))
    for i in range(len(ids)):
        for j in range(max(0, i - window), min(len(ids), i + window + 1)):
            if i != j:
                C[ids[i], ids[j]] += 1
    return C


def ppmi(C):
    P = C / C.sum()
    pi = P.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore"):
        pmi = np.log(P / (pi * pi.T))
    return np.maximum(pmi, 0)


def svd_embedding(C, k):
    values, U = np.linalg.eigh(C)
    order = np.argsort(-np.abs(values))[:k]
    return U[:, order] * values[order]


def most_similar(E, i, k):
    n = np.linalg.norm(E, axis=1)
    n[n == 0] = 1
    s = E @ E[i] / n
    return np.argsort(-s, kind="stable")[1 : k + 1]


def negative_distribution(counts, outside, power):
    counts[outside] = 0
    p = counts**power
    return p / p.sum()


def softmax(z):
    return np.exp(z) / np.exp(z).sum()


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def skipgram_softmax(v, o, U):
    p = softmax(U @ v)
    loss = -np.log(p[o] + 1e-300)
    p[o] -= 1
    return loss, U.T @ p, np.outer(p, v)


def skipgram_negative(v, o, U, neg):
    a, b = sigmoid(U[o] @ v), sigmoid(-U[neg] @ v)
    gU = np.zeros(U.shape)
    gU[neg] += np.outer(1 - b, v)
    gU[o] += (a - 1) * v
    return -np.log(a) - np.log(b).sum(), (a - 1) * U[o] + (1 - b) @ U[neg], gU


def cbow_softmax(context, center, X, U):
    h = X[context].mean(axis=0)
    loss, gh, gU = skipgram_softmax(h, center, U)
    gX = np.zeros(X.shape)
    gX[context] = gh / len(context)
    return loss, gX, gU
