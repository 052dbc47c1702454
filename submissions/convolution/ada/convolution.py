"""CNN homework. Everything goes over kernel offsets: one strided slice of the images for each weight."""
import math

import numpy as np


def two(v):
    """int -> (v, v), pair stays."""
    if isinstance(v, (int, np.integer)):
        return int(v), int(v)
    return tuple(int(i) for i in v)


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    last_start = n + 2 * pad - (dilation * (k - 1) + 1)
    if last_start < 0:
        raise ValueError("kernel larger than the padded input")
    return last_start // stride + 1


def receptive_field(layers):
    rf, step = 1, 1
    for k, s, d in layers:
        rf = rf + d * (k - 1) * step
        step = step * s
    return rf, step


def param_count(in_channels, height, width, out_channels, k, mode):
    per_filter = in_channels * k * k + 1
    pixels = height * width
    if mode == "shared":
        return out_channels * per_filter
    if mode == "local":
        return out_channels * pixels * per_filter
    return out_channels * pixels * (in_channels * pixels + 1)


def conv_as_matrix(w, height, width, stride, pad):
    # column p of the matrix = what the layer answers to an image with a single one at pixel p
    n_pixels = w.shape[1] * height * width
    basis = np.identity(n_pixels).reshape(n_pixels, w.shape[1], height, width)
    responses = conv2d_forward(basis, w, np.zeros(w.shape[0]), stride, pad, 1)
    return np.ascontiguousarray(responses.reshape(n_pixels, -1).T)


def _prepare(x, w, stride, pad, dilation):
    (ph, pw) = two(pad)
    xp = np.pad(np.asarray(x, dtype=np.float64), [(0, 0), (0, 0), (ph, ph), (pw, pw)])
    sh, sw = two(stride)
    dh, dw = two(dilation)
    ho = conv_output_size(xp.shape[2], w.shape[2], sh, 0, dh)
    wo = conv_output_size(xp.shape[3], w.shape[3], sw, 0, dw)

    def under(a, b):
        """Index of the pixels that weight (a, b) meets, all positions at once."""
        return (
            slice(None),
            slice(None),
            slice(a * dh, a * dh + (ho - 1) * sh + 1, sh),
            slice(b * dw, b * dw + (wo - 1) * sw + 1, sw),
        )

    return xp, under, ho, wo


def conv2d_forward(x, w, b, stride, pad, dilation):
    w = np.asarray(w, dtype=np.float64)
    xp, under, ho, wo = _prepare(x, w, stride, pad, dilation)
    out = np.zeros((x.shape[0], w.shape[0], ho, wo))
    for p in range(w.shape[2]):
        for q in range(w.shape[3]):
            # (Cout, Cin) times (N, Cin, Ho, Wo)
            out += np.einsum("fc,nchw->nfhw", w[:, :, p, q], xp[under(p, q)])
    return out + np.asarray(b, dtype=np.float64).reshape(1, -1, 1, 1)


def conv2d_backward(dout, x, w, stride, pad, dilation):
    w = np.asarray(w, dtype=np.float64)
    dout = np.asarray(dout, dtype=np.float64)
    xp, under, _, _ = _prepare(x, w, stride, pad, dilation)
    dxp, dw = np.zeros_like(xp), np.zeros_like(w)
    for p in range(w.shape[2]):
        for q in range(w.shape[3]):
            here = under(p, q)
            dw[:, :, p, q] = np.einsum("nfhw,nchw->fc", dout, xp[here])
            dxp[here] += np.einsum("nfhw,fc->nchw", dout, w[:, :, p, q])
    ph, pw = two(pad)
    h, wd = x.shape[2:]
    return dxp[:, :, ph:ph + h, pw:pw + wd], dw, dout.sum(axis=(0, 2, 3))


def _pool_offsets(x, k, stride):
    kh, kw = two(k)
    sh, sw = two(stride)
    ho, wo = conv_output_size(x.shape[2], kh, sh), conv_output_size(x.shape[3], kw, sw)
    for p in range(kh):
        for q in range(kw):
            yield (
                slice(None),
                slice(None),
                slice(p, p + (ho - 1) * sh + 1, sh),
                slice(q, q + (wo - 1) * sw + 1, sw),
            )


def maxpool2d_forward(x, k, stride):
    best = None
    for place in _pool_offsets(x, k, stride):
        best = x[place].astype(float) if best is None else np.maximum(best, x[place])
    return best


def maxpool2d_backward(dout, x, k, stride):
    best = maxpool2d_forward(x, k, stride)
    free = np.ones(best.shape, dtype=bool)  # windows that have not found their maximum yet
    dx = np.zeros(x.shape)
    for place in _pool_offsets(x, k, stride):
        hit = free & (x[place] == best)
        dx[place] += np.where(hit, dout, 0.0)
        free &= ~hit
    return dx


if __name__ == "__main__":
    print(math.prod(conv2d_forward(np.ones((1, 1, 4, 5)), np.ones((1, 1, 2, 3)), np.zeros(1), 1, 0, 1).shape))
