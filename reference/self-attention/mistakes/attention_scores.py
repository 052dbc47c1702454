"""Known ways to get attention_scores wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import attention_scores
from ._shared import raw_scores


@mistake(
    attention_scores,
    title=Text("scores not scaled", zh="没有缩放分数"),
    id="SA1",
    zh="你忘了除以 sqrt(dk)：分数会随 dk 变大，softmax 趋于饱和。",
)
def scores_not_scaled(query, key):
    """You forgot 1/sqrt(dk): without it the scores grow with dk and the softmax saturates."""
    return raw_scores(query, key).astype(float)


@mistake(
    attention_scores,
    title=Text("scaled by the number of queries", zh="按查询的个数缩放"),
    id="SA2",
    zh="应按键的维度 dk 缩放，而不是按查询的个数。",
)
def scores_scaled_by_queries(query, key):
    """Scale by the key dimension dk, not by the number of queries; they only happen to be equal in small examples."""
    return raw_scores(query, key) / np.sqrt(query.shape[1])


@mistake(
    attention_scores,
    title=Text("scaled by the number of keys", zh="按键的个数缩放"),
    id="SA2",
    zh="应按键的维度 dk 缩放，而不是按键的个数（序列长度）。",
)
def scores_scaled_by_keys(query, key):
    """Scale by the key dimension dk, not by the number of keys."""
    return raw_scores(query, key) / np.sqrt(key.shape[1])


@mistake(
    attention_scores,
    title=Text("divided by dk, not its root", zh="除以dk而非平方根"),
    id="SA3",
    zh="应除以 dk 的平方根，而不是 dk。",
)
def scores_divided_by_dk(query, key):
    """Divide by the square root of dk, not by dk itself."""
    return raw_scores(query, key) / query.shape[2]


@mistake(
    attention_scores,
    title=Text("queries and keys exchanged", zh="查询与键弄反"),
    id="SA5",
    zh="行应对应查询，列应对应键：你把两者交换了。",
)
def scores_swapped(query, key):
    """Rows belong to queries and columns to keys: you have them the other way round."""
    return attention_scores(key, query)


@mistake(
    attention_scores,
    title=Text("scale fixed for dk = 4", zh="缩放写死为dk = 4"),
    id="G-HARD",
    zh="你把缩放因子写死为例子里的 dk = 4；请使用 query.shape[-1]。",
)
def scores_scaled_for_the_example(query, key):
    """Your scale is fixed for dk = 4, the size of the example; take dk from the shape of query."""
    return raw_scores(query, key) / 2.0


@mistake(
    attention_scores,
    title=Text("scores cut to integers", zh="分数被截断为整数"),
    id="G-DTYPE",
    zh="结果数组沿用了输入的整数类型，小数部分被截断了。",
)
def scores_truncated(query, key):
    """Your result array takes its dtype from the input: with integers every score loses its fraction."""
    scores = np.zeros((query.shape[0], query.shape[1], key.shape[1]), dtype=query.dtype)
    scores[:] = attention_scores(query, key)
    return scores


@mistake(
    attention_scores,
    title=Text("caller's query changed", zh="改变了调用者的query"),
    id="G-INPLACE",
    zh="你的函数改动了传入的 query（例如 query /= …）；请写成新的数组。",
)
def scores_in_place(query, key):
    """Your function divides the caller's query in place: write the scaled queries into a new array."""
    query /= np.sqrt(query.shape[-1])
    return raw_scores(query, key)
