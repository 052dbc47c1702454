import numpy as np


def attention_scores(Q, K):
    d_k = Q.shape[-1]
    return Q @ K.transpose(0, 2, 1) / np.sqrt(d_k)


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
    A = masked_softmax(attention_scores(Q, K), mask)
    return A @ V, A


def self_attention_columns(I, Wq, Wk, Wv):
    Q, K, V = Wq @ I, Wk @ I, Wv @ I
    A = K.T @ Q
    E = np.exp(A - A.max(axis=0, keepdims=True))
    A1 = E / E.sum(axis=0, keepdims=True)
    return V @ A1, A1


def attention_backward(dO, Q, K, V):
    A = masked_softmax(attention_scores(Q, K))
    dV = A.transpose(0, 2, 1) @ dO
    dA = dO @ V.transpose(0, 2, 1)
    dS = A * (dA - (dA * A).sum(axis=-1, keepdims=True))
    dS = dS / np.sqrt(Q.shape[-1])
    return dS @ K, dS.transpose(0, 2, 1) @ Q, dV


def multi_head_attention(x, w_q, w_k, w_v, w_o, n_heads):
    n, length, dim = x.shape
    if dim % n_heads:
        raise ValueError("n_heads must divide dim")
    dim_head = dim // n_heads
    q = (x @ w_q).reshape(n * n_heads, -1, dim_head)
    k = (x @ w_k).reshape(n * n_heads, -1, dim_head)
    v = (x @ w_v).reshape(n * n_heads, -1, dim_head)
    alpha = masked_softmax(attention_scores(q, k))
    context = (alpha @ v).reshape(n, length, dim)
    return context @ w_o


def positional_encoding(T, D):
    i = np.arange((D + 1) // 2)
    angles = np.arange(T)[:, None] / np.power(10000.0, 2 * i / D)
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1)[:, :D]


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
