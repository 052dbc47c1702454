"""The gradients of sampling, by the images and by the points."""

import numpy as np

from grader.author import Array, Case, Domain, Generator, Problem, Text, calls_again, covering, keeps_inputs, scenario

from . import grids
from .grids import BETWEEN, BEYOND, ONE_POINT, grid, pictures

problem = Problem(
    points=25,
    forbidden=("autograd", "torch.nn.functional.grid_sample", "torch.nn.functional.interpolate"),
    hints=(
        Text(
            "The traps are points that look at one pixel, and the chain from pixels to coordinates.",
            zh="陷阱在于几个点看同一个像素，以及从像素到坐标的链式法则。",
        ),
        Text(
            "Move one coordinate by 1e-6 and compare with grad_grid; let all points be equal and look at grad_images.",
            zh="把一个坐标移动 1e-6 与 grad_grid 比较；让所有点相同，再看 grad_images。",
        ),
    ),
)

ADD_UP = Text(
    "Several points look at one pixel: their gradients add up (`np.add.at`; `a[index] += b` keeps one of them).",
    zh="几个点看同一个像素：梯度要累加（用 `np.add.at`；`a[index] += b` 只留下其中一个）。",
)
CHAIN = Text(
    "A coordinate moves (width - 1) / 2 pixels along x and (height - 1) / 2 along y.",
    zh="坐标变化 1，沿 x 移动 (width - 1) / 2 个像素，沿 y 移动 (height - 1) / 2 个像素。",
)

domain = Domain(
    grad_output=Array("N C Ho Wo"),
    images=grids.IMAGES,
    grid=Array("N Ho Wo 2", values=(BETWEEN, BEYOND, ONE_POINT)),
).choices_of(grids.SAMPLES, grids.CHANNELS, grids.ROWS, grids.COLUMNS, grids.POINTS)


def _drawn(
    rng: Generator, size: tuple[int, int], points: tuple[int, int], *, beyond: int = 0, samples: int = 2
) -> Case:
    return Case(
        grad_output=rng.normal(size=(samples, 3, *points)),
        images=pictures(rng, samples, 3, *size),
        grid=grid(rng, (samples, *points), size, beyond=beyond),
    )


@scenario(public=1, zh="作业说明的例子：一个点在里面，一个点出界半个像素。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: one point inside, one half a pixel outside."""
    return Case(
        grad_output=np.array([[[[1.0, 10.0]]]]),
        images=np.array([[[[1.0, 2.0, 4.0], [8.0, 16.0, 32.0]]]]),
        grid=np.array([[[[-0.5, 0.5], [1.5, -0.5]]]]),
    )


@scenario(public=2, private=2, zh="两张图像的像素之间的点。")
def ordinary(rng: Generator) -> Case:
    """Points between the pixels of two images."""
    return _drawn(rng, (4, 5), (2, 3))


@scenario(private=2, weight=2, hint=ADD_UP, traps=("shared-pixels",), zh="六个像素上的三十个点。")
def more_points_than_pixels(rng: Generator) -> Case:
    """Thirty points on six pixels."""
    return _drawn(rng, (2, 3), (5, 6), samples=1)


@scenario(
    private=2, hint=grids.OUTSIDE, traps=("outside", "border"),
    zh="各边出界不到一个像素的点，以及一些更远的点。",
)
def around_the_border(rng: Generator) -> Case:
    """Points less than a pixel outside, on all sides, and some farther away."""
    return _drawn(rng, (3, 4), (5, 6), beyond=2)


@scenario(private=2, hint=CHAIN, traps=("not-square",), zh="图像的宽远大于高，或相反。")
def wide_and_high(rng: Generator) -> Case:
    """Images that are much wider than high, or the reverse."""
    size = tuple(int(side) for side in rng.permutation([3, 9]))
    return _drawn(rng, size, (2, 3))


@scenario(private=1, hint=grids.SINGLE, traps=("single-pixel",), zh="只有一行的图像：y 不改变什么。")
def one_row(rng: Generator) -> Case:
    """Images of one row: nothing changes with y."""
    return _drawn(rng, (1, 5), (3, 2))


@scenario(private=1, hint=grids.OWN_MAP, traps=("batch",), zh="四张图像和四个网格。")
def several_samples(rng: Generator) -> Case:
    """Four images and four grids."""
    return _drawn(rng, (3, 4), (2, 2), samples=4)


@scenario(private=1, hint=grids.XY, traps=("square-sizes",), zh="所有大小相等：弄错轴也不会改变形状。")
def equal_sizes(rng: Generator) -> Case:
    """All sizes equal: an axis mixed up keeps the shape."""
    return _drawn(rng, (3, 3), (3, 3), samples=3)


every_choice = covering(
    domain, private=14, weight=1, traps=("shared-pixels", "single-pixel", "integers", "input-forms")
)
called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(ordinary)
