"""Known ways to get log_softmax wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import log_softmax, softmax
from ._shared import KEPT_ABOVE_ZERO, _float_array


@mistake(
    log_softmax,
    title=Text("logarithm of a finished softmax", zh="先算softmax再取对数"),
    id="LR1",
    zh="你先算 softmax 再取对数：概率下溢成 0 时结果是 -inf。请在纸上化简。",
)
def log_after_softmax(logits, axis=-1):
    """You take the logarithm of a finished softmax: where the probability underflows you get -inf instead of -1e4."""
    return np.log(softmax(logits, axis))


@mistake(
    log_softmax,
    title=Text("softmax clipped before the logarithm", zh="取对数前截断了softmax"),
    id="LR2",
    zh="截断概率或在对数里加小常数掩盖了下溢：对数概率可以是 -1e4，你的结果不会低于那个常数的对数，1e-15 时是 -34.5。",
    variants=KEPT_ABOVE_ZERO,
)
def log_of_clipped_softmax(logits, axis=-1, *, keep, eps):
    """A clip or a small number inside the logarithm hides the underflow: a log probability may be -1e4.

    Yours stops at the logarithm of that number, -34.5 for 1e-15.
    """
    return np.log(keep(softmax(logits, axis), eps))


@mistake(
    log_softmax,
    title=Text("exp without subtracting the maximum", zh="没有减最大值就取exp"),
    id="LR1",
    zh="对未平移的 logits 取 exp 会溢出或丢失有效位：先减去最大值。",
)
def sum_without_shift(logits, axis=-1):
    """You sum exp of the raw logits, which overflows beyond 709 and loses its digits near -740. Shift them first."""
    logits = np.asarray(logits, dtype=float)
    return logits - np.log(np.exp(logits).sum(axis=axis, keepdims=True))


@mistake(
    log_softmax,
    title=Text("one maximum for the whole batch", zh="整批只用一个最大值"),
    id="LR3",
    zh="应减去每一行自己的最大值，而不是整批的最大值；否则远低于它的行会得到 ln 0。",
)
def one_shift_for_all_rows(logits, axis=-1):
    """Subtract the maximum of each row, not of the whole batch; otherwise rows far below it end in ln 0."""
    logits = np.asarray(logits, dtype=float)
    shifted = logits - logits.max(initial=-np.inf)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


@mistake(
    log_softmax,
    title=Text("normalised along the wrong axis", zh="归一化的轴错了"),
    id="LR4",
    zh="求和的轴错了：每个样本（每一行）的概率之和应为 1。",
)
def columns_instead_of_rows(logits, axis=-1):
    """You summed over the wrong axis: the probabilities of each sample must sum to 1."""
    return log_softmax(logits, axis=0 if axis == -1 else -1)


@mistake(
    log_softmax,
    title=Text("axis ignored", zh="忽略了axis"),
    id="LR4",
    zh="你没有使用参数 axis：总是沿最后一个轴归一化。",
)
def always_the_last_axis(logits, axis=-1):
    """You normalise along the last axis whatever the argument axis says."""
    return log_softmax(logits)


@mistake(
    log_softmax,
    title=Text("softmax applied twice", zh="softmax用了两次"),
    id="LR11",
    zh="你把概率当作 logit：softmax 被用了两次。",
)
def log_softmax_of_softmax(logits, axis=-1):
    """You passed probabilities where logits belong, so softmax was applied twice."""
    return log_softmax(softmax(logits, axis), axis)


@mistake(
    log_softmax,
    title=Text("maximum subtracted inside only", zh="只在对数里减了最大值"),
    zh="减去的最大值没有加回：对数里平移过，外面的 logit 也必须平移。",
)
def maximum_not_put_back(logits, axis=-1):
    """You shifted inside the logarithm but not outside: each row is off by its own maximum."""
    logits = np.asarray(logits, dtype=float)
    return log_softmax(logits, axis) + logits.max(axis=axis, keepdims=True)


@mistake(
    log_softmax,
    title=Text("result in the logits' integer type", zh="结果沿用logits的整数类型"),
    id="G-DTYPE",
    zh="结果数组继承了 logits 的整数类型，小数部分被截掉了。",
)
def result_of_integer_type(logits, axis=-1):
    """Your result array has taken over the integer dtype of the logits, so the fractions were cut off."""
    result = np.zeros_like(logits)
    result[...] = log_softmax(logits, axis)
    return result


@mistake(
    log_softmax,
    title=Text("caller's logits shifted in place", zh="在原数组上减最大值"),
    id="G-INPLACE",
    zh="你在原数组上减去最大值：调用者的数据被改变了，只读数组则会报错。",
)
def log_shifted_in_place(logits, axis=-1):
    """You subtract the maximum in the caller's own array: it is changed, and a read-only one fails."""
    logits = _float_array(logits)
    logits -= logits.max(axis=axis, keepdims=True)
    return log_softmax(logits, axis)
