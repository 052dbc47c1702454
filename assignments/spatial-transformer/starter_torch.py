"""Spatial transformer (PyTorch).

Fill in the functions; the handout (README.md) states every convention. Try them with: grader check
"""

import torch


def affine_theta(scale, angle, shift_x, shift_y):
    """The matrix that scales, turns and shifts.

    scale, shift_x, shift_y: floats.  angle: a float, in radians.
    Returns: (2, 3).
    """
    raise NotImplementedError


def affine_grid(theta, height, width):
    """Where each pixel of the output looks in the input; the last axis is (x, y).

    theta: (N, 2, 3), floats or integers.  height, width: ints from 1 on.
    Returns: (N, height, width, 2).
    """
    raise NotImplementedError


def bilinear_sample(images, grid):
    """What the images show at the points of a grid; outside all pixels are 0.

    images: (N, C, H, W), floats or integers.  grid: (N, Ho, Wo, 2), the last axis is (x, y).
    Returns: (N, C, Ho, Wo).
    """
    raise NotImplementedError


def bilinear_sample_backward(grad_output, images, grid):
    """The gradients of the loss by the images and by the grid; no point lies on a pixel.

    grad_output: (N, C, Ho, Wo).  images: (N, C, H, W).  grid: (N, Ho, Wo, 2).
    Returns: (grad_images, grad_grid), (N, C, H, W) and (N, Ho, Wo, 2).
    """
    raise NotImplementedError


def stn_forward(images, theta, height, width):
    """The images as the affine map shows them.

    images: (N, C, H, W).  theta: (N, 2, 3).  height, width: ints from 1 on, the size of the output.
    Returns: (N, C, height, width).
    """
    raise NotImplementedError


def affine_grid_backward(grad_grid):
    """The gradient of the loss by theta.

    grad_grid: (N, H, W, 2), the gradient by the grid.
    Returns: (N, 2, 3).
    """
    raise NotImplementedError
