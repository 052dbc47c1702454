"""Known ways to get multi_head_attention wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import attention_scores, masked_softmax, multi_head_attention
from ._shared import naive_softmax, raw_scores, softmax_of_columns


def split_heads(projected, n_heads):
    n_batch, length, dim = projected.shape
    return projected.reshape(n_batch, length, n_heads, dim // n_heads).transpose(0, 2, 1, 3)


def view_heads(projected, n_heads):
    return projected.reshape(projected.shape[0], n_heads, projected.shape[1], -1)


def interleave_heads(projected, n_heads):
    n_batch, length, dim = projected.shape
    return projected.reshape(n_batch, length, dim // n_heads, n_heads).transpose(0, 3, 1, 2)


def concat(heads):
    return heads.transpose(0, 2, 1, 3).reshape(heads.shape[0], heads.shape[2], -1)


def heads(arguments, *, scale=None, softmax=masked_softmax, split=split_heads, join=concat):
    """Multi-head attention with one of its parts replaced."""
    x, w_query, w_key, w_value, w_output, n_heads = arguments
    if x.shape[2] % n_heads:
        raise ValueError("n_heads must divide the width")
    query, key, value = (split(x @ weight, n_heads) for weight in (w_query, w_key, w_value))
    scale = query.shape[3] ** -0.5 if scale is None else scale
    return join(softmax(raw_scores(query, key) * scale) @ value) @ w_output


@mistake(
    multi_head_attention, title=Text("scores not scaled", zh="没有缩放分数"), id="SA1", zh="你忘了除以 sqrt(D/H)。"
)
def heads_not_scaled(*arguments):
    """You forgot to divide the scores of each head by sqrt(D/H)."""
    return heads(arguments, scale=1.0)


@mistake(
    multi_head_attention,
    title=Text("scaled by the sequence length", zh="按序列长度缩放"),
    id="SA2",
    zh="应按每个头的维度 D/H 缩放，而不是按序列长度 T。",
)
def heads_scaled_by_length(*arguments):
    """Scale by the key dimension D/H of a head, not by the length of the sequence."""
    return heads(arguments, scale=arguments[0].shape[1] ** -0.5)


@mistake(
    multi_head_attention,
    title=Text("scaled by the full width D", zh="按全部维度D缩放"),
    id="SA8",
    zh="每个头只有 D/H 维：应除以 sqrt(D/H)，而不是 sqrt(D)。",
)
def heads_scaled_by_full_width(*arguments):
    """Each head has D/H dimensions: scale by sqrt(D/H), not by sqrt(D)."""
    return heads(arguments, scale=arguments[0].shape[2] ** -0.5)


@mistake(
    multi_head_attention,
    title=Text("heads split by reshape alone", zh="直接reshape拆分头"),
    id="SA6",
    zh="直接 reshape 会混淆不同时刻与不同的头：先拆分 D，再转置。",
)
def heads_by_view(*arguments):
    """Your reshape mixed time steps of different heads: split D into (H, D/H), then transpose."""
    return heads(arguments, split=view_heads, join=lambda out: out.reshape(arguments[0].shape))


@mistake(
    multi_head_attention,
    title=Text("heads joined without transpose", zh="没有转置就拼接头"),
    id="SA7",
    zh="拼接前要先把头的轴移回特征旁边：先转置，再 reshape。",
)
def heads_joined_without_transpose(*arguments):
    """Bring the heads back next to their features before you concatenate: transpose first, then reshape."""
    return heads(arguments, join=lambda out: out.reshape(arguments[0].shape))


@mistake(
    multi_head_attention,
    title=Text("softmax over the queries", zh="对查询做了softmax"),
    id="SA4",
    zh="softmax 要对键做：每个头中 alpha 的每一行之和应为 1。",
)
def heads_softmax_over_queries(*arguments):
    """The softmax runs over the keys: each row of alpha must sum to 1, in every head."""
    return heads(arguments, softmax=softmax_of_columns)


@mistake(
    multi_head_attention,
    title=Text("values not projected", zh="值没有投影"),
    id="SA11",
    zh="值也要投影：每个头混合的是 X Wv 的列块，而不是 X 的列块。",
)
def heads_of_bare_words(x, w_query, w_key, w_value, w_output, n_heads):
    """Project the values too: a head mixes its columns of x Wv, not those of x."""
    return heads((x, w_query, w_key, np.eye(x.shape[2]), w_output, n_heads))


@mistake(
    multi_head_attention,
    title=Text("output projection missing", zh="漏了输出投影"),
    id="SA21",
    zh="拼接之后还要乘以 Wo。",
)
def heads_without_output_projection(x, w_query, w_key, w_value, w_output, n_heads):
    """The concatenated heads still have to be multiplied by Wo."""
    return heads((x, w_query, w_key, w_value, np.eye(x.shape[2]), n_heads))


@mistake(
    multi_head_attention,
    title=Text("every H-th column per head", zh="每隔H列取一列作为头"),
    id="SA22",
    zh="第 h 个头占连续的列 hD/H 到 (h+1)D/H，而不是每隔 H 列取一列。",
)
def heads_interleaved(*arguments):
    """Head h owns the contiguous columns from h D/H to (h+1) D/H, not every H-th column."""
    shape = arguments[0].shape
    return heads(arguments, split=interleave_heads, join=lambda out: out.transpose(0, 2, 3, 1).reshape(shape))


@mistake(
    multi_head_attention,
    title=Text("leftover columns dropped", zh="丢弃了剩余的列"),
    id="SA23",
    zh="n_heads 不能整除 D 时必须抛出 ValueError，而不是丢弃剩余的列。",
)
def heads_drop_the_rest(x, w_query, w_key, w_value, w_output, n_heads):
    """Where n_heads does not divide D you silently leave the last columns out: raise ValueError instead."""
    used = x.shape[2] // n_heads * n_heads
    parts = (weight[:, :used] for weight in (w_query, w_key, w_value))
    query, key, value = (split_heads(x @ part, n_heads) for part in parts)
    return concat(masked_softmax(attention_scores(query, key)) @ value) @ w_output[:used]


@mistake(
    multi_head_attention,
    title=Text("exp without subtracting the maximum", zh="没有减最大值就取exp"),
    id="SA15",
    zh="分数很大时 exp 会溢出，很小时会下溢：先减去每行的最大值。",
)
def heads_without_maximum(*arguments):
    """Large scores overflow exp and very negative ones vanish: subtract each row's maximum first."""
    return heads(arguments, softmax=naive_softmax)
