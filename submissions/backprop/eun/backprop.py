"""backprop homework, one class per layer kind."""
import numpy as np


class Affine:
    def __init__(self, W, b=None):
        self.W, self.b = W, b

    def forward(self, x):
        self.shape = x.shape
        self.flat = x.reshape(x.shape[0], -1) * 1.0
        return self.flat @ self.W + self.b

    def backward(self, g):
        return (g @ self.W.T).reshape(self.shape), self.flat.T @ g, g.sum(0)


def logistic(v):
    return np.exp(np.minimum(v, 0)) / (np.exp(np.minimum(v, 0)) + np.exp(np.minimum(-v, 0)))


ACT = {
    "relu": (lambda v: np.maximum(v, 0), lambda a: (a > 0) * 1.0),
    "sigmoid": (logistic, lambda a: a * (1 - a)),
    "tanh": (np.tanh, lambda a: 1 - a ** 2),
}


def affine_forward(x, weight, bias):
    return Affine(weight, bias).forward(x)


def affine_backward(grad_output, x, weight):
    layer = Affine(weight, np.zeros(weight.shape[1]))
    layer.forward(x)
    return layer.backward(grad_output)


def activation_backward(grad_output, preactivation, kind):
    fun, derivative = ACT[kind]
    a = fun(preactivation)
    # derivative of the activation at the activated value
    if kind == "sigmoid":
        return grad_output * logistic(a) * (1 - logistic(a))
    if kind == "tanh":
        return grad_output * (1 - np.tanh(a) ** 2)
    return grad_output * derivative(a)


def mlp_forward(x, weights, biases, activation):
    fun, _ = ACT[activation]
    zs, acts = [], [x]
    for number, (W, b) in enumerate(zip(weights, biases)):
        z = Affine(W, b).forward(acts[-1])
        zs.append(z)
        acts.append(fun(z) if number < len(weights) - 1 else z)
    return zs, acts


def mlp_backward(x, targets, weights, biases, activation):
    fun, derivative = ACT[activation]
    layers = [Affine(W, b) for W, b in zip(weights, biases)]
    a = x
    hidden = []
    for layer in layers[:-1]:
        a = fun(layer.forward(a))
        hidden.append(a)
    out = layers[-1].forward(a)
    r = out - targets
    loss = (r ** 2).sum(1).mean() / 2
    g = r / len(r)
    gW, gb = [0] * len(layers), [0] * len(layers)
    for i in range(len(layers))[::-1]:
        g, gW[i], gb[i] = layers[i].backward(g)
        if i > 0:
            g = g * derivative(hidden[i - 1])
    return loss, gW, gb


def graph_backward(nodes):
    values = []
    local = []
    for node in nodes:
        kind = node[0]
        args = [values[i] for i in node[1:]] if kind != "in" else []
        if kind == "in":
            values.append(node[1])
            local.append([])
        elif kind == "add":
            values.append(sum(args))
            local.append([1, 1])
        elif kind == "sub":
            values.append(args[0] - args[1])
            local.append([1, -1])
        elif kind == "mul":
            values.append(args[0] * args[1])
            local.append([args[1], args[0]])
        elif kind == "exp":
            values.append(np.exp(args[0]))
            local.append([values[-1]])
        elif kind == "log":
            values.append(np.log(args[0]))
            local.append([1 / args[0]])
        elif kind == "sigmoid":
            s = logistic(args[0])
            values.append(s)
            local.append([s * (1 - s)])
    grads = np.zeros(len(nodes))
    grads[-1] = 1
    for k in range(len(nodes))[::-1]:
        if nodes[k][0] != "in":
            for i, d in zip(nodes[k][1:], local[k]):
                grads[i] += d * grads[k]
    return grads.tolist()
