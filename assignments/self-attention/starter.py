"""Self-attention. Fill in the functions; the handout (README.md) says what each of them must do.

Everywhere: N sequences, T words each, D features a word; dk and dv are the widths of keys and values.
Weights are floats, all other arrays may be integers: the answer is float64. No function may change its arguments.
"""

import numpy as np


def attention_scores(query, key):
    """Scores S = Q K^T / sqrt(dk).

    query: (N, Tq, dk)
    key:   (N, Tk, dk)
    returns (N, Tq, Tk)
    """
    raise NotImplementedError


def masked_softmax(scores, mask=None):
    """Softmax over the last axis, among the permitted entries only; a row that permits nothing is zero.

    scores: (..., Tk)
    mask:   None, or bool and broadcastable to scores; True = may attend
    returns the shape of scores
    """
    raise NotImplementedError


def self_attention(x, w_query, w_key, w_value, mask=None):
    """One head: alpha = masked_softmax(Q K^T / sqrt(dk)), out = alpha V.

    x:              (N, T, D)
    w_query, w_key: (D, dk)
    w_value:        (D, dv)
    mask:           None, or bool and broadcastable to (N, T, T); True = may attend
    returns out (N, T, dv), alpha (N, T, T)
    """
    raise NotImplementedError


def self_attention_columns(inputs, w_query, w_key, w_value):
    """The lecture's matrix form, one word a column, not scaled: A = K^T Q, A' = softmax of each column, O = V A'.

    inputs:         (D, T)
    w_query, w_key: (dk, D)
    w_value:        (dv, D)
    returns O (dv, T), A' (T, T)
    """
    raise NotImplementedError


def attention_backward(grad_output, query, key, value):
    """Gradients of O = softmax(Q K^T / sqrt(dk)) V, given the gradient of O.

    grad_output: (N, Tq, dv)
    query:       (N, Tq, dk)
    key:         (N, Tk, dk)
    value:       (N, Tk, dv)
    returns dQ, dK, dV, of the shapes of query, key, value
    """
    raise NotImplementedError


def multi_head_attention(x, w_query, w_key, w_value, w_output, n_heads):
    """Self-attention in n_heads heads; head h uses the columns h*D/H to (h+1)*D/H - 1 of Q, K and V.

    x:       (N, T, D)
    weights: (D, D) each
    n_heads: int; ValueError if it does not divide D
    returns (N, T, D)
    """
    raise NotImplementedError


def positional_encoding(length, dim):
    """Sine in even columns, cosine in odd ones.

    length, dim: ints, at least 1
    returns (length, dim)
    """
    raise NotImplementedError


def local_attention(x, window, w_value, bias):
    """Attention by position: query i gives key j the score bias[j - i + window] if |j - i| <= window.

    x:       (N, T, D)
    window:  int, at least 0
    w_value: (D, dv)
    bias:    (2*window + 1,)
    returns (N, T, dv)
    """
    raise NotImplementedError
