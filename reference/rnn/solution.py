"""Recurrent networks: one set of weights for every step of a sequence.

A batch of sequences x is (N, T, D): N sequences, T steps, D numbers a step.  A state is (N, H).
"""

from __future__ import annotations

import numpy as np


def _sigmoid(z):
    """1 / (1 + exp(-z)), without an overflow for z far below 0."""
    return np.exp(-np.logaddexp(0, -z))


def rnn_step(x, h, w_input, w_hidden, bias):
    """Return the next state (N, H) of x (N, D) and the state h (N, H): tanh(x w_input + h w_hidden + bias).

    w_input (D, H), w_hidden (H, H), bias (H,).  Lecture p40; J. Elman, Finding Structure in Time, 1990.
    """
    return np.tanh(x @ w_input + h @ w_hidden + bias)


def rnn_forward(x, h0, w_input, w_hidden, bias):
    """Return the states (N, T, H) after every step of x (N, T, D), beginning with the state h0 (N, H)."""
    steps = x.shape[1]
    states = np.empty((len(x), steps, h0.shape[1]), np.result_type(x, h0, w_input, w_hidden, bias))
    h = h0
    for t in range(steps):
        h = rnn_step(x[:, t], h, w_input, w_hidden, bias)
        states[:, t] = h
    return states


def rnn_backward(grad_output, x, h0, w_input, w_hidden, bias):
    """Return the gradients (grad_x, grad_h0, grad_w_input, grad_w_hidden, grad_bias) of a loss of all states.

    grad_output (N, T, H) is the loss's derivative by each state as the loss itself uses it.  What a state does to the
    loss through later states is added here: backpropagation through time (P. Werbos, 1990).
    """
    states = rnn_forward(x, h0, w_input, w_hidden, bias)
    grad_x = np.zeros(x.shape, states.dtype)
    grad_w_input, grad_w_hidden, grad_bias = np.zeros_like(w_input), np.zeros_like(w_hidden), np.zeros_like(bias)
    grad_h = np.zeros_like(h0)
    for t in reversed(range(x.shape[1])):
        previous = states[:, t - 1] if t else h0
        grad_z = (grad_output[:, t] + grad_h) * (1 - states[:, t] ** 2)  # at what goes into tanh
        grad_x[:, t] = grad_z @ w_input.T
        grad_h = grad_z @ w_hidden.T
        grad_w_input = grad_w_input + x[:, t].T @ grad_z
        grad_w_hidden = grad_w_hidden + previous.T @ grad_z
        grad_bias = grad_bias + grad_z.sum(axis=0)
    return grad_x, grad_h, grad_w_input, grad_w_hidden, grad_bias


def lstm_step(x, h, c, w_input, w_hidden, bias):
    """Return the next (h, c), both (N, H), of an LSTM: x (N, D), w_input (D, 4H), w_hidden (H, 4H), bias (4H,).

    The columns are those of the input gate, the forget gate, the candidate and the output gate, H each, as in PyTorch.
    """
    i, f, g, o = np.split(x @ w_input + h @ w_hidden + bias, 4, axis=1)
    c = _sigmoid(f) * c + _sigmoid(i) * np.tanh(g)
    return _sigmoid(o) * np.tanh(c), c


def lstm_forward(x, h0, c0, w_input, w_hidden, bias):
    """Return (states, c): h after every step of x (N, T, D) as (N, T, H), and the cell after the last one (N, H)."""
    steps = x.shape[1]
    states = np.empty((len(x), steps, h0.shape[1]), np.result_type(x, h0, c0, w_input, w_hidden, bias))
    h, c = h0, c0
    for t in range(steps):
        h, c = lstm_step(x[:, t], h, c, w_input, w_hidden, bias)
        states[:, t] = h
    return states, c


def clip_global_norm(grads, max_norm):
    """Return (clipped, norm): all arrays of grads times max_norm / norm where norm is above max_norm.

    norm is that of all entries of all arrays together, before clipping.  The greatest entry is taken out of the root,
    so that squares neither overflow nor underflow.  R. Pascanu, T. Mikolov, Y. Bengio, 2013.
    """
    largest = max(float(np.max(np.abs(grad))) for grad in grads)
    if largest == 0:
        return list(grads), 0.0
    norm = largest * float(np.sqrt(sum(np.sum((grad / largest) ** 2) for grad in grads)))
    if norm <= max_norm:
        return list(grads), norm
    return [grad * (max_norm / norm) for grad in grads], norm
