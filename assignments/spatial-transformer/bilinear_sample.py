"""What images show at the points of a grid."""

import numpy as np

from grader.author import Array, Case, Domain, Generator, Problem, Text, calls_again, covering, keeps_inputs, scenario

from . import grids
from .grids import BETWEEN, BEYOND, ON_PIXELS, coordinates, grid, pictures

problem = Problem(
    points=30,
    forbidden=("torch.nn.functional.grid_sample", "torch.nn.functional.interpolate"),
    hints=(
        Text(
            "The traps are at the border: weights come from the point itself, and pixels outside count as 0.",
            zh="陷阱在边界：权重由点本身决定，图像外的像素按 0 算。",
        ),
        Text(
            "Look at points half a pixel before the first column and half a pixel behind the last one.",
            zh="看看第一列之前半个像素和最后一列之后半个像素处的点。",
        ),
    ),
)

domain = Domain(images=grids.IMAGES, grid=Array("N Ho Wo 2", values=(BETWEEN, BEYOND, ON_PIXELS))).choices_of(
    grids.SAMPLES, grids.CHANNELS, grids.ROWS, grids.COLUMNS, grids.POINTS
)


def _drawn(
    rng: Generator, size: tuple[int, int], points: tuple[int, int], *, beyond: int = 0, samples: int = 2
) -> Case:
    return Case(images=pictures(rng, samples, 3, *size), grid=grid(rng, (samples, *points), size, beyond=beyond))


@scenario(public=1, zh="作业说明的例子：两个像素之间、出界半个像素、像素上、很远处。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: between two pixels, half a pixel outside, on a pixel, far away."""
    return Case(
        images=np.array([[[[1.0, 2.0, 4.0], [8.0, 16.0, 32.0]]]]),
        grid=np.array([[[[-0.5, -1.0], [1.5, -1.0]], [[0.0, 1.0], [5.0, 0.0]]]]),
    )


@scenario(public=2, private=2, zh="两张图像的像素之间的点。")
def ordinary(rng: Generator) -> Case:
    """Points between the pixels of two images."""
    return _drawn(rng, (4, 5), (3, 2))


@scenario(
    public=1, private=2, hint=grids.OUTSIDE, traps=("outside", "border"),
    zh="各边出界不到一个像素的点，以及一些更远的点。",
)
def around_the_border(rng: Generator) -> Case:
    """Points less than a pixel outside, on all sides, and some farther away."""
    return _drawn(rng, (3, 4), (5, 6), beyond=2)


@scenario(private=1, hint=grids.OUTSIDE, traps=("outside",), zh="在 50 张图像之外的点，旁边有一个在里面的点。")
def far_outside(rng: Generator) -> Case:
    """Points that are 50 images away, beside one inside."""
    drawn = dict(_drawn(rng, (4, 5), (2, 3)).inputs)
    drawn["grid"][:, 0] *= 100
    return Case(**drawn)


@scenario(private=2, hint=grids.CORNERS, traps=("border", "on-pixels"), zh="恰好在四个角，以及每条边的中点。")
def corners(rng: Generator) -> Case:
    """The four corners exactly, and the middle of every side."""
    places = np.array([-1.0, 0.0, 1.0])
    x, y = np.meshgrid(places, places)
    where = np.broadcast_to(np.stack([x, y], axis=2), (2, 3, 3, 2))
    return Case(images=pictures(rng, 2, 2, *rng.permutation([3, 6])), grid=where)


@scenario(private=2, hint=grids.XY, traps=("not-square",), zh="图像的宽远大于高，或相反；点数与像素数相同。")
def wide_and_high(rng: Generator) -> Case:
    """Images that are much wider than high, or the reverse; as many points as pixels."""
    size = tuple(int(side) for side in rng.permutation([2, 9]))
    return _drawn(rng, size, size)


@scenario(private=1, hint=grids.SINGLE, traps=("single-pixel",), zh="只有一行的图像：任何 y 都看到它。")
def one_row(rng: Generator) -> Case:
    """Images of one row: every y looks at it."""
    return _drawn(rng, (1, 5), (3, 2))


@scenario(private=1, hint=grids.OWN_MAP, traps=("batch",), zh="四张图像和四个网格。")
def several_samples(rng: Generator) -> Case:
    """Four images and four grids."""
    return _drawn(rng, (3, 4), (2, 2), samples=4)


@scenario(private=1, hint=grids.XY, traps=("square-sizes",), zh="所有大小相等：弄错轴也不会改变形状。")
def equal_sizes(rng: Generator) -> Case:
    """All sizes equal: an axis mixed up keeps the shape."""
    return _drawn(rng, (3, 3), (3, 3), samples=3)


@scenario(private=1, hint=grids.BYTES, traps=("integers",), zh="dtype 为 uint8 的图像。")
def photographs(rng: Generator) -> Case:
    """Images of dtype uint8."""
    drawn = _drawn(rng, (4, 5), (3, 3)).inputs
    return Case(images=rng.integers(100, 256, size=(2, 3, 4, 5)).astype(np.uint8), grid=drawn["grid"])


@scenario(private=1, hint=grids.OUTSIDE, traps=("border",), zh="略微在第一列左边的点：向 0 取整会把它们当作在里面。")
def left_of_the_first_column(rng: Generator) -> Case:
    """Points a little left of the first column: rounding towards 0 takes them for inside."""
    where = np.full((1, 2, 3, 2), 0.25)
    where[..., 0] = coordinates(-rng.uniform(0.2, 0.8, size=(1, 2, 3)), 4)
    return Case(images=pictures(rng, 1, 2, 3, 4), grid=where)


every_choice = covering(domain, private=11, weight=1, traps=("on-pixels", "single-pixel", "integers", "input-forms"))
called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(ordinary)
