"""Misunderstandings about sizes, receptive fields and numbers of parameters."""

from __future__ import annotations

import math

from grader.author import mistake

from .solution import conv_output_size, param_count, receptive_field


def at_least_one(size):
    """The size, or the ValueError that the assignment asks for."""
    if size < 1:
        raise ValueError("no output")
    return size


# --- conv_output_size -----------------------------------------------------------------------------


@mistake(conv_output_size, id="CV10", zh="输出大小不是 H // s：要用包含卷积核与填充的公式。")
def input_over_stride(n, k, stride=1, pad=0, dilation=1):
    """The output is not simply n // stride: use the formula with kernel and padding."""
    return at_least_one(n // stride)


@mistake(conv_output_size, zh="最后放不下的窗口不算数：应向下取整，而不是向上。")
def size_rounded_up(n, k, stride=1, pad=0, dilation=1):
    """You rounded up: a window that sticks out at the end gives no output, so round down."""
    return at_least_one(math.ceil((n + 2 * pad - dilation * (k - 1) - 1) / stride) + 1)


@mistake(conv_output_size, zh="少了加一：第一个位置也要算进去。")
def first_position_forgotten(n, k, stride=1, pad=0, dilation=1):
    """You counted the steps, not the positions: there is one position more than there are steps."""
    return at_least_one((n + 2 * pad - dilation * (k - 1) - 1) // stride)


@mistake(conv_output_size, zh="两侧都有填充：长度增加 2·pad。")
def padding_on_one_side(n, k, stride=1, pad=0, dilation=1):
    """Both ends are padded: the axis grows by twice the padding."""
    return at_least_one((n + pad - dilation * (k - 1) - 1) // stride + 1)


@mistake(conv_output_size, id="CV13", zh="dilation 为 1 表示没有空隙，而不是隔一个像素。")
def dilation_counts_gaps(n, k, stride=1, pad=0, dilation=1):
    """Dilation 1 means no gap: it is the distance of neighbouring weights, not the number of pixels left out."""
    return at_least_one((n + 2 * pad - (dilation + 1) * (k - 1) - 1) // stride + 1)


@mistake(conv_output_size, zh="k 个权重之间只有 k - 1 段间距，扩张后的长度不是 d·k。")
def kernel_times_dilation(n, k, stride=1, pad=0, dilation=1):
    """Between k weights there are k - 1 distances, so a dilated kernel is shorter than dilation times k."""
    return at_least_one((n + 2 * pad - dilation * k) // stride + 1)


@mistake(conv_output_size, zh="忽略了 dilation：扩张后的卷积核覆盖更多像素。")
def dilation_ignored(n, k, stride=1, pad=0, dilation=1):
    """You left the dilation out: a dilated kernel reaches over more pixels than it has weights."""
    return at_least_one((n + 2 * pad - k) // stride + 1)


@mistake(conv_output_size, zh="int(…) 向零取整，把放不下的情况变成了 1；应向下取整。")
def cut_towards_zero(n, k, stride=1, pad=0, dilation=1):
    """int(…) rounds negative numbers up to 0, which turns a kernel that does not fit into one output: round down."""
    return at_least_one(int((n + 2 * pad - dilation * (k - 1) - 1) / stride) + 1)


@mistake(conv_output_size, zh="卷积核放不下时应抛出 ValueError，而不是返回 0 或负数。")
def never_refused(n, k, stride=1, pad=0, dilation=1):
    """A kernel that does not fit has no output: raise ValueError instead of returning 0 or less."""
    return (n + 2 * pad - dilation * (k - 1) - 1) // stride + 1


# --- receptive_field ------------------------------------------------------------------------------


def walked(layers, grow, jump_after=lambda jump, stride: jump * stride):
    """The usual recursion with another rule for the growth (of a dilated kernel's steps) or for the jump."""
    size, jump = 1, 1
    for kernel, stride, dilation in layers:
        size += grow(kernel, dilation) * jump
        jump = jump_after(jump, stride)
    return size, jump


def steps(kernel, dilation):
    """The right growth: the distance from a kernel's first weight to its last."""
    return dilation * (kernel - 1)


@mistake(receptive_field, id="CV14", zh="相邻窗口会重叠：每层只增加 (k - 1)·jump，不能把 k 直接相加。")
def kernels_added_up(layers):
    """Neighbouring windows overlap, so kernels do not simply add up: each layer adds (k - 1) times the jump."""
    _, jump = receptive_field(layers)
    return sum(kernel for kernel, _, _ in layers) or 1, jump


@mistake(receptive_field, id="CV15", zh="要用进入该层之前的 jump，不含该层自己的 stride。")
def own_stride_too(layers):
    """Use the jump before the layer: its own stride moves only what comes after it."""
    size, jump = 1, 1
    for kernel, stride, dilation in layers:
        jump *= stride
        size += steps(kernel, dilation) * jump
    return size, jump


@mistake(receptive_field, zh="忽略了前面各层的 stride：后面的层在输入上跨得更远。")
def strides_before_ignored(layers):
    """The strides of earlier layers are missing: behind a stride of 2, one step is two pixels of the input."""
    _, jump = receptive_field(layers)
    return 1 + sum(steps(kernel, dilation) for kernel, _, dilation in layers), jump


@mistake(receptive_field, zh="jump 是之前所有 stride 的乘积，不只是前一层的。")
def last_stride_only(layers):
    """The jump is the product of all strides so far, not the stride of the layer before alone."""
    return walked(layers, steps, lambda _jump, stride: stride)


@mistake(receptive_field, zh="stride 要相乘，不是相加。")
def strides_added(layers):
    """Strides multiply: keeping every second of every third leaves every sixth, not every fourth."""
    return walked(layers, steps, lambda jump, stride: jump + stride - 1)


@mistake(receptive_field, id="CV13", zh="dilation 为 1 表示没有空隙：间距就是 dilation 本身。")
def field_dilation_counts_gaps(layers):
    """Dilation 1 means no gap: neighbouring weights are `dilation` apart, not dilation + 1."""
    return walked(layers, lambda kernel, dilation: (dilation + 1) * (kernel - 1))


@mistake(receptive_field, zh="忽略了 dilation：它会把感受野撑大。")
def field_dilation_ignored(layers):
    """You left the dilation out, which is the very thing that widens the receptive field cheaply."""
    return walked(layers, lambda kernel, _dilation: kernel - 1)


@mistake(receptive_field, zh="扩张后的卷积核覆盖 d(k - 1) + 1 个位置，不是 d·k 个。")
def field_kernel_times_dilation(layers):
    """A dilated kernel covers d (k - 1) + 1 positions, not d times k: nothing follows the last weight."""
    return walked(layers, lambda kernel, dilation: dilation * kernel - 1)


@mistake(receptive_field, zh="列表的第一层离输入最近；你按相反的顺序走了。")
def layers_upside_down(layers):
    """The first layer of the list is the one next to the image; you went through them in the other order."""
    return receptive_field(layers[::-1])


@mistake(receptive_field, zh="返回的 jump 应包含最后一层的 stride。")
def jump_without_the_last(layers):
    """The jump between outputs includes the last layer's own stride."""
    size, _ = receptive_field(layers)
    return size, math.prod(stride for _, stride, _ in layers[:-1])


# --- param_count ----------------------------------------------------------------------------------


@mistake(param_count, zh="忘记了偏置：每个拥有独立权重的神经元都有一个偏置。")
def biases_forgotten(in_channels, height, width, out_channels, k, mode):
    """You counted weights only: every neuron with weights of its own has a bias too."""
    neurons = out_channels * (1 if mode == "shared" else height * width)
    return neurons * in_channels * (height * width if mode == "dense" else k * k)


@mistake(param_count, id="CV9", zh="共享权重时偏置也共享：每个滤波器一个偏置，不是每个像素一个。")
def bias_for_every_pixel(in_channels, height, width, out_channels, k, mode):
    """With shared weights the bias is shared as well: one for each filter, not one for each pixel."""
    extra = out_channels * (height * width - 1) if mode == "shared" else 0
    return param_count(in_channels, height, width, out_channels, k, mode) + extra


@mistake(param_count, id="CV9", zh="不共享权重时每个神经元都有自己的偏置，不是每个通道一个。")
def bias_for_every_channel(in_channels, height, width, out_channels, k, mode):
    """Units that share no weights share no bias either: each has its own, not one for a whole channel."""
    extra = 0 if mode == "shared" else out_channels * (height * width - 1)
    return param_count(in_channels, height, width, out_channels, k, mode) - extra


@mistake(param_count, id="CV8", zh="一个滤波器覆盖所有输入通道：共有 k·k·Cin 个权重。")
def flat_kernels(in_channels, height, width, out_channels, k, mode):
    """A filter is as deep as the image: it has k x k weights for every input channel."""
    return param_count(in_channels if mode == "dense" else 1, height, width, out_channels, k, mode)


@mistake(param_count, zh="全连接层的输出有 Cout·H·W 个单元，不是 Cout 个。")
def one_unit_for_each_channel(in_channels, height, width, out_channels, k, mode):
    """The dense layer has a unit for every pixel of every output channel, not one for each channel."""
    if mode == "dense":
        return out_channels * (in_channels * height * width + 1)
    return param_count(in_channels, height, width, out_channels, k, mode)


@mistake(param_count, zh="同一位置的各输出通道有各自的权重：要乘以 Cout。")
def channels_share_a_field(in_channels, height, width, out_channels, k, mode):
    """Units at one place look at the same field but have weights of their own: multiply by the output channels."""
    return param_count(in_channels, height, width, 1 if mode == "local" else out_channels, k, mode)


@mistake(param_count, zh="卷积核有 k·k 个权重，不是 k 个。")
def side_for_area(in_channels, height, width, out_channels, k, mode):
    """A kernel is a square: k times k weights, not k."""
    if mode == "dense":
        return param_count(in_channels, height, width, out_channels, k, mode)
    return out_channels * (1 if mode == "shared" else height * width) * (in_channels * k + 1)


@mistake(param_count, id="G-HARD", zh="图像不一定是正方形：要用高乘以宽。")
def every_image_square(in_channels, height, width, out_channels, k, mode):
    """Images need not be square: use height times width."""
    return param_count(in_channels, height, height, out_channels, k, mode)


@mistake(param_count, zh="本题中边缘的单元也按 k·k·Cin 个权重计算，落在填充上的也算。")
def fewer_weights_at_the_border(in_channels, height, width, out_channels, k, mode):
    """Here units at the border count k x k x Cin weights like all others, those over the padding included."""
    if mode != "local":
        return param_count(in_channels, height, width, out_channels, k, mode)

    def seen(side):
        return sum(min(i + k // 2, side - 1) - max(i - k // 2, 0) + 1 for i in range(side))

    return out_channels * (in_channels * seen(height) * seen(width) + height * width)
