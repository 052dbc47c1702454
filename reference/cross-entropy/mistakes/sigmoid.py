"""Known ways to get sigmoid wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import sigmoid
from ._shared import SMALL, _float_array


@mistake(
    sigmoid,
    title=Text("quotient of exponentials overflows", zh="指数之商溢出"),
    id="LR1",
    zh="你用了 exp(z) / (1 + exp(z))：z 超过 709 时 exp(z) 溢出，inf / inf 得到 NaN。应按 z 的符号分情况。",
)
def exp_over_one_plus_exp(z):
    """You divide exp(z) by 1 + exp(z): beyond 709 both are infinite, which gives NaN. Branch on the sign of z."""
    growth = np.exp(np.asarray(z, dtype=float))
    return growth / (1 + growth)


@mistake(
    sigmoid,
    title=Text("output clipped", zh="截断了输出"),
    id="LR2",
    zh="你截断了结果，例如截断到 [1e-8, 1 - 1e-8]；sigmoid 本身没有这样的界限。",
    variants={"eps": SMALL[2:]},
)
def clipped_output(z, eps):
    """You clip the result, to 1e-8 .. 1 - 1e-8 say; the sigmoid itself knows no such bounds."""
    return np.clip(sigmoid(z), eps, 1 - eps)


@mistake(
    sigmoid,
    title=Text("input clipped", zh="截断了输入"),
    id="LR2",
    zh="你截断了 z（例如 ±20）来避免溢出；这样所有更大的 z 都得到同一个值。",
    variants={"bound": (6, 10, 15, 16, 20)},
)
def clipped_input(z, bound):
    """You clip z, at 20 say, to avoid the overflow, so that all logits beyond it look the same."""
    return sigmoid(np.clip(np.asarray(z, dtype=float), -bound, bound))


@mistake(
    sigmoid,
    title=Text("sign of the exponent reversed", zh="指数的符号反了"),
    id="LR7",
    zh="指数的符号反了：你算的是 sigmoid(-z)，大的 logit 反而得到小概率。",
)
def sign_of_exponent(z):
    """The exponent has the wrong sign: you computed sigmoid(-z), which gives a small probability to a large logit."""
    return sigmoid(-np.asarray(z, dtype=float))


@mistake(
    sigmoid,
    title=Text("result in z's integer type", zh="结果沿用z的整数类型"),
    id="G-DTYPE",
    zh="结果数组继承了输入的整数类型，小数部分被截掉，概率都变成了 0 或 1。",
)
def result_has_integer_type(z):
    """Your result array has taken over the integer dtype of z, so every probability was cut down to 0 or 1."""
    z = np.asarray(z)
    result = np.zeros_like(z)
    result[...] = sigmoid(z)
    return result


@mistake(
    sigmoid,
    title=Text("works for arrays only", zh="只接受数组"),
    zh="你的函数只接受数组；单个 Python 数没有长度，也不能用布尔掩码索引。",
)
def arrays_only(z):
    """Your function works for arrays only: a plain Python number cannot be indexed with a mask."""
    positive = z >= 0
    result = np.zeros(z.shape)
    result[positive] = sigmoid(z[positive])
    result[~positive] = sigmoid(z[~positive])
    return result


@mistake(
    sigmoid,
    title=Text("derivative of the sigmoid", zh="返回了sigmoid的导数"),
    zh="你返回的是 sigmoid 的导数 f (1 - f)，而不是 sigmoid 本身。",
)
def derivative_instead(z):
    """You return the sigmoid's derivative f (1 - f) instead of f."""
    return sigmoid(z) * sigmoid(-np.asarray(z, dtype=float))


@mistake(
    sigmoid,
    title=Text("tanh instead of sigmoid", zh="用tanh代替sigmoid"),
    zh="你返回的是取值在 -1 到 1 之间的 tanh；sigmoid 的取值在 0 到 1 之间。",
)
def between_minus_one_and_one(z):
    """Your values run from -1 to 1: that is a tanh. The sigmoid runs from 0 to 1."""
    return np.tanh(np.asarray(z, dtype=float) / 2)


@mistake(
    sigmoid,
    title=Text("z negated in place", zh="原地改了z的符号"),
    id="G-INPLACE",
    zh="你原地修改了 z：调用者的数组也被改变了，只读数组则会报错。请在副本上计算。",
)
def negates_in_place(z):
    """You negate z in place, which changes the caller's array and fails on a read-only one: work on a new array."""
    z = _float_array(z)
    z *= -1
    return 1 / (1 + np.exp(z))
