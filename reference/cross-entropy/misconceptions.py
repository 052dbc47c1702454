"""Known wrong ways to solve the binary problems; those with several classes stand in the file beside this one."""

from __future__ import annotations

import numpy as np

from grader.author import mistake

from .misconceptions_classes import *  # noqa: F403  gathered here, since this file alone is looked into
from .solution import bce_with_logits, logit_pulls, sigmoid


def _float_array(values):
    """Floats as they are, the caller's own memory; others converted."""
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(float)


# --- sigmoid ---------------------------------------------------------------------------------------------------------


@mistake(
    sigmoid,
    id="LR1",
    zh="你用了 exp(z) / (1 + exp(z))：z 超过 709 时 exp(z) 溢出，inf / inf 得到 NaN。应按 z 的符号分情况。",
)
def exp_over_one_plus_exp(z):
    """You divide exp(z) by 1 + exp(z): beyond 709 both are infinite, which gives NaN. Branch on the sign of z."""
    growth = np.exp(np.asarray(z, dtype=float))
    return growth / (1 + growth)


@mistake(sigmoid, id="LR2", zh="你把结果截断到 [1e-8, 1 - 1e-8]；sigmoid 本身没有这样的界限。")
def clipped_output(z):
    """You clip the result to 1e-8 .. 1 - 1e-8; the sigmoid itself knows no such bounds."""
    return np.clip(sigmoid(z), 1e-8, 1 - 1e-8)


@mistake(sigmoid, id="LR2", zh="你把 z 截断到 ±20 来避免溢出；这样所有更大的 z 都得到同一个值。")
def clipped_input(z):
    """You clip z at 20 to avoid the overflow, so that all logits beyond it look the same."""
    return sigmoid(np.clip(np.asarray(z, dtype=float), -20, 20))


@mistake(sigmoid, id="LR7", zh="指数的符号反了：你算的是 sigmoid(-z)，大的 logit 反而得到小概率。")
def sign_of_exponent(z):
    """The exponent has the wrong sign: you computed sigmoid(-z), which gives a small probability to a large logit."""
    return sigmoid(-np.asarray(z, dtype=float))


@mistake(sigmoid, id="G-DTYPE", zh="结果数组继承了输入的整数类型，小数部分被截掉，概率都变成了 0 或 1。")
def result_has_integer_type(z):
    """Your result array has taken over the integer dtype of z, so every probability was cut down to 0 or 1."""
    z = np.asarray(z)
    result = np.zeros_like(z)
    result[...] = sigmoid(z)
    return result


@mistake(sigmoid, zh="你的函数只接受数组；单个 Python 数没有长度，也不能用布尔掩码索引。")
def arrays_only(z):
    """Your function works for arrays only: a plain Python number cannot be indexed with a mask."""
    positive = z >= 0
    result = np.zeros(z.shape)
    result[positive] = sigmoid(z[positive])
    result[~positive] = sigmoid(z[~positive])
    return result


@mistake(sigmoid, zh="你返回的是 sigmoid 的导数 f (1 - f)，而不是 sigmoid 本身。")
def derivative_instead(z):
    """You return the sigmoid's derivative f (1 - f) instead of f."""
    return sigmoid(z) * sigmoid(-np.asarray(z, dtype=float))


@mistake(sigmoid, zh="你返回的是取值在 -1 到 1 之间的 tanh；sigmoid 的取值在 0 到 1 之间。")
def between_minus_one_and_one(z):
    """Your values run from -1 to 1: that is a tanh. The sigmoid runs from 0 to 1."""
    return np.tanh(np.asarray(z, dtype=float) / 2)


@mistake(sigmoid, id="G-INPLACE", zh="你原地修改了 z：调用者的数组也被改变了，只读数组则会报错。请在副本上计算。")
def negates_in_place(z):
    """You negate z in place, which changes the caller's array and fails on a read-only one: work on a new array."""
    z = _float_array(z)
    z *= -1
    return 1 / (1 + np.exp(z))


# --- bce_with_logits -------------------------------------------------------------------------------------------------


@mistake(
    bce_with_logits,
    id="LR1",
    zh="你先算概率再取对数：概率舍入为 0 或 1 后，对数就成了 -inf（或丢失精度）。请直接从 logit 计算。",
)
def log_of_the_probability(logits, labels):
    """You take the logarithm of a probability: once it has rounded to 0 or 1 the loss is infinite or NaN.

    Simplify the logarithm of the sigmoid on paper and start from the logit.
    """
    if np.shape(logits) != np.shape(labels):
        raise ValueError("shapes differ")
    f, y = sigmoid(logits), np.asarray(labels, dtype=float)
    return -np.mean(y * np.log(f) + (1 - y) * np.log(1 - f))


@mistake(bce_with_logits, id="LR2", zh="截断掩盖了溢出：z = -1e4、y = 1 时损失是 1e4，你返回 34.5。")
def clipped_probability(logits, labels):
    """Clipping hides the overflow: with z = -1e4 and y = 1 the loss is 1e4, you return 34.5."""
    if np.shape(logits) != np.shape(labels):
        raise ValueError("shapes differ")
    f, y = np.clip(sigmoid(logits), 1e-15, 1 - 1e-15), np.asarray(labels, dtype=float)
    return -np.mean(y * np.log(f) + (1 - y) * np.log(1 - f))


@mistake(bce_with_logits, id="LR2", zh="在对数里加小常数会让每个样本的损失都有偏差，并且损失不会超过 20.7。")
def small_number_in_the_logarithm(logits, labels):
    """The small number inside your logarithm shifts every loss a little and caps it at 20.7."""
    if np.shape(logits) != np.shape(labels):
        raise ValueError("shapes differ")
    f, y = sigmoid(logits), np.asarray(labels, dtype=float)
    return -np.mean(y * np.log(f + 1e-9) + (1 - y) * np.log(1 - f + 1e-9))


@mistake(bce_with_logits, id="LR5", zh="损失是对批次的平均；你返回的是总和，大了 N 倍。")
def summed_over_the_batch(logits, labels):
    """The loss is the mean over the batch; yours is the sum, N times too large."""
    return bce_with_logits(logits, labels) * len(labels)


@mistake(bce_with_logits, id="LR10", zh="ln(1 + exp(-y z)) 是标签为 ±1 时的公式；这里的标签是 0 和 1。")
def labels_of_plus_minus_one(logits, labels):
    """ln(1 + exp(-y z)) belongs to labels -1 and +1; here they are 0 and 1, so every negative sample costs ln 2."""
    if np.shape(logits) != np.shape(labels):
        raise ValueError("shapes differ")
    return np.mean(np.logaddexp(0, -np.asarray(labels, dtype=float) * logits))


@mistake(bce_with_logits, id="LR11", zh="你把概率当作 logit 传给了损失：sigmoid 被用了两次。")
def sigmoid_twice(logits, labels):
    """You gave probabilities to a loss that expects logits, so the sigmoid was applied twice."""
    return bce_with_logits(sigmoid(logits), labels)


@mistake(bce_with_logits, id="LR12", zh="列与行广播成了 N x N：你对所有样本与所有标签的组合取了平均。应先检查形状。")
def broadcast_to_pairs(logits, labels):
    """A column against a row became N x N: you averaged over all pairs of a logit and a label. Compare shapes first."""
    logits, labels = np.asarray(logits, dtype=float), np.asarray(labels, dtype=float)
    return np.mean(np.logaddexp(0, logits) - logits * labels)


@mistake(bce_with_logits, id="LR12", zh="你把标签变成了列、logits 仍是行，于是得到 N x N 个损失。")
def labels_as_a_column(logits, labels):
    """You turned the labels into a column while the logits stay a row, and so averaged N x N losses."""
    column = np.asarray(labels, dtype=float).reshape(-1, 1)
    return np.mean(np.logaddexp(0, logits) - logits * column)


@mistake(bce_with_logits, zh="你只保留了 y = 1 的一项；y = 0 的样本要付 -ln(1 - f)。")
def positive_samples_only(logits, labels):
    """Your loss has only the term of y = 1; a sample with y = 0 costs -ln(1 - f)."""
    if np.shape(logits) != np.shape(labels):
        raise ValueError("shapes differ")
    return np.mean(np.asarray(labels, dtype=float) * np.logaddexp(0, -np.asarray(logits, dtype=float)))


@mistake(bce_with_logits, zh="你把标签当成是或否；0.3 这样的软标签应按比例混合两项损失。")
def labels_as_decisions(logits, labels):
    """You treat a label as yes or no; a soft label such as 0.3 mixes both losses in that proportion."""
    return bce_with_logits(logits, np.asarray(labels) > 0.5)


# --- logit_pulls -----------------------------------------------------------------------------------------------------


@mistake(logit_pulls, id="LR9", zh="平方误差的导数还要乘 f (1 - f)；你给出的是交叉熵的导数（乘以 2）。")
def square_error_without_slope(logits, labels):
    """Square error also has the sigmoid's slope f (1 - f) in its derivative; yours pulls like cross entropy."""
    _, residual = logit_pulls(logits, labels)
    return 2 * residual, residual


@mistake(logit_pulls, id="LR8", zh="交叉熵的导数里 sigmoid 的斜率已被约去：不应再乘 f (1 - f)。")
def cross_entropy_with_slope(logits, labels):
    """For cross entropy the sigmoid's derivative cancels: f - y is all that is left, you multiplied by f (1 - f)."""
    square_error, _ = logit_pulls(logits, labels)
    return square_error, square_error / 2


@mistake(logit_pulls, id="LR7", zh="符号反了：要的是导数本身，而不是梯度下降的方向。")
def direction_of_descent(logits, labels):
    """Both signs are reversed: the derivative itself is asked, not the direction in which descent moves the logit."""
    square_error, cross_entropy = logit_pulls(logits, labels)
    return -square_error, -cross_entropy


@mistake(logit_pulls, id="LR5", zh="这里要每个样本各自的导数；你又除以了批次大小 N。")
def divided_by_the_batch(logits, labels):
    """Each sample's own derivative is asked; you divided by the batch size as for a mean loss."""
    square_error, cross_entropy = logit_pulls(logits, labels)
    return square_error / len(labels), cross_entropy / len(labels)


@mistake(logit_pulls, zh="平方误差 (f - y)^2 的导数有因子 2；你的公式属于 1/2 (f - y)^2。")
def half_of_the_square(logits, labels):
    """The factor 2 is missing: your formula belongs to half of the square error."""
    square_error, cross_entropy = logit_pulls(logits, labels)
    return square_error / 2, cross_entropy


@mistake(logit_pulls, id="LR1", zh="你的 sigmoid 在 z 很大时得到 inf / inf，即 NaN；饱和处的导数只是 0、1 或 -1。")
def overflowing_sigmoid(logits, labels):
    """Your sigmoid becomes inf / inf for a huge logit; a saturated derivative is a plain 0, 1 or -1."""
    if np.shape(logits) != np.shape(labels):
        raise ValueError("shapes differ")
    growth = np.exp(np.asarray(logits, dtype=float))
    f, y = growth / (1 + growth), np.asarray(labels, dtype=float)
    return 2 * (f - y) * f * (1 - f), f - y


@mistake(logit_pulls, id="LR2", zh="你截断了概率：饱和的样本本应完全没有拉力，现在还剩 1e-7。")
def clipped_sigmoid(logits, labels):
    """You clip the probability, so that a saturated sample keeps a pull of 1e-7 where none is left."""
    if np.shape(logits) != np.shape(labels):
        raise ValueError("shapes differ")
    f, y = np.clip(sigmoid(logits), 1e-7, 1 - 1e-7), np.asarray(labels, dtype=float)
    return 2 * (f - y) * f * (1 - f), f - y


@mistake(logit_pulls, id="LR10", zh="你把标签当成 ±1；标签是 0 时，交叉熵的拉力是 f 而不是 0。")
def pulls_for_plus_minus_one(logits, labels):
    """You treat the labels as -1 and +1; with a label of 0 cross entropy pulls with f, not with 0."""
    square_error, _ = logit_pulls(logits, labels)
    y = np.asarray(labels, dtype=float)
    return square_error, -y * sigmoid(-y * np.asarray(logits, dtype=float))


@mistake(logit_pulls, id="LR12", zh="f - y 因广播变成了矩阵：logits 与 labels 形状不同时应抛出 ValueError。")
def pulls_of_all_pairs(logits, labels):
    """f - y became a matrix by broadcasting: logits and labels of different shapes are an error here."""
    f, y = sigmoid(logits), np.asarray(labels, dtype=float)
    return 2 * (f - y) * f * sigmoid(-np.asarray(logits, dtype=float)), f - y


@mistake(logit_pulls, zh="斜率 f (1 - f) 要用 sigmoid 的输出；你代入的是 logit 本身。")
def slope_of_the_logit(logits, labels):
    """The slope f (1 - f) takes the sigmoid's output; you put the logit itself into it."""
    _, residual = logit_pulls(logits, labels)
    z = np.asarray(logits, dtype=float)
    return 2 * residual * z * (1 - z), residual
