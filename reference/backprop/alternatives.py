"""Other correct ways to backpropagate: loops, tensor contractions, forward mode, linear algebra."""

from __future__ import annotations

import math

import numpy as np

from grader.author import alternative

from .solution import (
    activation_backward,
    affine_backward,
    affine_forward,
    graph_backward,
    mlp_backward,
    mlp_forward,
)


@alternative(affine_forward)
def affine_forward_by_dot_products(x, weight, bias):
    """One dot product for every sample and output, summed exactly."""
    rows = [np.ravel(sample).tolist() for sample in x]
    columns = np.transpose(weight).tolist()
    products = [[math.fsum(a * b for a, b in zip(row, column, strict=True)) for column in columns] for row in rows]
    return np.array(products) + bias


@alternative(affine_forward)
def affine_forward_homogeneous(x, weight, bias):
    """The bias as one more row of the weight, met by a feature that is always 1."""
    rows = np.asarray(x, dtype=np.float64).reshape(len(x), -1)
    extended = np.hstack([rows, np.ones((len(rows), 1))])
    return extended @ np.vstack([weight, np.reshape(bias, (1, -1))])


@alternative(affine_forward)
def affine_forward_unflattened(x, weight, bias):
    """The weight takes the shape of a sample; x is contracted over all axes but the first."""
    x = np.asarray(x, dtype=np.float64)
    kernel = np.reshape(weight, (*x.shape[1:], -1))
    return np.tensordot(x, kernel, axes=x.ndim - 1) + bias


@alternative(affine_backward)
def affine_backward_by_samples(grad_output, x, weight):
    """Every sample adds an outer product to the weight's gradient."""
    grad_x = np.zeros(np.shape(x))
    grad_weight, grad_bias = np.zeros(np.shape(weight)), np.zeros(np.shape(weight)[1])
    for n, row in enumerate(grad_output):
        grad_x[n] = (np.asarray(weight) * row).sum(axis=1).reshape(np.shape(x)[1:])
        grad_weight += np.outer(x[n], row)
        grad_bias += row
    return grad_x, grad_weight, grad_bias


@alternative(affine_backward)
def affine_backward_einsum(grad_output, x, weight):
    """The same sums, written as indices."""
    rows = np.reshape(x, (len(x), -1)).astype(np.float64)
    grad_x = np.einsum("nm,dm->nd", grad_output, weight)
    return grad_x.reshape(np.shape(x)), np.einsum("nd,nm->dm", rows, grad_output), np.einsum("nm->m", grad_output)


@alternative(affine_backward)
def affine_backward_homogeneous(grad_output, x, weight):
    """Bias and weight are one matrix; its gradient is taken apart at the end."""
    rows = np.hstack([np.reshape(x, (len(x), -1)), np.ones((len(x), 1))])
    grad_all = np.swapaxes(rows, 0, 1) @ grad_output
    grad_x = np.linalg.multi_dot([grad_output, np.transpose(weight), np.eye(len(weight))])
    return grad_x.reshape(np.shape(x)), grad_all[:-1], grad_all[-1]


@alternative(activation_backward)
def activation_backward_from_the_output(grad_output, preactivation, kind):
    """a(1 - a) and 1 - a^2, from the activated value."""
    z = np.asarray(preactivation, dtype=np.float64)
    if kind == "relu":
        return np.where(z > 0, grad_output, 0.0)
    if kind == "sigmoid":
        a = np.exp(-np.logaddexp(0, -z))
        return grad_output * a * (1 - a)
    a = np.tanh(z)
    return grad_output * (1 - a * a)


@alternative(activation_backward)
def activation_backward_by_tanh(grad_output, preactivation, kind):
    """The sigmoid is (1 + tanh(z / 2)) / 2, the step is (1 + sign) // 2."""
    z = np.asarray(preactivation, dtype=np.float64)
    if kind == "relu":
        return grad_output * np.heaviside(z, 0.0)
    a = np.tanh(z / 2 if kind == "sigmoid" else z)
    slope = (1 - a) * (1 + a)
    return grad_output * (slope / 4 if kind == "sigmoid" else slope)


@alternative(activation_backward)
def activation_backward_by_elements(grad_output, preactivation, kind):
    """1 / cosh^2, element by element."""
    slopes = []
    for z in np.ravel(preactivation).tolist():
        if kind == "relu":
            slopes.append(1.0 if z > 0 else 0.0)
        else:
            half = min(abs(z) / 2 if kind == "sigmoid" else abs(z), 700.0)
            slopes.append((0.25 if kind == "sigmoid" else 1.0) / math.cosh(half) / math.cosh(half))
    return grad_output * np.reshape(slopes, np.shape(preactivation))


def _activated(z, kind):
    """The activation by its textbook formula, computed apart from the reference."""
    if kind == "relu":
        return np.where(z > 0, z, 0.0)
    return np.exp(-np.logaddexp(0, -z)) if kind == "sigmoid" else 2 * np.exp(-np.logaddexp(0, -2 * z)) - 1


def _derivative(z, kind):
    """The activation's derivative from its value."""
    if kind == "relu":
        return np.heaviside(z, 0.0)
    a = _activated(z, kind)
    return a * (1 - a) if kind == "sigmoid" else 1 - a**2


@alternative(mlp_forward)
def mlp_forward_recursive(x, weights, biases, activation):
    """The first layer, and what the remaining network makes of its output."""
    x = np.asarray(x, dtype=np.float64)
    z = x @ weights[0] + biases[0]
    if len(weights) == 1:
        return [z], [x, z]
    zs, acts = mlp_forward_recursive(_activated(z, activation), weights[1:], biases[1:], activation)
    return [z, *zs], [x, *acts]


@alternative(mlp_forward)
def mlp_forward_by_samples(x, weights, biases, activation):
    """One sample at a time through the whole network, as column vectors."""
    passes = []
    for sample in np.asarray(x, dtype=np.float64):
        column, zs = sample[:, None], []
        for weight, bias in zip(weights, biases, strict=True):
            zs.append(np.transpose(weight) @ column + np.reshape(bias, (-1, 1)))
            column = _activated(zs[-1], activation)
        passes.append([z[:, 0] for z in zs])
    zs = [np.stack(layer) for layer in zip(*passes, strict=True)]
    return zs, [np.asarray(x), *[_activated(z, activation) for z in zs[:-1]], zs[-1]]


@alternative(mlp_forward)
def mlp_forward_einsum(x, weights, biases, activation):
    """All layers alike; the last activation is then replaced."""
    zs, acts = [], [np.array(x, dtype=np.float64)]
    for weight, bias in zip(weights, biases, strict=True):
        zs.append(np.einsum("nd,dm->nm", acts[-1], weight) + bias)
        acts.append(_activated(zs[-1], activation))
    return zs, [*acts[:-1], zs[-1].copy()]


@alternative(mlp_backward)
def mlp_backward_by_samples(x, targets, weights, biases, activation):
    """Every sample's own gradients, averaged."""
    loss, count = 0.0, len(x)
    grad_weights = [np.zeros(np.shape(weight)) for weight in weights]
    grad_biases = [np.zeros(np.shape(bias)) for bias in biases]
    for sample, target in zip(x, targets, strict=True):
        zs, acts = mlp_forward_recursive(sample[None], weights, biases, activation)
        delta = (acts[-1] - target)[0]
        loss += (delta @ delta) / 2 / count
        for layer in range(len(weights) - 1, -1, -1):
            grad_weights[layer] += np.outer(acts[layer][0], delta) / count
            grad_biases[layer] += delta / count
            if layer:
                delta = (weights[layer] @ delta) * _derivative(zs[layer - 1][0], activation)
    return loss, grad_weights, grad_biases


@alternative(mlp_backward)
def mlp_backward_recursive(x, targets, weights, biases, activation):
    """A function that returns the gradient with respect to its own input, called layer within layer."""
    grad_weights, grad_biases = [None] * len(weights), [None] * len(weights)

    def descend(a, layer):
        z = a @ weights[layer] + biases[layer]
        if layer == len(weights) - 1:
            delta, loss = (z - targets) / len(x), np.mean(np.sum((z - targets) ** 2, axis=1)) / 2
        else:
            loss, grad_a = descend(_activated(z, activation), layer + 1)
            delta = grad_a * _derivative(z, activation)
        grad_weights[layer], grad_biases[layer] = a.T @ delta, delta.sum(axis=0)
        return loss, delta @ np.transpose(weights[layer])

    return descend(np.asarray(x, dtype=np.float64), 0)[0], grad_weights, grad_biases


@alternative(mlp_backward)
def mlp_backward_forward_mode(x, targets, weights, biases, activation):
    """One directional derivative for every single parameter: no backward pass at all."""
    zs, acts = mlp_forward_recursive(x, weights, biases, activation)
    residual = acts[-1] - targets

    def directional(layer, tangent):
        for above in range(layer + 1, len(weights)):
            tangent = (tangent * _derivative(zs[above - 1], activation)) @ weights[above]
        return np.sum(residual * tangent) / len(x)

    grad_weights, grad_biases = [], []
    for layer, weight in enumerate(weights):
        units = np.eye(np.shape(weight)[1])
        grads = [[directional(layer, np.outer(column, unit)) for unit in units] for column in acts[layer].T]
        grad_weights.append(np.array(grads))
        grad_biases.append(np.array([directional(layer, np.outer(np.ones(len(x)), unit)) for unit in units]))
    return np.sum(residual**2) / (2 * len(x)), grad_weights, grad_biases


def _trace(nodes):
    """The value of every node, and its local derivatives as pairs (operand, derivative)."""
    rules = {
        "add": lambda a, b: (a + b, (1.0, 1.0)),
        "sub": lambda a, b: (a - b, (1.0, -1.0)),
        "mul": lambda a, b: (a * b, (b, a)),
        "exp": lambda a: (math.exp(a), (math.exp(a),)),
        "log": lambda a: (math.log(a), (1.0 / a,)),
        "sigmoid": lambda a: ((1 + math.tanh(a / 2)) / 2, ((1 - math.tanh(a / 2) ** 2) / 4,)),
    }
    values, edges = [], []
    for kind, *rest in nodes:
        value, slopes = (rest[0], ()) if kind == "in" else rules[kind](*[values[i] for i in rest])
        values.append(value)
        edges.append([] if kind == "in" else list(zip(rest, slopes, strict=True)))
    return values, edges


@alternative(graph_backward)
def graph_backward_linear_system(nodes):
    """The chain rule at all nodes at once, (I - J^T) g = e_last, where J holds the local derivatives."""
    _, edges = _trace(nodes)
    system = np.eye(len(nodes))
    for k, pairs in enumerate(edges):
        for i, slope in pairs:
            system[i, k] -= slope
    last = np.zeros(len(nodes))
    last[-1] = 1.0
    return np.linalg.solve(system, last).tolist()


@alternative(graph_backward)
def graph_backward_forward_mode(nodes):
    """Seed one node after the other with derivative 1 and push it forward to the last."""
    _, edges = _trace(nodes)
    grads = []
    for seed in range(len(nodes)):
        tangents = []
        for k, pairs in enumerate(edges):
            inflow = sum(tangents[i] * slope for i, slope in pairs)
            tangents.append(1.0 if k == seed else float(inflow))
        grads.append(tangents[-1])
    return grads


@alternative(graph_backward)
def graph_backward_by_consumers(nodes):
    """Ask every node who uses it, and remember the answers."""
    _, edges = _trace(nodes)
    consumers = [[(k, s) for k, pairs in enumerate(edges) for i, s in pairs if i == node] for node in range(len(nodes))]
    known = {len(nodes) - 1: 1.0}

    def gradient(node):
        if node not in known:
            known[node] = sum((gradient(k) * slope for k, slope in consumers[node]), 0.0)
        return known[node]

    return [gradient(node) for node in range(len(nodes))]
