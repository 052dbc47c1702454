import numpy as np


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    size = (n + 2 * pad - dilation * (k - 1) - 1) // stride + 1
    if size < 1:
        raise ValueError("too small")
    return size


def receptive_field(layers):
    size, jump = 1, 1
    for k, s, d in layers
        size += d * (k - 1) * jump
        jump *= s
    return size, jump


def maxpool2d_forward(x, k, stride):
    kh, kw = k if isinstance(k, tuple) else (k, k)
    sh, sw = stride if isinstance(stride, tuple) else (stride, stride)
    n, c, h, w = x.shape
    out = np.zeros((n, c, conv_output_size(h, kh, sh), conv_output_size(w, kw, sw)))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = x[:, :, i * sh:i * sh + kh, j * sw:j * sw + kw].max((2, 3))
    return out
