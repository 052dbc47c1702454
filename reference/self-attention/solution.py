"""Self-attention in NumPy. Ints and bools are taken as float64, float32 is computed in float32, no input is changed."""

import math

import numpy as np


def attention_scores(query, key):
    """How much each query asks for each key: S = Q K' / sqrt(dk).

    query (N, Tq, dk), key (N, Tk, dk) -> (N, Tq, Tk). Vaswani et al. 2017, equation 1; lecture p38.
    """
    query, key = _as_float(query), _as_float(key)
    return query @ np.swapaxes(key, -1, -2) / math.sqrt(query.shape[-1])


def masked_softmax(scores, mask=None):
    """Softmax over the last axis among the permitted entries; a row that permits nothing is zero.

    scores (..., Tk); mask None or bool, broadcast to scores, True = may attend -> same shape as scores.
    The maximum is taken over permitted entries only: a huge forbidden score must not push all others to exp(-inf).
    """
    scores = _as_float(scores)
    allowed = np.broadcast_to(True if mask is None else np.asarray(mask, dtype=bool), scores.shape)
    peak = np.max(scores, axis=-1, keepdims=True, where=allowed, initial=-np.inf)
    weights = np.exp(np.where(allowed, scores - peak, -np.inf))
    total = weights.sum(axis=-1, keepdims=True)
    return weights / np.where(total > 0, total, 1.0)  # total is 0 only where nothing is permitted


def self_attention(x, w_query, w_key, w_value, mask=None):
    """One head of self-attention: out = alpha V with alpha = softmax(Q K' / sqrt(dk)); rows of alpha belong to queries.

    x (N, T, D), w_query and w_key (D, dk), w_value (D, dv), mask None or bool broadcast to (N, T, T)
    -> out (N, T, dv), alpha (N, T, T). Vaswani et al. 2017, section 3.2.1; lecture p38.
    """
    x = _as_float(x)
    alpha = masked_softmax(attention_scores(x @ w_query, x @ w_key), mask)
    return alpha @ (x @ w_value), alpha


def self_attention_columns(inputs, w_query, w_key, w_value):
    """The lecture's matrix form, one word a column: A = K' Q (unscaled), A' = softmax of each column, O = V A'.

    inputs (D, T), w_query and w_key (dk, D), w_value (dv, D) -> O (dv, T), A' (T, T). Lecture p39.
    """
    inputs = _as_float(inputs)
    query, key, value = w_query @ inputs, w_key @ inputs, w_value @ inputs
    attention = masked_softmax((key.T @ query).T).T
    return value @ attention, attention


def attention_backward(grad_output, query, key, value):
    """Gradients of sum(grad_output * softmax(Q K' / sqrt(dk)) V) for Q, K and V.

    grad_output (N, Tq, dv), query (N, Tq, dk), key (N, Tk, dk), value (N, Tk, dv) -> shapes of query, key, value.
    With A the weights: dV = A' dO, dA = dO V', dS = A * (dA - rowsum(dA * A)) / sqrt(dk), dQ = dS K, dK = dS' Q.
    """
    grad_output, query, key, value = map(_as_float, (grad_output, query, key, value))
    alpha = masked_softmax(attention_scores(query, key))
    grad_value = np.swapaxes(alpha, -1, -2) @ grad_output
    grad_alpha = grad_output @ np.swapaxes(value, -1, -2)
    grad_scores = alpha * (grad_alpha - np.sum(grad_alpha * alpha, axis=-1, keepdims=True))
    grad_scores = grad_scores / math.sqrt(query.shape[-1])
    return grad_scores @ key, np.swapaxes(grad_scores, -1, -2) @ query, grad_value


def multi_head_attention(x, w_query, w_key, w_value, w_output, n_heads):
    """Attention in n_heads subspaces, side by side, then a projection; head h owns columns h D/H to (h+1) D/H.

    x (N, T, D), every weight (D, D) -> (N, T, D). ValueError if n_heads does not divide D. Vaswani et al. 2017, 3.2.2.
    """
    x = _as_float(x)
    n_batch, length, dim = x.shape
    if dim % n_heads:
        raise ValueError(f"{n_heads} heads do not divide {dim} features")

    def split(projected):  # (N, T, D) -> (N, H, T, D/H)
        return projected.reshape(n_batch, length, n_heads, dim // n_heads).transpose(0, 2, 1, 3)

    alpha = masked_softmax(attention_scores(split(x @ w_query), split(x @ w_key)))
    heads = alpha @ split(x @ w_value)
    return heads.transpose(0, 2, 1, 3).reshape(n_batch, length, dim) @ w_output


def positional_encoding(length, dim):
    """Sine in even columns, cosine in odd ones: angle = t / 10000^(2i/dim) in columns 2i and 2i + 1.

    -> (length, dim), for odd dim the last column is a sine. Vaswani et al. 2017, section 3.5.
    """
    column = np.arange(dim)
    angle = np.arange(length)[:, None] / 10000.0 ** ((column - column % 2) / dim)
    return np.where(column % 2 == 0, np.sin(angle), np.cos(angle))


def local_attention(x, window, w_value, bias):
    """Attention by position: within the window, the score of key j for query i is bias[j - i + window].

    x (N, T, D), w_value (D, dv), bias (2 window + 1,) -> (N, T, dv). The softmax runs over the keys that exist, so the
    interior is a 1-D convolution with softmax(bias) as its kernel. Cordonnier et al. 2020 (attention and convolution).
    """
    x, bias = _as_float(x), _as_float(bias)
    position = np.arange(x.shape[1])
    offset = position[None, :] - position[:, None]  # [i, j] = j - i
    scores = bias[np.clip(offset + window, 0, 2 * window)]
    weights = masked_softmax(scores, np.abs(offset) <= window)
    return weights @ (x @ w_value)


def _as_float(values):
    """The array itself if it is of floats, else as float64."""
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(np.float64)
