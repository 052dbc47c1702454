"""Homework self-attention: plain loops, one query at a time."""

import math

import numpy as np


def softmax_of_list(numbers):
    biggest = max(numbers)
    powers = [math.exp(number - biggest) for number in numbers]
    total = sum(powers)
    return np.array([power / total for power in powers])


def attention_scores(query, key):
    result = []
    for q_seq, k_seq in zip(query, key):
        root = math.sqrt(q_seq.shape[1])
        result.append([[float(np.dot(q, k)) / root for k in k_seq] for q in q_seq])
    return np.array(result)


def masked_softmax(scores, mask=None):
    if mask is None:
        mask = np.ones(scores.shape, dtype=bool)
    mask = np.broadcast_to(mask, scores.shape)
    n_keys = scores.shape[-1]
    rows = scores.reshape(-1, n_keys)
    allowed_rows = mask.reshape(-1, n_keys)
    answer = np.zeros(rows.shape)
    for r in range(len(rows)):
        allowed = [j for j in range(n_keys) if allowed_rows[r, j]]
        if allowed:
            answer[r, allowed] = softmax_of_list([float(rows[r, j]) for j in allowed])
    return answer.reshape(scores.shape)


def self_attention(x, w_query, w_key, w_value, mask=None):
    queries = [words @ w_query for words in x]
    keys = [words @ w_key for words in x]
    values = [words @ w_value for words in x]
    alpha = masked_softmax(attention_scores(queries, keys), mask)
    out = [weights @ v for weights, v in zip(alpha, values)]
    return np.array(out), alpha


def self_attention_columns(inputs, w_query, w_key, w_value):
    length = inputs.shape[1]
    q, k, v = w_query @ inputs, w_key @ inputs, w_value @ inputs
    weights = np.zeros((length, length))
    output = np.zeros((len(w_value), length))
    for i in range(length):
        weights[:, i] = softmax_of_list([float(k[:, j] @ q[:, i]) for j in range(length)])
        for j in range(length):
            output[:, i] += weights[j, i] * v[:, j]
    return output, weights


def attention_backward(grad_output, query, key, value):
    d_query = np.zeros(query.shape)
    d_key = np.zeros(key.shape)
    d_value = np.zeros(value.shape)
    root = math.sqrt(query.shape[2])
    for n in range(query.shape[0]):
        for i in range(query.shape[1]):
            a = softmax_of_list([float(query[n, i] @ k) / root for k in key[n]])
            da = value[n] @ grad_output[n, i]
            ds = (np.diag(a) - np.outer(a, a)) @ da
            for j in range(key.shape[1]):
                d_query[n, i] += ds[j] * key[n, j] / root
                d_key[n, j] += ds[j] * query[n, i] / root
                d_value[n, j] += a[j] * grad_output[n, i]
    return d_query, d_key, d_value


def multi_head_attention(x, w_query, w_key, w_value, w_output, n_heads):
    dim = x.shape[2]
    if dim % n_heads:
        raise ValueError(f"cannot split {dim} columns into {n_heads} heads")
    size = dim // n_heads
    pieces = []
    for h in range(n_heads):
        mine = slice(h * size, (h + 1) * size)
        out, _ = self_attention(x, w_query[:, mine], w_key[:, mine], w_value[:, mine])
        pieces.append(out)
    return np.concatenate(pieces, axis=-1) @ w_output


def positional_encoding(length, dim):
    table = []
    for t in range(length):
        row = []
        for column in range(dim):
            angle = t / 10000 ** (2 * (column // 2) / dim)
            row.append(math.sin(angle) if column % 2 == 0 else math.cos(angle))
        table.append(row)
    return np.array(table)


def local_attention(x, window, w_value, bias):
    n_batch, length, _ = x.shape
    out = np.zeros((n_batch, length, w_value.shape[1]))
    for i in range(length):
        neighbours = [j for j in range(i - window, i + window + 1) if 0 <= j < length]
        weights = softmax_of_list([float(bias[j - i + window]) for j in neighbours])
        for weight, j in zip(weights, neighbours):
            out[:, i] += weight * (x[:, j] @ w_value)
    return out
