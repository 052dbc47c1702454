# checks pass, done!
import numpy as np


def affine_forward(x, weight, bias):
    return x.reshape(len(x), -1) @ weight + bias


def affine_backward(grad_output, x, weight):
    dx = grad_output @ weight.T
    dw = x.T @ grad_output
    db = grad_output.sum(axis=0)
    return dx, dw, db


def activation_backward(grad_output, preactivation, kind):
    if kind == "relu":
        return grad_output * (preactivation >= 0)
    if kind == "sigmoid":
        e = np.exp(preactivation)
        return grad_output * e / (1 + e) ** 2
    if kind == "tanh":
        a = np.exp(preactivation)
        b = np.exp(-preactivation)
        return grad_output * (1 - ((a - b) / (a + b)) ** 2)


def mlp_forward(x, weights, biases, activation):
    zs = []
    acts = [x]
    for W, b in zip(weights, biases):
        z = acts[-1] @ W + b
        zs.append(z)
        if len(zs) == len(weights):
            acts.append(z)
            break
        if activation == "relu":
            acts.append(np.maximum(z, 0))
        elif activation == "sigmoid":
            acts.append(1 / (1 + np.exp(-z)))
        else:
            acts.append(np.tanh(z))
    return zs, acts


def mlp_backward(x, targets, weights, biases, activation):
    zs, acts = mlp_forward(x, weights, biases, activation)
    d = zs[-1] - targets
    loss = 0.5 * np.mean(np.sum(d ** 2, axis=1))
    g = d / len(x)
    dws, dbs = [], []
    for k in range(len(weights) - 1, -1, -1):
        _, dw, db = affine_backward(g, acts[k], weights[k])
        dws.insert(0, dw)
        dbs.insert(0, db)
        if k > 0:
            g = activation_backward(g @ weights[k].T, zs[k - 1], activation)
    return loss, dws, dbs


def graph_backward(nodes):
    value = {}
    for k, n in enumerate(nodes):
        if n[0] == "in":
            value[k] = n[1]
        elif n[0] == "add":
            value[k] = value[n[1]] + value[n[2]]
        elif n[0] == "sub":
            value[k] = value[n[1]] - value[n[2]]
        elif n[0] == "mul":
            value[k] = value[n[1]] * value[n[2]]
        elif n[0] == "exp":
            value[k] = np.exp(value[n[1]])
        elif n[0] == "log":
            value[k] = np.log(value[n[1]])
        elif n[0] == "sigmoid":
            value[k] = 1 / (1 + np.exp(-value[n[1]]))

    grad = [0.0 for _ in nodes]

    def back(k, g):
        grad[k] = grad[k] + g
        n = nodes[k]
        if n[0] == "add":
            back(n[1], g)
            back(n[2], g)
        if n[0] == "sub":
            back(n[1], g)
            back(n[2], -g)
        if n[0] == "mul":
            back(n[1], g * value[n[2]])
            back(n[2], g * value[n[1]])
        if n[0] == "exp":
            back(n[1], g * value[k])
        if n[0] == "log":
            back(n[1], g / value[n[1]])
        if n[0] == "sigmoid":
            back(n[1], g * value[k] * (1 - value[k]))

    back(len(nodes) - 1, 1.0)
    return grad
