"""Known ways to get conv_output_size wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import math

from grader.author import Text, mistake

from ..solution import conv_output_size


def at_least_one(size):
    """The size, or the ValueError that the assignment asks for."""
    if size < 1:
        raise ValueError("no output")
    return size


@mistake(
    conv_output_size,
    title=Text("rounded towards zero", zh="向零取整"),
    zh="int(…) 向零取整，把放不下的情况变成了 1；应向下取整。",
)
def cut_towards_zero(n, k, stride=1, pad=0, dilation=1):
    """int(…) rounds negative numbers up to 0, which turns a kernel that does not fit into one output: round down."""
    return at_least_one(int((n + 2 * pad - dilation * (k - 1) - 1) / stride) + 1)


@mistake(
    conv_output_size,
    title=Text("dilation counted as a gap", zh="把dilation当作空隙数"),
    id="CV13",
    zh="dilation 为 1 表示没有空隙，而不是隔一个像素。",
)
def dilation_counts_gaps(n, k, stride=1, pad=0, dilation=1):
    """Dilation 1 means no gap: it is the distance of neighbouring weights, not the number of pixels left out."""
    return at_least_one((n + 2 * pad - (dilation + 1) * (k - 1) - 1) // stride + 1)


@mistake(
    conv_output_size,
    title=Text("dilation ignored", zh="忽略了dilation"),
    zh="忽略了 dilation：扩张后的卷积核覆盖更多像素。",
)
def dilation_ignored(n, k, stride=1, pad=0, dilation=1):
    """You left the dilation out: a dilated kernel reaches over more pixels than it has weights."""
    return at_least_one((n + 2 * pad - k) // stride + 1)


@mistake(
    conv_output_size,
    title=Text("first position not counted", zh="少算第一个位置"),
    zh="少了加一：第一个位置也要算进去。",
)
def first_position_forgotten(n, k, stride=1, pad=0, dilation=1):
    """You counted the steps, not the positions: there is one position more than there are steps."""
    return at_least_one((n + 2 * pad - dilation * (k - 1) - 1) // stride)


@mistake(
    conv_output_size,
    title=Text("size as length over stride", zh="用长度除以stride"),
    id="CV10",
    zh="输出大小不是 H // s：要用包含卷积核与填充的公式。",
)
def input_over_stride(n, k, stride=1, pad=0, dilation=1):
    """The output is not simply n // stride: use the formula with kernel and padding."""
    return at_least_one(n // stride)


@mistake(
    conv_output_size,
    title=Text("kernel length as dilation x k", zh="卷积核长度算成d·k"),
    zh="k 个权重之间只有 k - 1 段间距，扩张后的长度不是 d·k。",
)
def kernel_times_dilation(n, k, stride=1, pad=0, dilation=1):
    """Between k weights there are k - 1 distances, so a dilated kernel is shorter than dilation times k."""
    return at_least_one((n + 2 * pad - dilation * k) // stride + 1)


@mistake(
    conv_output_size,
    title=Text("no error when nothing fits", zh="放不下时没有报错"),
    zh="卷积核放不下时应抛出 ValueError，而不是返回 0 或负数。",
)
def never_refused(n, k, stride=1, pad=0, dilation=1):
    """A kernel that does not fit has no output: raise ValueError instead of returning 0 or less."""
    return (n + 2 * pad - dilation * (k - 1) - 1) // stride + 1


@mistake(
    conv_output_size, title=Text("padding on one side only", zh="只算了一侧的填充"), zh="两侧都有填充：长度增加 2·pad。"
)
def padding_on_one_side(n, k, stride=1, pad=0, dilation=1):
    """Both ends are padded: the axis grows by twice the padding."""
    return at_least_one((n + pad - dilation * (k - 1) - 1) // stride + 1)


@mistake(
    conv_output_size,
    title=Text("size rounded up", zh="输出大小向上取整"),
    zh="最后放不下的窗口不算数：应向下取整，而不是向上。",
)
def size_rounded_up(n, k, stride=1, pad=0, dilation=1):
    """You rounded up: a window that sticks out at the end gives no output, so round down."""
    return at_least_one(math.ceil((n + 2 * pad - dilation * (k - 1) - 1) / stride) + 1)
