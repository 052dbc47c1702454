"""Known ways to get softmax wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import softmax
from ._shared import SMALL, _float_array


@mistake(
    softmax,
    title=Text("exp without subtracting the maximum", zh="没有减最大值就取exp"),
    id="LR1",
    zh="没有先减去最大值：logit 超过 709 时 exp 溢出，太小时又只剩几位有效位。",
)
def exp_without_shift(logits, axis=-1):
    """You take exp of the raw logits: it overflows beyond 709 and loses its digits near -740. Shift them first."""
    terms = np.exp(np.asarray(logits, dtype=float))
    return terms / terms.sum(axis=axis, keepdims=True)


@mistake(
    softmax,
    title=Text("one maximum for the whole batch", zh="整批只用一个最大值"),
    id="LR3",
    zh="应减去每一行自己的最大值，而不是整批的最大值；否则远低于它的行会下溢成 0/0。",
)
def maximum_of_the_batch(logits, axis=-1):
    """Subtract the maximum of each row, not of the whole batch; otherwise rows far below it underflow to 0/0."""
    logits = np.asarray(logits, dtype=float)
    terms = np.exp(logits - logits.max(initial=-np.inf))
    return terms / terms.sum(axis=axis, keepdims=True)


@mistake(
    softmax,
    title=Text("normalised along the wrong axis", zh="归一化的轴错了"),
    id="LR4",
    zh="求和的轴错了：每个样本（每一行）的概率之和应为 1。",
)
def columns_sum_to_one(logits, axis=-1):
    """You summed over the wrong axis: each sample's class probabilities must sum to 1."""
    return softmax(logits, axis=0 if axis == -1 else -1)


@mistake(
    softmax, title=Text("axis ignored", zh="忽略了axis"), id="LR4", zh="你没有使用参数 axis：总是沿最后一个轴归一化。"
)
def axis_ignored(logits, axis=-1):
    """You normalise along the last axis whatever the argument axis says."""
    return softmax(logits)


@mistake(
    softmax,
    title=Text("sums lost their axis", zh="求和丢掉了轴"),
    id="LR12",
    zh="求和时丢掉了该轴，除法于是把每个和广播到了错误的方向。",
)
def sums_without_their_axis(logits, axis=-1):
    """Your sums have lost their axis, so the division broadcasts them along the wrong one."""
    logits = np.asarray(logits, dtype=float)
    terms = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return terms / terms.sum(axis=axis)


@mistake(
    softmax, title=Text("softmax applied twice", zh="softmax用了两次"), id="LR11", zh="你对概率又做了一次 softmax。"
)
def softmax_of_softmax(logits, axis=-1):
    """You applied softmax to what already were probabilities."""
    return softmax(softmax(logits, axis), axis)


@mistake(
    softmax,
    title=Text("small constant in the denominator", zh="分母里加了小常数"),
    id="LR2",
    zh="分母里的小常数使每一行的和小于 1；最大项恒为 1，分母不会是 0。",
    variants={"eps": SMALL[2:]},
)
def small_number_in_the_denominator(logits, axis=-1, *, eps):
    """The small number in your denominator makes every row sum to less than 1; after the shift it can never be 0."""
    logits = np.asarray(logits, dtype=float)
    terms = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return terms / (terms.sum(axis=axis, keepdims=True) + eps)


@mistake(
    softmax,
    title=Text("subtraction in unsigned integers", zh="用无符号整数做减法"),
    id="G-DTYPE",
    zh="在无符号整数里做减法会绕回：3 - 7 变成 252。先转换成浮点数。",
)
def unsigned_difference(logits, axis=-1):
    """You subtract while the logits are still unsigned integers, where 3 - 7 wraps round to 252."""
    logits = np.asarray(logits)
    return softmax(logits - logits.max(axis=axis, keepdims=True), axis)


@mistake(
    softmax,
    title=Text("caller's logits shifted in place", zh="在原数组上减最大值"),
    id="G-INPLACE",
    zh="你在原数组上减去最大值：调用者的数据被改变了，只读数组则会报错。",
)
def shifted_in_place(logits, axis=-1):
    """You subtract the maximum in the caller's own array: it is changed, and a read-only one fails."""
    logits = _float_array(logits)
    logits -= logits.max(axis=axis, keepdims=True)
    return softmax(logits, axis)
