import numpy as np

# small things first


def relu(x):
    return x * (x > 0)


def degree(A):
    d = np.count_nonzero(A, axis=1).reshape(-1, 1)
    return np.where(d == 0, 1, d)


# layers


def nn4g_layer(A, X, H, Wh, Wx):
    return relu(np.matmul(np.matmul(A, H), Wh) + np.matmul(X, Wx))


def nn4g_readout(Hs, Ws):
    return sum(np.average(H, axis=0) @ W for H, W in zip(Hs, Ws))


def dcnn_features(A, X, K):
    n = A.shape[0]
    D = np.where(A != 0, 1, 10**6)
    D[range(n), range(n)] = 0
    for k in range(n):
        for i in range(n):
            for j in range(n):
                if D[i, k] + D[k, j] < D[i, j]:
                    D[i, j] = D[i, k] + D[k, j]
    result = []
    for i in range(n):
        per_hop = []
        for k in range(1, K + 1):
            who = D[i] == k
            per_hop.append(X[who].mean(axis=0) if who.any() else np.zeros(X.shape[1]))
        result.append(per_hop)
    return np.array(result)


def graphsage_mean(A, X, Ws, Wn):
    return X @ Ws + ((A != 0) * 1.0) @ X / degree(A) @ Wn


def graphsage_max(A, X, Ws, Wn):
    M = np.zeros(X.shape)
    for i in range(len(X)):
        if np.any(A[i] != 0):
            M[i] = X[A[i] != 0].max(axis=0)
    return X @ Ws + M @ Wn


def gat_layer(A, X, W, a_dst, a_src, slope=0.2):
    H = X @ W
    E = (H @ a_dst).reshape(-1, 1) + H @ a_src
    E = np.where(E >= 0, E, slope * E)
    E = np.where(A != 0, E, -np.inf)  # neighbours only
    E = np.exp(E - E.max(axis=1, keepdims=True))
    alpha = E / E.sum(axis=1, keepdims=True)
    return alpha @ H, alpha


def gin_layer(A, X, eps, W1, b1, W2, b2):
    neighbours = A @ X / degree(A)
    z = (1 + eps) * X + neighbours
    return relu(z @ W1 + b1) @ W2 + b2
