import numpy as np


def affine_forward(x, weight, bias):
    x = x.reshape(x.shape[0], -1)
    return x @ weight + bias


def affine_backward(grad_output, x, weight):
    flat = x.reshape(x.shape[0], -1)
    return (grad_output @ weight.T).reshape(x.shape), flat.T @ grad_output, grad_output.sum(0)


def activation_backward(grad_output, preactivation, kind):
    if kind == "relu"
        return grad_output * (preactivation > 0)
    if kind == "sigmoid":
        s = 1 / (1 + np.exp(-preactivation))
        return grad_output * s * (1 - s)
    return grad_output * (1 - np.tanh(preactivation) ** 2)
