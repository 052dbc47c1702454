"""Known ways to get affine_grid_backward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import affine_grid_backward
from ._shared import _centres


def _summed(grad_grid, x, y):
    """The gradient with coordinates of one's own."""
    across, down = np.meshgrid(x, y)
    points = np.stack([across, down, np.ones_like(across)], axis=2)
    return np.einsum("nhwc,hwk->nck", grad_grid, points)


def _size(grad_grid):
    return np.shape(grad_grid)[2], np.shape(grad_grid)[1]


@mistake(
    affine_grid_backward,
    title=Text("averaged over the pixels", zh="对像素取了平均"),
    id="ST19",
    zh="对像素求和，不是取平均。",
)
def mean_over_pixels(grad_grid):
    """The gradient sums over the pixels; you averaged."""
    return affine_grid_backward(grad_grid) / np.prod(np.shape(grad_grid)[1:3])


@mistake(
    affine_grid_backward,
    title=Text("summed over the samples", zh="对样本求和"),
    id="ST12",
    zh="每个样本有自己的梯度；你对样本求了和。",
)
def summed_over_samples(grad_grid):
    """Each sample has its own theta; you summed over the samples."""
    found = affine_grid_backward(grad_grid)
    return np.broadcast_to(found.sum(axis=0), found.shape).copy()


@mistake(affine_grid_backward, title=Text("rows exchanged", zh="两行弄反"), id="ST1", zh="两行弄反了：第一行属于 x。")
def rows_exchanged(grad_grid):
    """Your rows are exchanged: the first belongs to x."""
    return affine_grid_backward(grad_grid)[:, ::-1]


@mistake(
    affine_grid_backward,
    title=Text("x along the height", zh="x沿高度变化"),
    id="ST9",
    zh="x 沿宽度变化；你的 meshgrid 把两个轴弄反了。",
)
def x_along_the_height(grad_grid):
    """x varies along the width; the axes of your meshgrid are exchanged."""
    width, height = _size(grad_grid)
    return np.einsum(
        "nhwc,hwk->nck",
        grad_grid,
        np.stack([*np.meshgrid(_centres(height), _centres(width), indexing="ij"), np.ones((height, width))], axis=2),
    )


@mistake(
    affine_grid_backward,
    title=Text("-1 and 1 at outer edges", zh="把-1和1放在像素外缘"),
    id="ST2",
    zh="这是 align_corners=False：-1 和 1 应是最外侧像素的中心。",
)
def corners_at_the_edges(grad_grid):
    """You placed -1 and 1 at the outer edges of the pixels: here they are the centres of the outermost pixels."""
    return _summed(grad_grid, *((2 * np.arange(size) + 1) / size - 1 for size in _size(grad_grid)))


@mistake(
    affine_grid_backward,
    title=Text("last pixel before 1", zh="最后一个像素不到1"),
    id="ST3",
    zh="最后一个像素应在 1：步长是 2/(size - 1)。",
)
def last_pixel_before_one(grad_grid):
    """Your last pixel stands before 1: the step is 2 / (size - 1), not 2 / size."""
    return _summed(grad_grid, *(2 * np.arange(s) / s - 1 if s > 1 else np.zeros(1) for s in _size(grad_grid)))


@mistake(
    affine_grid_backward,
    title=Text("-1 for a single pixel", zh="单个像素的坐标为-1"),
    id="ST16",
    zh="只有一个像素的轴坐标应为 0；`linspace(-1, 1, 1)` 给出 -1。",
)
def minus_one_for_a_single_pixel(grad_grid):
    """An axis of one pixel has the coordinate 0; `linspace(-1, 1, 1)` gives -1."""
    return _summed(grad_grid, *(np.linspace(-1, 1, size) for size in _size(grad_grid)))


@mistake(
    affine_grid_backward,
    title=Text("column of the shift 0", zh="平移那一列为0"),
    id="ST14",
    zh="第三列是梯度之和：你把它留成了 0。",
)
def shift_left_out(grad_grid):
    """The third column is the sum of the gradients; yours is 0."""
    return affine_grid_backward(grad_grid) * np.array([1, 1, 0])


@mistake(
    affine_grid_backward,
    title=Text("pixel numbers as coordinates", zh="把像素编号当作坐标"),
    id="ST20",
    zh="坐标应在 -1 到 1，你用了像素编号。",
)
def numbers_of_pixels(grad_grid):
    """Coordinates run from -1 to 1; you used the numbers of pixels."""
    return _summed(grad_grid, *(np.arange(size, dtype=float) for size in _size(grad_grid)))


@mistake(
    affine_grid_backward,
    title=Text("pixel scaling applied here", zh="多乘了像素缩放的因子"),
    id="ST11",
    zh="这里没有像素缩放：(size - 1)/2 属于采样的反向。",
)
def pixels_scaled_again(grad_grid):
    """The factor (size - 1) / 2 belongs to the sampler's gradient, not here."""
    width, height = _size(grad_grid)
    return affine_grid_backward(grad_grid) * np.array([[(width - 1) / 2], [(height - 1) / 2]])


@mistake(
    affine_grid_backward, title=Text("result transposed", zh="结果被转置"), id="ST13", zh="你返回了转置 (N, 3, 2)。"
)
def transposed(grad_grid):
    """You returned the transpose, (N, 3, 2): theta is (N, 2, 3)."""
    return np.swapaxes(affine_grid_backward(grad_grid), 1, 2)


@mistake(
    affine_grid_backward,
    title=Text("caller's gradient changed", zh="改变了调用者的梯度"),
    id="G-INPLACE",
    zh="你在调用者的梯度上做了运算：参数被改变了。",
)
def gradient_changed_in_place(grad_grid):
    """You compute in the caller's own gradient: it is changed, and a read-only one fails."""
    found = affine_grid_backward(grad_grid)
    grad_grid *= 2
    return found
