"""Known ways to get maxpool2d_forward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import maxpool2d_forward
from ._shared import both


@mistake(
    maxpool2d_forward,
    title=Text("largest absolute value", zh="取了绝对值最大的值"),
    zh="要取最大值，而不是绝对值最大的那个值。",
)
def largest_magnitude(x, k, stride):
    """The maximum is asked, not the value that is farthest from 0: -3 is less than 1."""
    highest, lowest = maxpool2d_forward(x, k, stride), -maxpool2d_forward(-x.astype(float), k, stride)
    return np.where(-lowest > highest, lowest, highest)


@mistake(
    maxpool2d_forward,
    title=Text("maximum over channels too", zh="跨通道取了最大值"),
    zh="每个通道单独池化；你跨通道取了最大值。",
)
def maximum_over_channels_too(x, k, stride):
    """Every channel is pooled by itself; you took the maximum over the channels as well."""
    out = maxpool2d_forward(x, k, stride)
    return np.broadcast_to(out.max(axis=1, keepdims=True), out.shape).copy()


@mistake(
    maxpool2d_forward, title=Text("mean instead of maximum", zh="做成了平均池化"), zh="这是平均池化；题目要最大值。"
)
def mean_for_maximum(x, k, stride):
    """This is average pooling: take the largest value of each window."""
    (kh, kw), (sh, sw) = both(k), both(stride)
    out = np.zeros(maxpool2d_forward(x, k, stride).shape)
    for i, j in np.ndindex(*out.shape[2:]):
        out[:, :, i, j] = x[:, :, i * sh : i * sh + kh, j * sw : j * sw + kw].mean(axis=(2, 3))
    return out


@mistake(
    maxpool2d_forward,
    title=Text("output size as height over stride", zh="用高度除以stride当输出大小"),
    id="CV10",
    zh="输出大小不是 H // s：窗口必须完整放得下。",
)
def one_window_for_every_stride(x, k, stride):
    """The output has not H // stride rows: where windows are larger than the stride, the last ones do not fit whole."""
    (kh, kw), (sh, sw) = both(k), both(stride)
    out = np.zeros((*x.shape[:2], x.shape[2] // sh, x.shape[3] // sw))
    for i, j in np.ndindex(*out.shape[2:]):
        out[:, :, i, j] = x[:, :, i * sh : i * sh + kh, j * sw : j * sw + kw].max(axis=(2, 3))
    return out


@mistake(
    maxpool2d_forward,
    title=Text("every image taken as square", zh="把图像都当作正方形"),
    id="G-HARD",
    zh="图像不一定是正方形：高和宽要分别处理。",
)
def pool_of_square_image(x, k, stride):
    """Images need not be square: you used one side for both."""
    side = min(x.shape[2:])
    return maxpool2d_forward(x[:, :, :side, :side], k, stride)


@mistake(
    maxpool2d_forward,
    title=Text("row and column strides exchanged", zh="行列步长弄反"),
    id="CV7",
    zh="行用纵向步长（数对的第一个），列用横向步长；你把它们弄反了。",
)
def pool_strides_swapped(x, k, stride):
    """Rows use the vertical stride, the first of the pair; you have exchanged the two."""
    return maxpool2d_forward(x, k, both(stride)[::-1])


@mistake(
    maxpool2d_forward,
    title=Text("maximum started at 0", zh="最大值从0开始比较"),
    id="CV6",
    zh="最大值从 0 开始比较：全为负数的窗口会得到 0。请从 -inf 或第一个元素开始。",
)
def starts_at_zero(x, k, stride):
    """Your maximum starts at 0, which beats negative values: start with the window's own first value."""
    return np.maximum(maxpool2d_forward(x, k, stride), 0)


@mistake(
    maxpool2d_forward,
    title=Text("window height and width exchanged", zh="窗口的高宽弄反"),
    zh="窗口的第一个数是高度，第二个是宽度；你把它们弄反了。",
)
def window_on_its_side(x, k, stride):
    """The window's first number is its height, the second its width; you have exchanged the two."""
    return maxpool2d_forward(x, both(k)[::-1], stride)


@mistake(
    maxpool2d_forward,
    title=Text("stride of the pool ignored", zh="忽略了池化的stride"),
    zh="忽略了 stride：窗口每次移动 stride，不一定等于 k。",
)
def windows_side_by_side(x, k, stride):
    """You ignored the stride: windows move on by the stride, which need not be their own size."""
    return maxpool2d_forward(x, k, k)


@mistake(
    maxpool2d_forward,
    title=Text("padded with zeros at the end", zh="末尾补了零"),
    id="CV6",
    zh="这里不做填充：放不下的窗口要舍去；补的 0 还会胜过负数。",
)
def zeros_for_missing_pixels(x, k, stride):
    """There is no padding here: a window that does not fit is left out, and a padded 0 would beat negative values."""
    (kh, kw), (sh, sw) = both(k), both(stride)
    below, right = (-(x.shape[2] - kh) % sh, -(x.shape[3] - kw) % sw)
    return maxpool2d_forward(np.pad(x, ((0, 0), (0, 0), (0, below), (0, right))), k, stride)
