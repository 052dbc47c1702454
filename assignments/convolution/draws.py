"""What the problems' scenarios draw from: images, filters, and numbers that are easy to check by hand."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.author import Case, Choice, Generator, case

Pair = int | tuple[int, int]

#: What PyTorch would answer with.
CONVOLUTIONS = (
    "torch.nn.functional.conv1d",
    "torch.nn.functional.conv2d",
    "torch.nn.functional.conv3d",
    "torch.nn.functional.conv_transpose2d",
    "torch.conv2d",
    "torch.convolution",
    "torch.nn.Conv2d",
)
POOLINGS = (
    "torch.nn.functional.max_pool1d",
    "torch.nn.functional.max_pool2d",
    "torch.nn.functional.max_pool3d",
    "torch.nn.functional.adaptive_max_pool2d",
    "torch.max_pool2d",
    "torch.nn.MaxPool2d",
)


def digits(rng: Generator, *shape: int) -> np.ndarray:
    """Numbers from -3 to 3 but 0, for sums that can be done in the head."""
    return rng.choice([-3.0, -2.0, -1.0, 1.0, 2.0, 3.0], size=shape)


def similar(rng: Generator, *shape: int) -> np.ndarray:
    """Numbers from 1 to 2: their sums of products are all of one size, so no error hides beside a large element."""
    return rng.uniform(1, 2, size=shape)


def eighths(rng: Generator, *shape: int) -> np.ndarray:
    """Multiples of 1/8 from 1 to 2: their sums of products are exact in float32, in whatever order."""
    return rng.integers(8, 17, size=shape) / 8


def layer(
    rng: Generator,
    images: tuple[int, int, int, int],
    filters: tuple[int, int, int],
    *,
    stride: Pair = 1,
    pad: Pair = 0,
    dilation: Pair = 1,
    numbers: Any = None,
) -> dict[str, Any]:
    """Arguments of conv2d_forward: images (N, Cin, H, W) and filters (Cout, kh, kw) of normal or other numbers."""
    draw = numbers or (lambda rng, *shape: rng.normal(size=shape))
    out_channels, kh, kw = filters
    return {
        "x": draw(rng, *images),
        "w": draw(rng, out_channels, images[1], kh, kw),
        "b": draw(rng, out_channels),
        "stride": stride,
        "pad": pad,
        "dilation": dilation,
    }


def layer_backward(rng: Generator, *args: Any, numbers: Any = None, **settings: Any) -> dict[str, Any]:
    """Arguments of conv2d_backward: those of `layer` with a gradient of the output's shape and without the bias."""
    inputs = layer(rng, *args, numbers=numbers, **settings)
    draw = numbers or (lambda rng, *shape: rng.normal(size=shape))
    shape = _out_shape(inputs["x"], inputs["w"].shape[2:], inputs["stride"], inputs["pad"], inputs["dilation"])
    dout = draw(rng, len(inputs["x"]), len(inputs["w"]), *shape)
    return {"dout": dout, **{name: value for name, value in inputs.items() if name != "b"}}


def pool_gradient(rng: Generator, x: np.ndarray, k: Pair, stride: Pair) -> np.ndarray:
    """A gradient of the shape that pooling x gives."""
    return rng.normal(size=(*x.shape[:2], *_out_shape(x, _both(k), stride, 0, 1)))


def _both(value: Pair) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else value


def _out_shape(x: np.ndarray, kernel: tuple[int, ...], stride: Pair, pad: Pair, dilation: Pair) -> tuple[int, ...]:
    settings = zip(x.shape[2:], kernel, _both(stride), _both(pad), _both(dilation), strict=True)
    return tuple((n + 2 * p - d * (k - 1) - 1) // s + 1 for n, k, s, p, d in settings)


def out(n: int, k: int, stride: int, pad: int = 0, dilation: int = 1) -> int:
    """The number of positions along one axis, below 1 where nothing fits."""
    return (n + 2 * pad - dilation * (k - 1) - 1) // stride + 1


BATCH = Choice(
    "batch",
    case("several samples", zh="多个样本"),
    case("one sample", lambda N: N == 1, reason="lost axes of length 1", zh="一个样本"),
)
FITS = Choice(
    "fit",
    case("the window fits", zh="窗口放得下"),
    case(
        "the window does not fit",
        lambda Ho, Wo: Ho < 1 or Wo < 1,
        reason="an empty result",
        raises=ValueError,
        zh="窗口放不下",
    ),
)
STRIDE = Choice(
    "stride",
    case("stride 1", lambda sh, sw: sh == sw == 1, reason="a short cut may return the input itself", zh="步长为 1"),
    case("strided", reason="which window is meant", usual=True, zh="步长大于 1"),
    case(
        "stride above the kernel",
        lambda sh, sw, kh, kw: sh > kh or sw > kw,
        reason="pixels that no window sees",
        zh="步长大于卷积核",
    ),
)
PADDING = Choice(
    "padding",
    case("padded", zh="有填充"),
    case("no padding", lambda ph, pw: ph == pw == 0, reason="x[:, :, 0:-0] is empty", usual=True, zh="没有填充"),
    case(
        "padding as large as the kernel",
        lambda ph, pw, kh, kw: ph >= kh or pw >= kw,
        reason="nothing but zeros",
        zh="填充与卷积核一样大",
    ),
)
DILATION = Choice(
    "dilation",
    case("dilation 1", zh="空洞为 1"),
    case("dilated", lambda dh, dw: dh > 1 or dw > 1, reason="a kernel with gaps", zh="带空洞"),
)
KERNEL = Choice(
    "kernel",
    case("a kernel of several weights", zh="卷积核有多个权重"),
    case(
        "an image of 1 x 1", lambda H, W: H == W == 1, reason="everything is its border", single=True, zh="图像为 1 x 1"
    ),
    case(
        "a kernel of 1 x 1",
        lambda kh, kw: kh == kw == 1,
        reason="a short cut that forgets stride or padding",
        zh="卷积核为 1 x 1",
    ),
    case(
        "a kernel as large as the image",
        lambda kh, kw, H, W: kh == H and kw == W,
        reason="off by one at the end",
        zh="卷积核与图像一样大",
    ),
)
POOLING = (BATCH, STRIDE, KERNEL)


def of_size_one(drawn: Case, _: frozenset[str]) -> Case:
    """Where windows see padding only a gradient is 0, which has no size of its own."""
    return drawn.scale(1.0)
