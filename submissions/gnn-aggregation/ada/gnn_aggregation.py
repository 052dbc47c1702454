import numpy as np


def to_float(a):
    a = np.asarray(a)
    return a if np.issubdtype(a.dtype, np.floating) else a.astype(float)


def nn4g_layer(A, X, H, W_h, W_x):
    msg = to_float(A) @ H
    return np.maximum(msg @ W_h + to_float(X) @ W_x, 0)


def nn4g_readout(Hs, Ws):
    y = np.zeros(Ws[0].shape[1])
    for H, W in zip(Hs, Ws):
        y = y + H.mean(axis=0) @ W
    return y


def neighbour_mean(mask, X):
    deg = mask.sum(axis=1)
    deg[deg == 0] = 1
    return mask.astype(float) @ X / deg[:, None]


def dcnn_features(A, X, K):
    # reach: everybody we have seen so far, ring: the newest ones
    X = to_float(X)
    n = X.shape[0]
    step = (A != 0).astype(int)
    reach = np.eye(n, dtype=int)
    ring = reach
    out = np.zeros((n, K, X.shape[1]))
    for k in range(K):
        ring = ((ring @ step) > 0) & (reach == 0)
        out[:, k, :] = neighbour_mean(ring, X)
        reach = reach + ring
    return out


def graphsage_mean(A, X, W_self, W_neigh):
    X = to_float(X)
    return X @ W_self + neighbour_mean(A != 0, X) @ W_neigh


def graphsage_max(A, X, W_self, W_neigh):
    X = to_float(X)
    mask = (A != 0)[:, :, None]
    big = np.where(mask, X[None, :, :], -np.inf).max(axis=1)
    big[np.isneginf(big)] = 0
    return X @ W_self + big @ W_neigh


def gat_layer(A, X, W, a_dst, a_src, slope=0.2):
    h = to_float(X) @ W
    e = np.add.outer(h @ a_dst, h @ a_src)
    e = np.where(e > 0, e, slope * e)
    mask = (A != 0)
    mask = np.logical_or(mask, np.eye(len(h)) == 1)
    e[~mask] = -np.inf
    e = e - e.max(axis=1, keepdims=True)
    w = np.exp(e)
    alpha = w / w.sum(axis=1, keepdims=True)
    return alpha @ h, alpha


def gin_layer(A, X, eps, W1, b1, W2, b2):
    X = to_float(X)
    z = (1 + eps) * X + to_float(A) @ X
    return np.maximum(z @ W1 + b1, 0) @ W2 + b2
