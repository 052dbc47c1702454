import math

import numpy as np


def affine_theta(scale, angle, shift_x, shift_y):
    return np.array(
        [
            [scale * math.cos(angle), scale * -math.sin(angle), shift_x],
            [scale * math.sin(angle), scale * math.cos(angle), shift_y],
        ]
    )


def place(k, size):
    return 0.0 if size == 1 else -1 + 2 * k / (size - 1)


def affine_grid(theta, height, width):
    out = np.zeros((len(theta), height, width, 2))
    for n in range(len(theta)):
        for i in range(height):
            for j in range(width):
                out[n, i, j] = theta[n] @ np.array([place(j, width), place(i, height), 1.0])
    return out


def around(image, x, y):
    """The pixels around a point that are inside, each with its two weights and slopes."""
    _, height, width = image.shape
    p, q = (x + 1) / 2 * (width - 1), (y + 1) / 2 * (height - 1)
    for h in (math.floor(q), math.floor(q) + 1):
        for w in (math.floor(p), math.floor(p) + 1):
            if 0 <= h < height and 0 <= w < width:
                yield h, w, 1 - abs(q - h), 1 - abs(p - w), (1 if h > q else -1), (1 if w > p else -1)


def bilinear_sample(images, grid):
    samples, channels = images.shape[:2]
    out = np.zeros((samples, channels, *grid.shape[1:3]))
    for n, i, j in np.ndindex(grid.shape[:3]):
        for h, w, weight_y, weight_x, _, _ in around(images[n], *grid[n, i, j]):
            out[n, :, i, j] += images[n, :, h, w] * (weight_y * weight_x)
    return out


def bilinear_sample_backward(grad_output, images, grid):
    height, width = images.shape[2:]
    grad_images, grad_grid = np.zeros(images.shape), np.zeros(grid.shape)
    for n, i, j in np.ndindex(grid.shape[:3]):
        g = grad_output[n, :, i, j]
        for h, w, weight_y, weight_x, slope_y, slope_x in around(images[n], *grid[n, i, j]):
            grad_images[n, :, h, w] += g * weight_y * weight_x
            value = float(np.dot(g, images[n, :, h, w].astype(float)))
            grad_grid[n, i, j, 0] += value * weight_y * slope_x * (width - 1) / 2
            grad_grid[n, i, j, 1] += value * weight_x * slope_y * (height - 1) / 2
    return grad_images, grad_grid


def stn_forward(images, theta, height, width):
    return bilinear_sample(images, affine_grid(theta, height, width))


def affine_grid_backward(grad_grid):
    samples, height, width, _ = grad_grid.shape
    out = np.zeros((samples, 2, 3))
    for n, i, j in np.ndindex(samples, height, width):
        out[n] += np.outer(grad_grid[n, i, j], [place(j, width), place(i, height), 1.0])
    return out
