"""Known ways to get conv_as_matrix wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import conv_as_matrix, conv_output_size
from ._shared import both, swapped


def placed(w, height, width, stride, pad, *, lowest=0):
    """The matrix entry by entry; a `lowest` below 0 lets negative indices wrap round."""
    (sh, sw), (ph, pw) = both(stride), both(pad)
    out_channels, in_channels, kh, kw = w.shape
    ho, wo = conv_output_size(height, kh, sh, ph), conv_output_size(width, kw, sw, pw)
    matrix = np.zeros((out_channels, ho, wo, in_channels, height, width))
    for i, j, a, e in np.ndindex(ho, wo, kh, kw):
        row, column = i * sh - ph + a, j * sw - pw + e
        if lowest <= row < height and lowest <= column < width and row >= -height and column >= -width:
            matrix[:, i, j, :, row, column] = w[:, :, a, e]
    return matrix


def flat(matrix):
    """(Cout, Ho, Wo, Cin, H, W) as a matrix."""
    return matrix.reshape(np.prod(matrix.shape[:3]), -1)


@mistake(
    conv_as_matrix,
    title=Text("columns with the channel last", zh="列顺序中通道在最后"),
    id="CV12",
    zh="列的顺序应为 (Cin, H, W)；你把通道放在了最后。",
)
def matrix_columns_with_channels_last(w, height, width, stride, pad):
    """Columns follow x.ravel() of an image (Cin, H, W): the channel is the slowest index, not the fastest."""
    return flat(np.moveaxis(placed(w, height, width, stride, pad), 3, 5))


@mistake(
    conv_as_matrix,
    title=Text("first channel's weights everywhere", zh="所有通道都用第一通道的权重"),
    id="CV8",
    zh="滤波器对每个输入通道都有自己的权重；你在所有通道上重复了第一个通道的权重。",
)
def matrix_first_channel_everywhere(w, height, width, stride, pad):
    """A filter has other weights for every input channel; you repeated those of the first channel."""
    return conv_as_matrix(np.repeat(w[:, :1], w.shape[1], axis=1), height, width, stride, pad)


@mistake(
    conv_as_matrix,
    title=Text("every image taken as square", zh="把图像都当作正方形"),
    id="G-HARD",
    zh="图像不一定是正方形：宽度要用 width。",
)
def matrix_of_square_image(w, height, width, stride, pad):
    """Images need not be square: you used the height for both sides."""
    return conv_as_matrix(w, height, height, stride, pad)


@mistake(
    conv_as_matrix,
    title=Text("input and output channels exchanged", zh="输入与输出通道轴弄反"),
    id="CV11",
    zh="权重的形状是 (Cout, Cin, kh, kw)；你把两个通道轴弄反了。",
)
def matrix_of_transposed_filters(w, height, width, stride, pad):
    """Filters are (Cout, Cin, kh, kw): you read the first axis as input channels."""
    return conv_as_matrix(w.swapaxes(0, 1), height, width, stride, pad)


@mistake(
    conv_as_matrix,
    title=Text("kernel rotated by 180°", zh="卷积核旋转了180°"),
    id="CV1",
    zh="你把卷积核旋转了 180°：这里要的是互相关（各框架所说的 conv）。",
)
def matrix_of_turned_kernel(w, height, width, stride, pad):
    """This matrix convolves with the kernel rotated by 180°; the assignment asks for cross-correlation."""
    return conv_as_matrix(w[:, :, ::-1, ::-1], height, width, stride, pad)


@mistake(
    conv_as_matrix,
    title=Text("rows with the output channel last", zh="行顺序中输出通道在最后"),
    id="CV12",
    zh="行的顺序应为 (Cout, Ho, Wo)；你把输出通道放在了最后。",
)
def matrix_rows_with_channels_last(w, height, width, stride, pad):
    """Rows follow the output's ravel (Cout, Ho, Wo): the output channel is the slowest index, not the fastest."""
    return flat(np.moveaxis(placed(w, height, width, stride, pad), 0, 2))


@mistake(
    conv_as_matrix,
    title=Text("output size as height over stride", zh="用高度除以stride当输出大小"),
    id="CV10",
    zh="输出大小不是 H // s：要用包含卷积核与填充的公式。",
)
def matrix_size_over_stride(w, height, width, stride, pad):
    """The output has not H // stride rows: use the formula with kernel and padding."""
    (sh, sw), right = both(stride), placed(w, height, width, stride, pad)
    matrix = np.zeros((len(w), height // sh, width // sw, *right.shape[3:]))
    ho, wo = min(right.shape[1], height // sh), min(right.shape[2], width // sw)
    matrix[:, :ho, :wo] = right[:, :ho, :wo]
    return flat(matrix)


@mistake(
    conv_as_matrix,
    title=Text("row and column strides exchanged", zh="行列步长弄反"),
    id="CV7",
    zh="步长的第一个数属于行，第二个属于列；你把它们弄反了。",
)
def matrix_strides_swapped(w, height, width, stride, pad):
    """Rows use the vertical stride, the first of the pair; you have exchanged the two."""
    return conv_as_matrix(w, height, width, swapped(stride), pad)


@mistake(conv_as_matrix, title=Text("matrix transposed", zh="矩阵转置了"), zh="矩阵转置了：行对应输出，列对应输入。")
def matrix_transposed(w, height, width, stride, pad):
    """Your matrix is transposed: rows belong to outputs, columns to the image's pixels."""
    return conv_as_matrix(w, height, width, stride, pad).T


@mistake(conv_as_matrix, title=Text("padding ignored", zh="忽略了填充"), zh="填充被忽略了：第一个窗口从 -pad 开始。")
def matrix_without_padding(w, height, width, stride, pad):
    """The padding is missing: the first window begins `pad` pixels before the image."""
    return conv_as_matrix(w, height, width, stride, 0)


@mistake(
    conv_as_matrix,
    title=Text("padding weights wrapped round", zh="填充处的权重从末尾绕回"),
    zh="负索引会从末尾绕回来：落在填充区的权重应当舍去，两侧都要检查。",
)
def matrix_wraps_round(w, height, width, stride, pad):
    """Negative indices count from the end in NumPy: a weight on the padding before the image landed behind it."""
    return flat(placed(w, height, width, stride, pad, lowest=-max(height, width)))
