"""Known ways to get softmax_cross_entropy wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import log_softmax, softmax, softmax_cross_entropy
from ._shared import KEPT_ABOVE_ZERO, _float_array
from .log_softmax import one_shift_for_all_rows


def _checked_rows(logits, labels):
    """The rows to index with, once the labels have been found to be in range."""
    labels = np.asarray(labels)
    if labels.min() < 0 or labels.max() >= np.shape(logits)[1]:
        raise ValueError("label outside the classes")
    return np.arange(len(labels)), labels


def _from_log_probs(log_probs, logits, labels):
    """Loss and gradient as they should be, from log probabilities that may be wrong."""
    rows, labels = _checked_rows(logits, labels)
    dlogits = np.exp(log_probs)
    dlogits[rows, labels] -= 1
    return -log_probs[rows, labels].mean(), dlogits / len(rows)


@mistake(
    softmax_cross_entropy,
    title=Text("logarithm of a finished softmax", zh="先算softmax再取对数"),
    id="LR1",
    zh="你对 softmax 的结果取对数：标签的概率下溢成 0 时，损失是 inf 而不是 1e4。",
)
def log_of_softmax(logits, labels):
    """You take the logarithm of a finished softmax: where the label's probability underflows the loss is infinite."""
    rows, labels = _checked_rows(logits, labels)
    loss = -np.log(softmax(logits)[rows, labels]).mean()
    return loss, softmax_cross_entropy(logits, labels)[1]


@mistake(
    softmax_cross_entropy,
    title=Text("softmax clipped before the logarithm", zh="取对数前截断了softmax"),
    id="LR2",
    zh="截断概率或在对数里加小常数掩盖了下溢：损失可以是 1e4，你的不会超过那个常数的负对数，1e-12 时是 27.6。",
    variants=KEPT_ABOVE_ZERO,
)
def clipped_softmax(logits, labels, keep, eps):
    """A clip or a small number inside the logarithm hides the underflow: a sample may cost 1e4.

    With you none costs more than minus the logarithm of that number, 27.6 for 1e-12.
    """
    rows, labels = _checked_rows(logits, labels)
    loss = -np.log(keep(softmax(logits)[rows, labels], eps)).mean()
    return loss, softmax_cross_entropy(logits, labels)[1]


@mistake(
    softmax_cross_entropy,
    title=Text("one maximum for the whole batch", zh="整批只用一个最大值"),
    id="LR3",
    zh="应减去每一行自己的最大值，而不是整批的最大值。",
)
def one_maximum_for_the_batch(logits, labels):
    """Subtract the maximum of each row, not of the whole batch; rows far below it underflow."""
    return _from_log_probs(one_shift_for_all_rows(logits), logits, labels)


@mistake(
    softmax_cross_entropy,
    title=Text("softmax over the batch", zh="对批次做了softmax"),
    id="LR4",
    zh="softmax 的轴错了：每个样本（每一行）的概率之和应为 1。",
)
def softmax_over_the_batch(logits, labels):
    """Your softmax runs over the batch: the class probabilities of each sample must sum to 1."""
    return _from_log_probs(log_softmax(logits, axis=0), logits, labels)


@mistake(
    softmax_cross_entropy,
    title=Text("sums instead of means", zh="用总和代替平均"),
    id="LR5",
    zh="损失是对批次的平均；你的损失和梯度都是总和，大了 N 倍。",
)
def sum_instead_of_mean(logits, labels):
    """The loss is the mean over the batch; your loss and gradient are sums, N times too large."""
    loss, dlogits = softmax_cross_entropy(logits, labels)
    return loss * len(labels), dlogits * len(labels)


@mistake(
    softmax_cross_entropy,
    title=Text("gradient not averaged", zh="梯度没有取平均"),
    id="LR5",
    zh="损失取了平均，梯度却没有除以 N：两者必须属于同一个损失。",
)
def gradient_of_the_sum(logits, labels):
    """You average the loss but not its gradient: the gradient must be that of exactly the loss you return."""
    loss, dlogits = softmax_cross_entropy(logits, labels)
    return loss, dlogits * len(labels)


@mistake(
    softmax_cross_entropy,
    title=Text("averaged over classes too", zh="对类别也取了平均"),
    id="LR6",
    zh="你对批次和类别都取了平均；只对批次取平均，类别项是求和。",
)
def mean_over_classes_too(logits, labels):
    """You averaged over batch and classes; only the batch is averaged, the class terms are summed."""
    loss, dlogits = softmax_cross_entropy(logits, labels)
    return loss / np.shape(logits)[1], dlogits / np.shape(logits)[1]


@mistake(
    softmax_cross_entropy,
    title=Text("gradient's sign reversed", zh="梯度的符号反了"),
    id="LR7",
    zh="梯度的符号反了：你返回的是下降方向 onehot - p，而不是梯度。",
)
def gradient_points_down(logits, labels):
    """Your gradient has the opposite sign: you return the direction of descent."""
    loss, dlogits = softmax_cross_entropy(logits, labels)
    return loss, -dlogits


@mistake(
    softmax_cross_entropy,
    title=Text("extra factor p (1 - p)", zh="多乘了p(1 - p)"),
    id="LR8",
    zh="对 softmax 加交叉熵，softmax 的导数已被约去：不要再乘 p (1 - p)。",
)
def gradient_with_slope(logits, labels):
    """With cross entropy the derivative of softmax cancels; you multiplied by p (1 - p) once more."""
    loss, dlogits = softmax_cross_entropy(logits, labels)
    probs = softmax(logits)
    return loss, dlogits * probs * (1 - probs)


@mistake(
    softmax_cross_entropy,
    title=Text("softmax applied twice", zh="softmax用了两次"),
    id="LR11",
    zh="你把概率传给了以 logits 为输入的损失：softmax 被用了两次。",
)
def softmax_twice(logits, labels):
    """You gave probabilities to a loss that expects logits, so softmax was applied twice."""
    return softmax_cross_entropy(softmax(logits), labels)


@mistake(
    softmax_cross_entropy,
    title=Text("all labels taken in every row", zh="每行取了所有标签列"),
    id="LR12",
    zh="索引取出了每一行的所有标签列，得到 N x N；应当每行只取自己的标签。",
)
def labels_of_all_rows(logits, labels):
    """Your index takes the columns of all labels in every row, N x N entries; each row needs its own label only."""
    _checked_rows(logits, labels)
    _, dlogits = softmax_cross_entropy(logits, labels)
    return -log_softmax(logits)[:, labels].mean(), dlogits


@mistake(
    softmax_cross_entropy,
    title=Text("classes counted in the labels", zh="用标签数类别"),
    id="G-HARD",
    zh="类别数取自 labels 的最大值；这一批可能没有最后一类。类别数是 logits 的列数。",
)
def classes_counted_in_labels(logits, labels):
    """You count the classes in the labels, but a batch may lack the last one: C is the number of columns of logits."""
    _checked_rows(logits, labels)
    one_hot = np.eye(int(np.max(labels)) + 1)[labels]
    return -(one_hot * log_softmax(logits)).sum(axis=1).mean(), (softmax(logits) - one_hot) / len(labels)


@mistake(
    softmax_cross_entropy,
    title=Text("three classes only", zh="只适用于3个类别"),
    id="G-HARD",
    zh="你的代码只适用于例子中的 3 个类别；请用 logits 的形状。",
)
def three_classes_only(logits, labels):
    """It works only for the example's three classes; take their number from the shape of logits."""
    _checked_rows(logits, labels)
    log_probs = log_softmax(logits)[:, :3]
    one_hot = np.eye(3)[np.minimum(labels, 2)]
    return -(one_hot * log_probs).sum(axis=1).mean(), (np.exp(log_probs) - one_hot) / len(labels)


@mistake(
    softmax_cross_entropy,
    title=Text("label range not checked", zh="没有检查标签的范围"),
    zh="你没有检查标签的范围：-1 会悄悄读取最后一类。",
)
def labels_unchecked(logits, labels):
    """You never look whether a label is in range: -1 silently reads the last class."""
    log_probs = log_softmax(logits)
    rows = np.arange(len(labels))
    dlogits = np.exp(log_probs)
    dlogits[rows, labels] -= 1
    return -log_probs[rows, labels].mean(), dlogits / len(rows)


@mistake(
    softmax_cross_entropy,
    title=Text("caller's logits shifted in place", zh="在原数组上平移logits"),
    id="G-INPLACE",
    zh="你在原数组上平移了 logits：调用者的数据被改变了。",
)
def logits_shifted_in_place(logits, labels):
    """You shift the caller's own logits: they are changed, and read-only ones fail."""
    logits = _float_array(logits)
    logits -= logits.max(axis=1, keepdims=True)
    return softmax_cross_entropy(logits, labels)
