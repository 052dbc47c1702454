"""The gradient by the map."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Domain,
    Generator,
    Problem,
    Text,
    calls_again,
    covering,
    keeps_inputs,
    scenario,
)

from . import grids

problem = Problem(
    points=5,
    forbidden=("autograd", "torch.nn.functional.affine_grid"),
    hints=(
        Text(
            "The trap is what each entry of theta was multiplied with: x, y or 1 of the output.",
            zh="陷阱在于 theta 的每个元素乘的是什么：输出的 x、y 或 1。",
        ),
        Text(
            "The third column is the sum of the gradients. For the first one each is multiplied with x of its pixel.",
            zh="第三列是梯度之和；第一列要先乘以各像素的 x。",
        ),
    ),
)

domain = Domain(grad_grid=Array("N H W 2")).choices_of(grids.SAMPLES, grids.ROWS, grids.COLUMNS)


@scenario(public=1, zh="作业说明的例子：两行三个像素。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: two rows of three pixels."""
    gradients = np.array([[[[1.0, 0.1], [2.0, 0.2], [4.0, 0.4]], [[8.0, 0.8], [16.0, 1.6], [32.0, 3.2]]]])
    return Case(grad_grid=gradients)


@scenario(public=2, private=2, zh="两个样本，三行四个像素。")
def ordinary(rng: Generator) -> Case:
    """Two samples of three rows of four pixels."""
    return Case(grad_grid=rng.normal(size=(2, 3, 4, 2)))


@scenario(private=2, hint=grids.XY, traps=("not-square",), zh="网格的宽远大于高，或相反。")
def wide_and_high(rng: Generator) -> Case:
    """A grid that is much wider than high, or the reverse."""
    return Case(grad_grid=rng.normal(size=(1, *rng.permutation([2, 7]), 2)))


@scenario(private=1, hint=grids.SINGLE, traps=("single-pixel",), zh="一行像素：那里的 y 为 0。")
def one_row(rng: Generator) -> Case:
    """One row of pixels: y is 0 there."""
    return Case(grad_grid=rng.normal(size=(2, 1, 5, 2)))


@scenario(private=1, hint=grids.OWN_MAP, traps=("batch", "square-sizes"), zh="两个样本，两行两个像素。")
def equal_sizes(rng: Generator) -> Case:
    """Two samples of two rows of two pixels."""
    return Case(grad_grid=rng.normal(size=(2, 2, 2, 2)))


every_choice = covering(domain, private=7, traps=("single-pixel", "input-forms"))
called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(ordinary)
