"""Farid's CNN homework."""
import numpy as np


def pair(t):
    if type(t) is int:
        return t, t
    return t[0], t[1]


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    effective = k + (k - 1) * (dilation - 1)
    size = (n + 2 * pad - effective) // stride + 1
    if size <= 0:
        raise ValueError('output size %d' % size)
    return size


def receptive_field(layers):
    field, product = 1, 1
    for kernel, stride, dilation in layers:
        product *= stride                       # distance of the outputs of this layer
        field += (kernel - 1) * dilation * product
    return field, product


def param_count(in_channels, height, width, out_channels, k, mode):
    hw = height * width
    if mode == "dense":
        weights = (in_channels * hw) * (out_channels * hw)
        biases = out_channels * hw
    if mode == "local":
        weights = (k * k * in_channels) * (out_channels * hw)
        biases = out_channels * hw
    if mode == "shared":
        weights = k * k * in_channels * out_channels
        biases = out_channels
    return weights + biases


def conv_as_matrix(w, height, width, stride, pad):
    F, C, HH, WW = w.shape
    sh, sw = pair(stride)
    ph, pw = pair(pad)
    Ho = conv_output_size(height, HH, sh, ph)
    Wo = conv_output_size(width, WW, sw, pw)
    M = np.zeros((F * Ho * Wo, C * height * width))
    for f in range(F):
        for i in range(Ho):
            for j in range(Wo):
                row = f * Ho * Wo + i * Wo + j
                for c in range(C):
                    for a in range(HH):
                        for b in range(WW):
                            y = i * sh + a - ph
                            x = j * sw + b - pw
                            if y < 0 or x < 0 or y >= height or x >= width:
                                continue
                            M[row, c * height * width + y * width + x] = w[f, c, a, b]
    return M


def conv2d_forward(x, w, b, stride, pad, dilation):
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    Ho = conv_output_size(H, HH, sh, ph, dh)
    Wo = conv_output_size(W, WW, sw, pw, dw)
    x_pad = np.pad(x, ((0,), (0,), (ph,), (pw,)), 'constant').astype(np.float64)
    rows = w.reshape(F, -1).astype(np.float64)
    out = np.empty((N, F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            patch = x_pad[:, :, i * sh:i * sh + dh * HH:dh, j * sw:j * sw + dw * WW:dw]
            out[:, :, i, j] = patch.reshape(N, -1) @ rows.T + b
    return out


def conv2d_backward(dout, x, w, stride, pad, dilation):
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    (sh, sw), (ph, pw), (dh, dwid) = pair(stride), pair(pad), pair(dilation)
    _, _, Ho, Wo = dout.shape
    x_pad = np.pad(x, ((0,), (0,), (ph,), (pw,)), 'constant').astype(np.float64)
    dx_pad = np.zeros_like(x_pad)
    dw = np.zeros(w.shape)
    dout = dout.astype(np.float64)
    for i in range(Ho):
        for j in range(Wo):
            g = dout[:, :, i, j]                                   # N x F
            back = (g @ w.reshape(F, -1)).reshape(N, C, HH, WW)
            dx_pad[:, :, i * sh:i * sh + dh * HH:dh, j * sw:j * sw + dwid * WW:dwid] += back
    # the gradient of a weight: its patch of the image, weighted by dout
    for a in range(HH):
        for b in range(WW):
            patch = x_pad[:, :, a * dh:a * dh + Ho, b * dwid:b * dwid + Wo]
            dw[:, :, a, b] = np.einsum('nfij,ncij->fc', dout, patch)
    return dx_pad[:, :, ph:ph + H, pw:pw + W], dw, np.sum(dout, axis=(0, 2, 3))


def maxpool2d_forward(x, k, stride):
    (kh, kw), (sh, sw) = pair(k), pair(stride)
    N, C, H, W = x.shape
    Ho, Wo = conv_output_size(H, kh, sh), conv_output_size(W, kw, sw)
    out = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            out[:, :, i, j] = np.max(x[:, :, i * sh:i * sh + kh, j * sw:j * sw + kw], axis=(2, 3))
    return out


def maxpool2d_backward(dout, x, k, stride):
    (kh, kw), (sh, sw) = pair(k), pair(stride)
    dx = np.zeros(x.shape)
    N, C, Ho, Wo = dout.shape
    for n in range(N):
        for c in range(C):
            for i in range(Ho):
                for j in range(Wo):
                    win = x[n, c, i * sh:i * sh + kh, j * sw:j * sw + kw]
                    a, b = divmod(int(np.argmax(win)), win.shape[1])
                    dx[n, c, i * sh + a, j * sw + b] += dout[n, c, i, j]
    return dx
