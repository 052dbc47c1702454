"""Self-attention in PyTorch, with my own formulas."""

import math

import torch


def real(tensor):
    return tensor if tensor.is_floating_point() else tensor.double()


def attention_scores(query, key):
    query, key = real(query), real(key)
    return torch.matmul(query, key.transpose(-1, -2)) / math.sqrt(query.shape[-1])


def masked_softmax(scores, mask=None):
    scores = real(scores)
    if mask is not None:
        scores = scores.masked_fill(~mask, -torch.inf)
    highest = scores.amax(dim=-1, keepdim=True)
    highest = torch.where(torch.isinf(highest), torch.zeros_like(highest), highest)
    powers = torch.exp(scores - highest)
    total = powers.sum(dim=-1, keepdim=True)
    return powers / torch.where(total > 0, total, torch.ones_like(total))


def self_attention(x, w_query, w_key, w_value, mask=None):
    x = x.to(w_query.dtype)
    alpha = masked_softmax(attention_scores(x @ w_query, x @ w_key), mask)
    return alpha @ (x @ w_value), alpha


def self_attention_columns(inputs, w_query, w_key, w_value):
    inputs = inputs.to(w_query.dtype)
    scores = (w_key @ inputs).T @ (w_query @ inputs)
    weights = masked_softmax(scores.T).T
    return (w_value @ inputs) @ weights, weights


def attention_backward(grad_output, query, key, value):
    grad_output, query, key, value = map(real, (grad_output, query, key, value))
    scale = query.shape[-1] ** -0.5
    alpha = masked_softmax(query @ key.mT * scale)
    grad_alpha = grad_output @ value.mT
    grad_scores = alpha * (grad_alpha - (alpha * grad_alpha).sum(dim=-1, keepdim=True)) * scale
    return grad_scores @ key, grad_scores.mT @ query, alpha.mT @ grad_output


def multi_head_attention(x, w_query, w_key, w_value, w_output, n_heads):
    batch, length, dim = x.shape
    if dim % n_heads != 0:
        raise ValueError("n_heads must divide the embedding dimension")
    x = x.to(w_query.dtype)

    def split(projected):
        return projected.reshape(batch, length, n_heads, dim // n_heads).transpose(1, 2)

    query, key, value = split(x @ w_query), split(x @ w_key), split(x @ w_value)
    out = masked_softmax(attention_scores(query, key)) @ value
    return out.transpose(1, 2).reshape(batch, length, dim) @ w_output


def positional_encoding(length, dim):
    position = torch.arange(length).double().unsqueeze(1)
    rate = torch.exp(torch.arange(0, dim, 2).double() * (-math.log(10000.0) / dim))
    table = torch.zeros(length, dim, dtype=torch.float64)
    table[:, 0::2] = torch.sin(position * rate)
    table[:, 1::2] = torch.cos(position * rate[: dim // 2])
    return table


def local_attention(x, window, w_value, bias):
    x, bias = x.to(w_value.dtype), bias.to(w_value.dtype)
    length = x.shape[1]
    offset = torch.arange(length).unsqueeze(0) - torch.arange(length).unsqueeze(1)
    scores = bias[(offset + window).clamp(0, 2 * window)]
    return masked_softmax(scores, offset.abs() <= window) @ (x @ w_value)
