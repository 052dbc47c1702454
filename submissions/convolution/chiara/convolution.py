"""Convolutional networks. Replace every `raise NotImplementedError`; the handout (README.md) has the conventions."""

import numpy as np


def conv_output_size(n: int, k: int, stride: int = 1, pad: int = 0, dilation: int = 1) -> int:
    """Number of outputs along one axis of n pixels.

    n, k, stride, pad, dilation: ints. Returns an int; raises ValueError if it would be below 1.
    """
    raise NotImplementedError


def receptive_field(layers: list[tuple[int, int, int]]) -> tuple[int, int]:
    """Receptive field of one output unit and distance of neighbouring units, in input pixels.

    layers: list of (kernel, stride, dilation), the layer next to the input first. Returns (size, jump), ints.
    """
    raise NotImplementedError


def param_count(in_channels: int, height: int, width: int, out_channels: int, k: int, mode: str) -> int:
    """Number of weights and biases of a layer from (in_channels, height, width) to (out_channels, height, width).

    mode: "dense", "local" or "shared". Returns an int.
    """
    raise NotImplementedError


def conv_as_matrix(w: np.ndarray, height: int, width: int, stride, pad) -> np.ndarray:
    """The matrix M with M @ x.ravel() == convolution(x).ravel() for one image x (Cin, height, width).

    w: (Cout, Cin, kh, kw); stride, pad: int or (int, int). Returns (Cout*Ho*Wo, Cin*height*width).
    """
    raise NotImplementedError


def conv2d_forward(x: np.ndarray, w: np.ndarray, b: np.ndarray, stride, pad, dilation) -> np.ndarray:
    """Convolution (cross-correlation) of a batch of images.

    x: (N, Cin, H, W); w: (Cout, Cin, kh, kw); b: (Cout,); stride, pad, dilation: int or (int, int).
    Returns (N, Cout, Ho, Wo).
    """
    raise NotImplementedError


def conv2d_backward(
    dout: np.ndarray, x: np.ndarray, w: np.ndarray, stride, pad, dilation
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of the convolution.

    dout: (N, Cout, Ho, Wo), the gradient of the loss at the output; x, w, stride, pad, dilation: as in conv2d_forward.
    Returns (dx, dw, db) with the shapes of x, w and b.
    """
    raise NotImplementedError


def maxpool2d_forward(x: np.ndarray, k, stride) -> np.ndarray:
    """Max pooling without padding.

    x: (N, C, H, W); k, stride: int or (int, int). Returns (N, C, Ho, Wo).
    """
    raise NotImplementedError


def maxpool2d_backward(dout: np.ndarray, x: np.ndarray, k, stride) -> np.ndarray:
    """Gradient of max pooling.

    dout: (N, C, Ho, Wo); x: (N, C, H, W); k, stride: int or (int, int). Returns dx (N, C, H, W).
    """
    raise NotImplementedError
