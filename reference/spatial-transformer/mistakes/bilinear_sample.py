"""Known ways to get bilinear_sample wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import bilinear_sample
from ._shared import _at, _clipped, _corners, _float_array, _pixels, _sampled


@mistake(
    bilinear_sample,
    title=Text("x taken for the row", zh="把x当作行"),
    id="ST1",
    zh="grid[..., 0] 是 x（列）；你把它当成了行。",
)
def x_taken_for_rows(images, grid):
    """grid[..., 0] is x, the column; you took it for the row."""
    return bilinear_sample(images, np.asarray(grid)[..., ::-1])


@mistake(
    bilinear_sample,
    title=Text("height for x, width for y", zh="宽与高弄反"),
    id="ST1",
    zh="宽和高弄反了：x 要乘 width - 1，y 乘 height - 1。",
)
def height_for_x(images, grid):
    """You scaled x by the height and y by the width."""
    height, width = np.shape(images)[2:]
    return _sampled(images, _pixels(grid[..., 0], height), _pixels(grid[..., 1], width))


@mistake(
    bilinear_sample,
    title=Text("-1 and 1 at outer edges", zh="把-1和1放在像素外缘"),
    id="ST2",
    zh="这是 align_corners=False：这里 -1 和 1 是最外侧像素的中心。",
)
def corners_at_the_edges(images, grid):
    """You placed -1 and 1 at the outer edges of the pixels: here they are the centres of the outermost pixels."""
    return _at(images, grid, along_x=lambda x, size: ((x + 1) * size - 1) / 2)


@mistake(
    bilinear_sample,
    title=Text("wrong factor instead of size - 1", zh="因子不是size - 1"),
    id="ST3",
    variants={"less": (0, 2)},
    zh="像素 = (x + 1)/2 · (size - 1)，不是 size，也不是 size - 2。",
)
def another_width(images, grid, *, less):
    """Pixel = (x + 1) / 2 times (size - 1); you multiplied with size or size - 2."""
    return _at(images, grid, along_x=lambda x, size: (x + 1) / 2 * (size - less))


@mistake(
    bilinear_sample,
    title=Text("factor 1/2 missing", zh="少了1/2"),
    id="ST3",
    zh="你少了 1/2：坐标从 -1 到 1 宽度是 2。",
)
def half_left_out(images, grid):
    """The factor 1/2 is missing: from -1 to 1 is a width of 2."""
    return _at(images, grid, along_x=lambda x, size: (x + 1) * (size - 1))


@mistake(
    bilinear_sample,
    title=Text("coordinates taken as pixel numbers", zh="把坐标当作像素编号"),
    id="ST3",
    zh="你把坐标直接当成了像素编号。",
)
def coordinates_taken_for_pixels(images, grid):
    """You took coordinates for the numbers of pixels: they run from -1 to 1."""
    return _at(images, grid, along_x=lambda x, _: np.asarray(x, dtype=float))


@mistake(
    bilinear_sample,
    title=Text("weights from clipped corners", zh="权重用了截断后的角点"),
    id="ST4",
    zh="权重要用截断之前的角点计算：先算权重，再截断下标。",
)
def weights_of_clipped_corners(images, grid):
    """Compute the weights from the unclipped floor, then clip the indices; yours do not add up to 1 at the border."""
    images = _float_array(images)
    height, width = images.shape[2:]
    x, y = _pixels(grid[..., 0], width), _pixels(grid[..., 1], height)
    left, right = (np.clip(np.floor(x) + step, 0, width - 1) for step in (0, 1))
    upper, lower = (np.clip(np.floor(y) + step, 0, height - 1) for step in (0, 1))
    out = 0.0
    for row, other_row in ((upper, lower), (lower, upper)):
        for column, other_column in ((left, right), (right, left)):
            weight = np.abs(x - other_column) * np.abs(y - other_row)
            out = out + weight[..., None] * images[_clipped(row.astype(int), column.astype(int), images)]
    return np.moveaxis(out, 3, 1)


@mistake(
    bilinear_sample,
    title=Text("border repeated outside", zh="图像外重复了边界"),
    id="ST5",
    zh="图像外的像素是 0；你重复了边界像素。",
)
def border_repeated(images, grid):
    """Outside the image the value is 0; you repeated the border."""
    return _at(images, grid, border=True)


@mistake(
    bilinear_sample,
    title=Text("outside wraps round", zh="图像外绕到另一侧"),
    id="ST5",
    zh="负下标从末尾数起：图像外应是 0，你却绕到了另一侧。",
)
def wrapped_around(images, grid):
    """Negative indices count from the end: outside the image the value is 0, yours comes from the other side."""
    images = _float_array(images)
    height, width = images.shape[2:]
    out, sample = 0.0, np.arange(len(images))[:, None, None]
    x, y = _pixels(grid[..., 0], width), _pixels(grid[..., 1], height)
    for row, column, weight_y, weight_x, *_ in _corners(images, x, y):
        out = out + (weight_y * weight_x)[..., None] * images[sample, :, row % height, column % width]
    return np.moveaxis(out, 3, 1)


@mistake(
    bilinear_sample,
    title=Text("0 as soon as outside", zh="一出图像就置零"),
    id="ST5",
    zh="离边界不到一个像素的点仍看到边界：你把图像外的点全部置零。",
)
def zero_as_soon_as_outside(images, grid):
    """A point less than a pixel outside still sees the border, by its weight; yours is 0 there at once."""
    grid = np.asarray(grid)
    inside = (np.abs(grid) <= 1 + 1e-5).all(axis=3)
    return bilinear_sample(images, grid) * inside[:, None]


@mistake(
    bilinear_sample,
    title=Text("last pixel taken as outside", zh="把最后一个像素当作图像外"),
    id="ST5",
    zh="最后一个像素上的点也在图像内：不要因为它右边没有像素就置零。",
)
def last_pixel_taken_for_outside(images, grid):
    """A point on the last pixel is inside: its right neighbour has the weight 0, so the point is not lost."""
    images = _float_array(images)
    height, width = images.shape[2:]
    x, y = _pixels(grid[..., 0], width), _pixels(grid[..., 1], height)
    kept = (np.floor(x + 1e-5) + 1 < width) & (np.floor(y + 1e-5) + 1 < height) & (x > -1e-5) & (y > -1e-5)
    return bilinear_sample(images, grid) * kept[:, None]


@mistake(
    bilinear_sample,
    title=Text("rounded towards zero", zh="向零截断"),
    id="ST6",
    zh="`astype(int)` 向 0 截断：负坐标要用 floor。",
    variants={"by_distance": (False, True)},
)
def cut_off_towards_zero(images, grid, *, by_distance):
    """`astype(int)` cuts off towards 0: below 0 only floor finds the pixel on the left."""
    if not by_distance:
        return _at(images, grid, floor=np.trunc)
    images = _float_array(images)
    height, width = images.shape[2:]
    x, y = _pixels(grid[..., 0], width), _pixels(grid[..., 1], height)
    out = 0.0
    for row, column, _, _, inside, *_ in _corners(images, x, y, floor=np.trunc):
        weight = (1 - np.abs(column - x)) * (1 - np.abs(row - y)) * inside
        out = out + weight[..., None] * images[_clipped(row, column, images)]
    return np.moveaxis(out, 3, 1)


@mistake(bilinear_sample, title=Text("nearest pixel", zh="取了最近的像素"), id="ST7", zh="要插值，而不是取最近的像素。")
def nearest_pixel(images, grid):
    """Interpolate between four pixels; you took the nearest one."""
    return _at(images, grid, along_x=lambda x, size: np.round(_pixels(x, size)))


@mistake(
    bilinear_sample, title=Text("upper left pixel", zh="取了左上的像素"), id="ST7", zh="要插值，而不是取左上的像素。"
)
def upper_left_pixel(images, grid):
    """Interpolate between four pixels; you took the upper left one."""
    return _at(images, grid, along_x=lambda x, size: np.floor(_pixels(x, size) + 1e-5))


@mistake(
    bilinear_sample,
    title=Text("interpolated along x only", zh="只沿x插值"),
    id="ST7",
    zh="你只沿一个方向插值：另一方向取了最近的像素。",
)
def interpolated_along_x_alone(images, grid):
    """You interpolate along x alone: y needs it too."""
    return _at(images, grid, along_y=lambda y, size: np.round(_pixels(y, size)))


@mistake(
    bilinear_sample, title=Text("weights exchanged", zh="权重弄反"), id="ST17", zh="权重弄反了：离得近的像素权重大。"
)
def weights_exchanged(images, grid):
    """Your weights are exchanged: the nearer pixel has the greater one."""
    images = _float_array(images)
    height, width = images.shape[2:]
    x, y = _pixels(grid[..., 0], width), _pixels(grid[..., 1], height)
    out = 0.0
    for row, column, weight_y, weight_x, inside, *_ in _corners(images, x, y):
        weight = (1 - weight_y) * (1 - weight_x) * inside
        out = out + weight[..., None] * images[_clipped(row, column, images)]
    return np.moveaxis(out, 3, 1)


@mistake(
    bilinear_sample,
    title=Text("two corners exchanged", zh="右上与左下的权重弄反"),
    id="ST17",
    zh="右上和左下的权重弄反了。",
)
def two_corners_exchanged(images, grid):
    """The weights of the upper right and the lower left corner are exchanged."""
    images = _float_array(images)
    height, width = images.shape[2:]
    x, y = _pixels(grid[..., 0], width), _pixels(grid[..., 1], height)
    corners = list(_corners(images, x, y))
    out = 0.0
    for (row, column, _, _, inside, *_), (_, _, weight_y, weight_x, *_) in zip(
        corners, [corners[k] for k in (0, 2, 1, 3)]
    ):
        out = out + (weight_y * weight_x * inside)[..., None] * images[_clipped(row, column, images)]
    return np.moveaxis(out, 3, 1)


@mistake(
    bilinear_sample,
    title=Text("first grid for all samples", zh="所有样本用第一个网格"),
    id="ST12",
    zh="每个样本有自己的网格；你用了第一个。",
)
def first_grid_for_all(images, grid):
    """Each sample has its own grid; you used the first for all."""
    grid = np.asarray(grid)
    return bilinear_sample(images, np.broadcast_to(grid[:1], grid.shape))


@mistake(
    bilinear_sample,
    title=Text("first image for all samples", zh="所有样本看第一张图"),
    id="ST12",
    zh="你对所有样本都看第一张图。",
)
def first_image_for_all(images, grid):
    """All your samples look at the first image."""
    images = np.asarray(images)
    return bilinear_sample(np.broadcast_to(images[:1], images.shape), grid)


@mistake(
    bilinear_sample,
    title=Text("channels last", zh="通道放在了最后"),
    id="G-AXIS",
    zh="返回 (N, C, Ho, Wo)；你的通道在最后。",
)
def channels_last(images, grid):
    """The answer is (N, C, Ho, Wo); your channels are last."""
    return np.moveaxis(bilinear_sample(images, grid), 1, 3)


@mistake(
    bilinear_sample,
    title=Text("result cut to integers", zh="结果被截断为整数"),
    id="G-DTYPE",
    zh="结果被截断成图像的整数类型。",
)
def cut_to_integers(images, grid):
    """You store the answer in the integer dtype of the images, which cuts it off."""
    out = bilinear_sample(images, grid)
    return out.astype(np.asarray(images).dtype).astype(float)


@mistake(
    bilinear_sample,
    title=Text("caller's grid changed", zh="改变了调用者的网格"),
    id="G-INPLACE",
    zh="你在调用者的网格上换算像素：参数被改变了。",
)
def grid_changed_in_place(images, grid):
    """You turn coordinates into pixels in the caller's own grid: it is changed, and a read-only one fails."""
    height, width = np.shape(images)[2:]
    grid += 1
    grid *= np.array([(width - 1) / 2, (height - 1) / 2])
    return _sampled(images, grid[..., 0].copy(), grid[..., 1].copy())
