"""Misunderstandings about convolution: as a matrix, forward and backward."""

from __future__ import annotations

import numpy as np

from grader.author import mistake

from .solution import conv2d_backward, conv2d_forward, conv_as_matrix, conv_output_size


def both(value):
    """(vertical, horizontal) of an int or a pair."""
    return (value, value) if np.ndim(value) == 0 else tuple(value)


def swapped(value):
    """The pair the other way round."""
    return both(value)[::-1]


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


# --- conv_as_matrix -------------------------------------------------------------------------------


@mistake(conv_as_matrix, id="CV1", zh="你把卷积核旋转了 180°：这里要的是互相关（各框架所说的 conv）。")
def matrix_of_turned_kernel(w, height, width, stride, pad):
    """This matrix convolves with the kernel rotated by 180°; the assignment asks for cross-correlation."""
    return conv_as_matrix(w[:, :, ::-1, ::-1], height, width, stride, pad)


@mistake(conv_as_matrix, id="CV7", zh="步长的第一个数属于行，第二个属于列；你把它们弄反了。")
def matrix_strides_swapped(w, height, width, stride, pad):
    """Rows use the vertical stride, the first of the pair; you have exchanged the two."""
    return conv_as_matrix(w, height, width, swapped(stride), pad)


@mistake(conv_as_matrix, id="CV8", zh="滤波器对每个输入通道都有自己的权重；你在所有通道上重复了第一个通道的权重。")
def matrix_first_channel_everywhere(w, height, width, stride, pad):
    """A filter has other weights for every input channel; you repeated those of the first channel."""
    return conv_as_matrix(np.repeat(w[:, :1], w.shape[1], axis=1), height, width, stride, pad)


@mistake(conv_as_matrix, id="CV11", zh="权重的形状是 (Cout, Cin, kh, kw)；你把两个通道轴弄反了。")
def matrix_of_transposed_filters(w, height, width, stride, pad):
    """Filters are (Cout, Cin, kh, kw): you read the first axis as input channels."""
    return conv_as_matrix(w.swapaxes(0, 1), height, width, stride, pad)


@mistake(conv_as_matrix, id="CV12", zh="列的顺序应为 (Cin, H, W)；你把通道放在了最后。")
def matrix_columns_with_channels_last(w, height, width, stride, pad):
    """Columns follow x.ravel() of an image (Cin, H, W): the channel is the slowest index, not the fastest."""
    return flat(np.moveaxis(placed(w, height, width, stride, pad), 3, 5))


@mistake(conv_as_matrix, id="CV12", zh="行的顺序应为 (Cout, Ho, Wo)；你把输出通道放在了最后。")
def matrix_rows_with_channels_last(w, height, width, stride, pad):
    """Rows follow the output's ravel (Cout, Ho, Wo): the output channel is the slowest index, not the fastest."""
    return flat(np.moveaxis(placed(w, height, width, stride, pad), 0, 2))


@mistake(conv_as_matrix, id="CV10", zh="输出大小不是 H // s：要用包含卷积核与填充的公式。")
def matrix_size_over_stride(w, height, width, stride, pad):
    """The output has not H // stride rows: use the formula with kernel and padding."""
    (sh, sw), right = both(stride), placed(w, height, width, stride, pad)
    matrix = np.zeros((len(w), height // sh, width // sw, *right.shape[3:]))
    ho, wo = min(right.shape[1], height // sh), min(right.shape[2], width // sw)
    matrix[:, :ho, :wo] = right[:, :ho, :wo]
    return flat(matrix)


@mistake(conv_as_matrix, id="G-HARD", zh="图像不一定是正方形：宽度要用 width。")
def matrix_of_square_image(w, height, width, stride, pad):
    """Images need not be square: you used the height for both sides."""
    return conv_as_matrix(w, height, height, stride, pad)


@mistake(conv_as_matrix, zh="填充被忽略了：第一个窗口从 -pad 开始。")
def matrix_without_padding(w, height, width, stride, pad):
    """The padding is missing: the first window begins `pad` pixels before the image."""
    return conv_as_matrix(w, height, width, stride, 0)


@mistake(conv_as_matrix, zh="负索引会从末尾绕回来：落在填充区的权重应当舍去，两侧都要检查。")
def matrix_wraps_round(w, height, width, stride, pad):
    """Negative indices count from the end in NumPy: a weight on the padding before the image landed behind it."""
    return flat(placed(w, height, width, stride, pad, lowest=-max(height, width)))


@mistake(conv_as_matrix, zh="矩阵转置了：行对应输出，列对应输入。")
def matrix_transposed(w, height, width, stride, pad):
    """Your matrix is transposed: rows belong to outputs, columns to the image's pixels."""
    return conv_as_matrix(w, height, width, stride, pad).T


# --- conv2d_forward -------------------------------------------------------------------------------


@mistake(conv2d_forward, id="CV1", zh="这是真正的卷积：卷积核被旋转了 180°。题目要的是互相关（各框架所说的 conv）。")
def kernel_turned(x, w, b, stride, pad, dilation):
    """This is true convolution, the kernel rotated by 180°; the assignment asks for cross-correlation."""
    return conv2d_forward(x, w[:, :, ::-1, ::-1], b, stride, pad, dilation)


@mistake(conv2d_forward, id="CV7", zh="行用纵向步长（数对的第一个），列用横向步长；你把它们弄反了。")
def strides_swapped(x, w, b, stride, pad, dilation):
    """Rows use the vertical stride, the first of the pair; you have exchanged the two."""
    return conv2d_forward(x, w, b, swapped(stride), pad, dilation)


@mistake(conv2d_forward, id="CV8", zh="滤波器要对所有输入通道求和；你只用了第一个通道。")
def first_channel_only(x, w, b, stride, pad, dilation):
    """A filter sums over all input channels; you used the first one alone."""
    return conv2d_forward(x[:, :1], w[:, :1], b, stride, pad, dilation)


@mistake(conv2d_forward, id="CV9", zh="忘记加偏置。")
def bias_forgotten(x, w, b, stride, pad, dilation):
    """The bias is missing: every filter adds its own number to its whole output channel."""
    return conv2d_forward(x, w, np.zeros(len(w)), stride, pad, dilation)


@mistake(conv2d_forward, id="CV9", zh="偏置每个滤波器只加一次，不是每个输入通道加一次。")
def bias_for_every_input_channel(x, w, b, stride, pad, dilation):
    """The bias is added once for each output, not once for each input channel."""
    return conv2d_forward(x, w, b * x.shape[1], stride, pad, dilation)


@mistake(conv2d_forward, id="G-BCAST", zh="形状 (Cout,) 的偏置被广播到了宽度轴：先 reshape 成 (Cout, 1, 1)。")
def bias_along_the_width(x, w, b, stride, pad, dilation):
    """The bias (Cout,) broadcasts along the last axis, the width: it belongs to the channel axis."""
    return conv2d_forward(x, w, np.zeros(len(w)), stride, pad, dilation) + b


@mistake(conv2d_forward, id="CV11", zh="权重的形状是 (Cout, Cin, kh, kw)；你把两个通道轴弄反了。")
def filters_transposed(x, w, b, stride, pad, dilation):
    """Filters are (Cout, Cin, kh, kw): you read the first axis as input channels."""
    return conv2d_forward(x, w.swapaxes(0, 1), b, stride, pad, dilation)


@mistake(conv2d_forward, id="CV12", zh="reshape 不会移动轴：先 transpose 再 reshape。")
def rows_reshaped(x, w, b, stride, pad, dilation):
    """reshape does not move axes: the rows (sample, row, column) x channels must be transposed first."""
    right = conv2d_forward(x, w, b, stride, pad, dilation)
    return right.transpose(0, 2, 3, 1).reshape(right.shape)


@mistake(conv2d_forward, id="CV13", zh="dilation 为 1 表示没有空隙：间距就是 dilation 本身。")
def dilation_counts_left_out(x, w, b, stride, pad, dilation):
    """Dilation 1 means no gap: it is the distance of neighbouring weights, not the number of pixels left out."""
    return conv2d_forward(x, w, b, stride, pad, tuple(step + 1 for step in both(dilation)))


@mistake(conv2d_forward, zh="忽略了 dilation：权重应相隔 dilation 个像素。")
def forward_dilation_ignored(x, w, b, stride, pad, dilation):
    """You left the dilation out: neighbouring weights meet pixels that are `dilation` apart."""
    return conv2d_forward(x, w, b, stride, pad, 1)


@mistake(conv2d_forward, id="CV10", zh="输出大小不是 H // s：要用包含卷积核与填充的公式。")
def size_over_stride(x, w, b, stride, pad, dilation):
    """The output has not H // stride rows: use the formula with kernel and padding."""
    right, (sh, sw) = conv2d_forward(x, w, b, stride, pad, dilation), both(stride)
    out = np.zeros((*right.shape[:2], x.shape[2] // sh, x.shape[3] // sw)) + b[:, None, None]
    ho, wo = min(right.shape[2], out.shape[2]), min(right.shape[3], out.shape[3])
    out[:, :, :ho, :wo] = right[:, :, :ho, :wo]
    return out


@mistake(conv2d_forward, id="G-DTYPE", zh="结果沿用了图像的整数 dtype：小数被截断、溢出。请先转换为 float64。")
def images_dtype(x, w, b, stride, pad, dilation):
    """Your output has the integer type of the images, which cuts off fractions and overflows: use float64."""
    out = conv2d_forward(x, w, b, stride, pad, dilation)
    return out.astype(np.int64).astype(x.dtype) if x.dtype.kind in "iu" else out


@mistake(conv2d_forward, id="G-HARD", zh="图像不一定是正方形：高和宽要分别处理。")
def images_cut_square(x, w, b, stride, pad, dilation):
    """Images need not be square: you used one side for both."""
    side = min(x.shape[2:])
    return conv2d_forward(x[:, :, :side, :side], w, b, stride, pad, dilation)


# --- conv2d_backward ------------------------------------------------------------------------------


def scattered(dout, x, w, stride, pad, dilation, *, step=None, overwrite=False):
    """The gradient of the padded images, position by position; `step` and `overwrite` are what may go wrong."""
    (sh, sw), (ph, pw), (dh, dw) = both(step or stride), both(pad), both(dilation)
    padded = np.zeros((*x.shape[:2], x.shape[2] + 2 * ph, x.shape[3] + 2 * pw))
    for i, j in np.ndindex(*dout.shape[2:]):
        rows = slice(i * sh, i * sh + dh * (w.shape[2] - 1) + 1, dh)
        columns = slice(j * sw, j * sw + dw * (w.shape[3] - 1) + 1, dw)
        gradient = np.einsum("no,ocae->ncae", dout[:, :, i, j], w)
        padded[:, :, rows, columns] = gradient + (0 if overwrite else padded[:, :, rows, columns])
    return padded


def cropped(padded, x, pad):
    """The gradient of the images themselves."""
    ph, pw = both(pad)
    return padded[:, :, ph : ph + x.shape[2], pw : pw + x.shape[3]]


@mistake(conv2d_backward, id="CV2", zh="pad 为 0 时切片 p:-p 是空的：请改用 p : p + H。")
def padding_cut_from_behind(dout, x, w, stride, pad, dilation):
    """With no padding your slice p:-p is empty: cut from p to p + H instead."""
    (ph, pw), (_, dw, db) = both(pad), conv2d_backward(dout, x, w, stride, pad, dilation)
    return scattered(dout, x, w, stride, pad, dilation)[:, :, ph:-ph, pw:-pw], dw, db


@mistake(conv2d_backward, id="CV3", zh="计算 dw 时忘了步长：输出 (i, j) 对应的窗口从 i·sh、j·sw 开始。")
def weights_without_stride(dout, x, w, stride, pad, dilation):
    """dw forgets the stride: output (i, j) saw the window that begins at i times the stride, not at i."""
    dx, _, db = conv2d_backward(dout, x, w, stride, pad, dilation)
    return dx, conv2d_backward(dout, *cut_to_unit_stride(dout, x, w, pad, dilation))[1], db


def cut_to_unit_stride(dout, x, w, pad, dilation):
    """Arguments under which windows begin at i and j themselves."""
    (ph, pw), (dh, dw) = both(pad), both(dilation)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    height = dout.shape[2] + dh * (w.shape[2] - 1)
    width = dout.shape[3] + dw * (w.shape[3] - 1)
    return padded[:, :, :height, :width], w, 1, 0, dilation


@mistake(conv2d_backward, id="CV3", zh="计算 dx 时忘了步长：梯度要回到从 i·sh、j·sw 开始的窗口。")
def pixels_without_stride(dout, x, w, stride, pad, dilation):
    """dx forgets the stride: the gradient goes back to the window that begins at i times the stride, not at i."""
    _, dw, db = conv2d_backward(dout, x, w, stride, pad, dilation)
    return cropped(scattered(dout, x, w, stride, pad, dilation, step=1), x, pad), dw, db


@mistake(conv2d_backward, id="CV1", zh="把梯度逐个分发回窗口时不需要再翻转卷积核。")
def kernel_turned_on_the_way_back(dout, x, w, stride, pad, dilation):
    """Your dx turns the kernel once too often: handing a gradient back to its window uses the weights as they lie."""
    _, dw, db = conv2d_backward(dout, x, w, stride, pad, dilation)
    return conv2d_backward(dout, x, w[:, :, ::-1, ::-1], stride, pad, dilation)[0], dw, db


@mistake(conv2d_backward, id="CV4", zh="相邻窗口会重叠：dx 要用 += 累加，不能用 = 覆盖。")
def overlap_overwritten(dout, x, w, stride, pad, dilation):
    """Windows overlap, and a pixel collects from all that saw it: add to dx, do not overwrite it."""
    _, dw, db = conv2d_backward(dout, x, w, stride, pad, dilation)
    return cropped(scattered(dout, x, w, stride, pad, dilation, overwrite=True), x, pad), dw, db


@mistake(conv2d_backward, id="CV7", zh="行用纵向步长（数对的第一个），列用横向步长；你把它们弄反了。")
def strides_swapped_backward(dout, x, w, stride, pad, dilation):
    """Rows use the vertical stride, the first of the pair; you have exchanged the two."""
    return conv2d_backward(dout, x, w, swapped(stride), pad, dilation)


@mistake(conv2d_backward, id="CV8", zh="每个输入通道有自己的权重和梯度；你把第一个通道的结果用于所有通道。")
def first_channel_for_all(dout, x, w, stride, pad, dilation):
    """Every input channel has weights and a gradient of its own; yours are those of the first channel for all."""
    dx, dw, db = conv2d_backward(dout, x[:, :1], w[:, :1], stride, pad, dilation)
    return np.repeat(dx, x.shape[1], axis=1), np.repeat(dw, x.shape[1], axis=1), db


@mistake(conv2d_backward, id="CV9", zh="每个滤波器只有一个偏置：db 要对样本和所有位置求和。")
def bias_gradient_for_every_pixel(dout, x, w, stride, pad, dilation):
    """A filter has one bias for all positions: sum dout over samples, rows and columns."""
    dx, dw, _ = conv2d_backward(dout, x, w, stride, pad, dilation)
    return dx, dw, dout.sum(axis=0)


@mistake(conv2d_backward, id="CV9", zh="db 是对样本和位置求和，不是取平均。")
def bias_gradient_averaged(dout, x, w, stride, pad, dilation):
    """The bias collects the gradients of all samples and positions: sum them, do not average."""
    dx, dw, _ = conv2d_backward(dout, x, w, stride, pad, dilation)
    return dx, dw, dout.mean(axis=(0, 2, 3))


@mistake(conv2d_backward, id="CV11", zh="权重的形状是 (Cout, Cin, kh, kw)；计算 dx 时你把两个通道轴弄反了。")
def filters_transposed_backward(dout, x, w, stride, pad, dilation):
    """Filters are (Cout, Cin, kh, kw): for dx you read the first axis as input channels."""
    _, dw, db = conv2d_backward(dout, x, w, stride, pad, dilation)
    return conv2d_backward(dout, x, w.swapaxes(0, 1), stride, pad, dilation)[0], dw, db


@mistake(conv2d_backward, id="CV12", zh="reshape 不会移动轴：dout 要先转置成滤波器在前，再 reshape。")
def samples_mixed_with_filters(dout, x, w, stride, pad, dilation):
    """reshape does not move axes: bring the filter axis of dout to the front before flattening the others."""
    out_channels = dout.shape[1]
    mixed = dout.reshape(out_channels, len(dout), *dout.shape[2:]).swapaxes(0, 1)
    return conv2d_backward(mixed, x, w, stride, pad, dilation)


@mistake(conv2d_backward, id="CV13", zh="反向时忽略了 dilation，只有 dilation 为 1 时才对。")
def backward_dilation_ignored(dout, x, w, stride, pad, dilation):
    """On the way back the dilation is missing: weights still meet pixels that are `dilation` apart."""
    (_, _, db), (ph, pw), (sh, sw) = conv2d_backward(dout, x, w, stride, pad, dilation), both(pad), both(stride)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    height, width = sh * (dout.shape[2] - 1) + w.shape[2], sw * (dout.shape[3] - 1) + w.shape[3]
    dw = conv2d_backward(dout, padded[:, :, :height, :width], w, stride, 0, 1)[1]
    return cropped(scattered(dout, x, w, stride, pad, 1), x, pad), dw, db


@mistake(conv2d_backward, zh="dout 已经是损失对输出的梯度：dw 和 db 要对样本求和，不再除以 N。")
def averaged_over_the_batch(dout, x, w, stride, pad, dilation):
    """dout is the gradient of the loss already: dw and db are sums over the samples, not averages."""
    dx, dw, db = conv2d_backward(dout, x, w, stride, pad, dilation)
    return dx, dw / len(x), db / len(x)


@mistake(conv2d_backward, zh="没有窗口覆盖的边缘像素也属于 dx：形状与 x 相同，梯度为 0。")
def border_left_out(dout, x, w, stride, pad, dilation):
    """dx has the shape of x: pixels at the border that no window reached are there, with gradient 0."""
    dx, dw, db = conv2d_backward(dout, x, w, stride, pad, dilation)
    sizes = zip(dout.shape[2:], w.shape[2:], both(stride), both(pad), both(dilation), x.shape[2:], strict=True)
    height, width = (min(s * (o - 1) + d * (k - 1) + 1 - p, n) for o, k, s, p, d, n in sizes)
    return dx[:, :, :height, :width], dw, db


@mistake(conv2d_backward, id="G-DTYPE", zh="dx 沿用了 x 的整数 dtype，小数被截断：请用浮点数组。")
def images_dtype_for_gradient(dout, x, w, stride, pad, dilation):
    """np.zeros_like of an integer image is an integer array, which cuts every gradient off: use floats."""
    dx, dw, db = conv2d_backward(dout, x, w, stride, pad, dilation)
    return (dx.astype(np.int64).astype(x.dtype) if x.dtype.kind in "iu" else dx), dw, db
