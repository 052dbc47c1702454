"""Jun. BFS for the distances."""

import numpy as np


def nn4g_layer(adjacency, features, hidden, weight_hidden, weight_input):
    s = adjacency @ hidden @ weight_hidden + features @ weight_input
    return np.where(s > 0, s, 0)


def nn4g_readout(hidden_layers, weights):
    return np.concatenate([h.mean(axis=0) for h in hidden_layers]) @ np.concatenate(weights)


def dcnn_features(adjacency, features, hops):
    n = len(features)
    out = np.zeros((n, max(hops, n), features.shape[1]))
    for start in range(n):
        visited = {start}
        ring = {start}
        k = 0
        while len(visited) < n:  # go on until everybody is found
            ring = {int(j) for i in ring for j in np.flatnonzero(adjacency[i])} - visited
            visited |= ring
            if ring:
                out[start, k] = features[sorted(ring)].mean(axis=0)
                k += 1
    return out[:, :hops]


def graphsage_mean(adjacency, features, weight_self, weight_neighbour):
    out = features @ weight_self
    for i in range(len(features)):
        ids = np.flatnonzero(adjacency[i])
        if len(ids):
            out[i] += features[ids].mean(axis=0) @ weight_neighbour
    return out


def graphsage_max(adjacency, features, weight_self, weight_neighbour):
    out = features @ weight_self
    for i in range(len(features)):
        ids = np.flatnonzero(adjacency[i])
        if len(ids):
            out[i] += features[ids].max(axis=0) @ weight_neighbour
    return out


def gat_layer(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    h = features @ weight
    n = len(h)
    alpha = np.zeros((n, n))
    for i in range(n):
        ids = np.union1d(np.flatnonzero(adjacency[i]), [i])
        e = h[i] @ attention_dst + h[ids] @ attention_src
        e[e < 0] *= slope
        e = np.exp(e - e.max())
        alpha[i, ids] = e / e.sum()
    return alpha @ h, alpha


def gin_layer(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    z = (1 + epsilon) * features + adjacency @ features
    a = z @ weight1 + bias1
    return np.where(a > 0, a, 0) @ weight2 + bias2
