"""A convolutional layer written as a fully connected one: the matrix whose weights are shared."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Int,
    Pair,
    Problem,
    Text,
    case,
    covering,
    float32,
    float64,
    scenario,
    signed,
    small,
    uint8,
)

from .draws import CONVOLUTIONS, FITS, KERNEL, PADDING, STRIDE, digits, out, similar

problem = Problem(
    points=10,
    forbidden=CONVOLUTIONS,
    hints=(
        Text(
            "The trap is the order of axes: a row belongs to one output, a column to one pixel, each counted in "
            "row-major order.",
            zh="陷阱在于轴的顺序：一行对应一个输出，一列对应一个像素，都按行优先计数。",
        ),
        Text(
            "Fill the row of one output by hand for the handout's example; then ask which weights meet the padding.",
            zh="按讲义的例子手工填出一个输出的那一行；再问哪些权重落在填充上。",
        ),
    ),
)

domain = (
    Domain(
        w=Array("Cout Cin kh kw", dtypes=(float64, float32, signed)),
        height=Int(range(1, 9)),
        width=Int(range(1, 9)),
        stride=Pair("sh sw", range(1, 5)),
        pad=Pair("ph pw", range(4)),
    )
    .follows(
        H=lambda height: height,
        W=lambda width: width,
        Ho=(out, "H kh sh ph"),
        Wo=(out, "W kw sw pw"),
    )
    .choices_of(
        Choice(
            "channels",
            case("several channels", zh="多个通道"),
            case("one channel", lambda Cin, Cout: Cin == Cout == 1, zh="一个通道"),
        ),
        *(STRIDE, PADDING, KERNEL, FITS),
    )
)


@scenario(public=2, traps=("visible-flip", "pad-zero"), zh="3 x 4 灰度图上的一个 2 x 2 滤波器。")
def by_hand(rng: Generator) -> Case:
    """One 2 x 2 filter on a grey image of 3 x 4."""
    return Case(w=digits(rng, 1, 1, 2, 2), height=3, width=4, stride=1, pad=0)


@scenario(public=1, zh="灰度图上的两个滤波器。")
def ordinary(rng: Generator) -> Case:
    """Two filters on a grey image."""
    return Case(w=rng.normal(size=(2, 1, 2, 3)), height=4, width=5, stride=(1, 1), pad=(0, 0))


@scenario(
    private=2,
    traps=("channels",),
    hint=Text(
        "Rows run over (Cout, Ho, Wo), columns over (Cin, H, W), both in row-major order.",
        zh="行按 (Cout, Ho, Wo)、列按 (Cin, H, W) 的行优先顺序排列。",
    ),
    zh="多个输入和输出通道。",
)
def channels(rng: Generator) -> Case:
    """Several channels in and out."""
    return Case(w=rng.normal(size=(4, 2, 3, 2)), height=5, width=7, stride=(1, 1), pad=(0, 0))


@scenario(
    public=1,
    private=2,
    traps=("padding",),
    hint=Text(
        "A weight that falls on the padding has no column: drop it, and mind that negative indices wrap round.",
        zh="落在填充区的权重没有对应的列：应当舍去；注意负索引会从末尾绕回来。",
    ),
    zh="上下与左右的填充不同；有些权重落在图像之外。",
)
def padded(rng: Generator) -> Case:
    """Different paddings above and beside; some weights fall outside the image."""
    return Case(w=rng.normal(size=(2, 3, 3, 4)), height=4, width=5, stride=(1, 1), pad=(1, 2))


@scenario(private=1, traps=("asymmetric-stride",), zh="行和列各有自己的卷积核、步长和填充。")
def asymmetric(rng: Generator) -> Case:
    """Rows and columns have kernels, strides and paddings of their own."""
    return Case(w=rng.normal(size=(3, 2, 3, 2)), height=8, width=7, stride=(3, 2), pad=(2, 1))


@scenario(
    private=1, traps=("stride-not-dividing", "int-or-pair"),
    zh="步长为 3，末尾留下全零的列；stride 和 pad 是普通整数。",
)
def not_dividing(rng: Generator) -> Case:
    """Stride 3 leaves columns of zeros at the end; stride and pad are plain ints."""
    return Case(w=rng.normal(size=(3, 2, 2, 4)), height=6, width=9, stride=3, pad=0)


@scenario(private=1, traps=("empty-windows",), zh="只看到填充的输出，对应的行全为零。")
def more_padding_than_kernel(rng: Generator) -> Case:
    """Outputs that see padding only have rows of zeros."""
    return Case(w=rng.normal(size=(3, 2, 1, 2)), height=4, width=5, stride=(2, 1), pad=(2, 3))


@scenario(private=1, traps=("one-by-one-kernel",), zh="1 x 1 的滤波器：由缩放的单位阵组成的分块矩阵。")
def pointwise(rng: Generator) -> Case:
    """1 x 1 filters: a block of scaled identities."""
    return Case(w=similar(rng, 4, 3, 1, 1), height=2, width=5, stride=(1, 1), pad=(0, 0))


@scenario(private=1, traps=("kernel-is-image", "small-range"), zh="滤波器与图像一样大：终究是全连接，没有 0。")
def kernel_is_image(rng: Generator) -> Case:
    """Filters as large as the image: fully connected after all, nothing is 0."""
    return Case(w=similar(rng, 5, 2, 4, 3), height=4, width=3, stride=(2, 2), pad=(0, 0))


@scenario(private=1, traps=("square-case",), zh="一切都是 3：输入输出通道、卷积核、高和宽。")
def square(rng: Generator) -> Case:
    """Everything is 3: channels in and out, kernel, height and width."""
    return Case(w=rng.normal(size=(3, 3, 3, 3)), height=3, width=3, stride=(1, 1), pad=(1, 1))


@scenario(private=1, traps=("input-forms", "float32"), zh="只读的 float32 滤波器，在内存中倒序存放。")
def layouts(rng: Generator) -> Case:
    """Read-only float32 filters that run backwards in memory."""
    w = rng.normal(size=(2, 3, 2, 4)).astype(np.float32)
    return Case(w=w, height=5, width=7, stride=(1, 2), pad=(1, 0)).layout("reversed", "w").read_only("w")


@scenario(private=1, traps=("integers",), zh="整数滤波器。")
def integers(rng: Generator) -> Case:
    """Integer filters."""
    return Case(w=rng.integers(1, 9, size=(2, 3, 2, 2)), height=4, width=5, stride=(2, 1), pad=(0, 1))


@scenario(
    private=1,
    traps=("too-small",),
    hint=Text("No position is a ValueError.", zh="没有任何位置时应抛出 ValueError。"),
    zh="卷积核比填充后的图像还宽。",
)
def does_not_fit(rng: Generator) -> Case:
    """The kernel is wider than the padded image."""
    return Case(w=rng.normal(size=(2, 3, 2, 6)), height=4, width=3, stride=(1, 2), pad=(0, 1)).raises(ValueError)


every_choice = covering(domain, private=15)
