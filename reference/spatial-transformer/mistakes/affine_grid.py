"""Known ways to get affine_grid wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import affine_grid
from ._shared import _centres, _float_array, _inverse, _mapped


@mistake(affine_grid, title=Text("y before x", zh="y在x之前"), id="ST1", zh="最后一个轴是 (x, y)；你返回了 (y, x)。")
def y_before_x(theta, height, width):
    """The last axis is (x, y); yours is (y, x)."""
    return affine_grid(theta, height, width)[..., ::-1]


@mistake(
    affine_grid,
    title=Text("width before height", zh="宽在高之前"),
    id="ST9",
    zh="网格的形状应是 (N, height, width, 2)；你的宽在高之前。",
)
def width_before_height(theta, height, width):
    """The grid is (N, height, width, 2); yours has the width before the height."""
    return np.swapaxes(affine_grid(theta, height, width), 1, 2)


@mistake(
    affine_grid,
    title=Text("x along the height", zh="x沿高度变化"),
    id="ST9",
    zh="x 沿高度变化、y 沿宽度变化：两者弄反了。",
)
def x_along_the_height(theta, height, width):
    """x runs along the height in your grid: it belongs to the width."""
    return np.swapaxes(affine_grid(theta, width, height), 1, 2)


@mistake(
    affine_grid,
    title=Text("-1 and 1 at outer edges", zh="把-1和1放在像素外缘"),
    id="ST2",
    zh="这是 align_corners=False：这里 -1 和 1 是最外侧像素的中心。",
)
def corners_at_the_edges(theta, height, width):
    """You placed -1 and 1 at the outer edges of the pixels: here they are the centres of the outermost pixels."""
    x, y = ((2 * np.arange(size) + 1) / size - 1 for size in (width, height))
    return _mapped(theta, x, y)


@mistake(
    affine_grid,
    title=Text("last pixel before 1", zh="最后一个像素不到1"),
    id="ST3",
    zh="最后一个像素应在 1：步长是 2/(size - 1)，不是 2/size。",
)
def last_pixel_before_one(theta, height, width):
    """Your last pixel stands before 1: the step is 2 / (size - 1), not 2 / size."""
    x, y = (2 * np.arange(size) / size - 1 if size > 1 else np.zeros(1) for size in (width, height))
    return _mapped(theta, x, y)


@mistake(
    affine_grid,
    title=Text("-1 for a single pixel", zh="单个像素的坐标为-1"),
    id="ST16",
    zh="只有一个像素的轴坐标应为 0；`linspace(-1, 1, 1)` 给出 -1。",
)
def minus_one_for_a_single_pixel(theta, height, width):
    """An axis of one pixel has the coordinate 0; `linspace(-1, 1, 1)` gives -1."""
    return _mapped(theta, np.linspace(-1, 1, width), np.linspace(-1, 1, height))


@mistake(
    affine_grid,
    title=Text("0/0 for a single pixel", zh="单个像素得到0/0"),
    id="ST16",
    zh="只有一个像素的轴得到 0/0：坐标应为 0。",
)
def division_by_zero_for_a_single_pixel(theta, height, width):
    """An axis of one pixel became 0/0: its coordinate is 0."""
    with np.errstate(invalid="ignore", divide="ignore"):
        x, y = (2 * np.arange(size) / np.float64(size - 1) - 1 for size in (width, height))
    return _mapped(theta, x, y)


@mistake(affine_grid, title=Text("inverse map", zh="用了逆变换"), id="ST8", zh="theta 从输出指向输入：不要求逆。")
def inverse_map(theta, height, width):
    """theta maps output to input: you inverted it."""
    return affine_grid(_inverse(theta), height, width)


@mistake(affine_grid, title=Text("sign of the shift reversed", zh="平移的符号反了"), id="ST8", zh="平移的符号反了。")
def shift_reversed(theta, height, width):
    """Your shift has the wrong sign: it is added."""
    return affine_grid(_float_array(theta) * np.array([1, 1, -1]), height, width)


@mistake(affine_grid, title=Text("shift missing", zh="漏掉了平移"), id="ST14", zh="你漏掉了平移：齐次坐标的 1。")
def shift_left_out(theta, height, width):
    """You left the shift out, the 1 beside x and y."""
    return affine_grid(_float_array(theta) * np.array([1, 1, 0]), height, width)


@mistake(affine_grid, title=Text("matrix transposed", zh="矩阵被转置"), id="ST13", zh="你乘了 theta 的转置。")
def matrix_transposed(theta, height, width):
    """You multiplied with the transposed matrix: its rows give x and y."""
    theta = _float_array(theta)
    return affine_grid(np.concatenate([theta[:, :, :2].swapaxes(1, 2), theta[:, :, 2:]], axis=2), height, width)


@mistake(
    affine_grid,
    title=Text("first map for all samples", zh="所有样本用第一个变换"),
    id="ST12",
    zh="每个样本有自己的 theta；你对所有样本用了第一个。",
)
def first_map_for_all(theta, height, width):
    """Each sample has its own theta; you used the first for all."""
    theta = np.asarray(theta)
    return affine_grid(np.broadcast_to(theta[:1], theta.shape), height, width)


@mistake(
    affine_grid,
    title=Text("pixel numbers as coordinates", zh="把像素编号当作坐标"),
    id="ST20",
    zh="坐标应在 -1 到 1，你用了像素编号。",
)
def numbers_of_pixels(theta, height, width):
    """Coordinates run from -1 to 1; you used the numbers of pixels."""
    return _mapped(theta, np.arange(width, dtype=float), np.arange(height, dtype=float))


@mistake(
    affine_grid,
    title=Text("coordinates from 0 to 1", zh="坐标从0到1"),
    id="ST20",
    zh="坐标应从 -1 开始，你用了 0 到 1。",
)
def from_zero_to_one(theta, height, width):
    """Coordinates run from -1 to 1; yours run from 0 to 1."""
    return _mapped(theta, (_centres(width) + 1) / 2, (_centres(height) + 1) / 2)


@mistake(affine_grid, title=Text("y upwards", zh="y方向向上"), id="ST20", zh="y 向下增大：第一行是 -1。你的 y 向上。")
def y_upwards(theta, height, width):
    """y grows downwards, -1 is the first row; yours grows upwards."""
    return _mapped(theta, _centres(width), _centres(height)[::-1])


@mistake(
    affine_grid,
    title=Text("coordinates as second axis", zh="坐标放在了第二个轴"),
    id="G-AXIS",
    zh="坐标应在最后一个轴：(N, height, width, 2)。",
)
def coordinates_first(theta, height, width):
    """The coordinates are the last axis, (N, height, width, 2); yours are the second."""
    return np.moveaxis(affine_grid(theta, height, width), 3, 1)


@mistake(
    affine_grid,
    title=Text("result cut to integers", zh="结果被截断为整数"),
    id="G-DTYPE",
    zh="结果被截断成 theta 的整数类型。",
)
def cut_to_integers(theta, height, width):
    """You store the grid in the integer dtype of theta, which cuts it off."""
    found = affine_grid(theta, height, width)
    return found.astype(np.asarray(theta).dtype).astype(float)


@mistake(
    affine_grid,
    title=Text("caller's theta changed", zh="改变了调用者的theta"),
    id="G-INPLACE",
    zh="你在调用者的 theta 上做了运算：参数被改变了。",
)
def theta_changed_in_place(theta, height, width):
    """You compute in the caller's own theta: it is changed, and a read-only one fails."""
    theta = _float_array(theta)
    found = affine_grid(theta, height, width)
    theta *= 2
    return found
