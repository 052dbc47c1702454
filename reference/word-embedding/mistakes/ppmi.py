"""Known ways to get ppmi wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import ppmi


def parts(counts):
    """Counts as floats, sums of rows and columns, and the total."""
    counts = np.asarray(counts, dtype=float)
    return counts, counts.sum(axis=1, keepdims=True), counts.sum(axis=0, keepdims=True), counts.sum()


def logarithm(ratio, seen):
    """The logarithm where something was seen, else 0."""
    return np.log(np.where(seen, ratio, 1))


@mistake(ppmi, title=Text("negative values kept", zh="负值没有截到0"), id="WE5", zh="负的互信息要截到 0。")
def negative_values_kept(counts):
    """Where the information is negative the answer is 0: the first P stands for positive."""
    counts, rows, columns, total = parts(counts)
    return logarithm(counts * total / np.where(counts > 0, rows * columns, 1), counts > 0)


@mistake(ppmi, title=Text("-∞ for a count of 0", zh="计数为0处得到-∞"), zh="计数为 0 处 ln 0 得 -inf：那里的答案是 0。")
def minus_infinity_kept(counts):
    """A count of 0 gives 0; you keep the -inf of its logarithm."""
    counts = np.asarray(counts, dtype=float)
    return np.where(counts > 0, ppmi(counts), -np.inf)


@mistake(
    ppmi, title=Text("NaN for unseen words", zh="没见过的词得到NaN"), zh="没有邻居的词得到 0/0 = NaN：那里的答案是 0。"
)
def nan_for_unseen_words(counts):
    """A word without neighbours divides 0 by 0: the answer there is 0."""
    counts, rows, columns, total = parts(counts)
    return np.maximum(np.log(counts * total / (rows * columns)), 0)


@mistake(
    ppmi,
    title=Text("one margin only", zh="只除以一个边缘"),
    id="WE6",
    zh="要除以行与列两个边缘概率；你只除以了行的和。",
    variants={"which": ("rows", "columns")},
)
def one_margin_only(counts, *, which):
    """Divide by both margins, that of the row and that of the column; you divide by one."""
    counts, rows, columns, _ = parts(counts)
    by = rows if which == "rows" else columns
    return np.maximum(logarithm(counts / np.where(by > 0, by, 1), counts > 0), 0)


@mistake(
    ppmi,
    title=Text("one margin twice", zh="同一个边缘用了两次"),
    zh="分母用了两次行的和：列要用列的和。",
    variants={"which": ("rows", "columns")},
)
def one_margin_twice(counts, *, which):
    """You use the sums of one side for both: they are equal only where the table is symmetric."""
    counts, rows, columns, total = parts(counts)
    product = rows * rows.T if which == "rows" else columns * columns.T
    return np.maximum(logarithm(counts * total / np.where(product > 0, product, 1), counts > 0), 0)


@mistake(
    ppmi,
    title=Text("margins exchanged", zh="行与列的边缘对调了"),
    zh="第 i 行的边缘是这一行的和，第 j 列的边缘是这一列的和；你对调了：只有对称的表看不出来。",
    variants={"by_zero": (0.0, np.inf)},
)
def margins_exchanged(counts, *, by_zero):
    """You exchange the margins: row i goes with the sum of row i, column j with that of column j."""
    counts, rows, columns, total = parts(counts)
    product = columns.T * rows.T
    found = np.maximum(logarithm(counts * total / np.where(product > 0, product, 1), counts > 0), 0)
    return np.where((product == 0) & (counts > 0), by_zero, found)


@mistake(
    ppmi,
    title=Text("logarithm to another base", zh="用了别的底的对数"),
    zh="对数的底是 e，不是 2 或 10。",
    variants={"base": (2.0, 10.0)},
)
def another_base(counts, *, base):
    """The logarithm is the natural one."""
    return ppmi(counts) / np.log(base)


@mistake(ppmi, title=Text("logarithm missing", zh="没有取对数"), zh="要取对数：你返回的是比值。")
def logarithm_forgotten(counts):
    """You return the ratio itself: its logarithm is asked."""
    counts, rows, columns, total = parts(counts)
    return np.where(counts > 0, counts * total / np.where(counts > 0, rows * columns, 1), 0)


@mistake(
    ppmi,
    title=Text("small number in the logarithm", zh="对数里加了小常数"),
    zh="不要往对数里加小常数：它改变每一个值。",
    variants={"eps": (1e-8, 1e-10, 1e-12, 1e-6)},
)
def small_number_added(counts, *, eps):
    """A small number inside the logarithm changes the answer: leave the zeros out instead."""
    counts, rows, columns, total = parts(counts)
    total = total or 1
    ratio = (counts / total + eps) / (rows / total * columns / total + eps)
    return np.maximum(np.log(ratio), 0)


@mistake(
    ppmi,
    title=Text("counts smoothed", zh="计数做了平滑"),
    zh="加 1 平滑改变了计数：这里不做平滑。",
    variants={"more": (1.0, 0.5, 0.1)},
)
def counts_smoothed(counts, *, more):
    """You add to all counts; no smoothing is asked."""
    return ppmi(np.asarray(counts, dtype=float) + more)


@mistake(
    ppmi,
    title=Text("context smoothed by a power", zh="上下文取了0.75次幂"),
    zh="不要使用 0.75 次幂的上下文分布：这里没有平滑。",
)
def smoothed_context(counts):
    """You take the columns' sums to the power 0.75 (Levy and Goldberg's smoothing); the handout does not."""
    counts, rows, columns, _ = parts(counts)
    shares = columns**0.75 / max((columns**0.75).sum(), 1e-300)
    product = rows * shares
    return np.maximum(logarithm(counts / np.where(product > 0, product, 1), counts > 0), 0)


@mistake(
    ppmi,
    title=Text("shifted by ln k", zh="减了ln k"),
    zh="这是 k = 5 的平移 PPMI：不要减 ln k。",
    variants={"k": (2, 5)},
)
def shifted(counts, *, k):
    """You subtract ln k, which makes it the shifted information of negative sampling."""
    return np.maximum(ppmi(counts) - np.log(k), 0)


@mistake(ppmi, title=Text("integer products overflow", zh="整数的乘积溢出"), zh="整数计数的乘积溢出：先转换成浮点数。")
def products_of_integers(counts):
    """Products of large integer sums are beyond 64 bits: convert the counts to floats first."""
    counts = np.asarray(counts)
    if counts.dtype.kind == "f":
        return ppmi(counts)
    rows, columns = counts.sum(axis=1, keepdims=True), counts.sum(axis=0, keepdims=True)
    product = (rows * columns).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = counts.astype(float) * counts.sum() / product
        return np.nan_to_num(np.maximum(np.where(counts > 0, np.log(ratio), 0), 0))


@mistake(ppmi, title=Text("diagonal set to 0", zh="对角线设成了0"), zh="对角线也要计算：你把它设成了 0。")
def diagonal_left_out(counts):
    """The diagonal is information like the rest; you set it to 0."""
    answer = ppmi(counts).copy()
    np.fill_diagonal(answer, 0)
    return answer


@mistake(
    ppmi,
    title=Text("caller's counts changed", zh="改变了调用者的计数"),
    id="G-INPLACE",
    zh="counts /= … 改变了调用者的数组。",
)
def counts_changed(counts):
    """You turn the caller's own counts into probabilities: make a new array."""
    answer = ppmi(counts)
    counts[...] = (counts / max(counts.sum(), 1)).astype(counts.dtype)
    return answer
