import numpy as np


def attention_scores(Q, K):
    scale = 1 / np.sqrt(Q.shape[1])
    return scale * np.matmul(Q, np.swapaxes(K, 1, 2))


def masked_softmax(S, mask=None):
    S = np.array(S, dtype=np.float64)
    allowed = np.ones(S.shape, dtype=bool) if mask is None else np.broadcast_to(mask, S.shape)
    S[~allowed] = -np.inf
    m = S.max(axis=-1, keepdims=True)
    m[np.isinf(m)] = 0.0
    E = np.exp(S - m)
    total = E.sum(axis=-1, keepdims=True)
    return np.divide(E, total, out=np.zeros_like(E), where=total > 0)


def self_attention(X, Wq, Wk, Wv, mask=None):
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    S = np.matmul(Q, np.swapaxes(K, 1, 2)) / np.sqrt(Wk.shape[1])
    if mask is not None:
        mask = np.logical_not(mask)  # True marks what has to be hidden
    A = masked_softmax(S, mask)
    return A @ V, A


def self_attention_columns(I, Wq, Wk, Wv):
    Q, K, V = Wq @ I, Wk @ I, Wv @ I
    A = K.T @ Q
    E = np.exp(A - A.max(axis=0, keepdims=True))
    A1 = E / E.sum(axis=0, keepdims=True)
    return V @ A1, A1


def attention_backward(dO, Q, K, V):
    root = np.sqrt(K.shape[2])
    A = masked_softmax(Q @ K.transpose(0, 2, 1) / root)
    dA = dO @ V.transpose(0, 2, 1)
    dS = A * (dA - np.sum(dA * A, axis=2, keepdims=True))
    return dS @ K / root, dS.transpose(0, 2, 1) @ Q / root, A.transpose(0, 2, 1) @ dO


def multi_head_attention(X, Wq, Wk, Wv, Wo, H):
    N, T, D = X.shape
    if D % H != 0:
        raise ValueError("D must be divisible by the number of heads")
    d = D // H

    def heads(W):
        return (X @ W).reshape(N, T, H, d).transpose(0, 2, 1, 3)

    Q, K, V = heads(Wq), heads(Wk), heads(Wv)
    A = masked_softmax(Q @ K.transpose(0, 1, 3, 2) / np.sqrt(d))
    return (A @ V).transpose(0, 2, 1, 3).reshape(N, T, D) @ Wo


def positional_encoding(T, D):
    P = np.zeros((T, D))
    t = np.arange(T)
    for i in range(0, D, 2):
        P[:, i] = np.sin(t / 10000 ** (i / D))
        if i + 1 < D:
            P[:, i + 1] = np.cos(t / 10000 ** (i / D))
    return P


def local_attention(X, window, Wv, bias):
    V = X @ Wv
    T = X.shape[1]
    out = np.zeros(V.shape)
    for i in range(T):
        lo, hi = max(0, i - window), min(T, i + window + 1)
        s = bias[lo - i + window:hi - i + window]
        w = np.exp(s - s.max())
        w = w / w.sum()
        for j in range(lo, hi):
            out[:, i] += w[j - lo] * V[:, j]
    return out
