"""Backpropagation by hand: the chain rule for a layer, for a multi-layer perceptron and for any graph of scalars."""

from __future__ import annotations

import numpy as np


def _as_floats(array):
    """Floats stay what they are; integers and booleans become float64."""
    array = np.asarray(array)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def _sigmoid(z):
    """1 / (1 + exp(-z)); only exp of a negative number is taken, so that nothing overflows."""
    decay = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, decay) / (1 + decay)


def _activate(z, kind):
    """The activation `kind` of every element of z."""
    if kind == "relu":
        return np.maximum(z, 0)
    if kind == "sigmoid":
        return _sigmoid(z)
    return np.tanh(z)


def _slope(z, kind):
    """The derivative of the activation `kind` at z; the forms in exp(-|z|) neither overflow nor cancel."""
    if kind == "relu":
        return z > 0
    if kind == "sigmoid":
        decay = np.exp(-np.abs(z))
        return decay / (1 + decay) ** 2
    decay = np.exp(-2 * np.abs(z))
    return 4 * decay / (1 + decay) ** 2


def affine_forward(x, weight, bias):
    """Return y = flat(x) @ weight + bias, where flat keeps the first axis and flattens the others.

    x (N, d1, ..., dk), weight (D, M) with D = d1 * ... * dk, bias (M,) -> (N, M).  Lecture p14.
    """
    rows = _as_floats(x).reshape(len(x), -1)
    return rows @ _as_floats(weight) + _as_floats(bias)


def affine_backward(grad_output, x, weight):
    """Return the gradients (grad_x, grad_weight, grad_bias) of a loss L through affine_forward.

    With G = dL/dy of shape (N, M):  dL/dx = G W^T,  dL/dW = x^T G,  dL/db = sum over the batch of G.
    grad_x has the shape of x, grad_weight that of weight (D, M), grad_bias is (M,).  Lecture p14.
    """
    grad_output, x, weight = _as_floats(grad_output), _as_floats(x), _as_floats(weight)
    rows = x.reshape(len(x), -1)
    return (grad_output @ weight.T).reshape(x.shape), rows.T @ grad_output, grad_output.sum(axis=0)


def activation_backward(grad_output, preactivation, kind):
    """Return dL/dz = dL/da * f'(z) for a = f(z); both arrays have the same shape, any number of axes.

    relu: f'(z) = 1 where z > 0, else 0.  sigmoid: s(1 - s).  tanh: 1 - tanh(z)^2.  Lecture p14.
    """
    return _as_floats(grad_output) * _slope(_as_floats(preactivation), kind)


def mlp_forward(x, weights, biases, activation):
    """Return (zs, acts) of a perceptron whose hidden layers are activated and whose last layer is linear.

    x (N, D0), weights[l] (D_l, D_{l+1}), biases[l] (D_{l+1},).  acts[0] = x;  zs[l] = acts[l] W_l + b_l (N, D_{l+1});
    acts[l+1] = f(zs[l]), but acts[-1] = zs[-1].  So len(zs) = number of layers and len(acts) = one more.
    """
    zs, acts = [], [_as_floats(x)]
    for layer, (weight, bias) in enumerate(zip(weights, biases, strict=True), start=1):
        zs.append(affine_forward(acts[-1], weight, bias))
        acts.append(zs[-1] if layer == len(weights) else _activate(zs[-1], activation))
    return zs, acts


def mlp_backward(x, targets, weights, biases, activation):
    """Return (loss, grad_weights, grad_biases) for loss = 1/N * sum_n 1/2 ||prediction_n - target_n||^2.

    The forward pass supplies dz/dW (the activations), the backward pass dL/dz, from the last layer down:
    dL/dz_last = (prediction - target) / N,  dL/dz_{l-1} = (dL/dz_l W_l^T) * f'(z_{l-1}).  Lecture p14.
    """
    zs, acts = mlp_forward(x, weights, biases, activation)
    residual = acts[-1] - _as_floats(targets)
    loss = 0.5 * np.sum(residual**2) / len(residual)
    grad_z = residual / len(residual)
    grad_weights, grad_biases = [], []
    for layer in reversed(range(len(weights))):
        grad_act, grad_weight, grad_bias = affine_backward(grad_z, acts[layer], weights[layer])
        grad_weights.insert(0, grad_weight)
        grad_biases.insert(0, grad_bias)
        if layer > 0:
            grad_z = activation_backward(grad_act, zs[layer - 1], activation)
    return loss, grad_weights, grad_biases


def _evaluate(kind, operands):
    """The value of one inner node of the graph."""
    if kind == "add":
        return operands[0] + operands[1]
    if kind == "sub":
        return operands[0] - operands[1]
    if kind == "mul":
        return operands[0] * operands[1]
    return {"exp": np.exp, "log": np.log, "sigmoid": _sigmoid}[kind](operands[0])


def _local_gradients(kind, operands):
    """The derivatives of one node's value with respect to each operand."""
    if kind == "add":
        return 1.0, 1.0
    if kind == "sub":
        return 1.0, -1.0
    if kind == "mul":
        return operands[1], operands[0]
    if kind == "sigmoid":
        return (_slope(operands[0], "sigmoid"),)
    return (np.exp(operands[0]) if kind == "exp" else 1 / operands[0],)


def graph_backward(nodes):
    """Return dL/dnode for every node of a scalar graph in topological order, where L is the last node.

    nodes[k] is ("in", value), (op, i, j) with op add, sub or mul, or (op, i) with op exp, log or sigmoid; i, j < k.
    Reverse accumulation: dL/di is the sum of dL/dk * dk/di over all uses k of i; 0 for a node that L does not use.
    """
    values = []
    for kind, *rest in nodes:
        values.append(rest[0] if kind == "in" else _evaluate(kind, [values[i] for i in rest]))
    grads = [0.0] * len(nodes)
    grads[-1] = 1.0
    for k in reversed(range(len(nodes))):
        kind, *rest = nodes[k]
        if kind == "in":
            continue
        for i, local in zip(rest, _local_gradients(kind, [values[i] for i in rest]), strict=True):
            grads[i] += grads[k] * local
    return [float(grad) for grad in grads]
