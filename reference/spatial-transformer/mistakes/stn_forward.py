"""Known ways to get stn_forward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import affine_grid, bilinear_sample, stn_forward
from ._shared import _at, _centres, _float_array, _inverse, _mapped, _pixels


@mistake(stn_forward, title=Text("inverse map", zh="用了逆变换"), id="ST8", zh="theta 从输出指向输入：不要求逆。")
def inverse_map(images, theta, height, width):
    """theta maps output to input: you inverted it."""
    return stn_forward(images, _inverse(theta), height, width)


@mistake(stn_forward, title=Text("sign of the shift reversed", zh="平移的符号反了"), id="ST8", zh="平移的符号反了。")
def shift_reversed(images, theta, height, width):
    """Your shift has the wrong sign: a positive one looks to the right."""
    return stn_forward(images, _float_array(theta) * np.array([1, 1, -1]), height, width)


@mistake(
    stn_forward,
    title=Text("input pixels pushed forward", zh="把输入像素推到输出"),
    id="ST8",
    zh="你把输入像素推到输出（前向映射）：会留下空洞，应从输出看回输入。",
)
def pushed_forward(images, theta, height, width):
    """You push every input pixel to its place in the output, which leaves holes: look from the output instead."""
    images = _float_array(images)
    samples, _, rows, columns = images.shape
    out = np.zeros((*images.shape[:2], height, width))
    places = affine_grid(_inverse(theta), rows, columns)
    for n, i, j in np.ndindex(samples, rows, columns):
        x, y = (round(float(_pixels(places[n, i, j, axis], size))) for axis, size in ((0, width), (1, height)))
        if 0 <= x < width and 0 <= y < height:
            out[n, :, y, x] = images[n, :, i, j]
    return out


@mistake(
    stn_forward, title=Text("x and y exchanged", zh="x与y弄反"), id="ST1", zh="x 和 y 弄反了：第一个坐标是 x（列）。"
)
def x_and_y_exchanged(images, theta, height, width):
    """x and y are exchanged between your grid and your sampler: the first coordinate is x, the column."""
    return bilinear_sample(images, affine_grid(theta, height, width)[..., ::-1])


@mistake(
    stn_forward,
    title=Text("-1 and 1 at outer edges", zh="把-1和1放在像素外缘"),
    id="ST2",
    zh="这是 align_corners=False：这里 -1 和 1 是最外侧像素的中心。",
)
def corners_at_the_edges(images, theta, height, width):
    """You placed -1 and 1 at the outer edges of the pixels, in grid and sampler: here they are centres."""
    x, y = ((2 * np.arange(size) + 1) / size - 1 for size in (width, height))
    return _at(images, _mapped(theta, x, y), along_x=lambda x, size: ((x + 1) * size - 1) / 2)


@mistake(
    stn_forward,
    title=Text("edge convention in sampler only", zh="网格与采样的约定不一致"),
    id="ST2",
    zh="网格和采样的约定不一致：两处都用像素中心。",
)
def corners_at_the_edges_in_the_sampler(images, theta, height, width):
    """Your grid and your sampler have two conventions: -1 and 1 are the centres of the outermost pixels in both."""
    grid = affine_grid(theta, height, width)
    return _at(images, grid, along_x=lambda x, size: ((x + 1) * size - 1) / 2)


@mistake(
    stn_forward,
    title=Text("size of the input", zh="输出用了输入的大小"),
    id="ST20",
    zh="输出大小是 (height, width)，不是输入的大小。",
)
def size_of_the_input(images, theta, height, width):
    """The output has height times width pixels; yours has the size of the input."""
    return stn_forward(images, theta, *np.shape(images)[2:])


@mistake(stn_forward, title=Text("height and width exchanged", zh="高与宽弄反"), id="ST20", zh="高和宽弄反了。")
def height_and_width_exchanged(images, theta, height, width):
    """Height and width of your output are exchanged."""
    return stn_forward(images, theta, width, height)


@mistake(stn_forward, title=Text("x along the height", zh="x沿高度变化"), id="ST9", zh="x 沿高度变化：它属于宽度。")
def x_along_the_height(images, theta, height, width):
    """x runs along the height in your grid: it belongs to the width."""
    return np.swapaxes(stn_forward(images, theta, width, height), 2, 3)


@mistake(
    stn_forward, title=Text("border repeated outside", zh="图像外重复了边界"), id="ST5", zh="图像外是 0；你重复了边界。"
)
def border_repeated(images, theta, height, width):
    """Outside the image the value is 0; you repeated the border."""
    return _at(images, affine_grid(theta, height, width), border=True)


@mistake(
    stn_forward,
    title=Text("0 as soon as outside", zh="一出图像就置零"),
    id="ST5",
    zh="图像外不到一个像素处仍看到边界；你全部置零。",
)
def zero_as_soon_as_outside(images, theta, height, width):
    """A point less than a pixel outside still sees the border; yours is 0 there at once."""
    grid = affine_grid(theta, height, width)
    return bilinear_sample(images, grid) * (np.abs(grid) <= 1).all(axis=3)[:, None]


@mistake(stn_forward, title=Text("nearest pixel", zh="取了最近的像素"), id="ST7", zh="要插值，而不是取最近的像素。")
def nearest_pixel(images, theta, height, width):
    """Interpolate between four pixels; you took the nearest one."""
    return _at(images, affine_grid(theta, height, width), along_x=lambda x, size: np.round(_pixels(x, size)))


@mistake(
    stn_forward,
    title=Text("first map for all samples", zh="所有样本用第一个变换"),
    id="ST12",
    zh="每个样本有自己的变换；你用了第一个。",
)
def first_map_for_all(images, theta, height, width):
    """Each sample has its own map; you used the first for all."""
    theta = np.asarray(theta)
    return stn_forward(images, np.broadcast_to(theta[:1], theta.shape), height, width)


@mistake(stn_forward, title=Text("shift missing", zh="漏掉了平移"), id="ST14", zh="你漏掉了平移。")
def shift_left_out(images, theta, height, width):
    """You left the shift out."""
    return stn_forward(images, _float_array(theta) * np.array([1, 1, 0]), height, width)


@mistake(stn_forward, title=Text("y upwards", zh="y方向向上"), id="ST20", zh="y 向下增大：第一行是 -1。")
def y_upwards(images, theta, height, width):
    """y grows downwards, -1 is the first row; yours grows upwards."""
    return bilinear_sample(images, _mapped(theta, _centres(width), _centres(height)[::-1]))


@mistake(
    stn_forward,
    title=Text("result cut to integers", zh="结果被截断为整数"),
    id="G-DTYPE",
    zh="结果被截断成图像的整数类型。",
)
def cut_to_integers(images, theta, height, width):
    """You store the answer in the integer dtype of the images, which cuts it off."""
    return stn_forward(images, theta, height, width).astype(np.asarray(images).dtype).astype(float)


@mistake(
    stn_forward,
    title=Text("caller's theta changed", zh="改变了调用者的theta"),
    id="G-INPLACE",
    zh="你在调用者的 theta 上做了运算：参数被改变了。",
)
def theta_changed_in_place(images, theta, height, width):
    """You compute in the caller's own theta: it is changed, and a read-only one fails."""
    found = stn_forward(images, theta, height, width)
    theta *= 2
    return found
