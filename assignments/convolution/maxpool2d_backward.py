"""The gradient of max pooling: every window pays its first maximum."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Domain,
    Generator,
    Pair,
    Problem,
    Text,
    covering,
    float32,
    float64,
    negative,
    ordinary,
    scenario,
    signed,
    ties,
    uint8,
)

from .draws import POOLING, POOLINGS, out, pool_gradient, similar

problem = Problem(
    points=15,
    forbidden=(*POOLINGS, "torch.nn.functional.max_unpool2d", "torch.nn.MaxUnpool2d", "autograd"),
    hints=(
        Text(
            "The traps are equal values in one window, and one pixel that is the maximum of several windows.",
            zh="陷阱在于同一窗口内有相等的值，以及一个像素同时是几个窗口的最大值。",
        ),
        Text(
            "Look at how you find the place of the maximum (which one, if two are equal?) and at how you write "
            "to it (= or +=?).",
            zh="看看你怎样找到最大值的位置（两个相等时取哪个？），以及怎样写入（= 还是 +=？）。",
        ),
    ),
)

domain = (
    Domain(
        dout=Array("N C Ho Wo", dtypes=(float64, float32, signed.once())),
        x=Array(
            "N C H W",
            dtypes=(float64, float32, uint8, signed.once("as uint8, but negative")),
            values=(ordinary(), negative, ties),
        ),
        k=Pair("kh kw", range(1, 6)),
        stride=Pair("sh sw", range(1, 6)),
    )
    .sizes(H=range(1, 13), W=range(1, 13))
    .follows(Ho=(out, "H kh sh"), Wo=(out, "W kw sw"))
    .needs(lambda Ho, Wo: Ho >= 1 and Wo >= 1)
    .choices_of(*POOLING)
    .float32_together()
)

FIRST = Text(
    "Of equal maxima only the first in row-major order gets the gradient, and all of it.",
    zh="最大值并列时，只有按行优先顺序的第一个得到梯度，而且得到全部梯度。",
)


def pooling(rng: Generator, x: np.ndarray, k: int | tuple[int, int], stride: int | tuple[int, int]) -> Case:
    """A gradient for the pooling of x."""
    return Case(dout=pool_gradient(rng, x, k, stride), x=x, k=k, stride=stride)


@scenario(public=2, traps=("one-channel",), zh="打乱的 1 到 24，2 x 2 的窗口并排，梯度为 1 到 6。")
def by_hand(rng: Generator) -> Case:
    """The numbers 1 to 24 shuffled, windows of 2 x 2 side by side, gradients 1 to 6."""
    x = rng.permutation(np.arange(1.0, 25.0)).reshape(1, 1, 4, 6)
    return Case(dout=np.arange(1.0, 7.0).reshape(1, 1, 2, 3), x=x, k=2, stride=2)


@scenario(public=1, zh="两张图像，三个全为正的通道，2 x 2 的窗口并排。")
def ordinary(rng: Generator) -> Case:
    """Two images with three positive channels, windows of 2 x 2 side by side."""
    return pooling(rng, rng.uniform(0.5, 4, size=(2, 3, 8, 10)), (2, 2), (2, 2))


@scenario(
    private=2,
    traps=("overlap",),
    hint=Text(
        "A pixel that wins in several windows gets the sum of their gradients.",
        zh="在多个窗口中胜出的像素得到这些梯度之和。",
    ),
    zh="每个位置都有 3 x 3 的窗口，共用最大值。",
)
def overlapping(rng: Generator) -> Case:
    """Windows of 3 x 3 at every position share their maxima."""
    return pooling(rng, rng.normal(size=(2, 3, 6, 7)), 3, 1)


@scenario(private=1, traps=("pool-ties",), hint=FIRST, zh="不同的值很少，所以大多数窗口有多个最大值。")
def ties(rng: Generator) -> Case:
    """Few different values, so that most windows have several maxima."""
    return pooling(rng, rng.integers(1, 4, size=(2, 3, 12, 10)).astype(float), (3, 2), (3, 2)).hold("x")


@scenario(private=1, traps=("pool-ties", "zeros-after-relu"), hint=FIRST, zh="经过 ReLU 的图像：有的窗口全为 0。")
def after_relu(rng: Generator) -> Case:
    """Images after a ReLU: whole windows are 0."""
    return pooling(rng, np.maximum(rng.normal(size=(3, 2, 8, 15)) - 1, 0), (2, 3), (2, 3)).hold("x")


@scenario(private=1, traps=("negative-input",), zh="全是负值。")
def all_negative(rng: Generator) -> Case:
    """Only negative values."""
    return pooling(rng, -similar(rng, 3, 2, 8, 10), (2, 2), (2, 2))


@scenario(public=1, private=1, traps=("asymmetric-stride", "odd-even"), zh="行和列各有自己的窗口和步长。")
def asymmetric(rng: Generator) -> Case:
    """Rows and columns have windows and strides of their own."""
    return pooling(rng, rng.normal(size=(2, 3, 8, 9)), (3, 2), (1, 2))


@scenario(private=1, traps=("gaps",), zh="步长大于窗口：有些像素从不被看到。")
def gaps(rng: Generator) -> Case:
    """Strides larger than the window: some pixels are never looked at."""
    return pooling(rng, rng.normal(size=(3, 2, 12, 18)), (2, 2), (3, 4))


@scenario(
    private=1,
    traps=("stride-not-dividing", "int-or-pair"),
    hint=Text(
        "dx has the shape of x: rows and columns that no window reached have gradient 0.",
        zh="dx 与 x 形状相同：没有被任何窗口覆盖的行和列梯度为 0。",
    ),
    zh="行数和列数为奇数，2 x 2 的窗口；k 和 stride 是普通整数。",
)
def not_dividing(rng: Generator) -> Case:
    """Windows of 2 x 2 on an odd number of rows and columns; k and stride are plain ints."""
    return pooling(rng, rng.normal(size=(2, 3, 9, 11)), 2, 2)


@scenario(private=1, traps=("kernel-is-image", "one-sample"), zh="一张图像，一个与它一样大的窗口。")
def window_is_image(rng: Generator) -> Case:
    """One image, one window as large as it."""
    return pooling(rng, rng.normal(size=(1, 3, 5, 4)), (5, 4), (1, 1))


@scenario(private=1, traps=("square-case",), zh="样本数、通道数、高和宽都是 4。")
def square(rng: Generator) -> Case:
    """Samples, channels, height and width are all 4."""
    return pooling(rng, rng.normal(size=(4, 4, 4, 4)), (2, 2), (1, 1))


@scenario(
    private=1, traps=("input-forms", "float32", "one-by-one-kernel"),
    zh="只读的 float32 图像，按 Fortran 顺序存放，窗口只有一个像素。",
)
def layouts(rng: Generator) -> Case:
    """Read-only float32 images in Fortran order, windows of one pixel."""
    x = rng.normal(size=(2, 3, 7, 9)).astype(np.float32)
    dout = similar(rng, 2, 3, 4, 5).astype(np.float32)
    return Case(dout=dout, x=x, k=1, stride=2).layout("F", "x").layout("reversed", "dout").read_only()


@scenario(
    private=1,
    traps=("integers", "small-range"),
    hint=Text(
        "The gradient of an integer image is no integer: do not give dx the dtype of x.",
        zh="整数图像的梯度不是整数：不要让 dx 沿用 x 的 dtype。",
    ),
    zh="图像是 uint8，有并列的最大值；梯度是大小相近的浮点数。",
)
def bytes_of_a_photograph(rng: Generator) -> Case:
    """Images in uint8, with ties; the gradients are floats of similar size."""
    x = rng.integers(0, 6, size=(2, 3, 8, 10)).astype(np.uint8)
    return Case(dout=similar(rng, 2, 3, 4, 5), x=x, k=(2, 2), stride=(2, 2))


@scenario(
    private=1,
    traps=("integers",),
    hint=Text(
        "Sums of int8 are cut off beyond 127, and windows overlap: add up in floats.",
        zh="int8 的和超过 127 会被截断，而窗口会重叠：请用浮点数累加。",
    ),
    zh="梯度是 int8，窗口重叠。",
)
def small_integers(rng: Generator) -> Case:
    """Gradients in int8, windows that overlap."""
    x = rng.normal(size=(2, 3, 6, 7))
    dout = rng.integers(60, 128, size=pool_gradient(rng, x, 3, 1).shape).astype(np.int8)
    return Case(dout=dout, x=x, k=3, stride=1)


every_choice = covering(domain, private=15)
