"""Misunderstandings about max pooling, forward and backward."""

from __future__ import annotations

import numpy as np

from grader.author import mistake

from .solution import maxpool2d_backward, maxpool2d_forward


def both(value):
    """(vertical, horizontal) of an int or a pair."""
    return (value, value) if np.ndim(value) == 0 else tuple(value)


# --- maxpool2d_forward ----------------------------------------------------------------------------


@mistake(maxpool2d_forward, id="CV6", zh="最大值从 0 开始比较：全为负数的窗口会得到 0。请从 -inf 或第一个元素开始。")
def starts_at_zero(x, k, stride):
    """Your maximum starts at 0, which beats negative values: start with the window's own first value."""
    return np.maximum(maxpool2d_forward(x, k, stride), 0)


@mistake(maxpool2d_forward, id="CV6", zh="这里不做填充：放不下的窗口要舍去；补的 0 还会胜过负数。")
def zeros_for_missing_pixels(x, k, stride):
    """There is no padding here: a window that does not fit is left out, and a padded 0 would beat negative values."""
    (kh, kw), (sh, sw) = both(k), both(stride)
    below, right = (-(x.shape[2] - kh) % sh, -(x.shape[3] - kw) % sw)
    return maxpool2d_forward(np.pad(x, ((0, 0), (0, 0), (0, below), (0, right))), k, stride)


@mistake(maxpool2d_forward, id="CV10", zh="输出大小不是 H // s：窗口必须完整放得下。")
def one_window_for_every_stride(x, k, stride):
    """The output has not H // stride rows: where windows are larger than the stride, the last ones do not fit whole."""
    (kh, kw), (sh, sw) = both(k), both(stride)
    out = np.zeros((*x.shape[:2], x.shape[2] // sh, x.shape[3] // sw))
    for i, j in np.ndindex(*out.shape[2:]):
        out[:, :, i, j] = x[:, :, i * sh : i * sh + kh, j * sw : j * sw + kw].max(axis=(2, 3))
    return out


@mistake(maxpool2d_forward, id="CV7", zh="行用纵向步长（数对的第一个），列用横向步长；你把它们弄反了。")
def pool_strides_swapped(x, k, stride):
    """Rows use the vertical stride, the first of the pair; you have exchanged the two."""
    return maxpool2d_forward(x, k, both(stride)[::-1])


@mistake(maxpool2d_forward, zh="窗口的第一个数是高度，第二个是宽度；你把它们弄反了。")
def window_on_its_side(x, k, stride):
    """The window's first number is its height, the second its width; you have exchanged the two."""
    return maxpool2d_forward(x, both(k)[::-1], stride)


@mistake(maxpool2d_forward, zh="忽略了 stride：窗口每次移动 stride，不一定等于 k。")
def windows_side_by_side(x, k, stride):
    """You ignored the stride: windows move on by the stride, which need not be their own size."""
    return maxpool2d_forward(x, k, k)


@mistake(maxpool2d_forward, zh="这是平均池化；题目要最大值。")
def mean_for_maximum(x, k, stride):
    """This is average pooling: take the largest value of each window."""
    (kh, kw), (sh, sw) = both(k), both(stride)
    out = np.zeros(maxpool2d_forward(x, k, stride).shape)
    for i, j in np.ndindex(*out.shape[2:]):
        out[:, :, i, j] = x[:, :, i * sh : i * sh + kh, j * sw : j * sw + kw].mean(axis=(2, 3))
    return out


@mistake(maxpool2d_forward, zh="每个通道单独池化；你跨通道取了最大值。")
def maximum_over_channels_too(x, k, stride):
    """Every channel is pooled by itself; you took the maximum over the channels as well."""
    out = maxpool2d_forward(x, k, stride)
    return np.broadcast_to(out.max(axis=1, keepdims=True), out.shape).copy()


@mistake(maxpool2d_forward, zh="要取最大值，而不是绝对值最大的那个值。")
def largest_magnitude(x, k, stride):
    """The maximum is asked, not the value that is farthest from 0: -3 is less than 1."""
    highest, lowest = maxpool2d_forward(x, k, stride), -maxpool2d_forward(-x.astype(float), k, stride)
    return np.where(-lowest > highest, lowest, highest)


@mistake(maxpool2d_forward, id="G-HARD", zh="图像不一定是正方形：高和宽要分别处理。")
def pool_of_square_image(x, k, stride):
    """Images need not be square: you used one side for both."""
    side = min(x.shape[2:])
    return maxpool2d_forward(x[:, :, :side, :side], k, stride)


# --- maxpool2d_backward ---------------------------------------------------------------------------


def windows_of(dout, k, stride):
    """For every window its place (n, c, i, j) in dout and its part of x."""
    (kh, kw), (sh, sw) = both(k), both(stride)
    for n, c, i, j in np.ndindex(*dout.shape):
        yield (n, c, i, j), (n, c, slice(i * sh, i * sh + kh), slice(j * sw, j * sw + kw))


@mistake(maxpool2d_backward, id="CV4", zh="窗口重叠时梯度要累加：用 +=，不是 =。")
def overlap_pays_once(dout, x, k, stride):
    """Where windows overlap, a pixel that wins in several of them gets the sum: add, do not overwrite."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, stride):
        window = x[part]
        first = np.unravel_index(window.argmax(), window.shape)
        dx[part][first] = dout[place]
    return dx


@mistake(maxpool2d_backward, id="CV5", zh="最大值并列时只有（按行优先）第一个得到梯度；你给了所有并列者。")
def every_tie_paid(dout, x, k, stride):
    """Tied maxima share no gradient: only the first in row-major order gets it, you gave it to all of them."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, stride):
        dx[part] += dout[place] * (x[part] == x[part].max())
    return dx


@mistake(maxpool2d_backward, id="CV5", zh="最大值并列时不平分：（按行优先）第一个得到全部梯度。")
def ties_share(dout, x, k, stride):
    """Tied maxima do not share: the first in row-major order gets the whole gradient."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, stride):
        largest = x[part] == x[part].max()
        dx[part] += dout[place] * largest / largest.sum()
    return dx


@mistake(maxpool2d_backward, zh="最大值并列时取第一个；你取了最后一个。")
def last_of_ties(dout, x, k, stride):
    """Of tied maxima the first gets the gradient; you took the last, as >= in a search does."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, stride):
        window = x[part]
        last = window.size - 1 - window.ravel()[::-1].argmax()
        dx[part][np.unravel_index(last, window.shape)] += dout[place]
    return dx


@mistake(maxpool2d_backward, zh="第一个是按行优先顺序；你先按列查找了。")
def first_by_columns(dout, x, k, stride):
    """The first maximum is meant in row-major order: row by row, not column by column."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, stride):
        window = x[part]
        dx[part].T[np.unravel_index(window.T.argmax(), window.T.shape)] += dout[place]
    return dx


@mistake(maxpool2d_backward, id="CV6", zh="负的最大值也是最大值：梯度同样要传回去，0 不参与比较。")
def negative_maxima_blocked(dout, x, k, stride):
    """A negative maximum is still the maximum: pooling has no 0 to compare with and lets its gradient pass."""
    return maxpool2d_backward(np.where(maxpool2d_forward(x, k, stride) > 0, dout, 0), x, k, stride)


@mistake(maxpool2d_backward, id="CV3", zh="反向时忘了步长：窗口 (i, j) 从 i·sh、j·sw 开始。")
def windows_without_stride(dout, x, k, stride):
    """On the way back the stride is missing: window (i, j) begins at i times the stride, not at i."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, 1):
        window = x[part]
        dx[part][np.unravel_index(window.argmax(), window.shape)] += dout[place]
    return dx


@mistake(maxpool2d_backward, zh="忽略了 stride：窗口每次移动 stride，不一定等于 k。")
def steps_as_large_as_windows(dout, x, k, stride):
    """You ignored the stride: windows move on by the stride, which need not be their own size."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, k):
        window = x[part]
        dx[part][np.unravel_index(window.argmax(), window.shape)] += dout[place]
    return dx


@mistake(maxpool2d_backward, id="CV7", zh="行用纵向步长（数对的第一个），列用横向步长；你把它们弄反了。")
def pool_strides_swapped_backward(dout, x, k, stride):
    """Rows use the vertical stride, the first of the pair; you have exchanged the two."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, both(stride)[::-1]):
        window = x[part]
        dx[part][np.unravel_index(window.argmax(), window.shape)] += dout[place]
    return dx


@mistake(maxpool2d_backward, id="G-DTYPE", zh="dx 沿用了 x 的整数 dtype，小数被截断：请用浮点数组。")
def pool_gradient_in_images_dtype(dout, x, k, stride):
    """np.zeros_like of an integer image is an integer array, which cuts every gradient off: use floats."""
    dx = np.zeros_like(x)
    for place, part in windows_of(dout, k, stride):
        window = x[part]
        first = np.unravel_index(window.argmax(), window.shape)
        dx[part][first] += dout[place].astype(x.dtype)
    return dx


@mistake(maxpool2d_backward, id="G-INPLACE", zh="你在 x 里抹去了用过的最大值：参数被改动，重叠的窗口也会选错像素。")
def maxima_erased(dout, x, k, stride):
    """You erase maxima in x itself: the caller's images change, and windows that overlap then choose other pixels."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, stride):
        window = x[part]
        first = np.unravel_index(window.argmax(), window.shape)
        dx[part][first] += dout[place]
        window[first] = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
    return dx


@mistake(maxpool2d_backward, zh="这是平均池化的梯度；最大池化只把梯度传给最大值。")
def spread_evenly(dout, x, k, stride):
    """This is the gradient of average pooling: the whole gradient goes to the window's maximum."""
    dx = np.zeros(x.shape)
    for place, part in windows_of(dout, k, stride):
        dx[part] += dout[place] / x[part].size
    return dx
