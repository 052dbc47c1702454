"""Random images, maps and grids from which the scenarios are drawn, and the hints that several problems share."""

from typing import Any

import numpy as np

from grader.author import (
    Array,
    Choice,
    Generator,
    Text,
    case,
    float64,
    ordinary,
    signed,
    uint8,
    values,
)

XY = Text(
    "The first of two coordinates is x, along the width (the last axis of an image); the second is y.",
    zh="两个坐标中第一个是 x，沿宽度方向（图像的最后一个轴）；第二个是 y。",
)
CORNERS = Text(
    "-1 and 1 are the centres of the first and the last pixel: x from -1 to 1 is column 0 to width - 1.",
    zh="-1 和 1 是第一个和最后一个像素的中心：x 从 -1 到 1 对应列 0 到 width - 1。",
)
OUTSIDE = Text(
    "Outside the image all pixels are 0; a point less than one pixel outside still sees the border, by its weight.",
    zh="图像之外的像素都是 0；离边界不到一个像素的点仍按权重看到边界。",
)
SINGLE = Text(
    "An axis of one pixel has the coordinate 0 alone, and every coordinate looks at that pixel.",
    zh="只有一个像素的轴，其坐标只有 0；任何坐标都看到这一个像素。",
)
OWN_MAP = Text("Each sample has its own map.", zh="每个样本有自己的变换。")
BYTES = Text(
    "In uint8 200 + 100 is 44, and a result of the image's dtype is cut off: turn images into float64 first.",
    zh="uint8 里 200 + 100 等于 44，用图像的类型存结果会被截断：先把图像转成 float64。",
)


def pictures(rng: Generator, samples: int, channels: int, height: int, width: int) -> np.ndarray:
    """Images of normal numbers."""
    return rng.normal(scale=2, size=(samples, channels, height, width))


def maps(rng: Generator, samples: int, zoom: float = 0.7) -> np.ndarray:
    """Affine maps that turn, shear, zoom and shift; zoom 0.7 stays inside for the most part."""
    turn = rng.uniform(0.3, 1.2, size=samples) * rng.choice([-1, 1], size=samples)
    linear = np.stack([np.cos(turn), -np.sin(turn), np.sin(turn), np.cos(turn)], axis=1).reshape(samples, 2, 2)
    linear = zoom * linear * rng.uniform(0.7, 1.3, size=(samples, 1, 2))
    return np.concatenate([linear, rng.uniform(-0.3, 0.3, size=(samples, 2, 1))], axis=2)


def coordinates(pixels: np.ndarray, size: int) -> np.ndarray:
    """Numbers of pixels as coordinates from -1 to 1."""
    return 2 * pixels / (size - 1) - 1 if size > 1 else np.linspace(-0.7, 0.9, pixels.size).reshape(pixels.shape)


def points(rng: Generator, shape: tuple[int, ...], size: int, *, beyond: int = 0) -> np.ndarray:
    """Coordinates between two pixels, at least a tenth of a pixel from both, up to `beyond` pixels outside."""
    cells = rng.integers(-beyond, max(size - 1, 1) + beyond, size=shape)
    return coordinates(cells + rng.uniform(0.1, 0.9, size=shape), size)


def grid(rng: Generator, shape: tuple[int, int, int], size: tuple[int, int], *, beyond: int = 0) -> np.ndarray:
    """A grid (N, Ho, Wo, 2) for images of (height, width)."""
    height, width = size
    return np.stack([points(rng, shape, width, beyond=beyond), points(rng, shape, height, beyond=beyond)], axis=3)


def _sizes(here: Any) -> tuple[int, int]:
    return here.sizes["H"], here.sizes["W"]


def _between(here: Any) -> np.ndarray:
    return grid(here.rng, here.shape[:3], _sizes(here))


def _beyond(here: Any) -> np.ndarray:
    found = grid(here.rng, here.shape[:3], _sizes(here), beyond=2)
    found[0, 0, 0] = coordinates(np.array(-0.5), max(_sizes(here)))
    return found


def _one_point(here: Any) -> np.ndarray:
    return np.broadcast_to(_between(here)[:, :1, :1], here.shape)


def _in_pixels(array: np.ndarray, here: Any) -> np.ndarray:
    """Of the axes that have more than one pixel."""
    height, width = _sizes(here)
    each = [(array[..., axis] + 1) / 2 * (size - 1) for axis, size in ((0, width), (1, height)) if size > 1]
    return np.stack(each) if each else np.full((1, 1), 0.5)


def _on_pixels(here: Any) -> np.ndarray:
    height, width = _sizes(here)
    places = [coordinates(here.rng.integers(size, size=here.shape[:3]), size) for size in (width, height)]
    return np.stack(places, axis=3)


def _lies_on_pixels(array: np.ndarray, here: Any) -> bool:
    places = _in_pixels(array, here)
    return bool((np.abs(places - np.round(places)) < 1e-4).all())


def _lies_in_part_outside(array: np.ndarray, here: Any) -> bool:
    return bool((np.abs(array) > 1.001).any())


BETWEEN = values("between pixels", _between, zh="在像素之间")
BEYOND = values(
    "some points outside",
    _beyond,
    _lies_in_part_outside,
    needs=lambda H, W: H > 1 and W > 1,
    reason="indices below 0 count from the end, indices above the last raise",
    zh="有的点在图像之外",
)
ONE_POINT = values(
    "one point for all pixels",
    _one_point,
    lambda array: array[0, ..., 0].size > 1 and bool((array[0] == array[0, 0, 0]).all()),
    needs=lambda Ho, Wo: Ho * Wo > 1,
    reason="gradients of one pixel add up",
    zh="所有像素对应同一点",
)
ON_PIXELS = values(
    "exactly on pixels",
    _on_pixels,
    _lies_on_pixels,
    needs=lambda H, W: H > 1 or W > 1,
    reason="the pixel after the last one has the weight 0",
    zh="恰好在像素上",
)
SAMPLES = Choice(
    "samples",
    case("several samples", zh="多个样本"),
    case("one sample", lambda N: N == 1, reason="axes get lost", zh="一个样本"),
)
CHANNELS = Choice(
    "channels",
    case("several channels", zh="多个通道"),
    case("one channel", lambda C: C == 1, reason="axes get lost", single=True, zh="一个通道"),
)
ROWS = Choice(
    "rows",
    case("several rows", zh="多行"),
    case("one row", lambda H: H == 1, reason="height - 1 is 0", single=True, zh="一行"),
)
COLUMNS = Choice(
    "columns",
    case("several columns", zh="多列"),
    case("one column", lambda W: W == 1, reason="width - 1 is 0", single=True, zh="一列"),
)
POINTS = Choice(
    "points",
    case("several points", zh="多个点"),
    case("one point", lambda Ho, Wo: Ho * Wo == 1, reason="axes get lost", single=True, zh="一个点"),
)
IMAGES = Array("N C H W", dtypes=(float64, signed, uint8.once()), values=(ordinary(2),))
