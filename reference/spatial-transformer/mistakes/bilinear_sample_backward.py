"""Known ways to get bilinear_sample_backward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import bilinear_sample_backward
from ._shared import _clipped, _corners, _float_array, _pixels


def _pieces(images, grid):
    """The images as floats, and the corners of their points."""
    images = _float_array(images)
    height, width = images.shape[2:]
    return images, _corners(images, _pixels(grid[..., 0], width), _pixels(grid[..., 1], height))


def _factors(images):
    return np.array([(np.shape(images)[3] - 1) / 2, (np.shape(images)[2] - 1) / 2])


@mistake(
    bilinear_sample_backward,
    title=Text("repeated pixels assigned once", zh="重复的像素只赋值一次"),
    id="ST10",
    zh="重复的下标只赋值一次：要用 `np.add.at` 累加。",
)
def repeated_pixels_assigned_once(grad_output, images, grid):
    """Repeated indices are assigned once: several points look at one pixel, so use `np.add.at`."""
    _, grad_grid = bilinear_sample_backward(grad_output, images, grid)
    images, corners = _pieces(images, grid)
    grad_images, arriving = np.zeros(images.shape), np.moveaxis(grad_output, 1, 3)
    for row, column, weight_y, weight_x, inside, *_ in corners:
        grad_images[_clipped(row, column, images)] += (weight_y * weight_x * inside)[..., None] * arriving
    return grad_images, grad_grid


@mistake(
    bilinear_sample_backward,
    title=Text("corners overwritten", zh="角点的贡献被覆盖"),
    id="ST10",
    zh="四个角点的贡献要累加；你每次都覆盖了。",
)
def corners_overwritten(grad_output, images, grid):
    """The four corners add up; each of yours overwrites what stood there."""
    _, grad_grid = bilinear_sample_backward(grad_output, images, grid)
    images, corners = _pieces(images, grid)
    grad_images, arriving = np.zeros(images.shape), np.moveaxis(grad_output, 1, 3)
    for row, column, weight_y, weight_x, inside, *_ in corners:
        grad_images[_clipped(row, column, images)] = (weight_y * weight_x * inside)[..., None] * arriving
    return grad_images, grad_grid


@mistake(
    bilinear_sample_backward,
    title=Text("pixels overwritten point by point", zh="逐点覆盖像素"),
    id="ST10",
    zh="几个点会看到同一个像素：贡献要用 += 累加；你用 = 覆盖了。",
    variants={"order": ((0, 1, 2, 3), (0, 2, 1, 3), (3, 2, 1, 0))},
)
def pixels_overwritten_point_by_point(grad_output, images, grid, *, order):
    """What several points and corners give to one pixel adds up with +=; your = keeps the last of it alone."""
    _, grad_grid = bilinear_sample_backward(grad_output, images, grid)
    images, corners = _pieces(images, grid)
    found = list(corners)
    parts = [(row, column, weight_y * weight_x, inside) for row, column, weight_y, weight_x, inside, *_ in found]
    row, column, weight, inside = (np.stack(each, axis=3) for each in zip(*(parts[corner] for corner in order)))
    sample = np.broadcast_to(np.arange(len(images))[:, None, None, None], row.shape)
    values = weight[..., None] * np.moveaxis(grad_output, 1, 3)[:, :, :, None]
    grad_images = np.zeros(images.shape)
    grad_images[sample[inside], :, row[inside], column[inside]] = values[inside]
    return grad_images, grad_grid


@mistake(
    bilinear_sample_backward,
    title=Text("pixel scaling missing", zh="漏了像素缩放的因子"),
    id="ST11",
    zh="缺了 (size - 1)/2：坐标到像素的链式法则。",
    variants={"single_pixels": (True, False)},
)
def pixels_not_scaled(grad_output, images, grid, *, single_pixels):
    """The chain rule of the pixel scaling is missing: (width - 1) / 2 and (height - 1) / 2."""
    grad_images, grad_grid = bilinear_sample_backward(grad_output, images, grid)
    if single_pixels:
        factors = _factors(images)
        return grad_images, grad_grid / np.where(factors > 0, factors, 1)
    images, corners = _pieces(images, grid)
    slopes, arriving = np.zeros(np.shape(grid)), np.moveaxis(grad_output, 1, 3)
    for row, column, weight_y, weight_x, inside, sign_y, sign_x in corners:
        seen = (arriving * images[_clipped(row, column, images)]).sum(axis=3) * inside
        slopes += np.stack([seen * sign_x * weight_y, seen * sign_y * weight_x], axis=3)
    return grad_images, slopes


@mistake(
    bilinear_sample_backward,
    title=Text("factors of x and y exchanged", zh="x与y的因子弄反"),
    id="ST11",
    zh="x 的因子是 (width - 1)/2，y 的是 (height - 1)/2：你弄反了。",
)
def factors_exchanged(grad_output, images, grid):
    """Your factors are exchanged: (width - 1) / 2 belongs to x, (height - 1) / 2 to y."""
    grad_images, grad_grid = bilinear_sample_backward(grad_output, images, grid)
    factors = _factors(images)
    return grad_images, grad_grid / np.where(factors > 0, factors, 1) * factors[::-1]


@mistake(
    bilinear_sample_backward, title=Text("factor 1/2 missing", zh="少了1/2"), id="ST11", zh="因子里的 1/2 漏掉了。"
)
def half_left_out(grad_output, images, grid):
    """The factor 1/2 is missing: a coordinate moves (size - 1) / 2 pixels."""
    grad_images, grad_grid = bilinear_sample_backward(grad_output, images, grid)
    return grad_images, 2 * grad_grid


@mistake(
    bilinear_sample_backward,
    title=Text("-1 and 1 at outer edges", zh="把-1和1放在像素外缘"),
    id="ST2",
    zh="这是 align_corners=False：这里 -1 和 1 是最外侧像素的中心。",
)
def corners_at_the_edges(grad_output, images, grid):
    """You placed -1 and 1 at the outer edges of the pixels: here they are the centres of the outermost pixels."""
    images = _float_array(images)
    sizes = np.array(images.shape[:1:-1])
    places = ((np.asarray(grid) + 1) * sizes - 1) / 2
    grad_images, grad_grid = np.zeros(images.shape), np.zeros(np.shape(grid))
    arriving = np.moveaxis(grad_output, 1, 3)
    for row, column, weight_y, weight_x, inside, sign_y, sign_x in _corners(images, places[..., 0], places[..., 1]):
        index = _clipped(row, column, images)
        np.add.at(grad_images, index, (weight_y * weight_x * inside)[..., None] * arriving)
        seen = (arriving * images[index]).sum(axis=3) * inside
        grad_grid += np.stack([seen * sign_x * weight_y, seen * sign_y * weight_x], axis=3)
    return grad_images, grad_grid * sizes / 2


@mistake(
    bilinear_sample_backward,
    title=Text("factor size / 2", zh="因子用了size/2"),
    id="ST2",
    zh="因子是 (size - 1)/2；size/2 属于 align_corners=False。",
)
def factors_of_the_edges(grad_output, images, grid):
    """The factor is (size - 1) / 2; size / 2 belongs to corners at the outer edges."""
    grad_images, grad_grid = bilinear_sample_backward(grad_output, images, grid)
    factors = _factors(images)
    return grad_images, grad_grid * np.where(factors > 0, (factors + 0.5) / np.where(factors > 0, factors, 1), 1)


@mistake(
    bilinear_sample_backward,
    title=Text("slopes' signs reversed", zh="斜率的符号反了"),
    id="ST11",
    zh="符号反了：右边的像素带正号。",
)
def slopes_reversed(grad_output, images, grid):
    """Your signs are reversed: the pixel on the right counts positive, the one on the left negative."""
    grad_images, grad_grid = bilinear_sample_backward(grad_output, images, grid)
    return grad_images, -grad_grid


@mistake(
    bilinear_sample_backward,
    title=Text("y before x", zh="y在x之前"),
    id="ST1",
    zh="最后一个轴是 (x, y)；你返回了 (y, x)。",
)
def y_before_x(grad_output, images, grid):
    """The last axis of grad_grid is (x, y); yours is (y, x)."""
    grad_images, grad_grid = bilinear_sample_backward(grad_output, images, grid)
    return grad_images, grad_grid[..., ::-1]


@mistake(
    bilinear_sample_backward,
    title=Text("x taken for the row", zh="把x当作行"),
    id="ST1",
    zh="grid[..., 0] 是 x（列）；你把它当成了行。",
)
def x_taken_for_rows(grad_output, images, grid):
    """grid[..., 0] is x, the column; you took it for the row."""
    grad_images, grad_grid = bilinear_sample_backward(grad_output, images, np.asarray(grid)[..., ::-1])
    return grad_images, grad_grid[..., ::-1]


@mistake(
    bilinear_sample_backward,
    title=Text("first channel only", zh="只用了第一个通道"),
    id="ST18",
    zh="grad_grid 要对所有通道求和。",
)
def first_channel_alone(grad_output, images, grid):
    """All channels look from the same point: grad_grid sums over them, yours has the first alone."""
    grad_images, _ = bilinear_sample_backward(grad_output, images, grid)
    return grad_images, bilinear_sample_backward(grad_output[:, :1], images[:, :1], grid)[1]


@mistake(
    bilinear_sample_backward,
    title=Text("averaged over the channels", zh="对通道取了平均"),
    id="ST19",
    zh="通道之间应求和，你取了平均。",
)
def channels_averaged(grad_output, images, grid):
    """grad_grid sums over the channels; you averaged."""
    grad_images, grad_grid = bilinear_sample_backward(grad_output, images, grid)
    return grad_images, grad_grid / np.shape(images)[1]


@mistake(
    bilinear_sample_backward,
    title=Text("incoming gradient ignored", zh="忽略了传入的梯度"),
    id="ST18",
    zh="你没有用 grad_output：梯度要从它开始。",
)
def grad_output_ignored(grad_output, images, grid):
    """You ignored grad_output: the gradients of the loss begin with it."""
    return bilinear_sample_backward(np.ones(np.shape(grad_output)), images, grid)


@mistake(
    bilinear_sample_backward,
    title=Text("weight of the other axis missing", zh="漏了另一方向的权重"),
    id="ST18",
    zh="x 方向的导数要乘 y 方向的权重。",
)
def other_weight_left_out(grad_output, images, grid):
    """The slope along x is multiplied with the weight along y, and the reverse: yours lacks these weights."""
    grad_images, _ = bilinear_sample_backward(grad_output, images, grid)
    images, corners = _pieces(images, grid)
    grad_grid, arriving = np.zeros(np.shape(grid)), np.moveaxis(grad_output, 1, 3)
    for row, column, _, _, inside, sign_y, sign_x in corners:
        seen = (arriving * images[_clipped(row, column, images)]).sum(axis=3) * inside
        grad_grid += seen[..., None] * np.array([sign_x, sign_y])
    return grad_images, grad_grid * _factors(images)


@mistake(
    bilinear_sample_backward,
    title=Text("whole gradient to every corner", zh="每个角点得到全部梯度"),
    id="ST18",
    zh="梯度按权重分给四个像素；你给了每个像素全部。",
)
def whole_gradient_to_each_corner(grad_output, images, grid):
    """Each pixel gets the gradient times its weight; you gave the whole to all four."""
    _, grad_grid = bilinear_sample_backward(grad_output, images, grid)
    images, corners = _pieces(images, grid)
    grad_images, arriving = np.zeros(images.shape), np.moveaxis(grad_output, 1, 3)
    for row, column, _, _, inside, *_ in corners:
        np.add.at(grad_images, _clipped(row, column, images), inside[..., None] * arriving)
    return grad_images, grad_grid


@mistake(
    bilinear_sample_backward,
    title=Text("whole gradient to nearest pixel", zh="最近的像素得到全部梯度"),
    id="ST7",
    zh="你把梯度全给了最近的像素：它按权重分给四个。",
)
def nearest_pixel_gets_all(grad_output, images, grid):
    """You gave the whole gradient to the nearest pixel: it is shared by four, by their weights."""
    _, grad_grid = bilinear_sample_backward(grad_output, images, grid)
    images, corners = _pieces(images, grid)
    grad_images, arriving = np.zeros(images.shape), np.moveaxis(grad_output, 1, 3)
    for row, column, weight_y, weight_x, inside, *_ in corners:
        nearest = (weight_y > 0.5) & (weight_x > 0.5) & inside
        np.add.at(grad_images, _clipped(row, column, images), nearest[..., None] * arriving)
    return grad_images, grad_grid


@mistake(
    bilinear_sample_backward,
    title=Text("outside gradients given to border", zh="图像外的梯度给了边界"),
    id="ST5",
    zh="图像外没有像素：那里的梯度要丢掉，而不是给边界。",
)
def outside_given_to_the_border(grad_output, images, grid):
    """Outside the image there is no pixel: you gave its gradients to the border."""
    _, grad_grid = bilinear_sample_backward(grad_output, images, grid)
    images, corners = _pieces(images, grid)
    grad_images, arriving = np.zeros(images.shape), np.moveaxis(grad_output, 1, 3)
    for row, column, weight_y, weight_x, *_ in corners:
        np.add.at(grad_images, _clipped(row, column, images), (weight_y * weight_x)[..., None] * arriving)
    return grad_images, grad_grid


@mistake(
    bilinear_sample_backward,
    title=Text("border values seen from outside", zh="从图像外看到边界的值"),
    id="ST5",
    zh="图像外的像素是 0：算 grad_grid 时你用了边界的值。",
)
def border_seen_from_outside(grad_output, images, grid):
    """Outside the image all pixels are 0: your grad_grid repeats the border there."""
    grad_images, _ = bilinear_sample_backward(grad_output, images, grid)
    images, corners = _pieces(images, grid)
    grad_grid, arriving = np.zeros(np.shape(grid)), np.moveaxis(grad_output, 1, 3)
    for row, column, weight_y, weight_x, _, sign_y, sign_x in corners:
        seen = (arriving * images[_clipped(row, column, images)]).sum(axis=3)
        grad_grid += np.stack([seen * sign_x * weight_y, seen * sign_y * weight_x], axis=3)
    return grad_images, grad_grid * _factors(images)


@mistake(
    bilinear_sample_backward,
    title=Text("0 as soon as outside", zh="一出图像就置零"),
    id="ST5",
    zh="图像外不到一个像素的点仍有梯度；你全部置零。",
)
def zero_as_soon_as_outside(grad_output, images, grid):
    """A point less than a pixel outside still has a gradient; yours is 0 there at once."""
    inside = (np.abs(grid) <= 1).all(axis=3)
    return bilinear_sample_backward(grad_output * inside[:, None], images, grid)


@mistake(
    bilinear_sample_backward,
    title=Text("all gradients to first image", zh="梯度都给了第一张图"),
    id="ST12",
    zh="每个样本有自己的图像：你把所有梯度给了第一张。",
)
def all_given_to_the_first_image(grad_output, images, grid):
    """Each sample has its own image: you gave all gradients to the first."""
    grad_images, grad_grid = bilinear_sample_backward(grad_output, images, grid)
    first = np.zeros_like(grad_images)
    first[0] = grad_images.sum(axis=0)
    return first, grad_grid


@mistake(
    bilinear_sample_backward,
    title=Text("divided by the points", zh="除以了点数"),
    id="ST19",
    zh="不要除以点数：梯度是求和。",
)
def averaged_over_points(grad_output, images, grid):
    """Gradients add up; you divided by the number of points."""
    grad_images, grad_grid = bilinear_sample_backward(grad_output, images, grid)
    return grad_images / np.prod(np.shape(grid)[1:3]), grad_grid


@mistake(
    bilinear_sample_backward,
    title=Text("gradients exchanged", zh="两个梯度的次序反了"),
    id="ST20",
    zh="次序反了：先是 grad_images，再是 grad_grid。",
)
def gradients_exchanged(grad_output, images, grid):
    """Your gradients are exchanged: grad_images comes first."""
    return bilinear_sample_backward(grad_output, images, grid)[::-1]


@mistake(
    bilinear_sample_backward,
    title=Text("result cut to integers", zh="结果被截断为整数"),
    id="G-DTYPE",
    zh="grad_images 被存成图像的整数类型：小数被截断。",
)
def cut_to_integers(grad_output, images, grid):
    """You store grad_images in the integer dtype of the images, which cuts it off."""
    grad_images, grad_grid = bilinear_sample_backward(grad_output, images, grid)
    return grad_images.astype(np.asarray(images).dtype).astype(float), grad_grid


@mistake(
    bilinear_sample_backward,
    title=Text("caller's grid changed", zh="改变了调用者的网格"),
    id="G-INPLACE",
    zh="你在调用者的网格上换算像素：参数被改变了。",
)
def grid_changed_in_place(grad_output, images, grid):
    """You turn coordinates into pixels in the caller's own grid: it is changed, and a read-only one fails."""
    found = bilinear_sample_backward(grad_output, images, grid)
    grid += 1
    return found
