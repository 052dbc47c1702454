"""Known ways to get param_count wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

from grader.author import Text, mistake

from ..solution import param_count


@mistake(
    param_count,
    title=Text("one bias per channel without sharing", zh="不共享权重时每通道只有一个偏置"),
    id="CV9",
    zh="不共享权重时每个神经元都有自己的偏置，不是每个通道一个。",
)
def bias_for_every_channel(in_channels, height, width, out_channels, k, mode):
    """Units that share no weights share no bias either: each has its own, not one for a whole channel."""
    extra = 0 if mode == "shared" else out_channels * (height * width - 1)
    return param_count(in_channels, height, width, out_channels, k, mode) - extra


@mistake(
    param_count,
    title=Text("one bias per pixel with sharing", zh="共享权重时每像素一个偏置"),
    id="CV9",
    zh="共享权重时偏置也共享：每个滤波器一个偏置，不是每个像素一个。",
)
def bias_for_every_pixel(in_channels, height, width, out_channels, k, mode):
    """With shared weights the bias is shared as well: one for each filter, not one for each pixel."""
    extra = out_channels * (height * width - 1) if mode == "shared" else 0
    return param_count(in_channels, height, width, out_channels, k, mode) + extra


@mistake(
    param_count,
    title=Text("biases not counted", zh="没有计入偏置"),
    zh="忘记了偏置：每个拥有独立权重的神经元都有一个偏置。",
)
def biases_forgotten(in_channels, height, width, out_channels, k, mode):
    """You counted weights only: every neuron with weights of its own has a bias too."""
    neurons = out_channels * (1 if mode == "shared" else height * width)
    return neurons * in_channels * (height * width if mode == "dense" else k * k)


@mistake(
    param_count,
    title=Text("output channels share local weights", zh="局部连接时各输出通道共用权重"),
    zh="同一位置的各输出通道有各自的权重：要乘以 Cout。",
)
def channels_share_a_field(in_channels, height, width, out_channels, k, mode):
    """Units at one place look at the same field but have weights of their own: multiply by the output channels."""
    return param_count(in_channels, height, width, 1 if mode == "local" else out_channels, k, mode)


@mistake(
    param_count,
    title=Text("every image taken as square", zh="把图像都当作正方形"),
    id="G-HARD",
    zh="图像不一定是正方形：要用高乘以宽。",
)
def every_image_square(in_channels, height, width, out_channels, k, mode):
    """Images need not be square: use height times width."""
    return param_count(in_channels, height, height, out_channels, k, mode)


@mistake(
    param_count,
    title=Text("fewer weights at the border", zh="边缘单元少算权重"),
    zh="本题中边缘的单元也按 k·k·Cin 个权重计算，落在填充上的也算。",
)
def fewer_weights_at_the_border(in_channels, height, width, out_channels, k, mode):
    """Here units at the border count k x k x Cin weights like all others, those over the padding included."""
    if mode != "local":
        return param_count(in_channels, height, width, out_channels, k, mode)

    def seen(side):
        return sum(min(i + k // 2, side - 1) - max(i - k // 2, 0) + 1 for i in range(side))

    return out_channels * (in_channels * seen(height) * seen(width) + height * width)


@mistake(
    param_count,
    title=Text("filters without input channels", zh="滤波器漏乘输入通道数"),
    id="CV8",
    zh="一个滤波器覆盖所有输入通道：共有 k·k·Cin 个权重。",
)
def flat_kernels(in_channels, height, width, out_channels, k, mode):
    """A filter is as deep as the image: it has k x k weights for every input channel."""
    return param_count(in_channels if mode == "dense" else 1, height, width, out_channels, k, mode)


@mistake(
    param_count,
    title=Text("one dense unit per channel", zh="全连接层每通道只有一个单元"),
    zh="全连接层的输出有 Cout·H·W 个单元，不是 Cout 个。",
)
def one_unit_for_each_channel(in_channels, height, width, out_channels, k, mode):
    """The dense layer has a unit for every pixel of every output channel, not one for each channel."""
    if mode == "dense":
        return out_channels * (in_channels * height * width + 1)
    return param_count(in_channels, height, width, out_channels, k, mode)


@mistake(
    param_count, title=Text("k weights instead of k x k", zh="卷积核只算k个权重"), zh="卷积核有 k·k 个权重，不是 k 个。"
)
def side_for_area(in_channels, height, width, out_channels, k, mode):
    """A kernel is a square: k times k weights, not k."""
    if mode == "dense":
        return param_count(in_channels, height, width, out_channels, k, mode)
    return out_channels * (1 if mode == "shared" else height * width) * (in_channels * k + 1)
