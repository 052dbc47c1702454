"""Where every pixel of the output looks in the input."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Int,
    Problem,
    Text,
    calls_again,
    case,
    covering,
    float64,
    keeps_inputs,
    scenario,
    signed,
    values,
)
from grader.author import (
    ordinary as ordinary_values,
)

from . import grids
from .grids import maps

problem = Problem(
    points=20,
    forbidden=("torch.nn.functional.affine_grid",),
    hints=(
        Text(
            "The traps are which coordinate comes first, and where -1 and 1 are: the centres of the outermost pixels.",
            zh="陷阱在于哪个坐标在前，以及 -1 和 1 在哪里：在最外侧像素的中心。",
        ),
        Text(
            "With the identity and 2 rows of 3 pixels, the first row is (-1, -1), (0, -1), (1, -1).",
            zh="恒等变换、2 行 3 列时，第一行是 (-1, -1)、(0, -1)、(1, -1)。",
        ),
    ),
)

IDENTITY = np.array([[1.0, 0, 0], [0, 1, 0]])
identity = values(
    "the identity",
    lambda here: np.broadcast_to(IDENTITY, here.shape),
    lambda a: bool((a == IDENTITY).all()),
    reason="x and y are seen as they are",
    zh="恒等变换",
)

domain = Domain(
    theta=Array("N 2 3", dtypes=(float64, signed.once()), values=(ordinary_values(ints=(-3, 3)), identity)),
    height=Int(range(1, 7)),
    width=Int(range(1, 7)),
).choices_of(
    grids.SAMPLES,
    Choice(
        "height",
        case("several rows", lambda height: height > 1, zh="多行"),
        case("one row", lambda height: height == 1, reason="height - 1 is 0", zh="一行"),
    ),
    Choice(
        "width",
        case("several columns", lambda width: width > 1, zh="多列"),
        case("one column", lambda width: width == 1, reason="width - 1 is 0", zh="一列"),
    ),
)


@scenario(public=1, zh="作业说明的例子：缩小一半并右移，两行三个像素。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: shrunk to a half and shifted right, two rows of three pixels."""
    return Case(theta=np.array([[[0.5, 0.0, 0.3], [0.0, 0.5, 0.0]]]), height=2, width=3)


@scenario(public=3, private=2, zh="三行四个像素上的两个映射。")
def ordinary(rng: Generator) -> Case:
    """Two maps on three rows of four pixels."""
    return Case(theta=maps(rng, 2), height=3, width=4)


@scenario(private=2, hint=grids.XY, traps=("not-square", "shift"), zh="输出的宽远大于高，或相反。")
def wide_and_high(rng: Generator) -> Case:
    """An output that is much wider than high, or the reverse."""
    height, width = rng.permutation([2, 7])
    return Case(theta=maps(rng, 1), height=int(height), width=int(width))


@scenario(private=1, hint=grids.SINGLE, traps=("single-pixel",), zh="一行像素：那里的 y 为 0。")
def one_row(rng: Generator) -> Case:
    """One row of pixels: y is 0 there."""
    return Case(theta=maps(rng, 2), height=1, width=5)


@scenario(private=1, hint=grids.OWN_MAP, traps=("batch",), zh="四个样本，四个映射。")
def different_maps(rng: Generator) -> Case:
    """Four samples, four maps."""
    return Case(theta=maps(rng, 4), height=3, width=2)


@scenario(private=1, hint=grids.XY, traps=("square-sizes",), zh="样本数、行数与列数相同：弄错轴也不会改变形状。")
def equal_sizes(rng: Generator) -> Case:
    """As many samples as rows and columns: an axis mixed up keeps the shape."""
    return Case(theta=maps(rng, 2), height=2, width=2)


@scenario(private=1, hint=grids.CORNERS, traps=("mirror",), zh="x 从右向左。")
def mirrored(rng: Generator) -> Case:
    """x runs from right to left."""
    return Case(theta=np.array([[[-0.9, 0.1, 0.2], [0.0, 1.1, -0.3]]]), height=3, width=5)


every_choice = covering(domain, private=11, traps=("single-pixel", "identity", "integers", "input-forms"))
called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(ordinary)
