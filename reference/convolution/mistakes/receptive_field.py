"""Known ways to get receptive_field wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import math

from grader.author import Text, mistake

from ..solution import receptive_field


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


@mistake(
    receptive_field,
    title=Text("dilation counted as a gap", zh="把dilation当作空隙数"),
    id="CV13",
    zh="dilation 为 1 表示没有空隙：间距就是 dilation 本身。",
)
def field_dilation_counts_gaps(layers):
    """Dilation 1 means no gap: neighbouring weights are `dilation` apart, not dilation + 1."""
    return walked(layers, lambda kernel, dilation: (dilation + 1) * (kernel - 1))


@mistake(receptive_field, title=Text("dilation ignored", zh="忽略了dilation"), zh="忽略了 dilation：它会把感受野撑大。")
def field_dilation_ignored(layers):
    """You left the dilation out, which is the very thing that widens the receptive field cheaply."""
    return walked(layers, lambda kernel, _dilation: kernel - 1)


@mistake(
    receptive_field,
    title=Text("kernel length as dilation x k", zh="卷积核长度算成d·k"),
    zh="扩张后的卷积核覆盖 d(k - 1) + 1 个位置，不是 d·k 个。",
)
def field_kernel_times_dilation(layers):
    """A dilated kernel covers d (k - 1) + 1 positions, not d times k: nothing follows the last weight."""
    return walked(layers, lambda kernel, dilation: dilation * kernel - 1)


@mistake(
    receptive_field,
    title=Text("last stride missing from the jump", zh="jump漏了最后的stride"),
    zh="返回的 jump 应包含最后一层的 stride。",
)
def jump_without_the_last(layers):
    """The jump between outputs includes the last layer's own stride."""
    size, _ = receptive_field(layers)
    return size, math.prod(stride for _, stride, _ in layers[:-1])


@mistake(
    receptive_field,
    title=Text("kernel sizes simply added", zh="直接相加卷积核大小"),
    id="CV14",
    zh="相邻窗口会重叠：每层只增加 (k - 1)·jump，不能把 k 直接相加。",
)
def kernels_added_up(layers):
    """Neighbouring windows overlap, so kernels do not simply add up: each layer adds (k - 1) times the jump."""
    _, jump = receptive_field(layers)
    return sum(kernel for kernel, _, _ in layers) or 1, jump


@mistake(
    receptive_field,
    title=Text("only the stride just before", zh="只用前一层的stride"),
    zh="jump 是之前所有 stride 的乘积，不只是前一层的。",
)
def last_stride_only(layers):
    """The jump is the product of all strides so far, not the stride of the layer before alone."""
    return walked(layers, steps, lambda _jump, stride: stride)


@mistake(
    receptive_field,
    title=Text("layers in reverse order", zh="层的顺序颠倒"),
    zh="列表的第一层离输入最近；你按相反的顺序走了。",
)
def layers_upside_down(layers):
    """The first layer of the list is the one next to the image; you went through them in the other order."""
    return receptive_field(layers[::-1])


@mistake(
    receptive_field,
    title=Text("the layer's own stride included", zh="多乘了本层的stride"),
    id="CV15",
    zh="要用进入该层之前的 jump，不含该层自己的 stride。",
)
def own_stride_too(layers):
    """Use the jump before the layer: its own stride moves only what comes after it."""
    size, jump = 1, 1
    for kernel, stride, dilation in layers:
        jump *= stride
        size += steps(kernel, dilation) * jump
    return size, jump


@mistake(
    receptive_field,
    title=Text("strides added, not multiplied", zh="stride相加而非相乘"),
    zh="stride 要相乘，不是相加。",
)
def strides_added(layers):
    """Strides multiply: keeping every second of every third leaves every sixth, not every fourth."""
    return walked(layers, steps, lambda jump, stride: jump + stride - 1)


@mistake(
    receptive_field,
    title=Text("earlier strides ignored", zh="忽略了前面各层的stride"),
    zh="忽略了前面各层的 stride：后面的层在输入上跨得更远。",
)
def strides_before_ignored(layers):
    """The strides of earlier layers are missing: behind a stride of 2, one step is two pixels of the input."""
    _, jump = receptive_field(layers)
    return 1 + sum(steps(kernel, dilation) for kernel, _, dilation in layers), jump
