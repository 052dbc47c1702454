"""Other correct ways to compute each problem; they prove that the tolerance accepts what is right."""

from __future__ import annotations

import cmath
import math

import numpy as np

from grader.author import alternative

from .solution import (
    affine_grid,
    affine_grid_backward,
    affine_theta,
    bilinear_sample,
    bilinear_sample_backward,
    stn_forward,
)


def _coordinate(place, size):
    return 2 * place / (size - 1) - 1 if size > 1 else 0.0


def _centres(size):
    return np.array([_coordinate(place, size) for place in range(size)])


def _pixel(coordinates, size):
    return (np.asarray(coordinates, dtype=float) + 1) * (size - 1) * 0.5


def _hats(coordinates, size):
    """max(0, 1 - |x - k|) for every pixel k: (N, Ho, Wo) -> (N, Ho, Wo, size)."""
    return np.maximum(0, 1 - np.abs(_pixel(coordinates, size)[..., None] - np.arange(size)))


def _slopes(coordinates, size):
    """The slopes of the hats by the coordinate."""
    apart = np.arange(size) - _pixel(coordinates, size)[..., None]
    return np.where(np.abs(apart) < 1, np.sign(apart), 0) * (size - 1) / 2


@alternative(affine_theta)
def theta_by_matrices(scale, angle, shift_x, shift_y):
    """A rotation times a scaling, and the shift beside it."""
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.hstack([turn @ np.diag([scale, scale]).astype(float), [[shift_x], [shift_y]]])


@alternative(affine_theta)
def theta_by_a_complex_number(scale, angle, shift_x, shift_y):
    """Turning and scaling is a product with scale exp(i angle)."""
    factor = scale * cmath.exp(1j * angle)
    return [[factor.real, -factor.imag, float(shift_x)], [factor.imag, factor.real, float(shift_y)]]


@alternative(affine_grid)
def grid_point_by_point(theta, height, width):
    """Loops over samples, rows and columns in Python floats."""
    rows = np.asarray(theta, dtype=float).tolist()
    out = np.zeros((len(rows), height, width, 2))
    for n, (first, second) in enumerate(rows):
        for i in range(height):
            for j in range(width):
                x, y = _coordinate(j, width), _coordinate(i, height)
                out[n, i, j] = [a * x + b * y + c for a, b, c in (first, second)]
    return out


@alternative(affine_grid)
def grid_by_broadcasting(theta, height, width):
    """x, y and the shift added by broadcasting."""
    theta = np.asarray(theta, dtype=float)[:, None, None]
    x, y = _centres(width)[None, None, :, None], _centres(height)[None, :, None, None]
    return theta[..., 0] * x + theta[..., 1] * y + theta[..., 2]


@alternative(affine_grid)
def grid_by_one_product(theta, height, width):
    """Homogeneous coordinates as a (3, H W) matrix."""
    y, x = np.meshgrid(_centres(height), _centres(width), indexing="ij")
    points = np.vstack([x.ravel(), y.ravel(), np.ones(height * width)])
    return (np.asarray(theta, dtype=float) @ points).transpose(0, 2, 1).reshape(-1, height, width, 2)


@alternative(bilinear_sample)
def sample_by_hats(images, grid):
    """Every point sums over all pixels, weighted by two hat functions."""
    images, grid = np.asarray(images, dtype=float), np.asarray(grid, dtype=float)
    weights_x, weights_y = _hats(grid[..., 0], images.shape[3]), _hats(grid[..., 1], images.shape[2])
    return np.einsum("nijh,nijw,nchw->ncij", weights_y, weights_x, images)


@alternative(bilinear_sample)
def sample_point_by_point(images, grid):
    """Loops, with a look-up that gives 0 outside."""
    images, grid = np.asarray(images, dtype=float), np.asarray(grid, dtype=float)
    samples, channels, height, width = images.shape
    out = np.zeros((samples, channels, *grid.shape[1:3]))

    def pixel(n, c, i, j):
        return images[n, c, i, j] if 0 <= i < height and 0 <= j < width else 0.0

    for n, i, j in np.ndindex(grid.shape[:3]):
        x, y = float(_pixel(grid[n, i, j, 0], width)), float(_pixel(grid[n, i, j, 1], height))
        left, top = math.floor(x), math.floor(y)
        a, b = x - left, y - top
        for c in range(channels):
            upper = (1 - a) * pixel(n, c, top, left) + a * pixel(n, c, top, left + 1)
            lower = (1 - a) * pixel(n, c, top + 1, left) + a * pixel(n, c, top + 1, left + 1)
            out[n, c, i, j] = (1 - b) * upper + b * lower
    return out


@alternative(bilinear_sample)
def sample_a_padded_image(images, grid):
    """A border of zeros, two pixels wide, and points that are kept within it."""
    images, grid = np.asarray(images, dtype=float), np.asarray(grid, dtype=float)
    samples, _, height, width = images.shape
    padded = np.pad(images, ((0, 0), (0, 0), (2, 2), (2, 2)))
    x = np.clip(_pixel(grid[..., 0], width), -1.5, width + 0.5) + 2
    y = np.clip(_pixel(grid[..., 1], height), -1.5, height + 0.5) + 2
    left, top = x.astype(int), y.astype(int)
    n = np.arange(samples)[:, None, None]
    corners = [[padded[n, :, top + i, left + j] for j in (0, 1)] for i in (0, 1)]
    a, b = (x - left)[..., None], (y - top)[..., None]
    upper, lower = (first + a * (second - first) for first, second in corners)
    return (upper + b * (lower - upper)).transpose(0, 3, 1, 2)


@alternative(bilinear_sample_backward)
def backward_by_hats(grad_output, images, grid):
    """Hat functions and their slopes, all pixels at once."""
    grad_output, images, grid = (np.asarray(array, dtype=float) for array in (grad_output, images, grid))
    height, width = images.shape[2:]
    hats_x, hats_y = _hats(grid[..., 0], width), _hats(grid[..., 1], height)
    grad_images = np.einsum("ncij,nijh,nijw->nchw", grad_output, hats_y, hats_x)
    seen = np.einsum("ncij,nchw->nijhw", grad_output, images)
    grad_x = np.einsum("nijhw,nijh,nijw->nij", seen, hats_y, _slopes(grid[..., 0], width))
    grad_y = np.einsum("nijhw,nijh,nijw->nij", seen, _slopes(grid[..., 1], height), hats_x)
    return grad_images, np.stack([grad_x, grad_y], axis=-1)


@alternative(bilinear_sample_backward)
def backward_point_by_point(grad_output, images, grid):
    """Loops over points and corners."""
    grad_output, images, grid = (np.asarray(array, dtype=float) for array in (grad_output, images, grid))
    height, width = images.shape[2:]
    grad_images, grad_grid = np.zeros_like(images), np.zeros_like(grid)
    for n, i, j in np.ndindex(grid.shape[:3]):
        x, y = float(_pixel(grid[n, i, j, 0], width)), float(_pixel(grid[n, i, j, 1], height))
        for row in (math.floor(y), math.floor(y) + 1):
            for column in (math.floor(x), math.floor(x) + 1):
                if not (0 <= row < height and 0 <= column < width):
                    continue
                weight_x, weight_y = 1 - abs(x - column), 1 - abs(y - row)
                grad_images[n, :, row, column] += grad_output[n, :, i, j] * weight_x * weight_y
                value = float(grad_output[n, :, i, j] @ images[n, :, row, column])
                grad_grid[n, i, j, 0] += value * weight_y * (1 if column > x else -1) * (width - 1) / 2
                grad_grid[n, i, j, 1] += value * weight_x * (1 if row > y else -1) * (height - 1) / 2
    return grad_images, grad_grid


@alternative(bilinear_sample_backward)
def backward_in_a_flat_image(grad_output, images, grid):
    """A padded image, flat, with bincount for the pixels and differences of corners for the points."""
    grad_output, images, grid = (np.asarray(array, dtype=float) for array in (grad_output, images, grid))
    samples, channels, height, width = images.shape
    padded = np.pad(images, ((0, 0), (0, 0), (2, 2), (2, 2)))
    x = np.clip(_pixel(grid[..., 0], width), -1.5, width + 0.5) + 2
    y = np.clip(_pixel(grid[..., 1], height), -1.5, height + 0.5) + 2
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    a, b = x - left, y - top
    wide = width + 4
    grad_images, grad_grid = np.zeros_like(images), np.zeros_like(grid)
    for n in range(samples):
        for c in range(channels):
            flat = padded[n, c].ravel()
            place = top[n] * wide + left[n]
            upper_left, upper_right, lower_left, lower_right = (flat[place + step] for step in (0, 1, wide, wide + 1))
            gradient = grad_output[n, c]
            grad_grid[n, ..., 0] += gradient * (
                (1 - b[n]) * (upper_right - upper_left) + b[n] * (lower_right - lower_left)
            )
            grad_grid[n, ..., 1] += gradient * (
                (1 - a[n]) * (lower_left - upper_left) + a[n] * (lower_right - upper_right)
            )
            weights = [(1 - a[n]) * (1 - b[n]), a[n] * (1 - b[n]), (1 - a[n]) * b[n], a[n] * b[n]]
            for step, weight in zip((0, 1, wide, wide + 1), weights, strict=True):
                summed = np.bincount((place + step).ravel(), (weight * gradient).ravel(), minlength=flat.size)
                grad_images[n, c] += summed.reshape(height + 4, wide)[2:-2, 2:-2]
    return grad_images, grad_grid * [(width - 1) / 2, (height - 1) / 2]


@alternative(stn_forward)
def stn_by_hats(images, theta, height, width):
    """A grid by one matrix product, sampled by hat functions."""
    return sample_by_hats(images, grid_by_one_product(theta, height, width))


@alternative(stn_forward)
def stn_in_pixels(images, theta, height, width):
    """The map written for pixels: no coordinate from -1 to 1 is stored."""
    images = np.asarray(images, dtype=float)
    rows, columns = images.shape[2:]
    half = np.array([(columns - 1) / 2, (rows - 1) / 2])
    out = np.zeros((*images.shape[:2], height, width))
    for n, matrix in enumerate(np.asarray(theta, dtype=float)):
        for i, j in np.ndindex(height, width):
            point = np.array([_coordinate(j, width), _coordinate(i, height), 1.0])
            x, y = half * (matrix @ point) + half
            across = np.maximum(0, 1 - np.abs(x - np.arange(columns)))
            down = np.maximum(0, 1 - np.abs(y - np.arange(rows)))
            out[n, :, i, j] = images[n] @ across @ down
    return out


@alternative(affine_grid_backward)
def grid_backward_point_by_point(grad_grid):
    """Loops in Python floats."""
    gradients = np.asarray(grad_grid, dtype=float)
    samples, height, width, _ = gradients.shape
    out = np.zeros((samples, 2, 3))
    for n, i, j in np.ndindex(samples, height, width):
        out[n] += np.outer(gradients[n, i, j], [_coordinate(j, width), _coordinate(i, height), 1.0])
    return out


@alternative(affine_grid_backward)
def grid_backward_by_one_product(grad_grid):
    """(2, H W) times (H W, 3) for every sample."""
    gradients = np.asarray(grad_grid, dtype=float)
    samples, height, width, _ = gradients.shape
    y, x = np.meshgrid(_centres(height), _centres(width), indexing="ij")
    points = np.stack([x.ravel(), y.ravel(), np.ones(height * width)], axis=1)
    return gradients.reshape(samples, -1, 2).swapaxes(1, 2) @ points


@alternative(affine_grid_backward)
def grid_backward_axis_by_axis(grad_grid):
    """Sums over one axis first."""
    gradients = np.asarray(grad_grid, dtype=float)
    _, height, width, _ = gradients.shape
    by_x = np.tensordot(gradients.sum(axis=1), _centres(width), axes=([1], [0]))
    by_y = np.tensordot(gradients.sum(axis=2), _centres(height), axes=([1], [0]))
    return np.stack([by_x, by_y, gradients.sum(axis=(1, 2))], axis=2)
