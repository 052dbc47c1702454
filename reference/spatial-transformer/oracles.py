"""What independent libraries answer; they vouch for the reference wherever they are installed."""

from __future__ import annotations

import warnings

import numpy as np

from grader.author import oracle

from .solution import (
    affine_grid,
    affine_grid_backward,
    affine_theta,
    bilinear_sample,
    bilinear_sample_backward,
    stn_forward,
)


def _double(array):
    import torch

    return torch.from_numpy(np.array(array, dtype=np.float64))


def _grid_of(theta, height, width):
    import torch

    with warnings.catch_warnings():  # PyTorch warns of axes of one pixel, whose coordinate is 0 since its version 1.3
        warnings.simplefilter("ignore", UserWarning)
        return torch.nn.functional.affine_grid(theta, (len(theta), 1, height, width), align_corners=True)


def _sample(images, grid):
    import torch

    return torch.nn.functional.grid_sample(images, grid, "bilinear", "zeros", align_corners=True)


@oracle(affine_theta, package="scipy")
def scipy_rotation(scale, angle, shift_x, shift_y):
    """scipy.spatial.transform.Rotation about the z axis, by a rotation vector."""
    from scipy.spatial.transform import Rotation

    turn = Rotation.from_rotvec([0, 0, angle]).as_matrix()[:2, :2]
    return np.column_stack([scale * turn, [shift_x, shift_y]])


@oracle(affine_grid, package="torch")
def torch_affine_grid(theta, height, width):
    """torch.nn.functional.affine_grid(align_corners=True)."""
    return _grid_of(_double(theta), height, width).numpy()


@oracle(bilinear_sample, package="torch")
def torch_grid_sample(images, grid):
    """torch.nn.functional.grid_sample(align_corners=True)."""
    return _sample(_double(images), _double(grid)).numpy()


@oracle(bilinear_sample, package="scipy")
def scipy_map_coordinates(images, grid):
    """scipy.ndimage.map_coordinates of first order; "constant" would be 0 as soon as a point leaves the image."""
    from scipy.ndimage import map_coordinates

    images, grid = np.array(images, dtype=float), np.array(grid, dtype=float)
    half = (np.array(images.shape[:1:-1]) - 1) / 2
    points = np.moveaxis(half * grid + half, 3, 1)[:, ::-1]
    return np.array(
        [
            [map_coordinates(channel, where, order=1, mode="grid-constant") for channel in image]
            for image, where in zip(images, points, strict=True)
        ]
    )


@oracle(bilinear_sample_backward, package="torch")
def torch_backward(grad_output, images, grid):
    """Autograd through grid_sample."""
    import torch

    images, grid = _double(images).requires_grad_(), _double(grid).requires_grad_()
    gradients = torch.autograd.grad(_sample(images, grid), (images, grid), _double(grad_output))
    return tuple(gradient.numpy() for gradient in gradients)


@oracle(stn_forward, package="torch")
def torch_spatial_transformer(images, theta, height, width):
    """affine_grid and grid_sample."""
    return _sample(_double(images), _grid_of(_double(theta), height, width)).numpy()


@oracle(affine_grid_backward, package="torch")
def torch_grid_backward(grad_grid):
    """Autograd through affine_grid."""
    import torch

    samples, height, width, _ = np.shape(grad_grid)
    theta = torch.zeros(samples, 2, 3, dtype=torch.float64, requires_grad=True)
    (gradient,) = torch.autograd.grad(_grid_of(theta, height, width), theta, _double(grad_grid))
    return gradient.numpy()
