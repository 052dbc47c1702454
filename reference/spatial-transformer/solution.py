"""The spatial transformer: where to look, and what is seen there.

Images are (N, C, H, W). Coordinates are (x, y) with x along the width; -1 and 1 are the centres of the first and of
the last pixel, so that an axis of one pixel has the coordinate 0 alone. Everything is computed in float64.
Source: M. Jaderberg et al., "Spatial Transformer Networks", 2015.
"""

from __future__ import annotations

import math
from itertools import product

import numpy as np


def affine_theta(scale, angle, shift_x, shift_y):
    """Return the matrix that scales, turns by an angle in radians and shifts: four numbers -> (2, 3)."""
    cosine, sine = scale * math.cos(angle), scale * math.sin(angle)
    return np.array([[cosine, -sine, shift_x], [sine, cosine, shift_y]], dtype=np.float64)


def affine_grid(theta, height, width):
    """Return where each pixel of the output looks in the input: (N, 2, 3), two ints -> (N, height, width, 2).

    (x_in, y_in) = theta (x_out, y_out, 1); the last axis is (x_in, y_in).
    """
    return np.einsum("hwk,nck->nhwc", _pixels(height, width), np.asarray(theta, dtype=np.float64))


def bilinear_sample(images, grid):
    """Return what the images show at the points of a grid: (N, C, H, W), (N, Ho, Wo, 2) -> (N, C, Ho, Wo).

    Between four pixels the value is bilinear; outside the image all pixels are 0.
    """
    images, grid = _floats(images, grid)
    out = np.zeros((*grid.shape[:3], images.shape[1]))
    for corner in _corners(images, grid):
        out += (corner.weight_x * corner.weight_y)[..., None] * corner.values
    return np.moveaxis(out, 3, 1)


def bilinear_sample_backward(grad_output, images, grid):
    """Return the gradients by images and by grid: (N, C, Ho, Wo), (N, C, H, W), (N, Ho, Wo, 2) -> the shapes of both.

    No point of the grid lies on a pixel, so that all derivatives exist.
    """
    grad_output, images, grid = _floats(grad_output, images, grid)
    height, width = images.shape[2:]
    arriving = np.moveaxis(grad_output, 1, 3)
    grad_images, grad_grid = np.zeros(images.shape), np.zeros(grid.shape)
    for corner in _corners(images, grid):
        weight = corner.weight_x * corner.weight_y * corner.inside
        # Several points may look at one pixel: their gradients add up.
        np.add.at(grad_images, corner.index, weight[..., None] * arriving)
        seen = (arriving * corner.values).sum(axis=3)
        grad_grid[..., 0] += corner.slope_x * corner.weight_y * seen
        grad_grid[..., 1] += corner.weight_x * corner.slope_y * seen
    return grad_images, grad_grid * np.array([(width - 1) / 2, (height - 1) / 2])


def stn_forward(images, theta, height, width):
    """Return the images as the affine map shows them: (N, C, H, W), (N, 2, 3), two ints -> (N, C, height, width)."""
    return bilinear_sample(images, affine_grid(theta, height, width))


def affine_grid_backward(grad_grid):
    """Return the gradient by theta of the grid's gradient: (N, H, W, 2) -> (N, 2, 3)."""
    _, height, width, _ = np.shape(grad_grid)
    return np.einsum("nhwc,hwk->nck", np.asarray(grad_grid, dtype=np.float64), _pixels(height, width))


class _Corner:
    """One of the four pixels around every point of a grid."""

    def __init__(self, images, point_x, point_y, right, lower):
        left, top = np.floor(point_x), np.floor(point_y)
        column, row = left.astype(np.int64) + right, top.astype(np.int64) + lower
        self.weight_x = point_x - left if right else 1 - (point_x - left)
        self.weight_y = point_y - top if lower else 1 - (point_y - top)
        self.slope_x, self.slope_y = 2 * right - 1, 2 * lower - 1
        _, _, height, width = images.shape
        self.inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
        sample = np.arange(len(images))[:, None, None]
        self.index = (sample, slice(None), np.clip(row, 0, height - 1), np.clip(column, 0, width - 1))
        self.values = images[self.index] * self.inside[..., None]


def _corners(images, grid):
    """The four corners of the cell in which each point lies."""
    height, width = images.shape[2:]
    point_x = (grid[..., 0] + 1) / 2 * (width - 1)
    point_y = (grid[..., 1] + 1) / 2 * (height - 1)
    return [_Corner(images, point_x, point_y, right, lower) for lower, right in product((0, 1), repeat=2)]


def _pixels(height, width):
    """(x, y, 1) of every pixel of an image: (height, width, 3)."""
    x, y = np.meshgrid(_centres(width), _centres(height))
    return np.stack([x, y, np.ones((height, width))], axis=2)


def _centres(size):
    """The coordinates of the pixels of one axis: -1 to 1, 0 for a single pixel."""
    return np.linspace(-1, 1, size) if size > 1 else np.zeros(1)


def _floats(*arrays):
    """The arrays in float64."""
    return [np.asarray(array, dtype=np.float64) for array in arrays]
