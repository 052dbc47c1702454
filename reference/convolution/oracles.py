"""What independent libraries say: PyTorch with autograd, JAX, mygrad and SciPy, all in float64."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.author import oracle

from .solution import (
    conv2d_backward,
    conv2d_forward,
    conv_as_matrix,
    conv_output_size,
    maxpool2d_backward,
    maxpool2d_forward,
    param_count,
    receptive_field,
)

#: Where a library refuses what the assignment answers: a kernel that does not fit raises another exception there.
FITTING_SIZES = (
    "ordinary",
    "padded",
    "not_dividing",
    "dilated",
    "kernel_is_image",
    "kernel_of_one",
    "defaults",
    "called_again",
)
FITTING_LAYERS = (
    "by_hand",
    "half_the_size",
    "ordinary",
    "channels",
    "asymmetric",
    "not_dividing",
    "dilated",
    "pointwise",
    "kernel_is_image",
    "square",
    "float32_images",
    "layouts",
    "bytes_of_a_photograph",
    "large_kernels",
    "called_again",
    "inputs_kept",
)
FITTING_MATRICES = (
    "by_hand",
    "ordinary",
    "channels",
    "padded",
    "asymmetric",
    "not_dividing",
    "more_padding_than_kernel",
    "pointwise",
    "kernel_is_image",
    "square",
    "layouts",
    "integers",
)
FITTING_POOLS = (
    "by_hand",
    "ordinary",
    "all_negative",
    "overlapping",
    "gaps",
    "asymmetric",
    "not_dividing",
    "window_is_image",
    "pointwise",
    "square",
    "layouts",
    "integers",
)


def pair(value: Any) -> tuple[int, int]:
    """(vertical, horizontal) of an int or a pair."""
    return (value, value) if isinstance(value, int) else tuple(value)


def tensor(array: np.ndarray, *, gradient: bool = False) -> Any:
    """A float64 tensor of its own memory."""
    import torch

    return torch.tensor(np.array(array, dtype=np.float64, order="C"), requires_grad=gradient)


# --- PyTorch --------------------------------------------------------------------------------------


@oracle(conv_output_size, package="torch", scenarios=FITTING_SIZES)
def torch_output_size(n, k, stride=1, pad=0, dilation=1):
    """The length of what conv1d gives."""
    import torch

    out = torch.nn.functional.conv1d(torch.zeros(1, 1, n), torch.zeros(1, 1, k), None, stride, pad, dilation)
    return out.shape[-1]


@oracle(receptive_field, package="torch")
def torch_receptive_field(layers):
    """Which pixels have a gradient at one output, and at its neighbour."""
    import torch

    reach = 2 + sum(dilation * kernel for kernel, _, dilation in layers)
    for _, stride, _ in layers:
        reach *= stride
    x = torch.zeros(1, 1, min(reach, 4000) + 700, dtype=torch.float64, requires_grad=True)
    out = x
    for kernel, stride, dilation in layers:
        out = torch.nn.functional.conv1d(out, torch.ones(1, 1, kernel, dtype=torch.float64), None, stride, 0, dilation)
    seen = [torch.autograd.grad(out[0, 0, i], x, retain_graph=True)[0][0, 0].nonzero() for i in range(2)]
    return int(seen[0].max() - seen[0].min()) + 1, int(seen[1].min() - seen[0].min())


@oracle(param_count, package="torch", scenarios=("ordinary", "shared", "one_pixel"))
def torch_param_count(in_channels, height, width, out_channels, k, mode):
    """The parameters of torch.nn's own layers; a local layer is a convolution with a group for every position."""
    from torch import nn

    if mode == "dense":
        layer = nn.Linear(in_channels * height * width, out_channels * height * width)
    elif mode == "shared":
        layer = nn.Conv2d(in_channels, out_channels, k, padding="same")
    else:
        layer = nn.Conv2d(in_channels * height * width, out_channels * height * width, k, groups=height * width)
    return sum(parameter.numel() for parameter in layer.parameters())


@oracle(conv_as_matrix, package="torch", scenarios=FITTING_MATRICES)
def torch_matrix(w, height, width, stride, pad):
    """The Jacobian of conv2d."""
    import torch

    filters, shape = tensor(w), (1, w.shape[1], height, width)

    def flat(x):
        return torch.nn.functional.conv2d(x.reshape(shape), filters, None, pair(stride), pair(pad)).reshape(-1)

    zeros = torch.zeros(w.shape[1] * height * width, dtype=torch.float64)
    return torch.autograd.functional.jacobian(flat, zeros).numpy()


@oracle(conv2d_forward, package="torch", scenarios=FITTING_LAYERS)
def torch_forward(x, w, b, stride, pad, dilation):
    """torch.nn.functional.conv2d."""
    import torch

    return torch.nn.functional.conv2d(tensor(x), tensor(w), tensor(b), pair(stride), pair(pad), pair(dilation)).numpy()


@oracle(conv2d_backward, package="torch")
def torch_backward(dout, x, w, stride, pad, dilation):
    """conv2d and autograd."""
    import torch

    leaves = tensor(x, gradient=True), tensor(w, gradient=True), tensor(np.zeros(len(w)), gradient=True)
    torch.nn.functional.conv2d(*leaves, pair(stride), pair(pad), pair(dilation)).backward(tensor(dout))
    return tuple(leaf.grad.numpy() for leaf in leaves)


@oracle(maxpool2d_forward, package="torch", scenarios=FITTING_POOLS)
def torch_pool(x, k, stride):
    """torch.nn.functional.max_pool2d."""
    import torch

    return torch.nn.functional.max_pool2d(tensor(x), pair(k), pair(stride)).numpy()


@oracle(maxpool2d_backward, package="torch")
def torch_unpool(dout, x, k, stride):
    """max_pool2d and autograd; ties go to the first maximum there too."""
    import torch

    images = tensor(x, gradient=True)
    torch.nn.functional.max_pool2d(images, pair(k), pair(stride)).backward(tensor(dout))
    return images.grad.numpy()


# --- JAX ------------------------------------------------------------------------------------------


#: JAX compiles every shape anew, so it vouches for the scenarios that differ most.
COMPILED = ("asymmetric", "not_dividing", "dilated", "square")


def jax_convolution(x, w, stride, pad, dilation):
    """lax.conv_general_dilated on NCHW and OIHW."""
    import jax

    ph, pw = pair(pad)
    return jax.lax.conv_general_dilated(
        x,
        w,
        pair(stride),
        ((ph, ph), (pw, pw)),
        rhs_dilation=pair(dilation),
        dimension_numbers=("NCHW", "OIHW", "NCHW"),
        precision=jax.lax.Precision.HIGHEST,
    )


@oracle(conv2d_forward, package="jax", scenarios=COMPILED)
def jax_forward(x, w, b, stride, pad, dilation):
    """jax.lax.conv_general_dilated."""
    import jax

    jax.config.update("jax_enable_x64", True)
    out = jax_convolution(np.asarray(x, float), np.asarray(w, float), stride, pad, dilation)
    return np.asarray(out) + np.asarray(b, float)[:, None, None]


@oracle(conv2d_backward, package="jax", scenarios=COMPILED)
def jax_backward(dout, x, w, stride, pad, dilation):
    """jax.vjp of the same."""
    import jax

    jax.config.update("jax_enable_x64", True)

    def forward(x, w, b):
        return jax_convolution(x, w, stride, pad, dilation) + b[:, None, None]

    _, pull = jax.vjp(forward, np.asarray(x, float), np.asarray(w, float), np.zeros(len(w)))
    return tuple(np.asarray(part) for part in pull(np.asarray(dout, float)))


# --- mygrad: it wants strides that divide ---------------------------------------------------------


@oracle(conv2d_forward, package="mygrad", scenarios=("by_hand", "ordinary", "channels", "kernel_is_image", "square"))
def mygrad_forward(x, w, b, stride, pad, dilation):
    """mygrad.nnet.layers.conv_nd."""
    from mygrad.nnet.layers import conv_nd

    out = conv_nd(x, w, stride=pair(stride), padding=pair(pad), dilation=pair(dilation))
    return out.data + b[:, None, None]


@oracle(
    maxpool2d_backward, package="mygrad", scenarios=("by_hand", "ordinary", "overlapping", "all_negative", "square")
)
def mygrad_unpool(dout, x, k, stride):
    """mygrad.nnet.layers.max_pool."""
    import mygrad
    from mygrad.nnet.layers import max_pool

    images = mygrad.tensor(x)
    (max_pool(images, pair(k), pair(stride)) * dout).sum().backward()
    return images.grad


# --- SciPy ----------------------------------------------------------------------------------------


@oracle(conv2d_forward, package="scipy", scenarios=FITTING_LAYERS)
def scipy_forward(x, w, b, stride, pad, dilation):
    """correlate2d channel by channel with kernels that have zeros in their gaps, then every stride-th position."""
    from scipy.signal import correlate2d

    (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    padded = np.pad(np.asarray(x, float), ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    kernels = np.zeros((*w.shape[:2], dh * (w.shape[2] - 1) + 1, dw * (w.shape[3] - 1) + 1))
    kernels[:, :, ::dh, ::dw] = w

    def response(image, kernel):
        return sum(correlate2d(channel, part, mode="valid") for channel, part in zip(image, kernel, strict=True))

    out = np.array([[response(image, kernel) for kernel in kernels] for image in padded])
    return out[:, :, ::sh, ::sw] + b[:, None, None]


@oracle(maxpool2d_forward, package="scipy", scenarios=FITTING_POOLS)
def scipy_pool(x, k, stride):
    """maximum_filter over all windows, then those that begin at the strides."""
    from scipy.ndimage import maximum_filter

    (kh, kw), (sh, sw) = pair(k), pair(stride)
    filtered = maximum_filter(np.asarray(x, float), size=(1, 1, kh, kw), origin=(0, 0, -(kh // 2), -(kw // 2)))
    return filtered[:, :, : x.shape[2] - kh + 1 : sh, : x.shape[3] - kw + 1 : sw]
