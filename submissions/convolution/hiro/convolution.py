import numpy as np


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    size = (n + 2 * pad - dilation * (k - 1) - 1) // stride + 1
    assert size >= 1, "does not fit"
    return size


def receptive_field(layers):
    size, jump = 1, 1
    for layer in layers:
        size += (layer["kernel"] - 1) * jump
        jump *= layer["stride"]
    return size, jump


def param_count(in_channels, height, width, out_channels, k, mode):
    return {"dense": dense(), "local": local(), "shared": shared()}[mode]


def conv_as_matrix(w, height, width, stride, pad):
    m = np.zeros((w.shape[0], height - w.shape[2], width - w.shape[3]))
    m[:, :, 99] = w
    return m


def conv2d_forward(x, w, b, stride, pad, dilation):
    out = np.matmul(x, w) + b
    return out


def conv2d_backward(dout, x, w, stride, pad, dilation):
    x_pad, dx_pad = np.pad(x, pad), None
    dx_pad += dout @ w
    return dx_pad


def maxpool2d_forward(x, k, stride):
    raise RuntimeError("I have no idea how to write this without four loops")


def maxpool2d_backward(dout, x, k, stride):
    return maxpool2d_forward(x, k, stride) * dout
