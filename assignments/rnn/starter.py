"""Recurrent networks (NumPy).

Fill in the functions; the handout (README.md) states every convention. Try them with: grader check
"""

import numpy as np


def rnn_step(x, h, w_input, w_hidden, bias):
    """The next state: tanh(x w_input + h w_hidden + bias).

    x: (N, D) floats or integers.  h: (N, H).  w_input: (D, H).  w_hidden: (H, H).  bias: (H,).
    Returns: (N, H).
    """
    raise NotImplementedError


def rnn_forward(x, h0, w_input, w_hidden, bias):
    """The states after every step, beginning with h0.

    x: (N, T, D) floats or integers, T from 0 on.  h0: (N, H).  w_input: (D, H).  w_hidden: (H, H).  bias: (H,).
    Returns: (N, T, H).
    """
    raise NotImplementedError


def rnn_backward(grad_output, x, h0, w_input, w_hidden, bias):
    """The gradients of a loss that uses every state.

    grad_output: (N, T, H), the loss's derivative by each state where the loss itself uses it.
    x: (N, T, D) floats or integers, T from 0 on.  h0: (N, H).  w_input: (D, H).  w_hidden: (H, H).  bias: (H,).
    Returns: (grad_x, grad_h0, grad_w_input, grad_w_hidden, grad_bias), each of the shape of its argument.
    """
    raise NotImplementedError


def lstm_step(x, h, c, w_input, w_hidden, bias):
    """The next state and the next cell of an LSTM; blocks of columns: input gate, forget gate, candidate, output gate.

    x: (N, D) floats or integers.  h, c: (N, H).  w_input: (D, 4H).  w_hidden: (H, 4H).  bias: (4H,).
    Returns: (h, c), both (N, H).
    """
    raise NotImplementedError


def lstm_forward(x, h0, c0, w_input, w_hidden, bias):
    """The states h after every step, and the cell after the last one.

    x: (N, T, D) floats or integers, T from 0 on.  h0, c0: (N, H).  w_input: (D, 4H).  w_hidden: (H, 4H).  bias: (4H,).
    Returns: (states, c), (N, T, H) and (N, H).
    """
    raise NotImplementedError


def clip_global_norm(grads, max_norm):
    """All gradients times max_norm / norm where their common norm is above max_norm.

    grads: a list of arrays of any shapes.  max_norm: a number from 0 on.
    Returns: (clipped, norm), a list of arrays of the same shapes, and the norm before clipping.
    """
    raise NotImplementedError
