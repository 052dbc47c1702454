# Bao - loops, as in the formulas. A window at a time.
import numpy as np
from itertools import product


class Geometry:
    """Where the windows of a layer lie."""

    def __init__(self, shape, kernel, stride, pad=0, dilation=1):
        self.kernel = kernel
        self.stride = self.pair(stride)
        self.pad = self.pair(pad)
        self.dilation = self.pair(dilation)
        self.out = tuple(
            conv_output_size(shape[-2 + a], kernel[a], self.stride[a], self.pad[a], self.dilation[a]) for a in (0, 1)
        )

    @staticmethod
    def pair(value):
        try:
            first, second = value
        except TypeError:
            first = second = value
        return first, second

    def window(self, i, j):
        begin = (i * self.stride[0], j * self.stride[1])
        return tuple(
            slice(begin[a], begin[a] + (self.kernel[a] - 1) * self.dilation[a] + 1, self.dilation[a]) for a in (0, 1)
        )

    def positions(self):
        return product(range(self.out[0]), range(self.out[1]))

    def padded(self, images):
        n, c, h, w = images.shape
        big = np.zeros((n, c, h + 2 * self.pad[0], w + 2 * self.pad[1]))
        big[:, :, self.pad[0]:self.pad[0] + h, self.pad[1]:self.pad[1] + w] = images
        return big


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    length = n + 2 * pad
    reach = (k - 1) * dilation
    count = 0
    start = 0
    while start + reach < length:
        count += 1
        start += stride
    if count < 1:
        raise ValueError("no position for the kernel")
    return count


def receptive_field(layers):
    # go back from one output unit: r units of a layer need (r - 1) * s + d (k - 1) + 1 units below
    need = 1
    jump = 1
    for k, s, d in reversed(layers):
        need = (need - 1) * s + d * (k - 1) + 1
        jump *= s
    return (need, jump)


def param_count(in_channels, height, width, out_channels, k, mode):
    inputs_seen = in_channels * (height * width if mode == "dense" else k ** 2)
    different_neurons = out_channels * (1 if mode == "shared" else height * width)
    return different_neurons * inputs_seen + different_neurons


def conv_as_matrix(w, height, width, stride, pad):
    co, ci, kh, kw = w.shape
    geo = Geometry((height, width), (kh, kw), stride, pad)
    ho, wo = geo.out
    rows = []
    for o in range(co):
        for i, j in product(range(ho), range(wo)):
            weights = np.zeros((ci, height + 2 * geo.pad[0], width + 2 * geo.pad[1]))
            r, s = geo.window(i, j)
            weights[:, r, s] = w[o]
            inner = weights[:, geo.pad[0]:geo.pad[0] + height, geo.pad[1]:geo.pad[1] + width]
            rows.append(inner.flatten())
    return np.array(rows)


def conv2d_forward(x, w, b, stride, pad, dilation):
    x = x.astype(np.float64)
    w = w.astype(np.float64)
    geo = Geometry(x.shape, w.shape[2:], stride, pad, dilation)
    big = geo.padded(x)
    out = np.zeros((len(x), len(w)) + geo.out)
    for n in range(len(x)):
        for o in range(len(w)):
            for i, j in geo.positions():
                r, s = geo.window(i, j)
                out[n, o, i, j] = np.vdot(big[n, :, r, s], w[o]) + b[o]
    return out


def conv2d_backward(dout, x, w, stride, pad, dilation):
    geo = Geometry(x.shape, w.shape[2:], stride, pad, dilation)
    big = geo.padded(x)
    dbig = np.zeros(big.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(len(w))
    w = w.astype(float)
    for n in range(len(x)):
        for o in range(len(w)):
            for i, j in geo.positions():
                g = float(dout[n, o, i, j])
                r, s = geo.window(i, j)
                dbig[n, :, r, s] += g * w[o]
                dw[o] += g * big[n, :, r, s]
                db[o] += g
    top, left = geo.pad
    return dbig[:, :, top:top + x.shape[2], left:left + x.shape[3]], dw, db


def maxpool2d_forward(x, k, stride):
    geo = Geometry(x.shape, Geometry.pair(k), stride)
    out = np.full(x.shape[:2] + geo.out, -np.inf)
    for i, j in geo.positions():
        r, s = geo.window(i, j)
        out[:, :, i, j] = x[:, :, r, s].max(axis=(2, 3))
    return out


def maxpool2d_backward(dout, x, k, stride):
    geo = Geometry(x.shape, Geometry.pair(k), stride)
    dx = np.zeros(x.shape)
    for n in range(x.shape[0]):
        for c in range(x.shape[1]):
            for i, j in geo.positions():
                r, s = geo.window(i, j)
                best, at = None, None
                for p in range(r.start, r.stop):
                    for q in range(s.start, s.stop):
                        if best is None or x[n, c, p, q] > best:
                            best, at = x[n, c, p, q], (p, q)
                dx[n, c, at[0], at[1]] += dout[n, c, i, j]
    return dx
