"""Known ways to get minibatches wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import minibatches


@mistake(
    minibatches,
    title=Text("short last batch lost", zh="丢掉了较短的最后批次"),
    id="BM6",
    zh="range(n // B) 丢掉了较短的最后批次。",
)
def short_batch_lost(permutation, batch_size, drop_last=False):
    """range(n // B) loses the short last batch: it is a batch too, unless drop_last says otherwise."""
    return minibatches(permutation, batch_size, drop_last=True)


@mistake(
    minibatches,
    title=Text("dropping the last batch never considered", zh="没有考虑舍去最后批次"),
    zh="你没有看 drop_last：为 True 时应舍去较短的批次。",
)
def short_batch_always_kept(permutation, batch_size, drop_last=False):
    """You never look at drop_last: if it is true the short last batch is left out."""
    return minibatches(permutation, batch_size)


@mistake(
    minibatches,
    title=Text("full last batch dropped too", zh="完整的最后批次也被舍去"),
    zh="drop_last 只舍去较短的批次；你总是舍去最后一个。",
)
def last_batch_always_dropped(permutation, batch_size, drop_last=False):
    """drop_last leaves out a short batch only; you drop the last one also where it is full."""
    batches = minibatches(permutation, batch_size)
    return batches[:-1] if drop_last else batches


@mistake(
    minibatches,
    title=Text("batches evened out", zh="批次被均分"),
    zh="np.array_split 把批次分得几乎一样大；除最后一个外，每个批次都应有 batch_size 个样本。",
)
def batches_evened_out(permutation, batch_size, drop_last=False):
    """np.array_split evens the batches out: each has batch_size samples, and only the last one fewer."""
    if drop_last or not len(permutation):
        return minibatches(permutation, batch_size, drop_last)
    return np.array_split(permutation, -(-len(permutation) // batch_size))


@mistake(
    minibatches,
    title=Text("positions instead of samples", zh="返回了位置而非样本"),
    zh="批次是 permutation 的连续片段；你返回的是位置本身，没有打乱。",
)
def positions_instead_of_samples(permutation, batch_size, drop_last=False):
    """You return positions 0, 1, 2, …: a batch holds the entries of permutation at these positions."""
    return minibatches(np.arange(len(permutation)), batch_size, drop_last)


@mistake(
    minibatches,
    title=Text("every m-th sample", zh="每隔m个取一个样本"),
    zh="批次是连续的片段；permutation[k::m] 每隔 m 个取一个。",
)
def every_kth_sample(permutation, batch_size, drop_last=False):
    """Batches are consecutive slices; permutation[k::m] takes every m-th sample."""
    batches = minibatches(permutation, batch_size, drop_last)
    return [permutation[start :: len(batches)][: len(batch)] for start, batch in enumerate(batches)]


@mistake(
    minibatches,
    title=Text("batch size as number of batches", zh="把批次大小当作批次数"),
    zh="batch_size 是每个批次的样本数，不是批次的个数。",
)
def number_of_batches(permutation, batch_size, drop_last=False):
    """batch_size says how many samples a batch has, not how many batches there are."""
    return np.array_split(permutation, batch_size)


@mistake(
    minibatches, title=Text("empty batch at the end", zh="末尾多了空批次"), zh="能整除时，你在末尾多了一个空批次。"
)
def empty_batch_at_the_end(permutation, batch_size, drop_last=False):
    """Where the batch size divides you add an empty batch at the end: there are n / B batches, not one more."""
    if drop_last:
        return minibatches(permutation, batch_size, drop_last)
    starts = range(len(permutation) // batch_size + 1)
    return [permutation[start * batch_size : (start + 1) * batch_size] for start in starts]


@mistake(
    minibatches,
    title=Text("batches sorted", zh="批次内部被排序"),
    zh="你又把批次内部排了序；应保持 permutation 的顺序。",
)
def sorted_within_batches(permutation, batch_size, drop_last=False):
    """You sort the samples of each batch: they stay in the order of permutation."""
    return [np.sort(batch) for batch in minibatches(permutation, batch_size, drop_last)]


@mistake(
    minibatches,
    title=Text("last batch filled up", zh="最后的批次被补满"),
    zh="最后的批次被循环补满了；较短的批次应保持较短。",
)
def last_batch_filled_up(permutation, batch_size, drop_last=False):
    """You fill the last batch up with samples from the front: a short batch stays short."""
    batches = minibatches(permutation, batch_size, drop_last)
    short = batches and len(batches[-1]) < batch_size
    return [*batches[:-1], np.resize(np.append(batches[-1], permutation), batch_size)] if short else batches


@mistake(
    minibatches,
    title=Text("caller's permutation reordered", zh="改变了调用者的排列"),
    id="G-INPLACE",
    zh="你在原数组上打乱或排序了 permutation：调用者的数据被改变了。",
)
def permutation_sorted_in_place(permutation, batch_size, drop_last=False):
    """You reorder the caller's permutation itself: take the given order, and leave it as it is."""
    batches = [batch.copy() for batch in minibatches(permutation, batch_size, drop_last)]
    permutation.sort()
    return batches
