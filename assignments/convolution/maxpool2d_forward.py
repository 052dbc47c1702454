"""Max pooling of a batch of images."""

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
    case,
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

from .draws import FITS, POOLING, POOLINGS, out, similar

problem = Problem(
    points=10,
    forbidden=POOLINGS,
    hints=(
        Text(
            "The trap is that stride and window are independent: windows may overlap, leave gaps, or not fit at "
            "the border.",
            zh="陷阱在于步长和窗口互相独立：窗口可以重叠、留空，或在边界放不下。",
        ),
        Text(
            "Write down the rows and columns of the last window that still fits, and compare them with the "
            "slice that you take.",
            zh="写出最后一个放得下的窗口的行和列，与你取的切片对照。",
        ),
    ),
)

domain = (
    Domain(
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
    .choices_of(*POOLING, FITS)
)


@scenario(public=2, traps=("one-channel",), zh="打乱的 1 到 24，2 x 2 的窗口并排。")
def by_hand(rng: Generator) -> Case:
    """The numbers 1 to 24 shuffled, windows of 2 x 2 side by side."""
    return Case(x=rng.permutation(np.arange(1.0, 25.0)).reshape(1, 1, 4, 6), k=2, stride=2)


@scenario(public=1, zh="两张图像，三个全为正的通道，2 x 2 的窗口并排。")
def ordinary(rng: Generator) -> Case:
    """Two images with three positive channels, windows of 2 x 2 side by side."""
    return Case(x=rng.uniform(0.5, 4, size=(2, 3, 8, 10)), k=(2, 2), stride=(2, 2))


@scenario(
    private=2,
    traps=("negative-input",),
    hint=Text(
        "The maximum of negative numbers is negative: a 0 that is no pixel must not win.",
        zh="负数的最大值是负数：不是像素的 0 不能胜出。",
    ),
    zh="全是负值。",
)
def all_negative(rng: Generator) -> Case:
    """Only negative values."""
    return Case(x=-similar(rng, 2, 3, 8, 15), k=(2, 3), stride=(2, 3))


@scenario(private=1, traps=("overlap",), zh="每个位置都有 3 x 3 的窗口。")
def overlapping(rng: Generator) -> Case:
    """Windows of 3 x 3 at every position."""
    return Case(x=rng.uniform(0.5, 4, size=(2, 3, 6, 7)), k=3, stride=1)


@scenario(private=1, traps=("gaps",), zh="步长大于窗口：有些像素从不被看到；值有正有负。")
def gaps(rng: Generator) -> Case:
    """Strides larger than the window: some pixels are never looked at; values of both signs."""
    return Case(x=rng.normal(size=(3, 2, 12, 18)) - 1, k=(2, 2), stride=(3, 4))


@scenario(
    private=2,
    traps=("asymmetric-stride", "odd-even"),
    hint=Text(
        "The first number of each pair belongs to the rows, the second to the columns.",
        zh="每个数对中第一个属于行（高度），第二个属于列（宽度）。",
    ),
    zh="行和列各有自己的窗口和步长。",
)
def asymmetric(rng: Generator) -> Case:
    """Rows and columns have windows and strides of their own."""
    return Case(x=rng.uniform(0.5, 4, size=(2, 3, 8, 9)), k=(3, 2), stride=(1, 2))


@scenario(
    private=1,
    traps=("stride-not-dividing", "int-or-pair"),
    hint=Text("A window that does not fit whole is left out.", zh="放不下的不完整窗口要舍去。"),
    zh="行数和列数为奇数，2 x 2 的窗口；k 和 stride 是普通整数。",
)
def not_dividing(rng: Generator) -> Case:
    """Windows of 2 x 2 on an odd number of rows and columns; k and stride are plain ints."""
    return Case(x=rng.uniform(0.5, 4, size=(2, 3, 9, 11)), k=2, stride=2)


@scenario(private=1, traps=("kernel-is-image", "one-sample"), zh="一张图像，一个与它一样大的窗口，值为负。")
def window_is_image(rng: Generator) -> Case:
    """One image, one window as large as it, negative."""
    return Case(x=-similar(rng, 1, 3, 5, 4), k=(5, 4), stride=(1, 1))


@scenario(private=1, traps=("one-by-one-kernel",), zh="窗口只有一个像素：只有步长起作用。")
def pointwise(rng: Generator) -> Case:
    """Windows of one pixel: only the stride acts."""
    return Case(x=rng.normal(size=(3, 2, 7, 13)), k=1, stride=(2, 3))


@scenario(private=1, traps=("square-case",), zh="样本数、通道数、高和宽都是 4。")
def square(rng: Generator) -> Case:
    """Samples, channels, height and width are all 4."""
    return Case(x=rng.normal(size=(4, 4, 4, 4)) - 1, k=(2, 2), stride=(1, 1))


@scenario(private=1, traps=("input-forms", "float32"), zh="只读的 float32 图像，按 Fortran 顺序存放。")
def layouts(rng: Generator) -> Case:
    """Read-only float32 images in Fortran order."""
    x = rng.uniform(0.5, 4, size=(2, 3, 9, 6)).astype(np.float32)
    return Case(x=x, k=(3, 2), stride=(2, 1)).layout("F", "x").read_only("x")


@scenario(public=1, private=1, traps=("integers",), zh="整数图像，也有负值。")
def integers(rng: Generator) -> Case:
    """Integer images, negative ones too."""
    return Case(x=rng.integers(-128, -20, size=(2, 3, 5, 11)).astype(np.int8), k=(2, 3), stride=(1, 2))


@scenario(
    private=1,
    traps=("too-small",),
    hint=Text("No position is a ValueError.", zh="没有任何位置时应抛出 ValueError。"),
    zh="窗口比图像多一行。",
)
def does_not_fit(rng: Generator) -> Case:
    """The window has one row more than the images."""
    return Case(x=rng.normal(size=(2, 3, 4, 7)), k=(5, 2), stride=(2, 2)).raises(ValueError)


every_choice = covering(domain, private=14)
