"""Known ways to get masked_softmax wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import masked_softmax
from ._shared import (
    HIDDEN_BY_NUMBER,
    allowed_like,
    chosen,
    multiplied,
    naive_softmax,
    softmax_after_one_maximum,
    softmax_of_columns,
    softmax_of_hidden,
    softmax_then_mask,
    softmax_with_large_negative,
)


def masked_peak(scores):
    peak = np.max(scores, axis=-1, keepdims=True)
    return np.where(np.isfinite(peak), peak, 0).astype(scores.dtype)


@mistake(
    masked_softmax,
    title=Text("softmax over the queries", zh="对查询做了softmax"),
    id="SA4",
    zh="softmax 要沿最后一个轴（键）做：每一行之和应为 1。",
)
def softmax_over_queries(scores, mask=None):
    """The softmax runs over the last axis, the keys: each row of alpha must sum to 1."""
    return softmax_of_columns(scores, mask)


@mistake(
    masked_softmax,
    title=Text("masked after the softmax", zh="先softmax再遮蔽"),
    id="SA9",
    zh="应在 softmax 之前遮蔽；之后再乘掩码，行和就不再是 1。",
)
def softmax_masked_afterwards(scores, mask=None):
    """Mask before the softmax: if you zero weights afterwards, the rest of the row no longer sums to 1."""
    return softmax_then_mask(scores, mask)


@mistake(
    masked_softmax,
    title=Text("mask inverted", zh="掩码的含义反了"),
    id="SA10",
    zh="掩码的含义反了：True 表示可以注意。",
)
def softmax_mask_inverted(scores, mask=None):
    """Your mask works the other way round: True means that the key may be attended to."""
    return softmax_of_hidden(scores, mask)


@mistake(
    masked_softmax,
    title=Text("exp without subtracting the maximum", zh="没有减最大值就取exp"),
    id="SA15",
    zh="分数很大时 exp 会溢出，很小时会下溢：先减去每行的最大值。",
    variants={"dtype": (None, np.float64), "hide": (chosen, multiplied)},
)
def softmax_without_maximum(scores, mask=None, *, dtype, hide):
    """Large scores overflow exp and very negative ones vanish: subtract each row's maximum first."""
    return naive_softmax(scores, mask, dtype, hide)


@mistake(
    masked_softmax,
    title=Text("one maximum for all rows", zh="所有行共用一个最大值"),
    id="G-GLOBALMAX",
    zh="应减去每一行自己的最大值，而不是整个数组的最大值。",
)
def softmax_global_maximum(scores, mask=None):
    """Subtract the maximum of each row, not of the whole array; rows far below it underflow to 0/0."""
    return softmax_after_one_maximum(scores, mask)


@mistake(
    masked_softmax,
    title=Text("maximum over hidden scores too", zh="最大值算进了被遮蔽的"),
    id="SA17",
    zh="最大值只应在允许的位置中取；被遮蔽的大分数会让其余的指数全部下溢。",
)
def softmax_maximum_of_hidden_too(scores, mask=None):
    """Take the maximum of the permitted scores only: a huge hidden one makes all the others underflow."""
    return naive_softmax(scores - np.max(scores, axis=-1, keepdims=True), mask)


@mistake(
    masked_softmax,
    title=Text("NaN in a fully masked row", zh="全遮蔽的行得到NaN"),
    id="SA16",
    zh="一行全被遮蔽时你得到 0/0 = NaN；该行应全为 0。",
)
def softmax_empty_row_nan(scores, mask=None):
    """A row that permits nothing gives you 0/0: its weights must be 0, not NaN."""
    hidden = np.where(allowed_like(scores, mask), scores, -np.inf)
    powers = np.exp(hidden - np.max(hidden, axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


@mistake(
    masked_softmax,
    title=Text("weights in a fully masked row", zh="全遮蔽的行仍有权重"),
    id="SA16",
    zh="用 -1e9 这样的数遮蔽整行后，softmax 仍会把权重分给它们；该行应全为 0。",
    variants=HIDDEN_BY_NUMBER,
)
def softmax_empty_row_uniform(scores, mask=None, *, hide, low):
    """If all scores of a row are hidden by a number such as -1e9, the softmax spreads over them: it must be 0."""
    return softmax_with_large_negative(scores, mask, hide, low)


@mistake(
    masked_softmax,
    title=Text("hidden scores set to 0", zh="遮蔽的分数设为0"),
    id="SA18",
    zh="把分数乘以掩码只会让它变成 0，而 exp(0) = 1 仍然分得权重；请用 -inf。",
)
def softmax_hidden_score_zero(scores, mask=None):
    """A score of 0 still gets exp(0) = 1 of weight: hide entries with -inf, do not multiply scores by the mask."""
    return masked_softmax(scores * allowed_like(scores, mask))


@mistake(
    masked_softmax,
    title=Text("caller's scores changed", zh="改变了调用者的分数"),
    id="G-INPLACE",
    zh="你的函数改动了传入的数组；请先复制。",
)
def softmax_in_place(scores, mask=None):
    """Your function changed its input array: work on a copy, the caller still needs the scores."""
    if mask is not None:
        scores[~allowed_like(scores, mask)] = -np.inf
    scores -= masked_peak(scores)
    return masked_softmax(scores, mask)
