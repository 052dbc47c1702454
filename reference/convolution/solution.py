"""Convolutional networks: sizes, receptive fields, parameters, convolution and max pooling with their gradients.

Layouts are those of every framework: images (N, C, H, W), filters (Cout, Cin, kh, kw). "Convolution" is the
cross-correlation that convolutional networks compute; the kernel is not turned round.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

Pair = int | tuple[int, int]


def conv_output_size(n: int, k: int, stride: int = 1, pad: int = 0, dilation: int = 1) -> int:
    """floor((n + 2 pad - dilation (k - 1) - 1) / stride) + 1 along one axis; ValueError if that is below 1.

    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning (2016), relation 15.
    """
    reach = dilation * (k - 1) + 1  # pixels from the kernel's first weight to its last
    size = (n + 2 * pad - reach) // stride + 1
    if size < 1:
        raise ValueError(f"a kernel that reaches over {reach} pixels does not fit into {n + 2 * pad}")
    return size


def receptive_field(layers: list[tuple[int, int, int]]) -> tuple[int, int]:
    """(size, jump) of one output unit of a stack of layers (kernel, stride, dilation), the first one first.

    size_l = size_(l-1) + dilation_l (kernel_l - 1) jump_(l-1),  jump_l = jump_(l-1) stride_l,  both 1 to begin with.
    Source: lecture p31 (two 3x3 layers see 5x5); Araujo et al., Computing receptive fields, Distill (2019).
    """
    size, jump = 1, 1
    for kernel, stride, dilation in layers:
        size += dilation * (kernel - 1) * jump
        jump *= stride
    return size, jump


def param_count(in_channels: int, height: int, width: int, out_channels: int, k: int, mode: str) -> int:
    """Weights and biases of a layer from (Cin, H, W) to (Cout, H, W).

    dense: every unit sees everything; local: every unit has its own k x k x Cin receptive field; shared: the units of
    one channel have the same weights and bias. Source: lecture p31, from fully connected to convolutional.
    """
    units = out_channels * height * width
    if mode == "dense":
        return units * (in_channels * height * width + 1)
    neurons_with_weights_of_their_own = units if mode == "local" else out_channels
    return neurons_with_weights_of_their_own * (in_channels * k * k + 1)


def conv_as_matrix(w: np.ndarray, height: int, width: int, stride: Pair, pad: Pair) -> np.ndarray:
    """The matrix M (Cout Ho Wo, Cin H W) with M @ x.ravel() == conv(x).ravel() for images x (Cin, H, W).

    M[(o, i, j), (c, r, s)] = w[o, c, r - i sh + ph, s - j sw + pw] where that lies inside the kernel, else 0.
    Source: lecture p31, the two views of a convolutional layer (neurons that share weights; filters that slide).
    """
    (w,) = _as_floats(w)
    (sh, sw), (ph, pw) = _pair(stride), _pair(pad)
    out_channels, in_channels, kh, kw = w.shape
    out_height, out_width = conv_output_size(height, kh, sh, ph), conv_output_size(width, kw, sw, pw)
    matrix = np.zeros((out_channels, out_height, out_width, in_channels, height, width), dtype=w.dtype)
    i, j = np.indices((out_height, out_width)).reshape(2, -1)
    for a, b in np.ndindex(kh, kw):
        row, column = i * sh - ph + a, j * sw - pw + b
        inside = (row >= 0) & (row < height) & (column >= 0) & (column < width)
        matrix[:, i[inside], j[inside], :, row[inside], column[inside]] = w[:, :, a, b]
    return matrix.reshape(out_channels * out_height * out_width, in_channels * height * width)


def conv2d_forward(x: np.ndarray, w: np.ndarray, b: np.ndarray, stride: Pair, pad: Pair, dilation: Pair) -> np.ndarray:
    """Cross-correlation of x (N, Cin, H, W) with w (Cout, Cin, kh, kw), plus b (Cout,): (N, Cout, Ho, Wo).

    out[n, o, i, j] = b[o] + sum over c, a, e of xp[n, c, i sh + a dh, j sw + e dw] w[o, c, a, e], xp padded with zeros.
    Source: lecture p31; Goodfellow, Bengio and Courville, Deep Learning (2016), section 9.1, equation 9.6.
    """
    x, w, b = _as_floats(x, w, b)
    patches = _windows(_padded(x, _pair(pad)), w.shape[2:], _pair(stride), _pair(dilation))
    out = np.tensordot(patches, w, axes=((1, 4, 5), (1, 2, 3)))  # (N, Ho, Wo, Cout)
    return np.ascontiguousarray(out.transpose(0, 3, 1, 2)) + b[:, None, None]


def conv2d_backward(
    dout: np.ndarray, x: np.ndarray, w: np.ndarray, stride: Pair, pad: Pair, dilation: Pair
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients (dx, dw, db) of a loss whose gradient at conv2d_forward's output is dout (N, Cout, Ho, Wo).

    dw: dout correlated with the patches; dx: every output hands its gradient, times the weight, back to the pixels it
    saw; db: sum over samples and positions. Source: the chain rule (lecture p14); Dumoulin and Visin, section 4.
    """
    dout, x, w = _as_floats(dout, x, w)
    step, (ph, pw), gap = _pair(stride), _pair(pad), _pair(dilation)
    padded = _padded(x, (ph, pw))
    dw = np.tensordot(dout, _windows(padded, w.shape[2:], step, gap), axes=((0, 2, 3), (0, 2, 3)))
    dpadded = np.zeros_like(padded)
    for a, e in np.ndindex(*w.shape[2:]):  # the pixels under one weight of the kernel, at all positions at once
        rows, columns = (
            slice(offset * spacing, offset * spacing + (size - 1) * stride_ + 1, stride_)
            for offset, spacing, size, stride_ in zip((a, e), gap, dout.shape[2:], step, strict=True)
        )
        dpadded[:, :, rows, columns] += np.einsum("noij,oc->ncij", dout, w[:, :, a, e])
    dx = dpadded[:, :, ph : ph + x.shape[2], pw : pw + x.shape[3]]  # not ph:-ph, which is empty for ph = 0
    return dx.copy(), dw, dout.sum(axis=(0, 2, 3))


def maxpool2d_forward(x: np.ndarray, k: Pair, stride: Pair) -> np.ndarray:
    """The largest value of every k-window of x (N, C, H, W), without padding: (N, C, Ho, Wo).

    out[n, c, i, j] = max of x[n, c, i sh : i sh + kh, j sw : j sw + kw]. Source: lecture p31, pooling.
    """
    (x,) = _as_floats(x)
    return _windows(x, _pair(k), _pair(stride), (1, 1)).max(axis=(4, 5))


def maxpool2d_backward(dout: np.ndarray, x: np.ndarray, k: Pair, stride: Pair) -> np.ndarray:
    """Gradient dx (N, C, H, W) of max pooling: each window gives its dout to its first maximum in row-major order.

    Windows that overlap add up. Source: the chain rule; the tie rule is that of PyTorch and cuDNN.
    """
    dout, x = _as_floats(dout, x)
    (kh, kw), (sh, sw) = _pair(k), _pair(stride)
    windows = _windows(x, (kh, kw), (sh, sw), (1, 1))
    first = windows.reshape(*windows.shape[:4], kh * kw).argmax(axis=4)  # argmax takes the first of equal ones
    n, c, i, j = np.indices(first.shape, sparse=True)
    dx = np.zeros_like(x)
    np.add.at(dx, (n, c, i * sh + first // kw, j * sw + first % kw), dout)
    return dx


def _pair(value: Any) -> tuple[int, int]:
    """(vertical, horizontal) of an int or a pair."""
    vertical, horizontal = (value, value) if np.ndim(value) == 0 else value
    return int(vertical), int(horizontal)


def _as_floats(*arrays: np.ndarray) -> list[np.ndarray]:
    """The arrays in one dtype: float32 if they have no more, float64 for integers, booleans and all else."""
    common = np.result_type(*arrays)
    dtype = common if common == np.float32 else np.dtype(np.float64)
    return [np.asarray(array, dtype=dtype) for array in arrays]


def _padded(x: np.ndarray, pad: tuple[int, int]) -> np.ndarray:
    """x (N, C, H, W) with pad[0] rows and pad[1] columns of zeros on either side."""
    return np.pad(x, ((0, 0), (0, 0), (pad[0], pad[0]), (pad[1], pad[1])))


def _windows(x: np.ndarray, kernel: tuple[int, ...], stride: tuple[int, int], dilation: tuple[int, int]) -> np.ndarray:
    """A view (N, C, Ho, Wo, kh, kw) of what the kernel sees at every output position of x; ValueError if none."""
    for n, k, step, spacing in zip(x.shape[2:], kernel, stride, dilation, strict=True):
        conv_output_size(n, k, step, 0, spacing)  # raises where the kernel does not fit
    reach = [spacing * (k - 1) + 1 for k, spacing in zip(kernel, dilation, strict=True)]
    view = sliding_window_view(x, reach, axis=(2, 3))
    return view[:, :, :: stride[0], :: stride[1], :: dilation[0], :: dilation[1]]
