"""Textbook code of the benchmark's homework."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def softmax_cross_entropy(logits, labels):
    """Mean cross entropy over the rows, and its gradient for the logits."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    rows = np.arange(len(labels))
    gradient = np.exp(log_probabilities)
    gradient[rows, labels] -= 1
    return -log_probabilities[rows, labels].mean(), gradient / len(labels)


def conv2d_forward(x, w, b, stride):
    """Cross-correlation of x (N, Cin, H, W) with w (Cout, Cin, kh, kw), plus b, without padding."""
    windows = sliding_window_view(x, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    return np.einsum("ncijae,ocae->noij", windows, w) + b[:, None, None]


def maxpool2d_forward(x, k):
    """The largest value of every k x k window, side by side."""
    n, c, h, w = x.shape
    return x.reshape(n, c, h // k, k, w // k, k).max(axis=(3, 5))


def self_attention(x, w_query, w_key, w_value, causal):
    """softmax(Q K' / sqrt(d)) V, with causal=True among earlier words only."""
    query, key, value = x @ w_query, x @ w_key, x @ w_value
    scores = query @ key.transpose(0, 2, 1) / np.sqrt(query.shape[-1])
    if causal:
        scores = np.where(np.tri(x.shape[1], dtype=bool), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ value


def graph_layer(features, edges, weights):
    """relu(mean of the neighbours times the weights); edges (2, E) go from row 0 to row 1, a lonely node gets zeros."""
    sums, degrees = np.zeros_like(features), np.zeros(len(features))
    np.add.at(sums, edges[1], features[edges[0]])
    np.add.at(degrees, edges[1], 1)
    return np.maximum(sums / np.maximum(degrees, 1)[:, None] @ weights, 0)
