import numpy as np


def attention_scores(Q, K):
    d_k = Q.shape[-1]
    return Q @ K.transpose(0, 2, 1) / np.sqrt(d_k)


def masked_softmax(S, mask=None):
    if mask is not None:
        S = np.where(mask, S, -1e9)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)


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


def multi_head_attention(X, Wq, Wk, Wv, Wo, H):
    d = X.shape[2] // H
    heads = []
    for h in range(H):
        cols = slice(h * d, (h + 1) * d)
        out, _ = self_attention(X, Wq[:, cols], Wk[:, cols], Wv[:, cols])
        heads.append(out)
    heads = np.concatenate(heads, axis=2)
    return heads @ Wo[:heads.shape[2]]


def positional_encoding(T, D):
    width = D + D % 2  # one column more if D is odd, cut off at the end
    t = np.arange(T)[:, None]
    rate = 1 / 10000 ** (np.arange(0, width, 2) / width)
    P = np.zeros((T, width))
    P[:, 0::2] = np.sin(t * rate)
    P[:, 1::2] = np.cos(t * rate)
    return P[:, :D]


def local_attention(X, window, Wv, bias):
    V = X @ Wv
    T = X.shape[1]
    out = np.zeros(V.shape)
    for i in range(T):
        js = np.array([j for j in range(T) if abs(i - j) <= window])
        s = bias[js - i + window]
        w = np.exp(s - s.max())
        out[:, i] = np.einsum("j,njv->nv", w / w.sum(), V[:, js])
    return out
