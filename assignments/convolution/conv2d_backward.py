"""The gradients of a convolution: for the images, the filters and the biases."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Pair,
    Problem,
    Text,
    covering,
    float32,
    float64,
    scenario,
    signed,
    small,
    uint8,
)

from .draws import (
    BATCH,
    CONVOLUTIONS,
    DILATION,
    KERNEL,
    PADDING,
    STRIDE,
    digits,
    eighths,
    layer_backward,
    of_size_one,
    out,
)

problem = Problem(
    points=25,
    forbidden=(*CONVOLUTIONS, "torch.nn.grad.conv2d_input", "torch.nn.grad.conv2d_weight", "autograd"),
    hints=(
        Text(
            "The trap is that one pixel lies in many windows: what comes back to it is a sum, and only the "
            "padding is cut off at the end.",
            zh="陷阱在于一个像素属于多个窗口：传回来的是总和，最后只去掉填充。",
        ),
        Text(
            "Write the forward loop once more and turn every product in it round: who multiplied whom, and who "
            "gets what is added?",
            zh="把前向循环再写一遍，把每个乘积反过来：谁乘了谁？加回来的给谁？",
        ),
    ),
)

domain = (
    Domain(
        dout=Array("N Cout Ho Wo", dtypes=(float64, float32, signed.once())),
        x=Array("N Cin H W", dtypes=(float64, float32, uint8, signed.once())),
        w=Array("Cout Cin kh kw", dtypes=(float64, float32, signed)),
        stride=Pair("sh sw", range(1, 5)),
        pad=Pair("ph pw", range(5)),
        dilation=Pair("dh dw", range(1, 4)),
    )
    .sizes(N=range(1, 5), Cin=range(1, 5), Cout=range(1, 5), H=range(1, 13), W=range(1, 13))
    .follows(
        Ho=(out, "H kh sh ph dh"),
        Wo=(out, "W kw sw pw dw"),
    )
    .needs(lambda Ho, Wo: Ho >= 1 and Wo >= 1)
    .choices_of(BATCH, STRIDE, PADDING, DILATION, KERNEL)
    .float32_together()
)


@scenario(public=2, traps=("visible-flip", "one-channel"), zh="一张灰度图、一个滤波器，都是整数。")
def by_hand(rng: Generator) -> Case:
    """One grey image, one filter, whole numbers."""
    return Case(**layer_backward(rng, (1, 1, 3, 5), (1, 2, 3), pad=1, numbers=digits))


@scenario(public=1, zh="三张灰度图、两个滤波器，有填充，步长为 1。")
def ordinary(rng: Generator) -> Case:
    """Three grey images, two filters, padded, stride 1."""
    return Case(**layer_backward(rng, (3, 1, 5, 7), (2, 3, 4), stride=(1, 1), pad=(1, 1), dilation=(1, 1)))


@scenario(
    private=1,
    traps=("pad-zero", "channels"),
    hint=Text(
        "Without padding nothing is cut off: x[:, :, 0:-0] is empty. Cut p : p + H instead.",
        zh="没有填充时什么也不用裁掉：x[:, :, 0:-0] 是空的。请改用 p : p + H。",
    ),
    zh="多个输入和输出通道，没有填充。",
)
def no_padding(rng: Generator) -> Case:
    """Several channels in and out, no padding."""
    return Case(**layer_backward(rng, (2, 3, 6, 8), (4, 2, 3), stride=(1, 1), pad=(0, 0), dilation=(1, 1)))


@scenario(
    private=2,
    traps=("asymmetric-stride", "odd-even"),
    hint=Text(
        "Output (i, j) looked at the window that begins at row i sh, column j sw; go back to that one.",
        zh="输出 (i, j) 看到的窗口从第 i sh 行、第 j sw 列开始；反向时要回到同一个窗口。",
    ),
    zh="行和列各有自己的卷积核、步长和填充。",
)
def asymmetric(rng: Generator) -> Case:
    """Rows and columns have kernels, strides and paddings of their own."""
    return Case(**layer_backward(rng, (2, 3, 9, 8), (4, 2, 5), stride=(2, 1), pad=(1, 2), dilation=(1, 1)))


@scenario(
    private=1,
    traps=("stride-not-dividing", "int-or-pair"),
    hint=Text(
        "dx has the shape of x: rows and columns that no window reached have gradient 0.",
        zh="dx 与 x 形状相同：没有被任何窗口覆盖的行和列梯度为 0。",
    ),
    zh="步长为 3，最后的行和列不用；stride、pad 和 dilation 是普通整数。",
)
def not_dividing(rng: Generator) -> Case:
    """Stride 3 leaves the last rows and columns unused; stride, pad and dilation are plain ints."""
    return Case(**layer_backward(rng, (5, 2, 9, 17), (4, 3, 3), stride=3, pad=1, dilation=1))


@scenario(public=1, private=1, traps=("dilation",), zh="带空洞的卷积核，纵向与横向不同。")
def dilated(rng: Generator) -> Case:
    """Kernels with gaps, other ones down than across."""
    return Case(**layer_backward(rng, (2, 3, 10, 9), (4, 3, 2), stride=(1, 2), pad=(1, 0), dilation=(2, 3)))


@scenario(private=1, traps=("one-by-one-kernel",), zh="1 x 1 的滤波器，步长为 2，空洞与图像一样大，对它们没有影响。")
def pointwise(rng: Generator) -> Case:
    """1 x 1 filters with stride 2, and a dilation as large as the image, which means nothing to them."""
    return Case(**layer_backward(rng, (3, 5, 3, 9), (2, 1, 1), stride=(2, 2), pad=(0, 0), dilation=(3, 1)))


@scenario(private=1, traps=("kernel-is-image", "one-sample"), zh="一张图像，滤波器与它一样大。")
def kernel_is_image(rng: Generator) -> Case:
    """One image, filters as large as it."""
    return Case(**layer_backward(rng, (1, 3, 4, 5), (2, 4, 5), stride=(2, 1), pad=(0, 0), dilation=(1, 1)))


@scenario(private=1, traps=("square-case",), zh="样本数、输入输出通道数、高和宽都是 4。")
def square(rng: Generator) -> Case:
    """Samples, channels in and out, height and width are all 4."""
    return Case(**layer_backward(rng, (4, 4, 4, 4), (4, 3, 3), stride=(1, 1), pad=(1, 1), dilation=(1, 1)))


@scenario(private=1, traps=("float32", "small-range"), zh="梯度、图像和滤波器都是 float32，全为正。")
def float32_images(rng: Generator) -> Case:
    """Gradients, images and filters in float32, all positive."""
    inputs = layer_backward(rng, (2, 3, 5, 6), (4, 3, 2), stride=(1, 2), pad=(1, 0), dilation=(1, 1), numbers=eighths)
    return Case(**{**inputs, **{name: inputs[name].astype(np.float32) for name in ("dout", "x", "w")}})


@scenario(private=1, traps=("input-forms",), zh="数组按 Fortran 顺序、倒序、有间隔地存放，并且全部只读。")
def layouts(rng: Generator) -> Case:
    """Arrays in Fortran order, running backwards, with gaps, and all read-only."""
    case = Case(**layer_backward(rng, (2, 3, 6, 7), (5, 3, 4), stride=(2, 1), pad=(1, 1), dilation=(1, 1)))
    return case.layout("F", "x").layout("reversed", "w").layout("strided", "dout").read_only()


@scenario(
    private=1,
    traps=("integers",),
    hint=Text(
        "The gradient of an integer image is no integer: do not give dx the dtype of x.",
        zh="整数图像的梯度不是整数：不要让 dx 沿用 x 的 dtype。",
    ),
    zh="图像是 uint8；滤波器和梯度是浮点数。",
)
def bytes_of_a_photograph(rng: Generator) -> Case:
    """Images in uint8; filters and gradients are floats."""
    inputs = layer_backward(rng, (2, 3, 5, 8), (4, 3, 2), stride=(1, 1), pad=(1, 0), dilation=(1, 1))
    inputs["x"] = rng.integers(0, 256, size=inputs["x"].shape).astype(np.uint8)
    return Case(**inputs)


@scenario(
    private=1,
    traps=("integers",),
    hint=Text(
        "Products and sums of int8 are cut off beyond 127: compute in floats.",
        zh="int8 的积与和超过 127 会被截断：请用浮点数计算。",
    ),
    zh="梯度和滤波器是 int8；图像是浮点数。",
)
def small_integers(rng: Generator) -> Case:
    """Gradients and filters in int8; images are floats."""
    inputs = layer_backward(rng, (2, 3, 5, 6), (4, 3, 2), stride=(1, 1), pad=(1, 0), dilation=(1, 1))
    for name in ("dout", "w"):
        inputs[name] = rng.integers(-100, 101, size=inputs[name].shape).astype(np.int8)
    return Case(**inputs)


every_choice = covering(domain, private=16, adjust=of_size_one)
