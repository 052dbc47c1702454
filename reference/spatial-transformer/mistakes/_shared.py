"""What the mistakes of several problems share: sampling with one thing changed."""

from __future__ import annotations

import numpy as np


def _float_array(values):
    """Floats as they are, the caller's own memory; others converted."""
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(float)


def _pixels(coordinates, size):
    return (np.asarray(coordinates, dtype=float) + 1) / 2 * (size - 1)


def _corners(images, x, y, *, floor=np.floor):
    """(row, column, weight by y, weight by x, inside, sign of y, sign of x) of the four corners."""
    height, width = images.shape[2:]
    left, top = floor(x), floor(y)
    for lower in (0, 1):
        for right in (0, 1):
            row, column = (top + lower).astype(int), (left + right).astype(int)
            inside = (row >= 0) & (row < height) & (column >= 0) & (column < width)
            weight_y, weight_x = abs(1 - lower - (y - top)), abs(1 - right - (x - left))
            yield row, column, weight_y, weight_x, inside, 2 * lower - 1, 2 * right - 1


def _clipped(row, column, images):
    height, width = images.shape[2:]
    sample = np.arange(len(images))[:, None, None]
    return sample, slice(None), np.clip(row, 0, height - 1), np.clip(column, 0, width - 1)


def _sampled(images, x, y, *, floor=np.floor, border=False):
    """Bilinear values at pixels (x, y), zero outside, or the border repeated."""
    images, out = _float_array(images), 0.0
    for row, column, weight_y, weight_x, inside, *_ in _corners(images, x, y, floor=floor):
        values = images[_clipped(row, column, images)]
        out = out + (weight_y * weight_x * (1 if border else inside))[..., None] * values
    return np.moveaxis(out, 3, 1)


def _at(images, grid, *, along_x=_pixels, along_y=None, **more):
    """Sampled at a grid, with another rule from coordinates to pixels."""
    height, width = np.shape(images)[2:]
    along_y = along_y or along_x
    return _sampled(images, along_x(grid[..., 0], width), along_y(grid[..., 1], height), **more)


def _centres(size):
    return np.linspace(-1, 1, size) if size > 1 else np.zeros(1)


def _mapped(theta, x, y):
    """theta times (x, y, 1) for every pixel, x along the width."""
    across, down = np.meshgrid(x, y)
    points = np.stack([across, down, np.ones_like(across)], axis=2)
    return np.einsum("hwk,nck->nhwc", points, np.asarray(theta, dtype=float))


def _inverse(theta):
    """The maps from input to output; the pseudo-inverse of a map that has none."""
    theta = np.asarray(theta, dtype=float)
    linear = np.linalg.pinv(theta[:, :, :2])
    return np.concatenate([linear, -linear @ theta[:, :, 2:]], axis=2)
