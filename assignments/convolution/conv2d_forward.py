"""The convolution of a batch of images with filters and biases."""

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
    FITS,
    KERNEL,
    PADDING,
    STRIDE,
    digits,
    eighths,
    layer,
    out,
)

problem = Problem(
    points=20,
    forbidden=CONVOLUTIONS,
    hints=(
        Text(
            "The traps are the direction of the kernel, and which of stride, padding and dilation moves what, "
            "in rows and in columns.",
            zh="陷阱在于卷积核的方向，以及步长、填充、膨胀在行和列上各自移动什么。",
        ),
        Text(
            "Print the window that you take for out[0, 0, 0, 1] and compare it, position by position, with the "
            "formula's indices.",
            zh="打印你为 out[0, 0, 0, 1] 取出的窗口，逐个位置与公式的下标对照。",
        ),
    ),
)

domain = (
    Domain(
        x=Array("N Cin H W", dtypes=(float64, float32, uint8, signed.once())),
        w=Array("Cout Cin kh kw", dtypes=(float64, float32, signed)),
        b=Array("Cout", dtypes=(float64, float32, signed.once())),
        stride=Pair("sh sw", range(1, 5)),
        pad=Pair("ph pw", range(5)),
        dilation=Pair("dh dw", range(1, 4)),
    )
    .sizes(N=range(1, 5), Cin=range(1, 5), Cout=range(1, 5), H=range(1, 13), W=range(1, 13))
    .follows(
        Ho=(out, "H kh sh ph dh"),
        Wo=(out, "W kw sw pw dw"),
    )
    .choices_of(BATCH, STRIDE, PADDING, DILATION, KERNEL, FITS)
    .float32_together()
)


@scenario(
    public=2, traps=("visible-flip", "pad-zero", "one-channel"),
    zh="一张灰度图、一个不对称的滤波器，都是整数。",
)
def by_hand(rng: Generator) -> Case:
    """One grey image, one filter that is not symmetric, whole numbers."""
    return Case(**layer(rng, (1, 1, 4, 6), (1, 2, 3), numbers=digits))


@scenario(public=1, zh="一张灰度图，两个方向步长都是 2、填充都是 1。")
def half_the_size(rng: Generator) -> Case:
    """Stride 2 and padding 1 both ways, on one grey image."""
    return Case(**layer(rng, (1, 1, 5, 7), (2, 3, 3), stride=(2, 2), pad=(1, 1), numbers=digits))


@scenario(public=1, zh="两张灰度图、三个滤波器，有填充。")
def ordinary(rng: Generator) -> Case:
    """Two grey images, three filters, padded."""
    return Case(**layer(rng, (2, 1, 6, 7), (3, 3, 2), stride=(1, 1), pad=(1, 1), dilation=(1, 1)))


@scenario(
    private=1,
    traps=("channels",),
    hint=Text(
        "A filter has weights for every input channel and sums over all of them; its bias is added once.",
        zh="一个滤波器对每个输入通道都有权重，并对所有通道求和；偏置只加一次。",
    ),
    zh="多个输入和输出通道。",
)
def channels(rng: Generator) -> Case:
    """Several channels in and out."""
    return Case(**layer(rng, (2, 3, 6, 8), (4, 2, 3), stride=(1, 1), pad=(0, 0), dilation=(1, 1)))


@scenario(
    private=2,
    traps=("asymmetric-stride", "odd-even"),
    hint=Text(
        "The first number of each pair belongs to the rows, the second to the columns.",
        zh="每个数对中第一个属于行（高度），第二个属于列（宽度）。",
    ),
    zh="行和列各有自己的卷积核、步长和填充。",
)
def asymmetric(rng: Generator) -> Case:
    """Rows and columns have kernels, strides and paddings of their own."""
    return Case(**layer(rng, (2, 3, 11, 8), (4, 2, 5), stride=(2, 1), pad=(0, 2), dilation=(1, 1)))


@scenario(
    private=1, traps=("stride-not-dividing", "int-or-pair"),
    zh="步长为 3，留下不用的行和列；stride、pad 和 dilation 是普通整数。",
)
def not_dividing(rng: Generator) -> Case:
    """Stride 3 leaves rows and columns unused; stride, pad and dilation are plain ints."""
    return Case(**layer(rng, (5, 2, 9, 17), (4, 3, 3), stride=3, pad=1, dilation=1))


@scenario(
    public=1,
    private=1,
    traps=("dilation",),
    hint=Text(
        "Weight (a, e) meets the pixel at row i sh + a dh, column j sw + e dw; dilation 1 leaves no gap.",
        zh="权重 (a, e) 对应第 i sh + a dh 行、第 j sw + e dw 列的像素；dilation 为 1 时没有空隙。",
    ),
    zh="带空洞的卷积核，纵向与横向不同。",
)
def dilated(rng: Generator) -> Case:
    """Kernels with gaps, other ones down than across."""
    return Case(**layer(rng, (2, 3, 10, 9), (4, 3, 2), stride=(1, 2), pad=(1, 0), dilation=(2, 3)))


@scenario(private=1, traps=("one-by-one-kernel",), zh="1 x 1 的滤波器，步长为 2，空洞与图像一样大，对它们没有影响。")
def pointwise(rng: Generator) -> Case:
    """1 x 1 filters with stride 2, and a dilation as large as the image, which means nothing to them."""
    return Case(**layer(rng, (3, 5, 3, 9), (2, 1, 1), stride=(2, 2), pad=(0, 0), dilation=(3, 1)))


@scenario(
    private=1, traps=("square-case",),
    zh="样本数、输入输出通道数、高和宽都是 4：轴的顺序弄错也不会显示在形状上。",
)
def square(rng: Generator) -> Case:
    """Samples, channels in and out, height and width are all 4: no wrong order of axes shows in the shape."""
    return Case(**layer(rng, (4, 4, 4, 4), (4, 3, 3), stride=(1, 1), pad=(1, 1), dilation=(1, 1)))


@scenario(private=1, traps=("float32", "small-range"), zh="图像、滤波器和偏置都是 float32，全为正。")
def float32_images(rng: Generator) -> Case:
    """Images, filters and biases in float32, all positive."""
    inputs = layer(rng, (2, 3, 5, 6), (4, 3, 2), stride=(1, 1), pad=(0, 0), dilation=(1, 1), numbers=eighths)
    return Case(**{**inputs, **{name: inputs[name].astype(np.float32) for name in "xwb"}})


@scenario(private=1, traps=("input-forms",), zh="数组按 Fortran 顺序、倒序、有间隔地存放，并且全部只读。")
def layouts(rng: Generator) -> Case:
    """Arrays in Fortran order, running backwards, with gaps, and all read-only."""
    case = Case(**layer(rng, (2, 3, 6, 7), (5, 3, 4), stride=(2, 1), pad=(1, 1), dilation=(1, 1)))
    return case.layout("F", "x").layout("reversed", "w").layout("strided", "b").read_only()


@scenario(
    private=1,
    traps=("integers",),
    hint=Text(
        "Integer images give float64 results: convert first, small integer types overflow.",
        zh="整数图像的结果是 float64：先转换，否则小整数类型会溢出或截断。",
    ),
    zh="图像是 uint8，滤波器是 int8，偏置是 float64。",
)
def bytes_of_a_photograph(rng: Generator) -> Case:
    """Images in uint8, filters in int8, biases in float64."""
    x = rng.integers(100, 256, size=(2, 3, 5, 8)).astype(np.uint8)
    w = rng.integers(60, 128, size=(4, 3, 3, 2)).astype(np.int8)
    return Case(x=x, w=w, b=rng.normal(size=4) * 1000, stride=(1, 1), pad=(1, 0), dilation=(1, 1))


@scenario(
    private=1,
    traps=("too-small",),
    hint=Text("No position is a ValueError.", zh="没有任何位置时应抛出 ValueError。"),
    zh="带空洞的卷积核比填充后的图像多出一行。",
)
def does_not_fit(rng: Generator) -> Case:
    """The dilated kernel reaches over one row more than the padded image has."""
    return Case(**layer(rng, (2, 3, 4, 9), (5, 4, 2), stride=(3, 1), pad=(1, 0), dilation=(2, 1))).raises(ValueError)


@scenario(
    private=1,
    traps=("large-case",),
    hint=Text(
        "Sum each window times its filter in one NumPy call: 16 million products are too many for Python loops.",
        zh="用一次 NumPy 调用完成窗口与滤波器的乘加：一千六百万次乘法对 Python 循环来说太多了。",
    ),
    zh="19 x 23 的滤波器：每个输出的计算量很大。",
)
def large_kernels(rng: Generator) -> Case:
    """Filters of 19 x 23: much work for each output."""
    return Case(**layer(rng, (3, 8, 30, 35), (10, 19, 23), stride=(1, 1), pad=(0, 0), dilation=(1, 1)))


every_choice = covering(domain, private=16, traps=("kernel-is-image", "one-sample"))
