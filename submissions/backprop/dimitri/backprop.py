import numpy as np


def _f(a):
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def affine_forward(x, weight, bias):
    return np.einsum("nd,dm->nm", _f(x).reshape(x.shape[0], -1), weight) + bias


def affine_backward(grad_output, x, weight):
    flat = _f(x).reshape(x.shape[0], -1)
    dx = np.einsum("nm,dm->nd", grad_output, weight).reshape(x.shape)
    dw = np.einsum("nd,nm->dm", flat, grad_output)
    db = np.mean(grad_output, axis=0)      # average over the batch
    return dx, dw, db


def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


def activation_backward(grad_output, preactivation, kind):
    z = _f(preactivation)
    if kind == "relu":
        d = (z > 0).astype(z.dtype)
    if kind == "sigmoid":
        d = sigmoid(z) * sigmoid(-z)
    if kind == "tanh":
        d = 1 - np.tanh(z) ** 2
    return grad_output * d


def mlp_forward(x, weights, biases, activation):
    acts, zs = [_f(x)], []
    L = len(weights)
    for l in range(L):
        zs.append(acts[l] @ weights[l] + biases[l])
        if l == L - 1:
            acts.append(zs[l])
        elif activation == "relu":
            acts.append(zs[l] * (zs[l] > 0))
        elif activation == "sigmoid":
            acts.append(sigmoid(zs[l]))
        else:
            acts.append(np.tanh(zs[l]))
    return zs, acts


def mlp_backward(x, targets, weights, biases, activation):
    zs, acts = mlp_forward(x, weights, biases, activation)
    err = acts[-1] - targets
    n = err.shape[0]
    loss = np.sum(err * err) / (2 * n)
    dws, dbs = [], []
    delta = err / n
    for l in reversed(range(len(weights))):
        # here I know that 1/n is inside delta already
        dws = [acts[l].T @ delta] + dws
        dbs = [delta.sum(0)] + dbs
        if l:
            delta = activation_backward(delta @ weights[l].T, zs[l - 1], activation)
    return loss, dws, dbs


def graph_backward(nodes):
    n = len(nodes)
    v = np.zeros(n)
    J = np.zeros((n, n))      # J[k, i] = d node k / d node i
    for k, (op, *arg) in enumerate(nodes):
        if op == "in":
            v[k] = arg[0]
            continue
        i, j = arg[0], arg[-1]
        if op == "add":
            v[k] = v[i] + v[j]
            J[k, i] += 1
            J[k, j] += 1
        elif op == "sub":
            v[k] = v[i] - v[j]
            J[k, i] += 1
            J[k, j] -= 1
        elif op == "mul":
            v[k] = v[i] * v[j]
            J[k, i] += v[j]
            J[k, j] += v[i]
        elif op == "exp":
            v[k] = np.exp(v[i])
            J[k, i] = v[k]
        elif op == "log":
            v[k] = np.log(v[i])
            J[k, i] = 1 / v[i]
        else:
            v[k] = sigmoid(v[i])
            J[k, i] = sigmoid(v[i]) * sigmoid(-v[i])
    g = np.zeros(n)
    g[-1] = 1
    for k in range(n - 1, -1, -1):
        g += g[k] * J[k]
    return g
