"""Known ways to get conv2d_forward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import conv2d_forward
from ._shared import both, swapped


@mistake(
    conv2d_forward,
    title=Text("bias along the width", zh="偏置加到了宽度轴上"),
    id="G-BCAST",
    zh="形状 (Cout,) 的偏置被广播到了宽度轴：先 reshape 成 (Cout, 1, 1)。",
)
def bias_along_the_width(x, w, b, stride, pad, dilation):
    """The bias (Cout,) broadcasts along the last axis, the width: it belongs to the channel axis."""
    return conv2d_forward(x, w, np.zeros(len(w)), stride, pad, dilation) + b


@mistake(
    conv2d_forward,
    title=Text("bias once per input channel", zh="每个输入通道都加了偏置"),
    id="CV9",
    zh="偏置每个滤波器只加一次，不是每个输入通道加一次。",
)
def bias_for_every_input_channel(x, w, b, stride, pad, dilation):
    """The bias is added once for each output, not once for each input channel."""
    return conv2d_forward(x, w, b * x.shape[1], stride, pad, dilation)


@mistake(conv2d_forward, title=Text("bias missing", zh="漏加偏置"), id="CV9", zh="忘记加偏置。")
def bias_forgotten(x, w, b, stride, pad, dilation):
    """The bias is missing: every filter adds its own number to its whole output channel."""
    return conv2d_forward(x, w, np.zeros(len(w)), stride, pad, dilation)


@mistake(
    conv2d_forward,
    title=Text("dilation counted as a gap", zh="把dilation当作空隙数"),
    id="CV13",
    zh="dilation 为 1 表示没有空隙：间距就是 dilation 本身。",
)
def dilation_counts_left_out(x, w, b, stride, pad, dilation):
    """Dilation 1 means no gap: it is the distance of neighbouring weights, not the number of pixels left out."""
    return conv2d_forward(x, w, b, stride, pad, tuple(step + 1 for step in both(dilation)))


@mistake(
    conv2d_forward,
    title=Text("input and output channels exchanged", zh="输入与输出通道轴弄反"),
    id="CV11",
    zh="权重的形状是 (Cout, Cin, kh, kw)；你把两个通道轴弄反了。",
)
def filters_transposed(x, w, b, stride, pad, dilation):
    """Filters are (Cout, Cin, kh, kw): you read the first axis as input channels."""
    return conv2d_forward(x, w.swapaxes(0, 1), b, stride, pad, dilation)


@mistake(
    conv2d_forward,
    title=Text("first input channel only", zh="只用了第一个输入通道"),
    id="CV8",
    zh="滤波器要对所有输入通道求和；你只用了第一个通道。",
)
def first_channel_only(x, w, b, stride, pad, dilation):
    """A filter sums over all input channels; you used the first one alone."""
    return conv2d_forward(x[:, :1], w[:, :1], b, stride, pad, dilation)


@mistake(
    conv2d_forward,
    title=Text("dilation ignored", zh="忽略了dilation"),
    zh="忽略了 dilation：权重应相隔 dilation 个像素。",
)
def forward_dilation_ignored(x, w, b, stride, pad, dilation):
    """You left the dilation out: neighbouring weights meet pixels that are `dilation` apart."""
    return conv2d_forward(x, w, b, stride, pad, 1)


@mistake(
    conv2d_forward,
    title=Text("every image taken as square", zh="把图像都当作正方形"),
    id="G-HARD",
    zh="图像不一定是正方形：高和宽要分别处理。",
)
def images_cut_square(x, w, b, stride, pad, dilation):
    """Images need not be square: you used one side for both."""
    side = min(x.shape[2:])
    return conv2d_forward(x[:, :, :side, :side], w, b, stride, pad, dilation)


@mistake(
    conv2d_forward,
    title=Text("output in the images' integer type", zh="输出沿用图像的整数类型"),
    id="G-DTYPE",
    zh="结果沿用了图像的整数 dtype：小数被截断、溢出。请先转换为 float64。",
)
def images_dtype(x, w, b, stride, pad, dilation):
    """Your output has the integer type of the images, which cuts off fractions and overflows: use float64."""
    out = conv2d_forward(x, w, b, stride, pad, dilation)
    return out.astype(np.int64).astype(x.dtype) if x.dtype.kind in "iu" else out


@mistake(
    conv2d_forward,
    title=Text("kernel rotated by 180°", zh="卷积核旋转了180°"),
    id="CV1",
    zh="这是真正的卷积：卷积核被旋转了 180°。题目要的是互相关（各框架所说的 conv）。",
)
def kernel_turned(x, w, b, stride, pad, dilation):
    """This is true convolution, the kernel rotated by 180°; the assignment asks for cross-correlation."""
    return conv2d_forward(x, w[:, :, ::-1, ::-1], b, stride, pad, dilation)


@mistake(
    conv2d_forward,
    title=Text("reshape without transpose", zh="没有转置就reshape"),
    id="CV12",
    zh="reshape 不会移动轴：先 transpose 再 reshape。",
)
def rows_reshaped(x, w, b, stride, pad, dilation):
    """reshape does not move axes: the rows (sample, row, column) x channels must be transposed first."""
    right = conv2d_forward(x, w, b, stride, pad, dilation)
    return right.transpose(0, 2, 3, 1).reshape(right.shape)


@mistake(
    conv2d_forward,
    title=Text("output size as height over stride", zh="用高度除以stride当输出大小"),
    id="CV10",
    zh="输出大小不是 H // s：要用包含卷积核与填充的公式。",
)
def size_over_stride(x, w, b, stride, pad, dilation):
    """The output has not H // stride rows: use the formula with kernel and padding."""
    right, (sh, sw) = conv2d_forward(x, w, b, stride, pad, dilation), both(stride)
    out = np.zeros((*right.shape[:2], x.shape[2] // sh, x.shape[3] // sw)) + b[:, None, None]
    ho, wo = min(right.shape[2], out.shape[2]), min(right.shape[3], out.shape[3])
    out[:, :, :ho, :wo] = right[:, :, :ho, :wo]
    return out


@mistake(
    conv2d_forward,
    title=Text("row and column strides exchanged", zh="行列步长弄反"),
    id="CV7",
    zh="行用纵向步长（数对的第一个），列用横向步长；你把它们弄反了。",
)
def strides_swapped(x, w, b, stride, pad, dilation):
    """Rows use the vertical stride, the first of the pair; you have exchanged the two."""
    return conv2d_forward(x, w, b, swapped(stride), pad, dilation)
