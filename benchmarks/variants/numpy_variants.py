"""What students of the speed benchmark hand in, with NumPy: `<function>__<kind>`, put together by homework.py."""

import numpy as np


def softmax_cross_entropy__right_vectorised(logits, labels):
    n = logits.shape[0]
    shifted = logits - np.max(logits, axis=1, keepdims=True)
    exp = np.exp(shifted)
    total = exp.sum(axis=1, keepdims=True)
    probs = exp / total
    log_probs = shifted - np.log(total)
    loss = -log_probs[np.arange(n), labels].sum() / n
    grad = probs.copy()
    grad[np.arange(n), labels] -= 1.0
    return loss, grad / n


def softmax_cross_entropy__right_one_hot(logits, labels):
    n, classes = logits.shape
    one_hot = np.eye(classes)[labels]
    highest = logits.max(axis=1)
    log_sum = highest + np.log(np.sum(np.exp(logits - highest[:, None]), axis=1))
    loss = np.mean(log_sum - np.sum(one_hot * logits, axis=1))
    grad = (np.exp(logits - log_sum[:, None]) - one_hot) / n
    return loss, grad


def softmax_cross_entropy__wrong_sum(logits, labels):
    n = logits.shape[0]
    shifted = logits - np.max(logits, axis=1, keepdims=True)
    total = np.exp(shifted).sum(axis=1, keepdims=True)
    log_probs = shifted - np.log(total)
    loss = -log_probs[np.arange(n), labels].sum()
    grad = np.exp(log_probs)
    grad[np.arange(n), labels] -= 1.0
    return loss, grad


def softmax_cross_entropy__wrong_unstable(logits, labels):
    probs = np.exp(np.clip(logits, -500, 500))
    probs = probs / probs.sum(axis=1, keepdims=True)
    chosen = probs[np.arange(len(labels)), labels]
    loss = -np.log(chosen + 1e-9).mean()
    probs[np.arange(len(labels)), labels] -= 1
    return loss, probs / len(labels)


def conv2d_forward__right_loops(x, w, b, stride):
    n, c, height, width = x.shape
    filters, _, kh, kw = w.shape
    out_h = (height - kh) // stride + 1
    out_w = (width - kw) // stride + 1
    out = np.zeros((n, filters, out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            window = x[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
            out[:, :, i, j] = window.reshape(n, -1) @ w.reshape(filters, -1).T + b
    return out


def conv2d_forward__right_offsets(x, w, b, stride):
    n, _, height, width = x.shape
    filters, _, kh, kw = w.shape
    out_h, out_w = (height - kh) // stride + 1, (width - kw) // stride + 1
    out = np.zeros((n, filters, out_h, out_w)) + b.reshape(1, -1, 1, 1)
    for a in range(kh):
        for e in range(kw):
            patch = x[:, :, a : a + stride * (out_h - 1) + 1 : stride, e : e + stride * (out_w - 1) + 1 : stride]
            out += np.einsum("nchw,fc->nfhw", patch, w[:, :, a, e])
    return out


def conv2d_forward__wrong_flipped(x, w, b, stride):
    n, c, height, width = x.shape
    filters, _, kh, kw = w.shape
    flipped = w[:, :, ::-1, ::-1]
    out_h = (height - kh) // stride + 1
    out_w = (width - kw) // stride + 1
    out = np.zeros((n, filters, out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            window = x[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
            out[:, :, i, j] = np.tensordot(window, flipped, axes=([1, 2, 3], [1, 2, 3])) + b
    return out


def conv2d_forward__wrong_stride_ignored(x, w, b, stride):
    n, c, height, width = x.shape
    filters, _, kh, kw = w.shape
    out = np.zeros((n, filters, height - kh + 1, width - kw + 1))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            window = x[:, :, i : i + kh, j : j + kw]
            out[:, :, i, j] = window.reshape(n, -1) @ w.reshape(filters, -1).T + b
    return out


def maxpool2d_forward__right_loops(x, k):
    n, c, h, w = x.shape
    out = np.empty((n, c, h // k, w // k))
    for i in range(h // k):
        for j in range(w // k):
            out[:, :, i, j] = np.max(x[:, :, i * k : (i + 1) * k, j * k : (j + 1) * k], axis=(2, 3))
    return out


def maxpool2d_forward__right_offsets(x, k):
    best = x[:, :, ::k, ::k].copy()
    for a in range(k):
        for e in range(k):
            np.maximum(best, x[:, :, a::k, e::k], out=best)
    return best


def maxpool2d_forward__wrong_zero_start(x, k):
    n, c, h, w = x.shape
    out = np.zeros((n, c, h // k, w // k))
    for a in range(k):
        for e in range(k):
            out = np.maximum(out, x[:, :, a::k, e::k])
    return out


def maxpool2d_forward__wrong_mean(x, k):
    n, c, h, w = x.shape
    return x.reshape(n, c, h // k, k, w // k, k).mean(axis=(3, 5))


def self_attention__right_batched(x, w_query, w_key, w_value, causal):
    q, k, v = x @ w_query, x @ w_key, x @ w_value
    scores = np.matmul(q, np.swapaxes(k, 1, 2)) / np.sqrt(k.shape[-1])
    if causal:
        length = x.shape[1]
        mask = np.triu(np.ones((length, length), dtype=bool), k=1)
        scores = np.where(mask, -1e30, scores)
    scores = scores - scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores)
    weights /= weights.sum(axis=-1, keepdims=True)
    return np.matmul(weights, v)


def self_attention__right_sentences(x, w_query, w_key, w_value, causal):
    answers = []
    for words in x:
        q, k, v = words.dot(w_query), words.dot(w_key), words.dot(w_value)
        s = q.dot(k.T) / q.shape[1] ** 0.5
        if causal:
            s[np.triu_indices(len(words), 1)] = -np.inf
        e = np.exp(s - s.max(axis=1)[:, None])
        answers.append((e / e.sum(axis=1)[:, None]).dot(v))
    return np.stack(answers)


def self_attention__wrong_not_scaled(x, w_query, w_key, w_value, causal):
    q, k, v = x @ w_query, x @ w_key, x @ w_value
    scores = np.matmul(q, np.swapaxes(k, 1, 2))
    if causal:
        scores = np.where(np.tri(x.shape[1], dtype=bool), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ v


def self_attention__wrong_axis(x, w_query, w_key, w_value, causal):
    q, k, v = x @ w_query, x @ w_key, x @ w_value
    scores = np.matmul(q, np.swapaxes(k, 1, 2)) / np.sqrt(k.shape[-1])
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True) @ v


def graph_layer__right_loop(features, edges, weights):
    n = features.shape[0]
    total = np.zeros(features.shape)
    degree = np.zeros(n)
    for source, target in zip(edges[0], edges[1]):
        total[target] += features[source]
        degree[target] += 1
    mean = total / np.where(degree > 0, degree, 1)[:, None]
    return np.maximum(0, mean.dot(weights))


def graph_layer__right_adjacency(features, edges, weights):
    n = len(features)
    adjacency = np.zeros((n, n))
    np.add.at(adjacency, (edges[1], edges[0]), 1.0)
    degree = adjacency.sum(axis=1, keepdims=True)
    mean = adjacency @ features / np.maximum(degree, 1.0)
    out = mean @ weights
    return out * (out > 0)


def graph_layer__wrong_sum(features, edges, weights):
    n = len(features)
    adjacency = np.zeros((n, n))
    np.add.at(adjacency, (edges[1], edges[0]), 1.0)
    return np.maximum(adjacency @ features @ weights, 0)


def graph_layer__wrong_buffered(features, edges, weights):
    total = np.zeros_like(features)
    total[edges[1]] += features[edges[0]]
    degree = np.bincount(edges[1], minlength=len(features))
    return np.maximum(total / np.maximum(degree, 1)[:, None] @ weights, 0)
