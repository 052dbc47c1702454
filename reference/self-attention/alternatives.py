"""Other correct ways to compute each problem: they prove that the tolerances leave room for honest programs.

Further references are those that round at another place: exp(s - logsumexp) and the bilinear form X (Wq Wk') X' lose a
few more digits where scores are large, and exp(-2i/D log 10000) is as far from the truth as the power is.
"""

import math

import numpy as np

from grader.author import alternative

from .solution import (
    attention_backward,
    attention_scores,
    local_attention,
    masked_softmax,
    multi_head_attention,
    positional_encoding,
    self_attention,
    self_attention_columns,
)


@alternative(attention_scores)
def scores_by_einsum(query, key):
    return np.einsum("nqd,nkd->nqk", query, key) / np.sqrt(query.shape[2])


@alternative(attention_scores)
def scores_by_loops(query, key):
    scores = np.zeros((query.shape[0], query.shape[1], key.shape[1]))
    for n, i, j in np.ndindex(scores.shape):
        scores[n, i, j] = math.fsum((query[n, i] * key[n, j]).tolist()) / math.sqrt(query.shape[2])
    return scores


@alternative(attention_scores)
def scores_of_scaled_queries(query, key):
    return np.matmul(query * query.shape[2] ** -0.5, key.transpose(0, 2, 1))


@alternative(masked_softmax, reference=True)
def softmax_by_log_sum_exp(scores, mask=None):
    hidden = np.where(True if mask is None else mask, scores, -np.inf)
    peak = hidden.max(axis=-1, keepdims=True)
    peak = np.where(np.isfinite(peak), peak, 0.0)
    total = np.exp(hidden - peak).sum(axis=-1, keepdims=True)
    return np.where(total > 0, np.exp(hidden - (peak + np.log(total))), 0.0)


@alternative(masked_softmax)
def softmax_row_by_row(scores, mask=None):
    weights = np.zeros(scores.shape)
    allowed = np.broadcast_to(True if mask is None else mask, scores.shape)
    for row in np.ndindex(scores.shape[:-1]):
        keys = [j for j in range(scores.shape[-1]) if allowed[row][j]]
        peak = max((scores[row][j] for j in keys), default=0)
        powers = [math.exp(scores[row][j] - peak) for j in keys]
        weights[(*row, keys)] = [power / math.fsum(powers) for power in powers]
    return weights


@alternative(masked_softmax)
def softmax_of_minus_infinity_repaired(scores, mask=None):
    hidden = scores.astype(float) if mask is None else np.where(mask, scores, -np.inf)
    weights = np.exp(hidden - hidden.max(axis=-1, keepdims=True))
    return np.nan_to_num(weights / weights.sum(axis=-1, keepdims=True), nan=0.0)


@alternative(masked_softmax)
def softmax_by_differences(scores, mask=None):
    hidden = np.where(True if mask is None else mask, scores, -np.inf)
    ratios = np.exp(hidden[..., None, :] - hidden[..., :, None])  # e^(s_k - s_j); infinite where j cannot compete
    return np.nan_to_num(1 / ratios.sum(axis=-1), nan=0.0)


@alternative(self_attention)
def attention_sequence_by_sequence(x, w_query, w_key, w_value, mask=None):
    allowed = np.broadcast_to(True if mask is None else mask, (x.shape[0], x.shape[1], x.shape[1]))
    outs, alphas = [], []
    for words, permitted in zip(x, allowed, strict=True):
        scores = (words @ w_query) @ (words @ w_key).T / np.sqrt(w_key.shape[1])
        alphas.append(softmax_row_by_row(scores, permitted))
        outs.append(alphas[-1] @ (words @ w_value))
    return np.array(outs), np.array(alphas)


@alternative(self_attention)
def attention_by_einsum(x, w_query, w_key, w_value, mask=None):
    scores = np.einsum("nid,da,nje,ea->nij", x, w_query, x, w_key, optimize=True) / math.sqrt(w_query.shape[1])
    alpha = softmax_of_minus_infinity_repaired(scores, mask)
    return np.einsum("nij,njd,dv->niv", alpha, x, w_value, optimize=True), alpha


@alternative(self_attention, reference=True)
def attention_by_one_bilinear_form(x, w_query, w_key, w_value, mask=None):
    form = w_query @ w_key.T / math.sqrt(w_query.shape[1])  # x_i' (Wq Wk') x_j
    alpha = softmax_by_log_sum_exp(x @ form @ x.transpose(0, 2, 1), mask)
    return (alpha @ x) @ w_value, alpha


@alternative(self_attention_columns)
def columns_transposed_to_rows(inputs, w_query, w_key, w_value):
    words = inputs.T[None]
    out, alpha = self_attention(words, w_query.T * w_query.shape[0] ** 0.5, w_key.T, w_value.T)
    return out[0].T, alpha[0].T


@alternative(self_attention_columns)
def columns_word_by_word(inputs, w_query, w_key, w_value):
    length = inputs.shape[1]
    attention, outputs = np.zeros((length, length)), np.zeros((w_value.shape[0], length))
    for i in range(length):
        query = w_query @ inputs[:, i]
        scores = np.array([(w_key @ inputs[:, j]) @ query for j in range(length)])
        attention[:, i] = softmax_row_by_row(scores)
        for j in range(length):
            outputs[:, i] += attention[j, i] * (w_value @ inputs[:, j])
    return outputs, attention


@alternative(self_attention_columns)
def columns_by_one_bilinear_form(inputs, w_query, w_key, w_value):
    scores = inputs.T @ (w_key.T @ w_query) @ inputs
    powers = np.exp(scores - scores.max(axis=0))
    attention = powers / powers.sum(axis=0)
    return w_value @ (inputs @ attention), attention


@alternative(attention_backward)
def backward_by_jacobians(grad_output, query, key, value):
    grads = [np.zeros(array.shape) for array in (query, key, value)]
    root = math.sqrt(query.shape[2])
    for n, i in np.ndindex(query.shape[:2]):
        alpha = softmax_row_by_row(key[n] @ query[n, i] / root)
        jacobian = np.diag(alpha) - np.outer(alpha, alpha)
        grad_scores = jacobian @ (value[n] @ grad_output[n, i])
        grads[0][n, i] = grad_scores @ key[n] / root
        grads[1][n] += np.outer(grad_scores, query[n, i]) / root
        grads[2][n] += np.outer(alpha, grad_output[n, i])
    return tuple(grads)


@alternative(attention_backward, reference=True)
def backward_through_the_output(grad_output, query, key, value):
    # rowsum(dA * A) = rowsum(dO * O), as FlashAttention computes it
    scale = 1 / math.sqrt(query.shape[2])
    alpha = softmax_by_log_sum_exp(np.einsum("nqd,nkd->nqk", query * scale, key))
    shared = np.sum(grad_output * (alpha @ value), axis=2, keepdims=True)
    grad_scores = alpha * (np.einsum("nqv,nkv->nqk", grad_output, value) - shared)
    grad_key = np.einsum("nqk,nqd->nkd", grad_scores, query * scale)
    return np.einsum("nqk,nkd->nqd", grad_scores, key * scale), grad_key, np.einsum("nqk,nqv->nkv", alpha, grad_output)


@alternative(attention_backward)
def backward_sequence_by_sequence(grad_output, query, key, value):
    grads = []
    for d_out, q, k, v in zip(grad_output, query, key, value, strict=True):
        alpha = softmax_of_minus_infinity_repaired(q @ k.T / np.sqrt(q.shape[1]))
        weighted = alpha * (d_out @ v.T)
        d_scores = weighted - alpha * weighted.sum(axis=1)[:, None]
        grads.append((d_scores @ k / np.sqrt(q.shape[1]), d_scores.T @ q / np.sqrt(q.shape[1]), alpha.T @ d_out))
    return tuple(np.stack(parts) for parts in zip(*grads, strict=True))


@alternative(multi_head_attention)
def heads_one_by_one(x, w_query, w_key, w_value, w_output, n_heads):
    size, rest = divmod(x.shape[2], n_heads)
    if rest:
        raise ValueError("n_heads must divide D")
    blocks = [slice(h * size, (h + 1) * size) for h in range(n_heads)]
    heads = [self_attention(x, w_query[:, block], w_key[:, block], w_value[:, block])[0] for block in blocks]
    return np.concatenate(heads, axis=2) @ w_output


@alternative(multi_head_attention)
def heads_by_einsum(x, w_query, w_key, w_value, w_output, n_heads):
    dim = x.shape[2]
    query, key, value = (
        np.einsum("ntd,dhs->nhts", x, weight.reshape(dim, n_heads, -1)) for weight in (w_query, w_key, w_value)
    )
    alpha = softmax_of_minus_infinity_repaired(np.einsum("nhis,nhjs->nhij", query, key) / np.sqrt(dim / n_heads))
    return np.einsum("nhij,nhjs,hsd->nid", alpha, value, w_output.reshape(n_heads, -1, dim), optimize=True)


@alternative(multi_head_attention, reference=True)
def heads_summed_through_their_rows_of_the_output(x, w_query, w_key, w_value, w_output, n_heads):
    size = x.shape[2] / n_heads
    if size != int(size):
        raise ValueError(f"{x.shape[2]} / {n_heads} is no integer")
    out = 0.0
    for h in range(n_heads):
        own = np.arange(x.shape[2]) // int(size) == h
        scores = (x @ w_query * own) @ (x @ w_key).swapaxes(1, 2) / math.sqrt(size)
        out = out + softmax_by_log_sum_exp(scores) @ (x @ (w_value[:, own] @ w_output[own]))
    return out


@alternative(positional_encoding, reference=True)
def encoding_by_exp_of_log(length, dim):
    encoding = np.zeros((length, dim))
    rates = np.exp(np.arange(0, dim, 2) * (-math.log(10000.0) / dim))
    angles = np.arange(length)[:, None] * rates
    encoding[:, 0::2] = np.sin(angles)
    encoding[:, 1::2] = np.cos(angles)[:, : dim // 2]
    return encoding


@alternative(positional_encoding)
def encoding_entry_by_entry(length, dim):
    encoding = np.empty((length, dim))
    for t, column in np.ndindex(length, dim):
        wave = math.cos if column % 2 else math.sin
        encoding[t, column] = wave(t / math.pow(10000, 2 * (column // 2) / dim))
    return encoding


@alternative(positional_encoding)
def encoding_by_phases(length, dim):
    pairs = (dim + 1) // 2
    turns = np.exp(1j * np.outer(np.arange(length), 1 / 10000 ** (2 * np.arange(pairs) / dim)))
    return np.stack([turns.imag, turns.real], axis=2).reshape(length, 2 * pairs)[:, :dim]


@alternative(local_attention)
def local_by_slices(x, window, w_value, bias):
    value, length = x @ w_value, x.shape[1]
    out = np.zeros(value.shape)
    for i in range(length):
        first, last = max(0, i - window), min(length, i + window + 1)
        weights = softmax_row_by_row(bias[first - i + window : last - i + window])
        out[:, i] = np.tensordot(weights, value[:, first:last], axes=(0, 1))
    return out


@alternative(local_attention)
def local_by_diagonals(x, window, w_value, bias):
    length = x.shape[1]
    scores = np.full((length, length), -np.inf)
    for offset in range(max(-window, 1 - length), min(window, length - 1) + 1):
        scores[np.eye(length, k=offset, dtype=bool)] = bias[offset + window]
    return np.einsum("ij,njd,dv->niv", softmax_of_minus_infinity_repaired(scores), x, w_value)


@alternative(local_attention)
def local_by_padded_windows(x, window, w_value, bias):
    length = x.shape[1]
    padded = np.pad(x @ w_value, ((0, 0), (window, window), (0, 0)))
    exists = np.pad(np.ones(length, dtype=bool), window)
    places = np.arange(length)[:, None] + np.arange(2 * window + 1)  # (T, 2 window + 1)
    weights = softmax_of_minus_infinity_repaired(np.broadcast_to(bias, places.shape), exists[places])
    return (weights[None, :, :, None] * padded[:, places]).sum(axis=2)
