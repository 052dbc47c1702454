"""Known ways to get combine_batch_gradients wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import combine_batch_gradients


@mistake(
    combine_batch_gradients,
    title=Text("batches not weighted by size", zh="没有按批次大小加权"),
    id="BM5",
    zh="批次的平均要按批次大小加权；直接平均会让小批次的样本分量过大。",
)
def batches_count_alike(gradients, sizes):
    """Weight the batches by their size: in a plain mean the samples of a short batch count more than the others."""
    return np.asarray(gradients).mean(axis=0)


@mistake(
    combine_batch_gradients,
    title=Text("not divided by the samples", zh="没有除以样本数"),
    id="BM7",
    zh="你得到的是总和：还要除以全部样本数。",
)
def never_divided(gradients, sizes):
    """You stop at the sum over all samples: divide it by their number."""
    return combine_batch_gradients(gradients, sizes) * np.sum(sizes)


@mistake(
    combine_batch_gradients,
    title=Text("divided by the number of batches", zh="除以了批次数"),
    zh="加权和要除以样本总数，而不是批次数。",
)
def divided_by_the_batches(gradients, sizes):
    """Divide the weighted sum by the number of samples, not by the number of batches."""
    return combine_batch_gradients(gradients, sizes) * np.sum(sizes) / len(sizes)


@mistake(
    combine_batch_gradients,
    title=Text("batch means taken as sums", zh="把批次平均当作总和"),
    zh="gradients 已是各批次的平均；你把它们当作总和，直接相加再除以样本数。",
)
def means_taken_for_sums(gradients, sizes):
    """The rows are means already; you added them up as if they were sums over their batch."""
    return np.asarray(gradients).sum(axis=0) / np.sum(sizes)


@mistake(
    combine_batch_gradients,
    title=Text("weights by the inverse size", zh="按大小的倒数加权"),
    zh="权重反了：大批次的分量应更大，你除以了批次大小。",
)
def weighted_by_the_inverse(gradients, sizes):
    """Your weights are upside down: you divide by the size, so the small batches count most."""
    weights = 1 / np.asarray(sizes)
    return weights @ gradients / weights.sum()


@mistake(
    combine_batch_gradients,
    title=Text("last batch left out", zh="丢掉了最后一个批次"),
    id="BM6",
    zh="你丢掉了最后一个批次：它虽短，但也是数据。",
)
def last_batch_left_out(gradients, sizes):
    """You leave the last batch out: it may be short, but its samples are data like the others."""
    if len(sizes) == 1:
        return combine_batch_gradients(gradients, sizes)
    return combine_batch_gradients(gradients[:-1], sizes[:-1])


@mistake(
    combine_batch_gradients,
    title=Text("all sizes as the first", zh="都按第一个批次的大小"),
    id="G-HARD",
    zh="你认为每个批次都和第一个一样大；请用 sizes 里的每一个数。",
)
def all_as_large_as_the_first(gradients, sizes):
    """You take every batch to be as large as the first one; use each entry of sizes."""
    return np.asarray(sizes) @ gradients / (sizes[0] * len(sizes))


@mistake(
    combine_batch_gradients,
    title=Text("columns weighted instead of rows", zh="对列而非行加权"),
    id="G-AXIS",
    zh="求和的轴错了：行是批次，要对行求和，每个参数留下一个数。",
)
def weights_on_columns(gradients, sizes):
    """You weight the columns: rows are batches, and the sum over them leaves one number a parameter."""
    return np.asarray(gradients) @ sizes / np.sum(sizes)


@mistake(
    combine_batch_gradients,
    title=Text("weights by the root of sizes", zh="按大小的平方根加权"),
    zh="权重不是大小的平方根：每个样本的分量相同，批次的分量与大小成正比。",
)
def weighted_by_the_root(gradients, sizes):
    """You weight by the square root of the sizes: every sample counts alike, so the weight is the size itself."""
    return combine_batch_gradients(gradients, np.sqrt(sizes))
