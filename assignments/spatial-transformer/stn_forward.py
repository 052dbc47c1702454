"""The whole layer: a grid from a map, and what is seen there."""

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
    keeps_inputs,
    scenario,
    values,
)

from . import grids
from .grids import maps, pictures

problem = Problem(
    points=10,
    forbidden=(
        "torch.nn.functional.affine_grid",
        "torch.nn.functional.grid_sample",
        "torch.nn.functional.interpolate",
    ),
    hints=(
        Text(
            "The trap is the direction: the map leads from the output to the input.",
            zh="陷阱在于方向：变换是从输出到输入。",
        ),
        Text(
            "The identity must give the image back; a scale of 1/2 must show its middle, enlarged.",
            zh="恒等变换应得到原图；缩放为 1/2 应得到放大的中央部分。",
        ),
    ),
)

DIRECTION = Text(
    "theta leads from the output to the input: a scale below 1 enlarges, a positive shift looks to the right.",
    zh="theta 从输出指向输入：缩放小于 1 是放大，正的平移是向右看。",
)
IDENTITY = np.array([[1.0, 0, 0], [0, 1, 0]])
MAPS = (
    values("a turn and a zoom", lambda here: maps(here.rng, here.shape[0]), zh="旋转加缩放"),
    values(
        "a zoom out",
        lambda here: maps(here.rng, here.shape[0], 2.5),
        lambda a: bool((np.abs(a[:, :, :2]).sum(axis=2) > 2).any()),
        reason="much of the output lies outside",
        zh="缩小画面",
    ),
    values(
        "mirrored",
        lambda here: maps(here.rng, here.shape[0]) * np.array([[-1.0], [1.0]]),
        lambda a: bool((np.linalg.det(a[:, :, :2]) < 0).all()),
        reason="x runs from right to left",
        zh="镜像",
    ),
)

domain = (
    Domain(
        images=grids.IMAGES,
        theta=Array("N 2 3", values=MAPS),
        height=Int(range(1, 7)),
        width=Int(range(1, 7)),
    )
    .sizes(H=range(2, 7), W=range(2, 7))
    .choices_of(
        grids.SAMPLES,
        grids.CHANNELS,
        Choice(
            "output",
            case("several pixels", lambda height, width: height > 1 and width > 1, zh="多个像素"),
            case(
                "one row or column of output",
                lambda height, width: height == 1 or width == 1,
                single=True,
                zh="输出只有一行或一列",
            ),
        ),
    )
)


def _drawn(rng: Generator, size: tuple[int, int], output: tuple[int, int], zoom: float = 0.7) -> Case:
    return Case(images=pictures(rng, 2, 3, *size), theta=maps(rng, 2, zoom), height=output[0], width=output[1])


@scenario(public=1, zh="作业说明的例子：放大图像的右半边。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: the right half of an image, enlarged."""
    return Case(
        images=np.array([[[[1.0, 2.0, 4.0], [8.0, 16.0, 32.0]]]]),
        theta=np.array([[[0.5, 0.0, 0.5], [0.0, 1.0, 0.0]]]),
        height=2,
        width=3,
    )


@scenario(public=2, private=2, zh="两个映射，输出与输入一样大。")
def ordinary(rng: Generator) -> Case:
    """Two maps, and an output that has the size of the input."""
    return _drawn(rng, (4, 5), (4, 5))


@scenario(private=2, hint=DIRECTION, traps=("outside", "shift"), zh="输出的很大部分看到外面。")
def zoomed_out(rng: Generator) -> Case:
    """Much of the output looks outside."""
    return _drawn(rng, (5, 4), (5, 4), 2.0)


@scenario(private=2, traps=("not-square",), zh="输出与输入的大小不同。")
def another_size(rng: Generator) -> Case:
    """An output of another size than the input."""
    return _drawn(rng, (4, 5), (7, 3))


@scenario(
    private=1,
    hint=Text("The identity gives the image back.", zh="恒等变换得到原图。"),
    traps=("identity",),
    zh="两个样本之一用恒等映射，大小与输入相同。",
)
def identity(rng: Generator) -> Case:
    """The identity map for one of two samples, and the size of the input."""
    return Case(images=pictures(rng, 2, 2, 3, 5), theta=np.stack([maps(rng, 1)[0], IDENTITY]), height=3, width=5)


@scenario(private=1, hint=grids.OWN_MAP, traps=("batch", "mirror"), zh="三个样本，三个映射，其中一个是镜像。")
def different_maps(rng: Generator) -> Case:
    """Three samples with three maps, one of them mirrored."""
    theta = maps(rng, 3)
    theta[1, 0] *= -1
    return Case(images=pictures(rng, 3, 2, 4, 4), theta=theta, height=4, width=4)


every_choice = covering(domain, private=13, weight=1, traps=("mirror", "integers", "input-forms"))
called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(ordinary)
