"""CNN homework in PyTorch, with views of windows."""
import torch


def _pair(v):
    return tuple(v) if isinstance(v, (tuple, list)) else (v, v)


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    size = (n + 2 * pad - dilation * (k - 1) - 1) // stride + 1
    if size < 1:
        raise ValueError("the kernel does not fit into the image")
    return size


def receptive_field(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        size, jump = size + d * (k - 1) * jump, jump * s
    return size, jump


def param_count(in_channels, height, width, out_channels, k, mode):
    area = height * width
    weights_per_unit = in_channels * (area if mode == "dense" else k * k)
    units = out_channels if mode == "shared" else out_channels * area
    return units * (weights_per_unit + 1)


def _pad(x, pad):
    ph, pw = _pair(pad)
    n, c, h, w = x.shape
    out = torch.zeros(n, c, h + 2 * ph, w + 2 * pw, dtype=x.dtype)
    out[:, :, ph:ph + h, pw:pw + w] = x
    return out


def _windows(x, kernel, stride, dilation):
    """(N, C, Ho, Wo, kh, kw) view."""
    (kh, kw), (sh, sw), (dh, dw) = kernel, _pair(stride), _pair(dilation)
    conv_output_size(x.shape[2], kh, sh, 0, dh)
    conv_output_size(x.shape[3], kw, sw, 0, dw)
    view = x.unfold(2, dh * (kh - 1) + 1, sh).unfold(3, dw * (kw - 1) + 1, sw)
    return view[..., ::dh, ::dw]


def _double(t):
    return t if t.dtype == torch.float32 else t.double()


def conv2d_forward(x, w, b, stride, pad, dilation):
    win = _windows(_pad(_double(x), pad), w.shape[2:], stride, dilation)
    w, b = _double(w).to(win.dtype), _double(b).to(win.dtype)
    return torch.einsum("ncijab,ocab->noij", win, w) + b.view(1, -1, 1, 1)


def conv_as_matrix(w, height, width, stride, pad):
    w = _double(w)
    cin = w.shape[1]
    basis = torch.eye(cin * height * width, dtype=w.dtype).view(-1, cin, height, width)
    return conv2d_forward(basis, w, torch.zeros(len(w), dtype=w.dtype), stride, pad, 1).flatten(1).T.contiguous()


def conv2d_backward(dout, x, w, stride, pad, dilation):
    dout, x, w = _double(dout), _double(x), _double(w)
    (sh, sw), (ph, pw), (dh, dwid) = _pair(stride), _pair(pad), _pair(dilation)
    xp = _pad(x, pad).to(dout.dtype)
    dw = torch.einsum("noij,ncijab->ocab", dout, _windows(xp, w.shape[2:], stride, dilation))
    dxp = torch.zeros_like(xp)
    ho, wo = dout.shape[2:]
    for a in range(w.shape[2]):
        for b in range(w.shape[3]):
            rows = slice(a * dh, a * dh + sh * (ho - 1) + 1, sh)
            cols = slice(b * dwid, b * dwid + sw * (wo - 1) + 1, sw)
            dxp[:, :, rows, cols] += torch.einsum("noij,oc->ncij", dout, w[:, :, a, b])
    return dxp[:, :, ph:ph + x.shape[2], pw:pw + x.shape[3]], dw, dout.sum(dim=(0, 2, 3))


def maxpool2d_forward(x, k, stride):
    return _windows(_double(x), _pair(k), stride, 1).amax(dim=(4, 5))


def maxpool2d_backward(dout, x, k, stride):
    (kh, kw), (sh, sw) = _pair(k), _pair(stride)
    win = _windows(_double(x), (kh, kw), stride, 1).flatten(4)
    place = torch.arange(kh * kw)
    is_max = win == win.amax(dim=4, keepdim=True)
    first = torch.where(is_max, place, kh * kw).amin(dim=4)      # smallest row-major place of a maximum
    n, c, h, w = x.shape
    ho, wo = dout.shape[2:]
    rows = torch.arange(ho).view(-1, 1) * sh + first // kw
    cols = torch.arange(wo) * sw + first % kw
    dout = _double(dout)
    dx = torch.zeros(n, c, h * w, dtype=dout.dtype)
    dx.scatter_add_(2, (rows * w + cols).flatten(2), dout.flatten(2))
    return dx.view(n, c, h, w)
