"""Independent answers from PyTorch, SciPy, JAX and mpmath."""

import numpy as np

from grader.author import oracle

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


def _tensors(*arrays):
    import torch

    return [torch.tensor(np.array(array, dtype=np.float64)) for array in arrays]


def _attend(query, key, value, *, mask=None, scale=None):
    from torch.nn.functional import scaled_dot_product_attention

    return scaled_dot_product_attention(query, key, value, attn_mask=mask, scale=scale)


@oracle(attention_scores, package="torch")
def torch_baddbmm(query, key):
    import torch

    query, key = _tensors(query, key)
    zero = torch.zeros(query.shape[0], query.shape[1], key.shape[1], dtype=torch.float64)
    return torch.baddbmm(zero, query, key.mT, alpha=query.shape[-1] ** -0.5).numpy()


@oracle(masked_softmax, package="torch")
def torch_softmax(scores, mask=None):
    import torch

    (scores,) = _tensors(scores)
    if mask is not None:
        scores = scores.masked_fill(~torch.tensor(np.array(mask)), float("-inf"))
    return torch.softmax(scores, dim=-1).nan_to_num(0.0).numpy()  # PyTorch gives NaN for a row that permits nothing


@oracle(masked_softmax, package="scipy")
def scipy_softmax(scores, mask=None):
    from scipy.special import softmax

    return np.nan_to_num(softmax(np.where(True if mask is None else mask, scores, -np.inf), axis=-1), nan=0.0)


@oracle(self_attention, package="torch")
def torch_attention(x, w_query, w_key, w_value, mask=None):
    import torch

    x, w_query, w_key, w_value = _tensors(x, w_query, w_key, w_value)
    if mask is not None:
        mask = torch.tensor(np.array(mask)).expand(x.shape[0], x.shape[1], x.shape[1])
    query, key = x @ w_query, x @ w_key
    eye = torch.eye(x.shape[1], dtype=torch.float64).expand(x.shape[0], -1, -1)
    parts = (_attend(query, key, x @ w_value, mask=mask), _attend(query, key, eye, mask=mask))
    return tuple(part.nan_to_num(0.0).numpy() for part in parts)


@oracle(self_attention, package="jax")
def jax_softmax(x, w_query, w_key, w_value, mask=None):
    import jax
    import jax.numpy as jnp

    with jax.enable_x64(True):  # jax.nn.dot_product_attention itself takes its softmax in float32 always
        query, key, value = (jnp.asarray(np.asarray(x, dtype=float)) @ np.asarray(w) for w in (w_query, w_key, w_value))
        scores = jnp.einsum("nid,njd->nij", query, key) / query.shape[2] ** 0.5
        allowed = np.broadcast_to(True if mask is None else mask, scores.shape)
        alpha = jnp.where(allowed.any(axis=-1, keepdims=True), jax.nn.softmax(scores, axis=-1, where=allowed), 0.0)
        return np.asarray(alpha @ value), np.asarray(alpha)


@oracle(self_attention_columns, package="torch")
def torch_unscaled(inputs, w_query, w_key, w_value):
    import torch

    inputs, w_query, w_key, w_value = _tensors(inputs, w_query, w_key, w_value)
    query, key, value = ((weight @ inputs).mT[None] for weight in (w_query, w_key, w_value))
    eye = torch.eye(inputs.shape[1], dtype=torch.float64)[None]
    return tuple(_attend(query, key, values, scale=1.0)[0].mT.numpy() for values in (value, eye))


@oracle(attention_backward, package="torch")
def torch_autograd(grad_output, query, key, value):
    import torch

    grad_output, *leaves = _tensors(grad_output, query, key, value)
    for leaf in leaves:
        leaf.requires_grad_()
    return tuple(grad.numpy() for grad in torch.autograd.grad(_attend(*leaves), leaves, grad_output))


@oracle(multi_head_attention, package="torch")
def torch_multihead_attention(x, w_query, w_key, w_value, w_output, n_heads):
    import torch

    if x.shape[2] % n_heads:
        raise ValueError("PyTorch asserts here")
    x, w_query, w_key, w_value, w_output = _tensors(x, w_query, w_key, w_value, w_output)
    layer = torch.nn.MultiheadAttention(x.shape[2], n_heads, bias=False, batch_first=True, dtype=torch.float64)
    with torch.no_grad():
        layer.in_proj_weight.copy_(torch.cat([w_query.T, w_key.T, w_value.T]))
        layer.out_proj.weight.copy_(w_output.T)
        return layer(x, x, x, need_weights=False)[0].numpy()


@oracle(positional_encoding, package="mpmath")
def mpmath_waves(length, dim):
    import mpmath

    encoding = np.empty((length, dim))
    with mpmath.workdps(40):
        for t, column in np.ndindex(length, dim):
            angle = t / mpmath.mpf(10000) ** (mpmath.mpf(column - column % 2) / dim)
            encoding[t, column] = float(mpmath.cos(angle) if column % 2 else mpmath.sin(angle))
    return encoding


@oracle(local_attention, package="torch")
def torch_biased_attention(x, window, w_value, bias):
    import torch

    x, w_value, bias = _tensors(x, w_value, bias)
    length = x.shape[1]
    table = torch.full((length, length), float("-inf"), dtype=torch.float64)
    for i in range(length):
        for j in range(max(0, i - window), min(length, i + window + 1)):
            table[i, j] = bias[j - i + window]
    value = x @ w_value
    nothing = torch.zeros(x.shape[0], length, 1, dtype=torch.float64)
    return _attend(nothing, nothing, value, mask=table.expand(x.shape[0], -1, -1)).numpy()


@oracle(local_attention, package="torch", scenarios=("window_zero",))
def torch_convolution(x, window, w_value, bias):
    import torch

    x, w_value, bias = _tensors(x, w_value, bias)
    kernel = w_value.T[:, :, None] * torch.softmax(bias, dim=0)  # (dv, D, 2 window + 1)
    return torch.nn.functional.conv1d(x.mT, kernel).mT.numpy()
