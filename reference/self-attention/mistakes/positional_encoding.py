"""Known ways to get positional_encoding wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import positional_encoding


def encoding(length, dim, exponent, *, first=0):
    """Sine in even columns, cosine in odd ones, with any exponent for each column."""
    angle = np.arange(first, first + length)[:, None] / 10000.0 ** exponent(np.arange(dim))
    return np.where(np.arange(dim) % 2 == 0, np.sin(angle), np.cos(angle))


def pair_exponent(dim):
    return lambda column: (column - column % 2) / dim


@mistake(
    positional_encoding,
    title=Text("sines and cosines in halves", zh="正弦余弦各占一半"),
    id="SA12",
    zh="正弦与余弦要交错排列：偶数列 sin，奇数列 cos，而不是左右两半。",
)
def encoding_in_halves(length, dim):
    """Interleave sine and cosine: even columns are sines, odd ones cosines; you put them into two halves."""
    table = positional_encoding(length, dim)
    return np.concatenate([table[:, 0::2], table[:, 1::2]], axis=1)


@mistake(
    positional_encoding,
    title=Text("exponent i/D instead of 2i/D", zh="指数用了i/D"),
    id="SA13",
    zh="第 i 对列的指数是 2i/D，而不是 i/D。",
)
def encoding_half_exponent(length, dim):
    """The column pair number i uses the exponent 2i/D; you used i/D."""
    return encoding(length, dim, lambda column: column // 2 / dim)


@mistake(
    positional_encoding,
    title=Text("frequency of its own per column", zh="每列各用一个频率"),
    id="SA24",
    zh="一对 sin/cos 共用同一个频率：第 2i 与 2i+1 列的指数都是 2i/D。",
)
def encoding_own_exponent(length, dim):
    """A sine and its cosine share one frequency: columns 2i and 2i+1 both use 2i/D."""
    return encoding(length, dim, lambda column: column / dim)


@mistake(
    positional_encoding,
    title=Text("exponent doubled", zh="指数大了一倍"),
    id="SA13",
    zh="公式里的 i 是列对的编号，不是列号：第 2i 列的指数是 2i/D。",
)
def encoding_double_exponent(length, dim):
    """In 2i/D, i numbers the pairs, not the columns: column 2i uses the exponent 2i/D, not 4i/D."""
    return encoding(length, dim, lambda column: 2 * (column - column % 2) / dim)


@mistake(
    positional_encoding,
    title=Text("cosines in the even columns", zh="偶数列用了余弦"),
    id="SA32",
    zh="偶数列是 sin，奇数列是 cos：你把两者交换了。",
)
def encoding_cosine_first(length, dim):
    """Even columns are sines and odd ones cosines: you have them the other way round."""
    angle = np.arange(length)[:, None] / 10000.0 ** pair_exponent(dim)(np.arange(dim))
    return np.where(np.arange(dim) % 2 == 0, np.cos(angle), np.sin(angle))


@mistake(
    positional_encoding,
    title=Text("positions from 1", zh="位置从1开始"),
    id="SA33",
    zh="位置从 0 开始：第一行应为 0, 1, 0, 1, …",
)
def encoding_from_one(length, dim):
    """Positions count from 0: the first row is 0, 1, 0, 1, and so on."""
    return encoding(length, dim, pair_exponent(dim), first=1)


@mistake(
    positional_encoding,
    title=Text("odd width rounded up", zh="奇数维度被加1"),
    id="SA34",
    zh="D 为奇数时，指数仍除以 D，而不是 D+1。",
)
def encoding_of_rounded_width(length, dim):
    """For odd D the exponent is still 2i/D: you computed an even width first and cut a column off."""
    return positional_encoding(length, dim + dim % 2)[:, :dim]


@mistake(
    positional_encoding,
    title=Text("odd widths not handled", zh="没有处理奇数维度"),
    id="SA34",
    zh="D 为奇数时，余弦列比正弦列少一列：请单独处理。",
)
def encoding_even_widths_only(length, dim):
    """For odd D there is one cosine column less than sines: your assignment of the odd columns fails there."""
    table, angle = np.zeros((length, dim)), np.arange(length)[:, None] / 10000.0 ** (np.arange(0, dim, 2) / dim)
    table[:, 0::2] = np.sin(angle)
    table[:, 1::2] = np.cos(angle)
    return table


@mistake(
    positional_encoding,
    title=Text("converted to float16", zh="转换成了float16"),
    id="G-DTYPE",
    zh="不要转换为 float16：只剩约三位有效数字。",
)
def encoding_in_half_precision(length, dim):
    """Do not convert to float16: it keeps about three digits only."""
    return positional_encoding(length, dim).astype(np.float16)
