"""Other correct ways: loops, searches, other algebra, Fourier transforms. They prove the tolerances."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np

from grader.author import alternative

from .solution import (
    conv2d_backward,
    conv2d_forward,
    conv_as_matrix,
    conv_output_size,
    maxpool2d_backward,
    maxpool2d_forward,
    param_count,
    receptive_field,
)


def both(value):
    """(vertical, horizontal) of an int or a pair."""
    return (value, value) if isinstance(value, int) else tuple(value)


def out_shape(x, kernel, stride, pad=0, dilation=1):
    """(Ho, Wo) by the formula."""
    sizes = zip(x.shape[2:], kernel, both(stride), both(pad), both(dilation), strict=True)
    return tuple(conv_output_size(*size) for size in sizes)


# --- sizes ----------------------------------------------------------------------------------------


@alternative(conv_output_size)
def size_by_walking(n, k, stride=1, pad=0, dilation=1):
    """Put the kernel down at -pad, -pad + stride, … while its last weight is still on the padded axis."""
    positions = 0
    while -pad + positions * stride + dilation * (k - 1) <= n + pad - 1:
        positions += 1
    if positions == 0:
        raise ValueError("the kernel does not fit")
    return positions


@alternative(conv_output_size)
def size_by_range(n, k, stride=1, pad=0, dilation=1):
    """The length of the range of first positions."""
    first_positions = range(0, n + 2 * pad - dilation * (k - 1), stride)
    if not first_positions:
        raise ValueError("the kernel does not fit")
    return len(first_positions)


@alternative(conv_output_size)
def size_by_fraction(n, k, stride=1, pad=0, dilation=1):
    """The formula in exact fractions, rounded down by math.floor."""
    size = math.floor(Fraction(n + 2 * pad - dilation * (k - 1) - 1, stride)) + 1
    if size <= 0:
        raise ValueError("the kernel does not fit")
    return size


@alternative(receptive_field)
def field_from_the_top(layers):
    """From the last layer down: r outputs need (r - 1) stride + dilation (k - 1) + 1 inputs."""
    size = 1
    for kernel, stride, dilation in reversed(layers):
        size = (size - 1) * stride + dilation * (kernel - 1) + 1
    return size, math.prod(stride for _, stride, _ in layers)


@alternative(receptive_field)
def field_in_closed_form(layers):
    """The sum of dilation (k - 1) times the product of all strides before."""
    size = 1 + sum(
        dilation * (kernel - 1) * math.prod(stride for _, stride, _ in layers[:index])
        for index, (kernel, _, dilation) in enumerate(layers)
    )
    return size, math.prod(stride for _, stride, _ in layers)


@alternative(receptive_field)
def field_by_intervals(layers):
    """Follow the first and the last pixel of outputs 0 and 1 back to the input."""
    first = last = 0
    neighbour = 1
    for kernel, stride, dilation in layers[::-1]:
        first, last, neighbour = first * stride, last * stride + dilation * (kernel - 1), neighbour * stride
    return last - first + 1, neighbour


@alternative(param_count)
def count_of_connections(in_channels, height, width, out_channels, k, mode):
    """Inputs a neuron sees, neurons with weights of their own, and a bias for each."""
    seen = {"dense": in_channels * height * width, "local": in_channels * k**2, "shared": in_channels * k**2}[mode]
    neurons = {"dense": height * width, "local": height * width, "shared": 1}[mode] * out_channels
    return neurons * seen + neurons


@alternative(param_count)
def count_of_shapes(in_channels, height, width, out_channels, k, mode):
    """The sizes of the weight array and of the bias array."""
    bias = (out_channels, height, width)
    if mode == "dense":
        weight = (*bias, in_channels, height, width)
    elif mode == "local":
        weight = (*bias, in_channels, k, k)
    else:
        bias = (out_channels,)
        weight = (out_channels, in_channels, k, k)
    return math.prod(weight) + math.prod(bias)


@alternative(param_count)
def count_by_adding_units(in_channels, height, width, out_channels, k, mode):
    """Add up unit after unit; with sharing only the first position pays."""
    total = 0
    for position in range(height * width):
        if mode == "shared" and position > 0:
            break
        weights_of_one = in_channels * (height * width if mode == "dense" else k * k)
        total += out_channels * (weights_of_one + 1)
    return total


# --- the convolution as a matrix ------------------------------------------------------------------


@alternative(conv_as_matrix)
def matrix_entry_by_entry(w, height, width, stride, pad):
    """Every weight of every output position goes to its place, one at a time."""
    (sh, sw), (ph, pw) = both(stride), both(pad)
    out_channels, in_channels, kh, kw = w.shape
    ho, wo = (height + 2 * ph - kh) // sh + 1, (width + 2 * pw - kw) // sw + 1
    if ho < 1 or wo < 1:
        raise ValueError("the kernel does not fit")
    matrix = np.zeros((out_channels * ho * wo, in_channels * height * width))
    for o, i, j, c, a, e in itertools.product(*map(range, (out_channels, ho, wo, in_channels, kh, kw))):
        row, column = i * sh - ph + a, j * sw - pw + e
        if 0 <= row < height and 0 <= column < width:
            matrix[(o * ho + i) * wo + j, (c * height + row) * width + column] = w[o, c, a, e]
    return matrix


@alternative(conv_as_matrix)
def matrix_of_unit_images(w, height, width, stride, pad):
    """A matrix's columns are what it makes of the unit vectors: convolve all images with a single 1."""
    in_channels = w.shape[1]
    images = np.eye(in_channels * height * width).reshape(-1, in_channels, height, width)
    columns = correlate_by_offsets(images, w, np.zeros(len(w)), stride, pad, 1)
    return columns.reshape(len(images), -1).T


@alternative(conv_as_matrix)
def matrix_of_kronecker_products(w, height, width, stride, pad):
    """One Kronecker product of shift matrices for every weight of the kernel."""
    (sh, sw), (ph, pw) = both(stride), both(pad)
    kh, kw = w.shape[2:]
    ho, wo = conv_output_size(height, kh, sh, ph), conv_output_size(width, kw, sw, pw)

    def shift(outputs, inputs, step, offset):
        return (np.arange(outputs)[:, None] * step + offset == np.arange(inputs)).astype(float)

    return sum(
        np.kron(w[:, :, a, e], np.kron(shift(ho, height, sh, a - ph), shift(wo, width, sw, e - pw)))
        for a, e in np.ndindex(kh, kw)
    )


# --- the convolution ------------------------------------------------------------------------------


@alternative(conv2d_forward)
def correlate_by_offsets(x, w, b, stride, pad, dilation):
    """Loop over the kernel: every weight meets a strided slice of the padded images."""
    (sh, sw), (ph, pw), (dh, dw) = both(stride), both(pad), both(dilation)
    ho, wo = out_shape(x, w.shape[2:], stride, pad, dilation)
    padded = np.pad(x.astype(float), ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    out = np.zeros((len(x), len(w), ho, wo)) + np.reshape(b, (-1, 1, 1))
    for a, e in np.ndindex(*w.shape[2:]):
        rows = slice(a * dh, a * dh + sh * (ho - 1) + 1, sh)
        columns = slice(e * dw, e * dw + sw * (wo - 1) + 1, sw)
        out += np.einsum("ncij,oc->noij", padded[:, :, rows, columns], w[:, :, a, e].astype(float))
    return out


@alternative(conv2d_forward)
def correlate_window_by_window(x, w, b, stride, pad, dilation):
    """Loop over output positions: cut the window out and sum its products with every filter."""
    (sh, sw), (ph, pw), (dh, dw) = both(stride), both(pad), both(dilation)
    kh, kw = w.shape[2:]
    ho, wo = out_shape(x, (kh, kw), stride, pad, dilation)
    padded = np.zeros((*x.shape[:2], x.shape[2] + 2 * ph, x.shape[3] + 2 * pw))
    padded[:, :, ph : ph + x.shape[2], pw : pw + x.shape[3]] = x
    out = np.empty((len(x), len(w), ho, wo))
    for i, j in np.ndindex(ho, wo):
        window = padded[:, :, i * sh : i * sh + dh * (kh - 1) + 1 : dh, j * sw : j * sw + dw * (kw - 1) + 1 : dw]
        for o, (kernel, bias) in enumerate(zip(w, b, strict=True)):
            out[:, o, i, j] = (window * kernel).sum(axis=(1, 2, 3)) + bias
    return out


@alternative(conv2d_forward)
def correlate_by_columns(x, w, b, stride, pad, dilation):
    """im2col with index arrays, then one matrix product for all images."""
    columns, (ho, wo) = gathered(x, w.shape[2:], stride, pad, dilation)
    out = w.reshape(len(w), -1).astype(float) @ columns + np.reshape(b, (-1, 1))
    return out.reshape(len(w), len(x), ho, wo).transpose(1, 0, 2, 3)


@alternative(conv2d_forward, reference=True)  # errs by the size of all pixels, seen or not
def correlate_by_fourier(x, w, b, stride, pad, dilation):
    """Multiply spectra (the conjugate one for correlation), then keep every stride-th position."""
    (sh, sw), (ph, pw), (dh, dw) = both(stride), both(pad), both(dilation)
    ho, wo = out_shape(x, w.shape[2:], stride, pad, dilation)
    padded = np.pad(x.astype(float), ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    spread = np.zeros((*w.shape[:2], dh * (w.shape[2] - 1) + 1, dw * (w.shape[3] - 1) + 1))
    spread[:, :, ::dh, ::dw] = w
    size = padded.shape[2:]
    spectrum = np.einsum("ncij,ocij->noij", np.fft.rfft2(padded), np.fft.rfft2(spread, s=size).conj())
    full = np.fft.irfft2(spectrum, s=size)
    return full[:, :, : sh * (ho - 1) + 1 : sh, : sw * (wo - 1) + 1 : sw] + np.reshape(b, (-1, 1, 1))


def gathered(x, kernel, stride, pad, dilation):
    """The im2col matrix (Cin kh kw, N Ho Wo) and (Ho, Wo)."""
    (sh, sw), (ph, pw), (dh, dw) = both(stride), both(pad), both(dilation)
    ho, wo = out_shape(x, kernel, stride, pad, dilation)
    padded = np.pad(x.astype(float), ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    rows = dh * np.arange(kernel[0])[:, None, None, None] + sh * np.arange(ho)[:, None]
    columns = dw * np.arange(kernel[1])[:, None, None] + sw * np.arange(wo)
    patches = padded[:, :, rows, columns]  # (N, Cin, kh, kw, Ho, Wo)
    return patches.transpose(1, 2, 3, 0, 4, 5).reshape(x.shape[1] * kernel[0] * kernel[1], -1), (ho, wo)


# --- its gradients --------------------------------------------------------------------------------


@alternative(conv2d_backward)
def gradients_position_by_position(dout, x, w, stride, pad, dilation):
    """Loop over samples, filters and positions, as on paper."""
    (sh, sw), (ph, pw), (dh, dw_) = both(stride), both(pad), both(dilation)
    kh, kw = w.shape[2:]
    dout, w = dout.astype(float), w.astype(float)
    padded = np.pad(x.astype(float), ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    dpadded, dw = np.zeros(padded.shape), np.zeros(w.shape)
    for n, o, i, j in np.ndindex(*dout.shape):
        rows = slice(i * sh, i * sh + dh * (kh - 1) + 1, dh)
        columns = slice(j * sw, j * sw + dw_ * (kw - 1) + 1, dw_)
        dw[o] += dout[n, o, i, j] * padded[n, :, rows, columns]
        dpadded[n, :, rows, columns] += dout[n, o, i, j] * w[o]
    dx = dpadded[:, :, ph : padded.shape[2] - ph, pw : padded.shape[3] - pw]
    return dx, dw, dout.sum(3).sum(2).sum(0)


@alternative(conv2d_backward)
def gradients_by_columns(dout, x, w, stride, pad, dilation):
    """Matrix products with the im2col matrix; its gradient is scattered back by index (col2im)."""
    (sh, sw), (ph, pw), (dh, dw_) = both(stride), both(pad), both(dilation)
    (n, c, height, width), (o, _, kh, kw) = x.shape, w.shape
    columns, (ho, wo) = gathered(x, (kh, kw), stride, pad, dilation)
    flat = dout.astype(float).transpose(1, 0, 2, 3).reshape(o, -1)
    dw = (flat @ columns.T).reshape(w.shape)
    dcolumns = (w.reshape(o, -1).T @ flat).reshape(c, kh, kw, n, ho, wo)
    rows = dh * np.arange(kh)[:, None, None, None] + sh * np.arange(ho)[:, None]
    cols = dw_ * np.arange(kw)[:, None, None] + sw * np.arange(wo)
    dpadded = np.zeros((n, c, height + 2 * ph, width + 2 * pw))
    np.add.at(dpadded, (slice(None), slice(None), rows, cols), dcolumns.transpose(3, 0, 1, 2, 4, 5))
    return dpadded[:, :, ph : ph + height, pw : pw + width], dw, flat.sum(axis=1)


@alternative(conv2d_backward)
def gradients_by_transposed_convolution(dout, x, w, stride, pad, dilation):
    """dx: dout spread by the stride, correlated with the turned kernels; dw: x correlated with the spread dout."""
    (sh, sw), (ph, pw), (dh, dw_) = both(stride), both(pad), both(dilation)
    (n, _, height, width), (o, _, kh, kw) = x.shape, w.shape
    reach_h, reach_w = dh * (kh - 1), dw_ * (kw - 1)
    spread = np.zeros((n, o, height + 2 * ph - reach_h, width + 2 * pw - reach_w))  # unused border rows stay 0
    spread[:, :, : sh * dout.shape[2] : sh, : sw * dout.shape[3] : sw] = dout
    turned = w[:, :, ::-1, ::-1].swapaxes(0, 1)
    wide = np.pad(spread, ((0, 0), (0, 0), (reach_h, reach_h), (reach_w, reach_w)))
    dpadded = correlate_by_offsets(wide, turned, np.zeros(x.shape[1]), 1, 0, dilation)
    padded = np.pad(x.astype(float), ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    every = correlate_by_offsets(padded.swapaxes(0, 1), spread.swapaxes(0, 1), np.zeros(o), 1, 0, 1)
    dw = every[:, :, ::dh, ::dw_].swapaxes(0, 1)
    return dpadded[:, :, ph : ph + height, pw : pw + width], dw, spread.sum(axis=(0, 2, 3))


@alternative(conv2d_backward, reference=True)  # errs by the size of all pixels, seen or not
def gradients_by_fourier(dout, x, w, stride, pad, dilation):
    """Correlation turns into products of spectra: dx with the kernel's, dw with the conjugate of dout's."""
    (sh, sw), (ph, pw), (dh, dw_) = both(stride), both(pad), both(dilation)
    (n, c, height, width), (o, _, kh, kw) = x.shape, w.shape
    size = (height + 2 * ph, width + 2 * pw)
    padded = np.pad(x.astype(float), ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    spread = np.zeros((n, o, *size))
    spread[:, :, : sh * dout.shape[2] : sh, : sw * dout.shape[3] : sw] = dout
    kernels = np.zeros((o, c, *size))
    kernels[:, :, : dh * kh : dh, : dw_ * kw : dw_] = w
    from_above = np.fft.rfft2(spread)
    dpadded = np.fft.irfft2(np.einsum("noij,ocij->ncij", from_above, np.fft.rfft2(kernels)), s=size)
    every = np.fft.irfft2(np.einsum("noij,ncij->ocij", from_above.conj(), np.fft.rfft2(padded)), s=size)
    dx = dpadded[:, :, ph : ph + height, pw : pw + width]
    return dx, every[:, :, : dh * kh : dh, : dw_ * kw : dw_], dout.astype(float).sum(axis=(0, 2, 3))


# --- pooling --------------------------------------------------------------------------------------


@alternative(maxpool2d_forward)
def pool_by_offsets(x, k, stride):
    """The elementwise maximum of one strided slice for each place in the window."""
    (kh, kw), (sh, sw) = both(k), both(stride)
    ho, wo = out_shape(x, (kh, kw), stride)
    slices = [x[:, :, a : a + sh * (ho - 1) + 1 : sh, e : e + sw * (wo - 1) + 1 : sw] for a, e in np.ndindex(kh, kw)]
    return np.maximum.reduce(slices).astype(float)


@alternative(maxpool2d_forward)
def pool_window_by_window(x, k, stride):
    """Plain loops over Python lists."""
    (kh, kw), (sh, sw) = both(k), both(stride)
    ho, wo = out_shape(x, (kh, kw), stride)

    def pooled(image):
        return [
            [max(max(row[j * sw : j * sw + kw]) for row in image[i * sh : i * sh + kh]) for j in range(wo)]
            for i in range(ho)
        ]

    return np.array([[pooled(image) for image in sample] for sample in x.tolist()], dtype=float)


@alternative(maxpool2d_forward)
def pool_rows_then_columns(x, k, stride):
    """The maximum is separable: first along the width, then along the height."""
    (kh, kw), (sh, sw) = both(k), both(stride)
    ho, wo = out_shape(x, (kh, kw), stride)
    wide = np.stack([x[:, :, :, j * sw : j * sw + kw].max(axis=3) for j in range(wo)], axis=3)
    return np.stack([wide[:, :, i * sh : i * sh + kh].max(axis=2) for i in range(ho)], axis=2) * 1.0


@alternative(maxpool2d_backward)
def unpool_window_by_window(dout, x, k, stride):
    """Look for the first maximum of every window and add."""
    (kh, kw), (sh, sw) = both(k), both(stride)
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        window = x[n, c, i * sh : i * sh + kh, j * sw : j * sw + kw]
        a, e = np.unravel_index(np.argmax(window), window.shape)
        dx[n, c, i * sh + a, j * sw + e] += dout[n, c, i, j]
    return dx


@alternative(maxpool2d_backward)
def unpool_by_offsets(dout, x, k, stride):
    """Go through the window's places in row-major order; a window that has given its gradient gives no more."""
    (kh, kw), (sh, sw) = both(k), both(stride)
    ho, wo = dout.shape[2:]
    largest = pool_by_offsets(x, k, stride)
    waiting = np.ones(dout.shape, dtype=bool)
    dx = np.zeros(x.shape)
    for a, e in np.ndindex(kh, kw):
        place = (..., slice(a, a + sh * (ho - 1) + 1, sh), slice(e, e + sw * (wo - 1) + 1, sw))
        takes = waiting & (x[place] == largest)
        dx[place] += np.where(takes, dout, 0)
        waiting &= ~takes
    return dx


@alternative(maxpool2d_backward)
def unpool_by_counting(dout, x, k, stride):
    """The flat index of every window's first maximum, then a weighted count of indices."""
    (kh, kw), (sh, sw) = both(k), both(stride)
    ho, wo = dout.shape[2:]
    index = np.arange(x.size).reshape(x.shape)
    offsets = list(np.ndindex(kh, kw))
    places = [(..., slice(a, a + sh * (ho - 1) + 1, sh), slice(e, e + sw * (wo - 1) + 1, sw)) for a, e in offsets]
    first = np.argmax([x[place] for place in places], axis=0)
    chosen = np.take_along_axis(np.stack([index[place] for place in places]), first[None], axis=0)[0]
    return np.bincount(chosen.ravel(), weights=dout.ravel(), minlength=x.size).reshape(x.shape)
