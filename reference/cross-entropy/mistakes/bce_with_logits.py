"""Known ways to get bce_with_logits wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import bce_with_logits, sigmoid
from ._shared import SMALL


@mistake(
    bce_with_logits,
    title=Text("logarithm of a finished probability", zh="先算概率再取对数"),
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


@mistake(
    bce_with_logits,
    title=Text("probability clipped", zh="截断了概率"),
    id="LR2",
    zh="截断掩盖了溢出：z = -1e4、y = 1 时损失是 1e4，而你的损失不会超过 -log(eps)，截断在 1e-15 时就是 34.5。",
    variants={"eps": SMALL, "dtype": (None, np.float64)},
)
def clipped_probability(logits, labels, eps, dtype):
    """Clipping hides the overflow: for z = -1e4, y = 1 the loss is 1e4, yours stops at -log(eps), 34.5 for 1e-15."""
    if np.shape(logits) != np.shape(labels):
        raise ValueError("shapes differ")
    f, y = np.clip(sigmoid(np.asarray(logits, dtype)), eps, 1 - eps), np.asarray(labels, dtype=float)
    return -np.mean(y * np.log(f) + (1 - y) * np.log(1 - f))


@mistake(
    bce_with_logits,
    title=Text("small constant inside the logarithm", zh="对数里加了小常数"),
    id="LR2",
    zh="在对数里加小常数会让每个样本的损失都有偏差，并且损失不会超过它的负对数，1e-9 时就是 20.7。",
    variants={"eps": SMALL, "dtype": (None, np.float64)},
)
def small_number_in_the_logarithm(logits, labels, eps, dtype):
    """The small number inside your logarithm shifts every loss and caps it at minus its logarithm, 20.7 for 1e-9."""
    if np.shape(logits) != np.shape(labels):
        raise ValueError("shapes differ")
    f, y = sigmoid(np.asarray(logits, dtype)), np.asarray(labels, dtype=float)
    return -np.mean(y * np.log(f + eps) + (1 - y) * np.log(1 - f + eps))


@mistake(
    bce_with_logits,
    title=Text("sum over the batch", zh="对批次求和而非平均"),
    id="LR5",
    zh="损失是对批次的平均；你返回的是总和，大了 N 倍。",
)
def summed_over_the_batch(logits, labels):
    """The loss is the mean over the batch; yours is the sum, N times too large."""
    return bce_with_logits(logits, labels) * len(labels)


@mistake(
    bce_with_logits,
    title=Text("formula for labels ±1", zh="用了标签±1的公式"),
    id="LR10",
    zh="ln(1 + exp(-y z)) 是标签为 ±1 时的公式；这里的标签是 0 和 1。",
)
def labels_of_plus_minus_one(logits, labels):
    """ln(1 + exp(-y z)) belongs to labels -1 and +1; here they are 0 and 1, so every negative sample costs ln 2."""
    if np.shape(logits) != np.shape(labels):
        raise ValueError("shapes differ")
    return np.mean(np.logaddexp(0, -np.asarray(labels, dtype=float) * logits))


@mistake(
    bce_with_logits,
    title=Text("sigmoid applied twice", zh="sigmoid用了两次"),
    id="LR11",
    zh="你把概率当作 logit 传给了损失：sigmoid 被用了两次。",
)
def sigmoid_twice(logits, labels):
    """You gave probabilities to a loss that expects logits, so the sigmoid was applied twice."""
    return bce_with_logits(sigmoid(logits), labels)


@mistake(
    bce_with_logits,
    title=Text("column against row broadcast", zh="列与行广播成N x N"),
    id="LR12",
    zh="列与行广播成了 N x N：你对所有样本与所有标签的组合取了平均。应先检查形状。",
)
def broadcast_to_pairs(logits, labels):
    """A column against a row became N x N: you averaged over all pairs of a logit and a label. Compare shapes first."""
    logits, labels = np.asarray(logits, dtype=float), np.asarray(labels, dtype=float)
    return np.mean(np.logaddexp(0, logits) - logits * labels)


@mistake(
    bce_with_logits,
    title=Text("labels turned into a column", zh="标签变成了列"),
    id="LR12",
    zh="你把标签变成了列、logits 仍是行，于是得到 N x N 个损失。",
)
def labels_as_a_column(logits, labels):
    """You turned the labels into a column while the logits stay a row, and so averaged N x N losses."""
    column = np.asarray(labels, dtype=float).reshape(-1, 1)
    return np.mean(np.logaddexp(0, logits) - logits * column)


@mistake(
    bce_with_logits,
    title=Text("term of negative samples missing", zh="漏了y = 0的一项"),
    zh="你只保留了 y = 1 的一项；y = 0 的样本要付 -ln(1 - f)。",
)
def positive_samples_only(logits, labels):
    """Your loss has only the term of y = 1; a sample with y = 0 costs -ln(1 - f)."""
    if np.shape(logits) != np.shape(labels):
        raise ValueError("shapes differ")
    return np.mean(np.asarray(labels, dtype=float) * np.logaddexp(0, -np.asarray(logits, dtype=float)))


@mistake(
    bce_with_logits,
    title=Text("soft labels taken as decisions", zh="把软标签当作是或否"),
    zh="你把标签当成是或否；0.3 这样的软标签应按比例混合两项损失。",
)
def labels_as_decisions(logits, labels):
    """You treat a label as yes or no; a soft label such as 0.3 mixes both losses in that proportion."""
    return bce_with_logits(logits, np.asarray(labels) > 0.5)
