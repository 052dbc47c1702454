import numpy as np


def nn4g_layer(adj, x, h, w_h, w_x):
    return np.maximum(0, adj @ h @ w_h + x @ w_x)


def nn4g_readout(hs, ws):
    out = np.zeros(ws[0].shape[-1])
    for h, w in zip(hs, ws):
        out += h.sum(axis=0) @ w
    return out


def dcnn_features(adj, x, hops):
    # diffusion: P is the transition matrix, P^k goes k steps
    a = (adj != 0).astype(np.float64)
    p = a / np.maximum(a.sum(axis=1, keepdims=True), 1)
    z = []
    pk = np.eye(len(adj))
    for _ in range(hops):
        pk = pk @ p
        z.append(pk @ x)
    return np.stack(z, axis=1)


def graphsage_mean(adj, x, w_self, w_neigh):
    a = (adj != 0).astype(np.float64)
    mean = a @ x / np.maximum(a.sum(axis=1, keepdims=True), 1)
    return x @ w_self + mean @ w_neigh


def graphsage_max(adj, x, w_self, w_neigh):
    m = np.full(x.shape, -np.inf)
    for i, j in np.argwhere(adj != 0):
        m[i] = np.maximum(m[i], x[j])
    m = np.nan_to_num(m, neginf=0.0)
    return x @ w_self + m @ w_neigh


def gat_layer(adj, x, w, a_dst, a_src, slope=0.2):
    h = x @ w
    s = (h @ a_dst).reshape(-1, 1) + (h @ a_src).reshape(1, -1)
    s = np.maximum(s, slope * s)
    a = (adj != 0).astype(np.float64)
    np.fill_diagonal(a, 1)
    s = np.where(a == 1, s, -1e30)
    s = np.exp(s - np.max(s, axis=1, keepdims=True))
    alpha = s / np.sum(s, axis=1, keepdims=True)
    return alpha @ h, alpha


def gin_layer(adj, x, eps, w1, b1, w2, b2):
    z = adj @ x + x * (1 + eps)
    return np.maximum(0, z @ w1 + b1) @ w2 + b2
