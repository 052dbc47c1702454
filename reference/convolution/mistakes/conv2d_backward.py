"""Known ways to get conv2d_backward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import conv2d_backward
from ._shared import both, swapped


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


def cut_to_unit_stride(dout, x, w, pad, dilation):
    """Arguments under which windows begin at i and j themselves."""
    (ph, pw), (dh, dw) = both(pad), both(dilation)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    height = dout.shape[2] + dh * (w.shape[2] - 1)
    width = dout.shape[3] + dw * (w.shape[3] - 1)
    return padded[:, :, :height, :width], w, 1, 0, dilation


@mistake(
    conv2d_backward,
    title=Text("dw and db averaged over samples", zh="dw和db又除以样本数"),
    zh="dout 已经是损失对输出的梯度：dw 和 db 要对样本求和，不再除以 N。",
)
def averaged_over_the_batch(dout, x, w, stride, pad, dilation):
    """dout is the gradient of the loss already: dw and db are sums over the samples, not averages."""
    dx, dw, db = conv2d_backward(dout, x, w, stride, pad, dilation)
    return dx, dw / len(x), db / len(x)


@mistake(
    conv2d_backward,
    title=Text("dilation ignored on the way back", zh="反向时忽略了dilation"),
    id="CV13",
    zh="反向时忽略了 dilation，只有 dilation 为 1 时才对。",
)
def backward_dilation_ignored(dout, x, w, stride, pad, dilation):
    """On the way back the dilation is missing: weights still meet pixels that are `dilation` apart."""
    (_, _, db), (ph, pw), (sh, sw) = conv2d_backward(dout, x, w, stride, pad, dilation), both(pad), both(stride)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    height, width = sh * (dout.shape[2] - 1) + w.shape[2], sw * (dout.shape[3] - 1) + w.shape[3]
    dw = conv2d_backward(dout, padded[:, :, :height, :width], w, stride, 0, 1)[1]
    return cropped(scattered(dout, x, w, stride, pad, 1), x, pad), dw, db


@mistake(
    conv2d_backward,
    title=Text("db averaged instead of summed", zh="db取了平均而非求和"),
    id="CV9",
    zh="db 是对样本和位置求和，不是取平均。",
)
def bias_gradient_averaged(dout, x, w, stride, pad, dilation):
    """The bias collects the gradients of all samples and positions: sum them, do not average."""
    dx, dw, _ = conv2d_backward(dout, x, w, stride, pad, dilation)
    return dx, dw, dout.mean(axis=(0, 2, 3))


@mistake(
    conv2d_backward,
    title=Text("db kept for every pixel", zh="db没有对位置求和"),
    id="CV9",
    zh="每个滤波器只有一个偏置：db 要对样本和所有位置求和。",
)
def bias_gradient_for_every_pixel(dout, x, w, stride, pad, dilation):
    """A filter has one bias for all positions: sum dout over samples, rows and columns."""
    dx, dw, _ = conv2d_backward(dout, x, w, stride, pad, dilation)
    return dx, dw, dout.sum(axis=0)


@mistake(
    conv2d_backward,
    title=Text("unreached border missing from dx", zh="dx缺少没有覆盖的边缘"),
    zh="没有窗口覆盖的边缘像素也属于 dx：形状与 x 相同，梯度为 0。",
)
def border_left_out(dout, x, w, stride, pad, dilation):
    """dx has the shape of x: pixels at the border that no window reached are there, with gradient 0."""
    dx, dw, db = conv2d_backward(dout, x, w, stride, pad, dilation)
    sizes = zip(dout.shape[2:], w.shape[2:], both(stride), both(pad), both(dilation), x.shape[2:], strict=True)
    height, width = (min(s * (o - 1) + d * (k - 1) + 1 - p, n) for o, k, s, p, d, n in sizes)
    return dx[:, :, :height, :width], dw, db


@mistake(
    conv2d_backward,
    title=Text("channel axes exchanged in dx", zh="计算dx时通道轴弄反"),
    id="CV11",
    zh="权重的形状是 (Cout, Cin, kh, kw)；计算 dx 时你把两个通道轴弄反了。",
)
def filters_transposed_backward(dout, x, w, stride, pad, dilation):
    """Filters are (Cout, Cin, kh, kw): for dx you read the first axis as input channels."""
    _, dw, db = conv2d_backward(dout, x, w, stride, pad, dilation)
    return conv2d_backward(dout, x, w.swapaxes(0, 1), stride, pad, dilation)[0], dw, db


@mistake(
    conv2d_backward,
    title=Text("first channel's gradient for all", zh="所有通道都用第一通道的梯度"),
    id="CV8",
    zh="每个输入通道有自己的权重和梯度；你把第一个通道的结果用于所有通道。",
)
def first_channel_for_all(dout, x, w, stride, pad, dilation):
    """Every input channel has weights and a gradient of its own; yours are those of the first channel for all."""
    dx, dw, db = conv2d_backward(dout, x[:, :1], w[:, :1], stride, pad, dilation)
    return np.repeat(dx, x.shape[1], axis=1), np.repeat(dw, x.shape[1], axis=1), db


@mistake(
    conv2d_backward,
    title=Text("products in small integers", zh="用小整数相乘"),
    zh="int8 的积与和超过 127 就被截断：请先转换成浮点数。",
    variants={"filters": ("too", "not")},
)
def products_in_small_integers(dout, x, w, stride, pad, dilation, *, filters):
    """Gradients and filters of int8 multiply and add up in int8, which ends at 127: convert to floats first."""
    dx, dw, db = conv2d_backward(dout, x, w, stride, pad, dilation)
    return _wrapped(dx, dout, w), _wrapped(dw, dout, x) if filters == "too" else dw, db


def _wrapped(gradient, *factors):
    """What integers of the factors' dtype leave of it."""
    dtype = np.result_type(*factors)
    return gradient.astype(np.int64).astype(dtype) if dtype.kind in "iu" else gradient


@mistake(
    conv2d_backward,
    title=Text("dx in the images' integer type", zh="dx沿用图像的整数类型"),
    id="G-DTYPE",
    zh="dx 沿用了 x 的整数 dtype，小数被截断：请用浮点数组。",
)
def images_dtype_for_gradient(dout, x, w, stride, pad, dilation):
    """np.zeros_like of an integer image is an integer array, which cuts every gradient off: use floats."""
    dx, dw, db = conv2d_backward(dout, x, w, stride, pad, dilation)
    return (dx.astype(np.int64).astype(x.dtype) if x.dtype.kind in "iu" else dx), dw, db


@mistake(
    conv2d_backward,
    title=Text("kernel rotated by 180° in dx", zh="计算dx时多翻转了卷积核"),
    id="CV1",
    zh="把梯度逐个分发回窗口时不需要再翻转卷积核。",
)
def kernel_turned_on_the_way_back(dout, x, w, stride, pad, dilation):
    """Your dx turns the kernel once too often: handing a gradient back to its window uses the weights as they lie."""
    _, dw, db = conv2d_backward(dout, x, w, stride, pad, dilation)
    return conv2d_backward(dout, x, w[:, :, ::-1, ::-1], stride, pad, dilation)[0], dw, db


@mistake(
    conv2d_backward,
    title=Text("overlapping windows overwritten", zh="重叠窗口的梯度被覆盖"),
    id="CV4",
    zh="相邻窗口会重叠：dx 要用 += 累加，不能用 = 覆盖。",
)
def overlap_overwritten(dout, x, w, stride, pad, dilation):
    """Windows overlap, and a pixel collects from all that saw it: add to dx, do not overwrite it."""
    _, dw, db = conv2d_backward(dout, x, w, stride, pad, dilation)
    return cropped(scattered(dout, x, w, stride, pad, dilation, overwrite=True), x, pad), dw, db


@mistake(
    conv2d_backward,
    title=Text("empty slice without padding", zh="无填充时切片为空"),
    id="CV2",
    zh="pad 为 0 时切片 p:-p 是空的：请改用 p : p + H。",
)
def padding_cut_from_behind(dout, x, w, stride, pad, dilation):
    """With no padding your slice p:-p is empty: cut from p to p + H instead."""
    (ph, pw), (_, dw, db) = both(pad), conv2d_backward(dout, x, w, stride, pad, dilation)
    return scattered(dout, x, w, stride, pad, dilation)[:, :, ph:-ph, pw:-pw], dw, db


@mistake(
    conv2d_backward,
    title=Text("stride ignored in dx", zh="计算dx时忽略了步长"),
    id="CV3",
    zh="计算 dx 时忘了步长：梯度要回到从 i·sh、j·sw 开始的窗口。",
)
def pixels_without_stride(dout, x, w, stride, pad, dilation):
    """dx forgets the stride: the gradient goes back to the window that begins at i times the stride, not at i."""
    _, dw, db = conv2d_backward(dout, x, w, stride, pad, dilation)
    return cropped(scattered(dout, x, w, stride, pad, dilation, step=1), x, pad), dw, db


@mistake(
    conv2d_backward,
    title=Text("dout reshaped without transpose", zh="dout没有转置就reshape"),
    id="CV12",
    zh="reshape 不会移动轴：dout 要先转置成滤波器在前，再 reshape。",
)
def samples_mixed_with_filters(dout, x, w, stride, pad, dilation):
    """reshape does not move axes: bring the filter axis of dout to the front before flattening the others."""
    out_channels = dout.shape[1]
    mixed = dout.reshape(out_channels, len(dout), *dout.shape[2:]).swapaxes(0, 1)
    return conv2d_backward(mixed, x, w, stride, pad, dilation)


@mistake(
    conv2d_backward,
    title=Text("row and column strides exchanged", zh="行列步长弄反"),
    id="CV7",
    zh="行用纵向步长（数对的第一个），列用横向步长；你把它们弄反了。",
)
def strides_swapped_backward(dout, x, w, stride, pad, dilation):
    """Rows use the vertical stride, the first of the pair; you have exchanged the two."""
    return conv2d_backward(dout, x, w, swapped(stride), pad, dilation)


@mistake(
    conv2d_backward,
    title=Text("stride ignored in dw", zh="计算dw时忽略了步长"),
    id="CV3",
    zh="计算 dw 时忘了步长：输出 (i, j) 对应的窗口从 i·sh、j·sw 开始。",
)
def weights_without_stride(dout, x, w, stride, pad, dilation):
    """dw forgets the stride: output (i, j) saw the window that begins at i times the stride, not at i."""
    dx, _, db = conv2d_backward(dout, x, w, stride, pad, dilation)
    return dx, conv2d_backward(dout, *cut_to_unit_stride(dout, x, w, pad, dilation))[1], db
