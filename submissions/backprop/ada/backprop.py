"""Homework 1 (backpropagation). Everything vectorised."""
import numpy as np


def to_float(a):
    a = np.asarray(a)
    if not np.issubdtype(a.dtype, np.floating):
        a = a.astype(float)
    return a


def stable_sigmoid(z):
    # positive and negative part apart, so that exp never gets a large number
    z = to_float(z)
    out = np.empty_like(z)
    pos = z >= 0
    out[pos] = 1 / (1 + np.exp(-z[pos]))
    ez = np.exp(z[~pos])
    out[~pos] = ez / (1 + ez)
    return out


def affine_forward(x, weight, bias):
    X = to_float(x)
    X = X.reshape(X.shape[0], -1)
    return X.dot(weight) + bias


def affine_backward(grad_output, x, weight):
    G, X = to_float(grad_output), to_float(x)
    flat = X.reshape(X.shape[0], -1)
    dX = G.dot(np.asarray(weight).T).reshape(X.shape)
    return dX, flat.T.dot(G), np.sum(G, axis=0)


def activation_backward(grad_output, preactivation, kind):
    z = to_float(preactivation)
    g = to_float(grad_output)
    if kind == "relu":
        return np.where(z > 0, g, 0.0)
    elif kind == "sigmoid":
        s = stable_sigmoid(z)
        return g * s * (1 - s)
    elif kind == "tanh":
        t = np.tanh(z)
        return g * (1 - t ** 2)
    raise ValueError("unknown activation " + kind)


def mlp_forward(x, weights, biases, activation):
    act = {"relu": lambda z: np.maximum(z, 0), "sigmoid": stable_sigmoid, "tanh": np.tanh}[activation]
    zs = []
    acts = [to_float(x)]
    for W, b in zip(weights[:-1], biases[:-1]):
        z = affine_forward(acts[-1], W, b)
        zs.append(z)
        acts.append(act(z))
    out = affine_forward(acts[-1], weights[-1], biases[-1])
    return zs + [out], acts + [out]


def mlp_backward(x, targets, weights, biases, activation):
    zs, acts = mlp_forward(x, weights, biases, activation)
    N = acts[0].shape[0]
    diff = acts[-1] - targets
    loss = 0.5 * np.mean(np.sum(diff ** 2, axis=1))
    dz = diff / N
    dWs, dbs = [], []
    for l in range(len(weights) - 1, -1, -1):
        da, dW, db = affine_backward(dz, acts[l], weights[l])
        dWs.append(dW)
        dbs.append(db)
        if l > 0:
            dz = activation_backward(da, zs[l - 1], activation)
    return loss, dWs[::-1], dbs[::-1]


def graph_backward(nodes):
    val = [0.0] * len(nodes)
    for k, node in enumerate(nodes):
        op = node[0]
        if op == "in":
            val[k] = float(node[1])
        elif op == "add":
            val[k] = val[node[1]] + val[node[2]]
        elif op == "sub":
            val[k] = val[node[1]] - val[node[2]]
        elif op == "mul":
            val[k] = val[node[1]] * val[node[2]]
        elif op == "exp":
            val[k] = float(np.exp(val[node[1]]))
        elif op == "log":
            val[k] = float(np.log(val[node[1]]))
        elif op == "sigmoid":
            val[k] = float(stable_sigmoid(np.array([val[node[1]]]))[0])
    grad = [0.0] * len(nodes)
    grad[-1] = 1.0
    for k in range(len(nodes) - 1, -1, -1):
        op = nodes[k][0]
        g = grad[k]
        if op == "in":
            continue
        i = nodes[k][1]
        if op == "add":
            grad[i] += g
            grad[nodes[k][2]] += g
        elif op == "sub":
            grad[i] += g
            grad[nodes[k][2]] -= g
        elif op == "mul":
            j = nodes[k][2]
            grad[i] += g * val[j]
            grad[j] += g * val[i]
        elif op == "exp":
            grad[i] += g * val[k]
        elif op == "log":
            grad[i] += g / val[i]
        elif op == "sigmoid":
            grad[i] += g * val[k] * (1 - val[k])
    return grad
