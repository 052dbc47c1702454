import numpy as np


def affine_theta(scale, angle, shift_x, shift_y):
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[scale * c, -scale * s, shift_x], [scale * s, scale * c, shift_y]])


def centres(size):
    if size == 1:
        return np.zeros(1)
    return np.linspace(-1, 1, size)


def output_points(height, width):
    x, y = np.meshgrid(centres(width), centres(height))
    return np.stack([x, y, np.ones_like(x)], axis=-1)


def affine_grid(theta, height, width):
    points = output_points(height, width).reshape(-1, 3)
    return (points @ np.swapaxes(theta, 1, 2)).reshape(len(theta), height, width, 2)[..., ::-1]


def corners(shape, grid):
    height, width = shape[2:]
    p = (grid[..., 0] + 1) / 2 * (width - 1)
    q = (grid[..., 1] + 1) / 2 * (height - 1)
    left, top = np.floor(p).astype(int), np.floor(q).astype(int)
    a, b = p - left, q - top
    for row, wy, sy in ((top, 1 - b, -1), (top + 1, b, 1)):
        for col, wx, sx in ((left, 1 - a, -1), (left + 1, a, 1)):
            yield row, col, wy, wx, sy, sx, np.ones(row.shape)


def bilinear_sample(images, grid):
    images = np.asarray(images, dtype=np.float64)
    n = np.arange(len(images))[:, None, None]
    out = 0
    for row, col, wy, wx, _, _, inside in corners(images.shape, grid):
        out = out + images[n, :, row, col] * (wy * wx * inside)[..., None]
    return out.transpose(0, 3, 1, 2)


def bilinear_sample_backward(grad_output, images, grid):
    images = np.asarray(images, dtype=np.float64)
    height, width = images.shape[2:]
    n = np.arange(len(images))[:, None, None]
    g = grad_output.transpose(0, 2, 3, 1)
    grad_images = np.zeros(images.shape)
    grad_x, grad_y = 0, 0
    for row, col, wy, wx, sy, sx, inside in corners(images.shape, grid):
        np.add.at(grad_images, (n, slice(None), row, col), g * (wy * wx * inside)[..., None])
        seen = (g * images[n, :, row, col]).sum(axis=-1) * inside
        grad_x = grad_x + seen * sx * wy
        grad_y = grad_y + seen * sy * wx
    return grad_images, np.stack([grad_x * (width - 1) / 2, grad_y * (height - 1) / 2], axis=-1)


def stn_forward(images, theta, height, width):
    return bilinear_sample(images, affine_grid(theta, height, width))


def affine_grid_backward(grad_grid):
    _, height, width, _ = grad_grid.shape
    return np.einsum("nhwc,hwk->nck", grad_grid, output_points(height, width))
