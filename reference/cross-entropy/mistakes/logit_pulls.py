"""Known ways to get logit_pulls wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import logit_pulls, sigmoid
from ._shared import SMALL


@mistake(
    logit_pulls,
    title=Text("square error without the slope", zh="平方误差漏了斜率"),
    id="LR9",
    zh="平方误差的导数还要乘 f (1 - f)；你给出的是交叉熵的导数（乘以 2）。",
)
def square_error_without_slope(logits, labels):
    """Square error also has the sigmoid's slope f (1 - f) in its derivative; yours pulls like cross entropy."""
    _, residual = logit_pulls(logits, labels)
    return 2 * residual, residual


@mistake(
    logit_pulls,
    title=Text("cross entropy with the slope", zh="交叉熵多乘了斜率"),
    id="LR8",
    zh="交叉熵的导数里 sigmoid 的斜率已被约去：不应再乘 f (1 - f)。",
)
def cross_entropy_with_slope(logits, labels):
    """For cross entropy the sigmoid's derivative cancels: f - y is all that is left, you multiplied by f (1 - f)."""
    square_error, _ = logit_pulls(logits, labels)
    return square_error, square_error / 2


@mistake(
    logit_pulls,
    title=Text("both signs reversed", zh="两个符号都反了"),
    id="LR7",
    zh="符号反了：要的是导数本身，而不是梯度下降的方向。",
)
def direction_of_descent(logits, labels):
    """Both signs are reversed: the derivative itself is asked, not the direction in which descent moves the logit."""
    square_error, cross_entropy = logit_pulls(logits, labels)
    return -square_error, -cross_entropy


@mistake(
    logit_pulls,
    title=Text("divided by the batch size", zh="除以了批次大小"),
    id="LR5",
    zh="这里要每个样本各自的导数；你又除以了批次大小 N。",
)
def divided_by_the_batch(logits, labels):
    """Each sample's own derivative is asked; you divided by the batch size as for a mean loss."""
    square_error, cross_entropy = logit_pulls(logits, labels)
    return square_error / len(labels), cross_entropy / len(labels)


@mistake(
    logit_pulls,
    title=Text("factor 2 missing", zh="少了因子2"),
    zh="平方误差 (f - y)^2 的导数有因子 2；你的公式属于 1/2 (f - y)^2。",
)
def half_of_the_square(logits, labels):
    """The factor 2 is missing: your formula belongs to half of the square error."""
    square_error, cross_entropy = logit_pulls(logits, labels)
    return square_error / 2, cross_entropy


@mistake(
    logit_pulls,
    title=Text("sigmoid overflows", zh="sigmoid溢出"),
    id="LR1",
    zh="你的 sigmoid 在 z 很大时得到 inf / inf，即 NaN；饱和处的导数只是 0、1 或 -1。",
)
def overflowing_sigmoid(logits, labels):
    """Your sigmoid becomes inf / inf for a huge logit; a saturated derivative is a plain 0, 1 or -1."""
    if np.shape(logits) != np.shape(labels):
        raise ValueError("shapes differ")
    growth = np.exp(np.asarray(logits, dtype=float))
    f, y = growth / (1 + growth), np.asarray(labels, dtype=float)
    return 2 * (f - y) * f * (1 - f), f - y


@mistake(
    logit_pulls,
    title=Text("probability clipped", zh="截断了概率"),
    id="LR2",
    zh="你截断了概率：饱和的样本本应完全没有拉力，现在还剩 eps，例如 1e-7。",
    variants={"eps": SMALL[2:]},
)
def clipped_sigmoid(logits, labels, eps):
    """You clip the probability, so that a saturated sample keeps a pull of your bound, 1e-7 say, where none is left."""
    if np.shape(logits) != np.shape(labels):
        raise ValueError("shapes differ")
    f, y = np.clip(sigmoid(logits), eps, 1 - eps), np.asarray(labels, dtype=float)
    return 2 * (f - y) * f * (1 - f), f - y


@mistake(
    logit_pulls,
    title=Text("labels taken as ±1", zh="把标签当作±1"),
    id="LR10",
    zh="你把标签当成 ±1；标签是 0 时，交叉熵的拉力是 f 而不是 0。",
)
def pulls_for_plus_minus_one(logits, labels):
    """You treat the labels as -1 and +1; with a label of 0 cross entropy pulls with f, not with 0."""
    square_error, _ = logit_pulls(logits, labels)
    y = np.asarray(labels, dtype=float)
    return square_error, -y * sigmoid(-y * np.asarray(logits, dtype=float))


@mistake(
    logit_pulls,
    title=Text("matrix of all pairs", zh="广播成所有组合的矩阵"),
    id="LR12",
    zh="f - y 因广播变成了矩阵：logits 与 labels 形状不同时应抛出 ValueError。",
)
def pulls_of_all_pairs(logits, labels):
    """f - y became a matrix by broadcasting: logits and labels of different shapes are an error here."""
    f, y = sigmoid(logits), np.asarray(labels, dtype=float)
    return 2 * (f - y) * f * sigmoid(-np.asarray(logits, dtype=float)), f - y


@mistake(
    logit_pulls,
    title=Text("slope taken at the logit", zh="斜率用了logit本身"),
    zh="斜率 f (1 - f) 要用 sigmoid 的输出；你代入的是 logit 本身。",
)
def slope_of_the_logit(logits, labels):
    """The slope f (1 - f) takes the sigmoid's output; you put the logit itself into it."""
    _, residual = logit_pulls(logits, labels)
    z = np.asarray(logits, dtype=float)
    return 2 * residual * z * (1 - z), residual
