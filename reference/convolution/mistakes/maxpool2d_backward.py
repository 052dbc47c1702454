"""Known ways to get maxpool2d_backward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import maxpool2d_backward, maxpool2d_forward
from ._shared import both


def windows_of(dout, k, stride):
    """For every window its place (n, c, i, j) in dout and its part of x."""
    (kh, kw), (sh, sw) = both(k), both(stride)
    for n, c, i, j in np.ndindex(*dout.shape):
        yield (n, c, i, j), (n, c, slice(i * sh, i * sh + kh), slice(j * sw, j * sw + kw))


@mistake(
    maxpool2d_backward,
    title=Text("full gradient to every tied maximum", zh="并列最大值都得到全部梯度"),
    id="CV5",
    zh="最大值并列时只有（按行优先）第一个得到梯度；你给了所有并列者。",
)
def every_tie_paid(dout, x, k, stride):
    """Tied maxima share no gradient: only the first in row-major order gets it, you gave it to all of them."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, stride):
        dx[part] += dout[place] * (x[part] == x[part].max())
    return dx


@mistake(
    maxpool2d_backward,
    title=Text("first maximum by columns", zh="按列找第一个最大值"),
    zh="第一个是按行优先顺序；你先按列查找了。",
)
def first_by_columns(dout, x, k, stride):
    """The first maximum is meant in row-major order: row by row, not column by column."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, stride):
        window = x[part]
        dx[part].T[np.unravel_index(window.T.argmax(), window.T.shape)] += dout[place]
    return dx


@mistake(
    maxpool2d_backward,
    title=Text("last of tied maxima", zh="并列时取最后一个"),
    zh="最大值并列时取第一个；你取了最后一个。",
)
def last_of_ties(dout, x, k, stride):
    """Of tied maxima the first gets the gradient; you took the last, as >= in a search does."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, stride):
        window = x[part]
        last = window.size - 1 - window.ravel()[::-1].argmax()
        dx[part][np.unravel_index(last, window.shape)] += dout[place]
    return dx


@mistake(
    maxpool2d_backward,
    title=Text("maxima erased in x", zh="在x里抹去了最大值"),
    id="G-INPLACE",
    zh="你在 x 里抹去了用过的最大值：参数被改动，重叠的窗口也会选错像素。",
)
def maxima_erased(dout, x, k, stride):
    """You erase maxima in x itself: the caller's images change, and windows that overlap then choose other pixels."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, stride):
        window = x[part]
        first = np.unravel_index(window.argmax(), window.shape)
        dx[part][first] += dout[place]
        window[first] = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
    return dx


@mistake(
    maxpool2d_backward,
    title=Text("negative maxima get no gradient", zh="负的最大值得不到梯度"),
    id="CV6",
    zh="负的最大值也是最大值：梯度同样要传回去，0 不参与比较。",
)
def negative_maxima_blocked(dout, x, k, stride):
    """A negative maximum is still the maximum: pooling has no 0 to compare with and lets its gradient pass."""
    return maxpool2d_backward(np.where(maxpool2d_forward(x, k, stride) > 0, dout, 0), x, k, stride)


@mistake(
    maxpool2d_backward,
    title=Text("overlapping windows overwritten", zh="重叠窗口的梯度被覆盖"),
    id="CV4",
    zh="窗口重叠时梯度要累加：用 +=，不是 =。",
)
def overlap_pays_once(dout, x, k, stride):
    """Where windows overlap, a pixel that wins in several of them gets the sum: add, do not overwrite."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, stride):
        window = x[part]
        first = np.unravel_index(window.argmax(), window.shape)
        dx[part][first] = dout[place]
    return dx


@mistake(
    maxpool2d_backward,
    title=Text("added up in small integers", zh="用小整数累加"),
    zh="int8 的和超过 127 就被截断：请用浮点数累加。",
)
def added_in_small_integers(dout, x, k, stride):
    """Windows overlap, and gradients of int8 that add up in int8 end at 127: add up in floats."""
    dx = maxpool2d_backward(dout, x, k, stride)
    return dx.astype(np.int64).astype(dout.dtype) if dout.dtype.kind in "iu" else dx


@mistake(
    maxpool2d_backward,
    title=Text("dx in the images' integer type", zh="dx沿用图像的整数类型"),
    id="G-DTYPE",
    zh="dx 沿用了 x 的整数 dtype，小数被截断：请用浮点数组。",
)
def pool_gradient_in_images_dtype(dout, x, k, stride):
    """np.zeros_like of an integer image is an integer array, which cuts every gradient off: use floats."""
    dx = np.zeros_like(x)
    for place, part in windows_of(dout, k, stride):
        window = x[part]
        first = np.unravel_index(window.argmax(), window.shape)
        dx[part][first] += dout[place].astype(x.dtype)
    return dx


@mistake(
    maxpool2d_backward,
    title=Text("row and column strides exchanged", zh="行列步长弄反"),
    id="CV7",
    zh="行用纵向步长（数对的第一个），列用横向步长；你把它们弄反了。",
)
def pool_strides_swapped_backward(dout, x, k, stride):
    """Rows use the vertical stride, the first of the pair; you have exchanged the two."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, both(stride)[::-1]):
        window = x[part]
        dx[part][np.unravel_index(window.argmax(), window.shape)] += dout[place]
    return dx


@mistake(
    maxpool2d_backward,
    title=Text("gradient of average pooling", zh="用了平均池化的梯度"),
    zh="这是平均池化的梯度；最大池化只把梯度传给最大值。",
)
def spread_evenly(dout, x, k, stride):
    """This is the gradient of average pooling: the whole gradient goes to the window's maximum."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, stride):
        dx[part] += dout[place] / x[part].size
    return dx


@mistake(
    maxpool2d_backward,
    title=Text("stride taken as the window size", zh="把窗口大小当作stride"),
    zh="忽略了 stride：窗口每次移动 stride，不一定等于 k。",
)
def steps_as_large_as_windows(dout, x, k, stride):
    """You ignored the stride: windows move on by the stride, which need not be their own size."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, k):
        window = x[part]
        dx[part][np.unravel_index(window.argmax(), window.shape)] += dout[place]
    return dx


@mistake(
    maxpool2d_backward,
    title=Text("tied maxima share the gradient", zh="并列最大值平分梯度"),
    id="CV5",
    zh="最大值并列时不平分：（按行优先）第一个得到全部梯度。",
)
def ties_share(dout, x, k, stride):
    """Tied maxima do not share: the first in row-major order gets the whole gradient."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, stride):
        largest = x[part] == x[part].max()
        dx[part] += dout[place] * largest / largest.sum()
    return dx


@mistake(
    maxpool2d_backward,
    title=Text("stride ignored on the way back", zh="反向时忽略了stride"),
    id="CV3",
    zh="反向时忘了步长：窗口 (i, j) 从 i·sh、j·sw 开始。",
)
def windows_without_stride(dout, x, k, stride):
    """On the way back the stride is missing: window (i, j) begins at i times the stride, not at i."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, 1):
        window = x[part]
        dx[part][np.unravel_index(window.argmax(), window.shape)] += dout[place]
    return dx
