"""Plain loops and Python numbers, gradients word by word."""
import math

import numpy as np


def cooccurrence(ids, V, window):
    words = [int(w) for w in ids]
    table = np.zeros((V, V), dtype=int)
    for i in range(len(words)):
        for j in range(i + 1, min(i + window, len(words) - 1) + 1):
            table[words[i], words[j]] += 1
            table[words[j], words[i]] += 1
    return table


def ppmi(counts):
    rows = [[float(c) for c in row] for row in counts]
    total = sum(map(sum, rows))
    col = [sum(c) for c in zip(*rows)]
    out = np.zeros(counts.shape)
    for i, row in enumerate(rows):
        for j, c in enumerate(row):
            if c > 0:
                out[i, j] = max(0.0, math.log(c / total) - math.log(sum(row) / total) - math.log(col[j] / total))
    return out


def svd_embedding(counts, k):
    C = counts.astype(float)
    values, vectors = np.linalg.eigh(C @ C.T)
    best = np.argsort(-values)[:k]
    return vectors[:, best] * np.sqrt(np.clip(values[best], 0, None))


def most_similar(E, index, k):
    def cosine(a, b):
        na, nb = math.hypot(*a), math.hypot(*b)
        return sum(p * q for p, q in zip(a, b)) / na / nb if na and nb else 0.0

    E = E.tolist()
    words = [w for w in range(len(E)) if w != index]
    return sorted(words, key=lambda w: -cosine(E[w], E[index]))[:k]


def negative_distribution(counts, outside, power):
    weights = [0.0 if w == outside else float(c) ** power for w, c in enumerate(counts)]
    return [w / sum(weights) for w in weights]


def softmax_loss(scores, word):
    top = max(scores)
    total = sum(math.exp(s - top) for s in scores)
    return top + math.log(total) - scores[word], [math.exp(s - top) / total - (w == word) for w, s in enumerate(scores)]


def skipgram_softmax(v, o, U):
    loss, error = softmax_loss([float(u @ v) for u in U], o)
    return loss, sum(e * u for e, u in zip(error, U)), np.array([e * v for e in error])


def sigmoid(z):
    return 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))


def softplus(z):
    return max(z, 0) + math.log1p(math.exp(-abs(z)))


def skipgram_negative(v, o, U, negatives):
    z = float(U[o] @ v)
    loss, gv, gU = softplus(-z), -sigmoid(-z) * U[o], np.zeros(U.shape)
    gU[o] = -sigmoid(-z) * v
    for n in negatives:
        z = float(U[n] @ v)
        loss += softplus(z)
        gv = gv + sigmoid(z) * U[n]
        gU[n] += sigmoid(z) * v
    return loss, gv, gU


def cbow_softmax(context, center, X, U):
    h = sum(X[w] for w in context) / len(context)
    loss, gh, gU = skipgram_softmax(h, center, U)
    gX = np.zeros(X.shape)
    for w in context:
        gX[w] += gh / len(context)
    return loss, gX, gU
