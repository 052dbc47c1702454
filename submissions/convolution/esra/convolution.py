import numpy as np
from numpy.lib.stride_tricks import sliding_window_view as swv

f64 = np.float64


def as2(v):
    return (v, v) if np.isscalar(v) else v


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    free = n + 2 * pad - dilation * (k - 1) - 1
    if free < 0:
        raise ValueError("output would be empty")
    return int(free // stride + 1)


def receptive_field(layers):
    size = 1
    jumps = [1]
    for k, s, d in layers:
        size += d * (k - 1) * jumps[-1]
        jumps.append(jumps[-1] * s)
    return size, jumps[-1]


def param_count(in_channels, height, width, out_channels, k, mode):
    fan_in = {"dense": in_channels * height * width, "local": in_channels * k * k, "shared": in_channels * k * k}
    copies = {"dense": height * width, "local": height * width, "shared": 1}
    return (fan_in[mode] + 1) * copies[mode] * out_channels


def patches(img, kh, kw, stride, dilation=(1, 1)):
    (sh, sw), (dh, dw) = as2(stride), as2(dilation)
    conv_output_size(img.shape[2], kh, sh, 0, dh), conv_output_size(img.shape[3], kw, sw, 0, dw)
    v = swv(img, (dh * (kh - 1) + 1, dw * (kw - 1) + 1), axis=(2, 3))
    return v[:, :, ::sh, ::sw, ::dh, ::dw]


def pad_img(x, pad):
    ph, pw = as2(pad)
    return np.pad(x.astype(f64), ((0, 0), (0, 0), (ph, ph), (pw, pw)))


def conv2d_forward(x, w, b, stride, pad, dilation):
    p = patches(pad_img(x, pad), w.shape[2], w.shape[3], stride, dilation)
    out = np.tensordot(p, w.astype(f64), axes=[(1, 4, 5), (1, 2, 3)])
    return (out + b).transpose(0, 3, 1, 2)


def conv_as_matrix(w, height, width, stride, pad):
    cin = w.shape[1]
    eye = np.eye(cin * height * width).reshape(-1, cin, height, width)
    cols = conv2d_forward(eye, w, 0.0, stride, pad, (1, 1))
    return cols.reshape(cin * height * width, -1).T


def conv2d_backward(dout, x, w, stride, pad, dilation):
    sh, sw = as2(stride)
    dh, dw_ = as2(dilation)
    ph, pw = as2(pad)
    xp = pad_img(x, pad)
    p = patches(xp, w.shape[2], w.shape[3], stride, dilation)
    dw = np.tensordot(dout, p, axes=[(0, 2, 3), (0, 2, 3)])
    # transposed convolution: put dout on the grid of the unstrided positions, then correlate with the flipped kernel
    rh, rw = dh * (w.shape[2] - 1), dw_ * (w.shape[3] - 1)
    grid = np.zeros((len(x), len(w), xp.shape[2] - rh, xp.shape[3] - rw))
    ho, wo = dout.shape[2:]
    grid[:, :, 0:sh * (ho - 1) + 1:sh, 0:sw * (wo - 1) + 1:sw] = dout
    flipped = w[:, :, ::-1, ::-1].transpose(1, 0, 2, 3)
    dxp = conv2d_forward(grid, flipped, 0.0, 1, (rh, rw), dilation)
    H, W = x.shape[2:]
    return dxp[:, :, ph:ph + H, pw:pw + W], dw, dout.sum((0, 2, 3))


def maxpool2d_forward(x, k, stride):
    kh, kw = as2(k)
    sh, sw = as2(stride)
    ho, wo = conv_output_size(x.shape[2], kh, sh), conv_output_size(x.shape[3], kw, sw)
    out = np.full((x.shape[0], x.shape[1], ho, wo), -np.inf)
    for i in range(kh):
        for j in range(kw):
            out = np.maximum(out, x[:, :, i:i + sh * ho:sh, j:j + sw * wo:sw][:, :, :ho, :wo])
    return out


def maxpool2d_backward(dout, x, k, stride):
    kh, kw = as2(k)
    sh, sw = as2(stride)
    dx = np.zeros(x.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            win = x[:, :, i * sh:i * sh + kh, j * sw:j * sw + kw]
            mask = win == win.max(axis=(2, 3), keepdims=True)
            dx[:, :, i * sh:i * sh + kh, j * sw:j * sw + kw] += mask * dout[:, :, i:i + 1, j:j + 1]
    return dx
