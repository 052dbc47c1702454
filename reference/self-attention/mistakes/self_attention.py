"""Known ways to get self_attention wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import attention_scores, masked_softmax, self_attention
from ._shared import (
    HIDDEN_BY_NUMBER,
    naive_softmax,
    raw_scores,
    softmax_of_columns,
    softmax_of_hidden,
    softmax_then_mask,
    softmax_with_large_negative,
)
from .attention_scores import scores_swapped


def attend(arguments, *, scores=attention_scores, softmax=masked_softmax):
    """Self-attention with one of its two parts replaced."""
    x, w_query, w_key, w_value, mask = (*arguments, None)[:5]
    alpha = softmax(scores(x @ w_query, x @ w_key), mask)
    return alpha @ (x @ w_value), alpha


@mistake(self_attention, title=Text("scores not scaled", zh="没有缩放分数"), id="SA1", zh="你忘了除以 sqrt(dk)。")
def attention_not_scaled(*arguments):
    """You forgot 1/sqrt(dk): without it the scores grow with dk and the softmax saturates."""
    return attend(arguments, scores=raw_scores)


@mistake(
    self_attention,
    title=Text("scaled by the sequence length", zh="按序列长度缩放"),
    id="SA2",
    zh="应按键的维度 dk 缩放，而不是按序列长度 T。",
)
def attention_scaled_by_length(*arguments):
    """Scale by the key dimension dk, not by the length of the sequence."""
    return attend(arguments, scores=lambda query, key: raw_scores(query, key) / np.sqrt(query.shape[1]))


@mistake(
    self_attention,
    title=Text("scaled by the word width D", zh="按词向量维度D缩放"),
    id="SA8",
    zh="应按键的维度 dk 缩放，而不是按词向量的维度 D。",
)
def attention_scaled_by_width(*arguments):
    """Scale by the dimension of the keys, not by the width D of the words."""
    root = np.sqrt(arguments[0].shape[2])
    return attend(arguments, scores=lambda query, key: raw_scores(query, key) / root)


@mistake(
    self_attention,
    title=Text("divided by dk, not its root", zh="除以dk而非平方根"),
    id="SA3",
    zh="应除以 dk 的平方根，而不是 dk。",
)
def attention_divided_by_dk(*arguments):
    """Divide by the square root of dk, not by dk itself."""
    return attend(arguments, scores=lambda query, key: raw_scores(query, key) / query.shape[2])


@mistake(
    self_attention,
    title=Text("softmax over the queries", zh="对查询做了softmax"),
    id="SA4",
    zh="softmax 要对键做：alpha 的每一行之和应为 1。",
)
def attention_softmax_over_queries(*arguments):
    """The softmax runs over the keys: each row of alpha must sum to 1."""
    return attend(arguments, softmax=softmax_of_columns)


@mistake(
    self_attention,
    title=Text("queries and keys exchanged", zh="查询与键弄反"),
    id="SA5",
    zh="alpha 的行应对应查询：你算成了 K Q^T。",
)
def attention_swapped(*arguments):
    """Rows of alpha belong to queries: you computed K Q' instead of Q K'."""
    return attend(arguments, scores=scores_swapped)


@mistake(
    self_attention,
    title=Text("masked after the softmax", zh="先softmax再遮蔽"),
    id="SA9",
    zh="应在 softmax 之前遮蔽；之后再乘掩码，行和就不再是 1。",
)
def attention_masked_afterwards(*arguments):
    """Mask before the softmax: if you zero weights afterwards, the rest of the row no longer sums to 1."""
    return attend(arguments, softmax=softmax_then_mask)


@mistake(
    self_attention,
    title=Text("mask inverted", zh="掩码的含义反了"),
    id="SA10",
    zh="掩码的含义反了：True 表示可以注意。",
)
def attention_mask_inverted(*arguments):
    """Your mask works the other way round: True means that the key may be attended to."""
    return attend(arguments, softmax=softmax_of_hidden)


@mistake(
    self_attention,
    title=Text("values not projected", zh="值没有投影"),
    id="SA11",
    zh="值也要投影：应为 alpha (X Wv)，而不是 alpha X。",
)
def attention_of_bare_words(x, w_query, w_key, w_value, mask=None):
    """Project the values too: the output mixes x Wv, not the words x themselves."""
    alpha = self_attention(x, w_query, w_key, w_value, mask)[1]
    return alpha @ x, alpha


@mistake(
    self_attention,
    title=Text("exp without subtracting the maximum", zh="没有减最大值就取exp"),
    id="SA15",
    zh="分数很大时 exp 会溢出，很小时会下溢：先减去每行的最大值。",
)
def attention_without_maximum(*arguments):
    """Large scores overflow exp and very negative ones vanish: subtract each row's maximum first."""
    return attend(arguments, softmax=naive_softmax)


@mistake(
    self_attention,
    title=Text("weights in a fully masked row", zh="全遮蔽的行仍有权重"),
    id="SA16",
    zh="用 -1e9 这样的数遮蔽整行后，softmax 仍会把权重分给它们；该行的权重与输出应为 0。",
    variants=HIDDEN_BY_NUMBER,
)
def attention_empty_row_uniform(*arguments, hide, low):
    """If all scores of a row are hidden by a number such as -1e9, the softmax spreads over them.

    The weights and the output of such a row must be 0.
    """
    return attend(arguments, softmax=lambda scores, mask: softmax_with_large_negative(scores, mask, hide, low))
