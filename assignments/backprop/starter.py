"""Backpropagation: fill in the six functions. Every convention is in README.md."""

import numpy as np


def affine_forward(x, weight, bias):
    """Fully connected layer y = flat(x) @ weight + bias.

    x       (N, d1, ..., dk), k >= 1; every sample is flattened to D = d1 * ... * dk numbers, in row-major order
    weight  (D, M)
    bias    (M,)
    returns (N, M)
    """
    raise NotImplementedError


def affine_backward(grad_output, x, weight):
    """Gradients of the loss through y = flat(x) @ weight + bias.

    grad_output  (N, M), the gradient of the loss with respect to y
    x            (N, d1, ..., dk)
    weight       (D, M)
    returns      (grad_x with the shape of x, grad_weight (D, M), grad_bias (M,))
    """
    raise NotImplementedError


def activation_backward(grad_output, preactivation, kind):
    """Gradient of the loss with respect to z, where a = activation(z).

    grad_output    any shape, the gradient of the loss with respect to a
    preactivation  z, the same shape; it has not been activated
    kind           "relu", "sigmoid" or "tanh"
    returns        the same shape
    """
    raise NotImplementedError


def mlp_forward(x, weights, biases, activation):
    """Forward pass of a multi-layer perceptron: hidden layers are activated, the last layer is linear.

    x           (N, D0)
    weights     list of L >= 1 arrays, weights[l] is (D_l, D_(l+1))
    biases      list of L arrays, biases[l] is (D_(l+1),)
    activation  "relu", "sigmoid" or "tanh"
    returns     (zs, acts), lists of L and of L + 1 arrays: zs[l] (N, D_(l+1)),
                acts[l] (N, D_l), acts[0] = x, acts[-1] = zs[-1]
    """
    raise NotImplementedError


def mlp_backward(x, targets, weights, biases, activation):
    """Loss and gradients of a multi-layer perceptron: loss = 1/N * sum_n 1/2 * ||prediction_n - target_n||^2.

    x, weights, biases, activation  as in mlp_forward
    targets  (N, D_L)
    returns  (loss, grad_weights, grad_biases): a number, and two lists of L arrays shaped like weights and biases
    """
    raise NotImplementedError


def graph_backward(nodes):
    """Derivative of the last node of a scalar graph with respect to every node.

    nodes    list of tuples in topological order, operands are given by their positions i and j in the list:
             ("in", value), ("add", i, j), ("sub", i, j), ("mul", i, j), ("exp", i), ("log", i), ("sigmoid", i)
    returns  list of len(nodes) floats
    """
    raise NotImplementedError
