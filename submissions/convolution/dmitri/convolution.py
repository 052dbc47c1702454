"""Homework: CNN. Based on im2col."""
import numpy as np
from numpy.lib.stride_tricks import as_strided


def _hw(v):
    return tuple(v) if hasattr(v, "__len__") else (v, v)


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    o = 1 + (n + 2 * pad - dilation * (k - 1) - 1) // stride
    if o < 1:
        raise ValueError(o)
    return o


def receptive_field(layers):
    r, j = 1, 1
    for (k, s, d) in layers:
        r += (k - 1) * d * j
        j *= s
    return r, j


def param_count(in_channels, height, width, out_channels, k, mode):
    n_out = out_channels * height * width
    if mode == 'dense':
        return in_channels * height * width * n_out + n_out
    elif mode == 'local':
        return in_channels * k * k * n_out + n_out
    elif mode == 'shared':
        return in_channels * k * k * out_channels + out_channels


def im2col(x, kh, kw, stride, pad, dilation):
    (sh, sw), (ph, pw), (dh, dw) = _hw(stride), _hw(pad), _hw(dilation)
    n, c, h, w = x.shape
    ho = conv_output_size(h, kh, sh, ph, dh)
    wo = conv_output_size(w, kw, sw, pw, dw)
    xp = np.zeros((n, c, h + 2 * ph, w + 2 * pw))
    xp[:, :, ph:ph + h, pw:pw + w] = x
    a, b, r, s = xp.strides
    cols = as_strided(xp, (n, c, kh, kw, ho, wo), (a, b, r * dh, s * dw, r * sh, s * sw), writeable=False)
    return cols


def conv2d_forward(x, w, b, stride, pad, dilation):
    # a convolution mirrors its kernel: (f * g)(t) = sum f(s) g(t - s)
    kernel = np.flip(w, axis=(2, 3)).astype(float)
    cols = im2col(x, w.shape[2], w.shape[3], stride, pad, dilation)
    y = np.einsum('ncklij,ockl->noij', cols, kernel, optimize=True)
    return y + b[None, :, None, None]


def conv_as_matrix(w, height, width, stride, pad):
    o, c, kh, kw = w.shape
    (sh, sw), (ph, pw) = _hw(stride), _hw(pad)
    ho, wo = conv_output_size(height, kh, sh, ph), conv_output_size(width, kw, sw, pw)
    # number the pixels, -1 is padding, and see which numbers every window meets
    numbers = np.arange(1, c * height * width + 1).reshape(1, c, height, width)
    met = im2col(numbers, kh, kw, stride, pad, 1)[0].astype(int)      # c kh kw ho wo
    m = np.zeros((o, ho, wo, c * height * width + 1))
    i, j = np.arange(ho)[:, None], np.arange(wo)[None, :]
    for f in range(o):
        for ch in range(c):
            for p in range(kh):
                for q in range(kw):
                    m[f, i, j, met[ch, p, q]] = w[f, ch, p, q]
    return m[..., 1:].reshape(o * ho * wo, -1)


def conv2d_backward(dout, x, w, stride, pad, dilation):
    (sh, sw), (ph, pw), (dh, dw_) = _hw(stride), _hw(pad), _hw(dilation)
    kh, kw = w.shape[2:]
    cols = im2col(x, kh, kw, stride, pad, dilation)
    dout = dout.astype(float)
    dw = np.einsum('noij,ncklij->ockl', dout, cols)
    db = np.einsum('noij->o', dout)
    dcols = np.einsum('noij,ockl->ncklij', dout, w)
    n, c, h, wid = x.shape
    dxp = np.zeros((n, c, h + 2 * ph, wid + 2 * pw))
    ho, wo = dout.shape[2:]
    for i in range(ho):
        for j in range(wo):
            dxp[:, :, i * sh:i * sh + dh * (kh - 1) + 1:dh, j * sw:j * sw + dw_ * (kw - 1) + 1:dw_] += dcols[..., i, j]
    return dxp[:, :, ph:ph + h, pw:pw + wid], dw, db


def maxpool2d_forward(x, k, stride):
    kh, kw = _hw(k)
    return im2col(x, kh, kw, stride, 0, 1).max(axis=(2, 3))


def maxpool2d_backward(dout, x, k, stride):
    kh, kw = _hw(k)
    sh, sw = _hw(stride)
    cols = im2col(x, kh, kw, stride, 0, 1)
    n, c, _, _, ho, wo = cols.shape
    where = cols.reshape(n, c, kh * kw, ho, wo).argmax(axis=2)
    dx = np.zeros(x.shape)
    N, C, I, J = np.ogrid[:n, :c, :ho, :wo]
    np.add.at(dx, (N, C, I * sh + where // kw, J * sw + where % kw), dout)
    return dx
