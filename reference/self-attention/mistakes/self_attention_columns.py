"""Known ways to get self_attention_columns wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import masked_softmax, self_attention_columns
from ._shared import naive_softmax, softmax_after_one_maximum, softmax_of_columns


def columns(arguments, *, scale=1.0, softmax=masked_softmax):
    """The lecture's form, the softmax taking the scores with queries in rows."""
    inputs, w_query, w_key, w_value = arguments
    attention = softmax((w_query @ inputs).T @ (w_key @ inputs) * scale).T
    return w_value @ inputs @ attention, attention


@mistake(
    self_attention_columns,
    title=Text("scores scaled", zh="多做了缩放"),
    id="SA20",
    zh="课件的矩阵形式没有 1/sqrt(dk)：这里不缩放。",
)
def columns_scaled(*arguments):
    """The lecture's matrix form has no 1/sqrt(dk): the scores are not scaled here."""
    return columns(arguments, scale=arguments[1].shape[0] ** -0.5)


@mistake(
    self_attention_columns,
    title=Text("softmax along the rows", zh="沿行做了softmax"),
    id="SA4",
    zh="这里一列是一个词：softmax 应沿每一列做，使每一列之和为 1。",
)
def columns_softmax_of_rows(*arguments):
    """Words are columns here: the softmax runs down each column, so that every column of A' sums to 1."""
    return columns(arguments, softmax=softmax_of_columns)


@mistake(
    self_attention_columns,
    title=Text("keys and queries exchanged", zh="键与查询弄反"),
    id="SA5",
    zh="应为 A = K^T Q：行对应键，列对应查询；你算成了 Q^T K。",
)
def columns_swapped(inputs, w_query, w_key, w_value):
    """A is K' Q, keys down and queries across: you computed Q' K."""
    return self_attention_columns(inputs, w_key, w_query, w_value)


@mistake(
    self_attention_columns,
    title=Text("values not projected", zh="值没有投影"),
    id="SA11",
    zh="值也要投影：O = V A'，其中 V = Wv I。",
)
def columns_of_bare_words(inputs, w_query, w_key, w_value):
    """Project the values too: O mixes the columns of V = Wv I, not those of I."""
    attention = self_attention_columns(inputs, w_query, w_key, w_value)[1]
    return inputs @ attention, attention


@mistake(
    self_attention_columns,
    title=Text("exp without subtracting the maximum", zh="没有减最大值就取exp"),
    id="SA15",
    zh="分数很大时 exp 会溢出，很小时会下溢：先减去每列的最大值。",
)
def columns_without_maximum(*arguments):
    """Large scores overflow exp and very negative ones vanish: subtract each column's maximum first."""
    return columns(arguments, softmax=naive_softmax)


@mistake(
    self_attention_columns,
    title=Text("one maximum for all columns", zh="所有列共用一个最大值"),
    id="G-GLOBALMAX",
    zh="应减去每一列自己的最大值，而不是整个矩阵的最大值。",
)
def columns_global_maximum(*arguments):
    """Subtract the maximum of each column, not of the whole matrix; columns far below it underflow to 0/0."""
    return columns(arguments, softmax=softmax_after_one_maximum)


@mistake(
    self_attention_columns,
    title=Text("scores instead of weights", zh="返回分数而非权重"),
    id="SA31",
    zh="应返回 softmax 之后的 A'，而不是分数 A。",
)
def columns_return_scores(inputs, w_query, w_key, w_value):
    """Return the weights A' after the softmax, not the scores A."""
    outputs, _ = self_attention_columns(inputs, w_query, w_key, w_value)
    return outputs, (w_key @ inputs).T @ (w_query @ inputs)


@mistake(
    self_attention_columns,
    title=Text("weights transposed for the output", zh="输出时权重多了转置"),
    id="G-T",
    zh="O = V A'：A' 的列是各查询的权重，这里不需要转置。",
)
def columns_mixed_by_rows(inputs, w_query, w_key, w_value):
    """O is V A': the weights of a query are a column of A', so that no transpose is needed."""
    attention = self_attention_columns(inputs, w_query, w_key, w_value)[1]
    return w_value @ inputs @ attention.T, attention


@mistake(
    self_attention_columns,
    title=Text("weights cut to integers", zh="权重被截断为整数"),
    id="G-DTYPE",
    zh="权重数组沿用了输入的整数类型，权重被截断为 0。",
)
def columns_truncated(inputs, w_query, w_key, w_value):
    """Your array of weights takes its dtype from the input: with integers the weights are cut to 0."""
    attention = np.zeros((inputs.shape[1], inputs.shape[1]), dtype=inputs.dtype)
    attention[:] = self_attention_columns(inputs, w_query, w_key, w_value)[1]
    return w_value @ inputs @ attention, attention
