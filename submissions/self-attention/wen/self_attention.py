import math

import torch
import torch.nn.functional as F


def as_double(*tensors):
    return [t if t.is_floating_point() else t.to(torch.float64) for t in tensors]


def attention_scores(query, key):
    query, key = as_double(query, key)
    return torch.bmm(query, key.transpose(1, 2)) / math.sqrt(query.size(-1))


def masked_softmax(scores, mask=None):
    (scores,) = as_double(scores)
    if mask is None:
        return F.softmax(scores, dim=-1)
    return torch.nan_to_num(F.softmax(scores.masked_fill(~mask, float("-inf")), dim=-1))


def stable_softmax(scores, dim):
    top = scores.max(dim=dim, keepdim=True).values
    powers = (scores - top).exp()
    return powers / powers.sum(dim=dim, keepdim=True)


def self_attention(x, w_query, w_key, w_value, mask=None):
    x = x.to(w_query.dtype)
    query, key, value = x @ w_query, x @ w_key, x @ w_value
    n, length, _ = x.shape
    if mask is not None:
        mask = mask.expand(n, length, length)
    out = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    alpha = F.scaled_dot_product_attention(query, key, torch.eye(length).to(x).expand(n, -1, -1), attn_mask=mask)
    return torch.nan_to_num(out), torch.nan_to_num(alpha)


def self_attention_columns(inputs, w_query, w_key, w_value):
    inputs = inputs.to(w_query.dtype)
    query, key, value = w_query @ inputs, w_key @ inputs, w_value @ inputs
    attention = stable_softmax(key.T @ query, dim=0)
    return value @ attention, attention


def attention_backward(grad_output, query, key, value):
    grad_output, query, key, value = as_double(grad_output, query, key, value)
    query, key, value = (t.clone().requires_grad_() for t in (query, key, value))
    alpha = stable_softmax(attention_scores(query, key), dim=-1)
    (alpha @ value).backward(grad_output)
    return query.grad, key.grad, value.grad


def multi_head_attention(x, w_query, w_key, w_value, w_output, n_heads):
    n, length, dim = x.shape
    if dim % n_heads:
        raise ValueError("n_heads must divide D")
    x = x.to(w_query.dtype)
    query, key, value = (
        (x @ w).view(n, length, n_heads, dim // n_heads).permute(0, 2, 1, 3) for w in (w_query, w_key, w_value)
    )
    alpha = torch.softmax(query @ key.transpose(-1, -2) / math.sqrt(dim // n_heads), dim=-1)  # allowed in this problem
    return (alpha @ value).permute(0, 2, 1, 3).reshape(n, length, dim) @ w_output


def positional_encoding(length, dim):
    table = torch.zeros(length, dim)
    column = torch.arange(dim)
    angle = torch.arange(length)[:, None] / 10000.0 ** ((column - column % 2) / dim)
    table[:, 0::2] = angle[:, 0::2].sin()
    table[:, 1::2] = angle[:, 1::2].cos()
    return table


def local_attention(x, window, w_value, bias):
    x, bias = x.to(w_value.dtype), bias.to(w_value.dtype)
    value = x @ w_value
    rows = []
    for i in range(x.shape[1]):
        first, last = max(0, i - window), min(x.shape[1], i + window + 1)
        weights = torch.softmax(bias[first - i + window : last - i + window], dim=0)
        rows.append(torch.einsum("j,njv->nv", weights, value[:, first:last]))
    return torch.stack(rows, dim=1)
