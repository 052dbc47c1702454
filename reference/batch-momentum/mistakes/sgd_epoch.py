"""Known ways to get sgd_epoch wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from grader.author import Text, mistake

from ..solution import sgd_epoch


def gradients(x, targets, weight, bias, batch):
    """The gradients of one batch at these parameters."""
    error = x[batch] @ weight + bias - targets[batch]
    return 2 * error @ x[batch] / len(batch), 2 * error.sum() / len(batch)


@mistake(
    sgd_epoch,
    title=Text("gradients at the epoch's start", zh="用了回合开始处的梯度"),
    id="BM8",
    zh="每个批次的梯度要在当前参数处重新计算；你用的是回合开始时的参数。",
)
def gradients_of_the_start(x, targets, weight, bias, lr, batches):
    """Recompute the gradient at the current parameters: you took those of the epoch's start for every batch."""
    new_weight, new_bias = weight, bias
    for batch in batches:
        grad_w, grad_b = gradients(x, targets, weight, bias, batch)
        new_weight, new_bias = new_weight - lr * grad_w, new_bias - lr * grad_b
    return new_weight, new_bias


@mistake(
    sgd_epoch,
    title=Text("all rows at every update", zh="每次更新都用全部数据"),
    zh="更新用的是整个数据集的梯度；每次更新只看自己的批次。",
)
def all_rows_at_every_update(x, targets, weight, bias, lr, batches):
    """You use all rows for every update; each update looks at its own batch only."""
    return sgd_epoch(x, targets, weight, bias, lr, [np.arange(len(x))] * len(batches))


@mistake(
    sgd_epoch,
    title=Text("sum over the batch", zh="批次内没有取平均"),
    id="BM7",
    zh="批次内要取平均；你的梯度是总和，大了 B 倍。",
)
def sum_over_the_batch(x, targets, weight, bias, lr, batches):
    """Average inside the batch: your gradient is the sum over its rows, B times too large."""
    for batch in batches:
        weight, bias = sgd_epoch(x, targets, weight, bias, lr * len(batch), [batch])
    return weight, bias


@mistake(
    sgd_epoch,
    title=Text("divided by all samples", zh="除以了全部样本数"),
    zh="要除以本批次的样本数；你除以了全部样本数 N。",
)
def divided_by_all_rows(x, targets, weight, bias, lr, batches):
    """Divide by the number of rows in this batch; you divided by the number of all samples."""
    for batch in batches:
        weight, bias = sgd_epoch(x, targets, weight, bias, lr * len(batch) / len(x), [batch])
    return weight, bias


@mistake(
    sgd_epoch,
    title=Text("divided by the first batch's size", zh="除以了第一个批次的大小"),
    id="G-HARD",
    zh="最后的批次较短：请除以它自己的长度，而不是第一个批次的长度。",
)
def divided_by_the_first_batch(x, targets, weight, bias, lr, batches):
    """The last batch may be shorter: divide by its own length, not by that of the first one."""
    first = len(batches[0])
    for batch in batches:
        weight, bias = sgd_epoch(x, targets, weight, bias, lr * len(batch) / first, [batch])
    return weight, bias


@mistake(
    sgd_epoch,
    title=Text("factor 2 missing", zh="少了因子2"),
    zh="平方误差的导数有因子 2；你的梯度属于 1/2 的平方误差。",
)
def factor_two_missing(x, targets, weight, bias, lr, batches):
    """The factor 2 of the square's derivative is missing: your gradient is that of half the loss."""
    return sgd_epoch(x, targets, weight, bias, lr / 2, batches)


@mistake(sgd_epoch, title=Text("step uphill", zh="方向反了在上坡"), id="BM2", zh="符号反了：下降要减去梯度，你在上坡。")
def up_the_hill(x, targets, weight, bias, lr, batches):
    """You climb: the step is minus the gradient."""
    return sgd_epoch(x, targets, weight, bias, -lr, batches)


@mistake(
    sgd_epoch,
    title=Text("bias gradient after the weight update", zh="更新权重后才算偏置梯度"),
    zh="先改了 weight 再算 bias 的梯度：两个梯度都要在更新之前的参数处计算。",
)
def bias_after_weight(x, targets, weight, bias, lr, batches):
    """You update the weight first and take the bias's gradient there: both belong to the parameters before that."""
    for batch in batches:
        weight = weight - lr * gradients(x, targets, weight, bias, batch)[0]
        bias = bias - lr * gradients(x, targets, weight, bias, batch)[1]
    return weight, bias


@mistake(
    sgd_epoch,
    title=Text("bias not updated", zh="bias没有更新"),
    zh="bias 没有更新：它也是参数，梯度是 2 乘以误差的平均。",
)
def bias_never_moved(x, targets, weight, bias, lr, batches):
    """You never update the bias: it is a parameter too, its gradient is twice the mean error."""
    for batch in batches:
        weight = weight - lr * gradients(x, targets, weight, bias, batch)[0]
    return weight, bias


@mistake(sgd_epoch, title=Text("bias gradient summed", zh="bias的梯度没有取平均"), zh="bias 的梯度没有对批次取平均。")
def bias_by_the_sum(x, targets, weight, bias, lr, batches):
    """Your bias moves by the sum of the errors: average inside the batch, as for the weight."""
    for batch in batches:
        grad_w, grad_b = gradients(x, targets, weight, bias, batch)
        weight, bias = weight - lr * grad_w, bias - lr * grad_b * len(batch)
    return weight, bias


@mistake(
    sgd_epoch,
    title=Text("short last batch skipped", zh="跳过了较短的最后批次"),
    id="BM6",
    zh="最后的批次没有用上：较短的批次也要更新一次。",
)
def last_batch_skipped(x, targets, weight, bias, lr, batches):
    """You skip the short last batch: it makes an update too."""
    full = [batch for batch in batches if len(batch) == len(batches[0])]
    return sgd_epoch(x, targets, weight, bias, lr, full)


@mistake(
    sgd_epoch, title=Text("batches in reverse order", zh="批次的顺序颠倒"), zh="批次要按列出的顺序使用；你倒着用了。"
)
def batches_backwards(x, targets, weight, bias, lr, batches):
    """Take the batches in the order of the list; you began with the last one."""
    return sgd_epoch(x, targets, weight, bias, lr, batches[::-1])


@mistake(
    sgd_epoch,
    title=Text("repeated rows counted once", zh="重复的行只算一次"),
    zh="你对行号去重了：一个批次里列出两次的行要算两次。",
)
def rows_once(x, targets, weight, bias, lr, batches):
    """You let every row of a batch count once: a row that is listed twice counts twice."""
    return sgd_epoch(x, targets, weight, bias, lr, [np.unique(batch) for batch in batches])


@mistake(
    sgd_epoch,
    title=Text("batch row numbers ignored", zh="忽略了批次里的行号"),
    zh="你忽略了批次里的行号，按顺序取行；应取 x[batch]。",
)
def rows_in_order(x, targets, weight, bias, lr, batches):
    """You cut the rows of x in order and never look at the numbers in the batches: take x[batch]."""
    ends = np.cumsum([0, *map(len, batches)])
    in_order = [np.arange(start, end) % len(x) for start, end in pairwise(ends)]
    return sgd_epoch(x, targets, weight, bias, lr, in_order)


@mistake(
    sgd_epoch,
    title=Text("B x B matrix of errors", zh="误差变成了B x B矩阵"),
    id="G-BCAST",
    zh="预测是列，目标是行，相减得到 B x B 的矩阵：先把两者变成同一形状。",
)
def errors_of_all_pairs(x, targets, weight, bias, lr, batches):
    """Predictions in a column minus targets in a row are B x B errors: bring both to one shape first."""
    for batch in batches:
        rows = x[batch]
        error = (rows @ weight[:, None] + bias - targets[batch]).mean(axis=1)
        weight, bias = weight - lr * 2 * error @ rows / len(batch), bias - lr * 2 * error.mean()
    return weight, bias


@mistake(
    sgd_epoch,
    title=Text("caller's weight changed", zh="改变了调用者的weight"),
    id="G-INPLACE",
    zh="weight -= … 改变了调用者的数组：请写 weight = weight - …。",
)
def weight_changed_in_place(x, targets, weight, bias, lr, batches):
    """weight -= … changes the caller's own array: write weight = weight - …."""
    for batch in batches:
        grad_w, grad_b = gradients(x, targets, weight, bias, batch)
        weight -= lr * grad_w
        bias -= lr * grad_b
    return weight, bias


@mistake(sgd_epoch, title=Text("factor x missing", zh="漏乘了x"), zh="L 的梯度还要乘以 x：你漏掉了链式法则的最后一步。")
def rows_forgotten(x, targets, weight, bias, lr, batches):
    """The chain rule's last factor is missing: the error of a row is multiplied by that row."""
    for batch in batches:
        _, grad_b = gradients(x, targets, weight, bias, batch)
        weight, bias = weight - lr * grad_b, bias - lr * grad_b
    return weight, bias
