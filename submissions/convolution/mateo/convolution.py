import torch
import torch.nn.functional as F


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    size = (n + 2 * pad - dilation * (k - 1) - 1) // stride + 1
    if size < 1:
        raise ValueError
    return size


def receptive_field(layers):
    size = jump = 1
    for k, s, d in layers:
        size += d * (k - 1) * jump
        jump *= s
    return size, jump


def param_count(in_channels, height, width, out_channels, k, mode):
    if mode == "shared":
        return out_channels * (in_channels * k * k + 1)
    if mode == "local":
        return out_channels * height * width * (in_channels * k * k + 1)
    return out_channels * height * width * (in_channels * height * width + 1)


def pair(v):
    return (v, v) if isinstance(v, int) else tuple(v)


def conv_as_matrix(w, height, width, stride, pad):
    w = w.double()
    co, ci, kh, kw = w.shape
    (sh, sw), (ph, pw) = pair(stride), pair(pad)
    ho, wo = conv_output_size(height, kh, sh, ph), conv_output_size(width, kw, sw, pw)
    canvas = torch.zeros(co, ho, wo, ci, height + 2 * ph, width + 2 * pw, dtype=torch.float64)
    for i in range(ho):
        for j in range(wo):
            canvas[:, i, j, :, i * sh:i * sh + kh, j * sw:j * sw + kw] = w
    inside = canvas[..., ph:ph + height, pw:pw + width]
    return inside.reshape(co * ho * wo, ci * height * width)


def conv2d_forward(x, w, b, stride, pad, dilation):
    # why not use what is there
    return F.conv2d(x.double(), w.double(), b.double(), stride=stride, padding=pad, dilation=dilation)


def conv2d_backward(dout, x, w, stride, pad, dilation):
    x = x.double().clone().requires_grad_(True)
    w = w.double().clone().requires_grad_(True)
    b = torch.zeros(w.shape[0], dtype=torch.float64, requires_grad=True)
    out = F.conv2d(x, w, b, stride=stride, padding=pad, dilation=dilation)
    out.backward(dout.double())
    return x.grad, w.grad, b.grad


def maxpool2d_forward(x, k, stride):
    (kh, kw), (sh, sw) = pair(k), pair(stride)
    ho, wo = conv_output_size(x.shape[2], kh, sh), conv_output_size(x.shape[3], kw, sw)
    out = torch.empty(x.shape[0], x.shape[1], ho, wo, dtype=torch.float64)
    for i in range(ho):
        for j in range(wo):
            out[:, :, i, j] = x[:, :, i * sh:i * sh + kh, j * sw:j * sw + kw].flatten(2).max(dim=2).values
    return out


def maxpool2d_backward(dout, x, k, stride):
    (kh, kw), (sh, sw) = pair(k), pair(stride)
    dx = torch.zeros(x.shape, dtype=torch.float64)
    for n in range(dout.shape[0]):
        for c in range(dout.shape[1]):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    window = x[n, c, i * sh:i * sh + kh, j * sw:j * sw + kw].reshape(-1).tolist()
                    at = window.index(max(window))
                    dx[n, c, i * sh + at // kw, j * sw + at % kw] += dout[n, c, i, j]
    return dx
