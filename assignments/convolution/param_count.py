"""Weights and biases of a dense, a locally connected and a convolutional layer."""

from grader.author import (
    Case,
    Choice,
    Domain,
    Generator,
    Int,
    OneOf,
    Problem,
    Text,
    calls_again,
    case,
    covering,
    keeps_inputs,
    scenario,
)

problem = Problem(
    points=5,
    hints=(
        Text(
            "The trap is the biases, and what is shared with what: units, positions, channels.",
            zh="陷阱在于偏置，以及谁与谁共享：单元、位置、通道。",
        ),
        Text(
            "For each mode ask first how many units have weights of their own, then how many weights one unit has.",
            zh="对每种 mode 先问：有多少单元拥有自己的权重？再问：一个单元有几个权重？",
        ),
    ),
)

domain = Domain(
    in_channels=Int(range(1, 100)),
    height=Int(range(1, 30)),
    width=Int(range(1, 30)),
    out_channels=Int(range(1, 30)),
    k=Int(range(1, 8, 2)),
    mode=OneOf("dense", "local", "shared"),
).choices_of(
    Choice(
        "mode",
        case("shared", lambda mode: mode == "shared", zh="共享权重"),
        case("dense", lambda mode: mode == "dense", usual=True, zh="全连接"),
        case("local", lambda mode: mode == "local", usual=True, zh="局部连接"),
    ),
    Choice(
        "image",
        case("several pixels", zh="多个像素"),
        case("one pixel", lambda height, width: height == width == 1, zh="一个像素"),
    ),
    Choice(
        "channels",
        case("several channels in", zh="多个输入通道"),
        case("one channel in", lambda in_channels: in_channels == 1, zh="一个输入通道"),
    ),
    Choice(
        "kernel",
        case("a kernel below the image's size", zh="卷积核小于图像"),
        case(
            "a kernel of one weight",
            lambda k: k == 1,
            reason="channels are mixed, pixels are not",
            zh="卷积核只有一个权重",
        ),
        case(
            "a kernel as large as the image or larger",
            lambda k, height, width: k >= height and k >= width,
            zh="卷积核不小于图像",
        ),
    ),
)

BIAS = Text("Every neuron with weights of its own has one bias.", zh="每个拥有独立权重的神经元都有一个偏置。")


def layer(rng: Generator, mode: str) -> Case:
    """A layer whose sizes all differ."""
    height, width, out_channels = (int(size) for size in rng.permutation([5, 6, 7, 8, 9, 11, 13])[:3])
    in_channels, k = int(rng.integers(14, 100)), int(rng.choice([3, 5]))
    return Case(in_channels=in_channels, height=height, width=width, out_channels=out_channels, k=k, mode=mode)


@scenario(public=4, zh="一张小灰度图进入几个通道，用三种方式之一。")
def ordinary(rng: Generator) -> Case:
    """A tiny grey image into a few channels, in one of the three ways."""
    mode = ("dense", "local", "shared")[int(rng.integers(3))]
    height, width = int(rng.integers(2, 4)), int(rng.integers(4, 6))
    return Case(in_channels=1, height=height, width=width, out_channels=int(rng.integers(2, 4)), k=3, mode=mode)


@scenario(private=2, weight=2, hint=BIAS, zh="每个输出单元都看到整个输入。")
def dense(rng: Generator) -> Case:
    """Every output unit sees the whole input."""
    return layer(rng, "dense")


@scenario(private=2, weight=2, hint=BIAS, zh="每个单元一个感受野，多个输入通道。")
def local(rng: Generator) -> Case:
    """A receptive field for every unit, several input channels."""
    return layer(rng, "local")


@scenario(public=1, private=2, weight=2, hint=BIAS, zh="滤波器在多个输入通道上滑动。")
def shared(rng: Generator) -> Case:
    """Filters that slide over several input channels."""
    first, *others = (layer(rng, "shared") for _ in range(3))  # no constant is the answer to all
    return first.then(*others)


@scenario(private=1, traps=("kernel-is-image",), zh="卷积核与图像一样大；有了填充，每个像素仍有一个单元。")
def kernel_is_image(rng: Generator) -> Case:
    """The kernel is as large as the image; padding still gives every pixel a unit."""
    side = int(rng.choice([5, 7]))
    channels = int(rng.integers(11, 15))
    return Case(in_channels=channels, height=side, width=side, out_channels=channels + 3, k=side, mode="local")


@scenario(private=1, traps=("one-by-one-kernel",), zh="1 x 1 的滤波器混合通道。")
def pointwise(rng: Generator) -> Case:
    """1 x 1 filters mix channels."""
    return Case(in_channels=int(rng.integers(20, 30)), height=6, width=9, out_channels=17, k=1, mode="shared")


@scenario(private=1, traps=("one-pixel",), zh="只有一个像素的图像。")
def one_pixel(rng: Generator) -> Case:
    """An image of one pixel."""
    return Case(in_channels=int(rng.integers(12, 20)), height=1, width=1, out_channels=9, k=3, mode="dense")


@scenario(private=1, traps=("square-case",), zh="输出通道数与输入通道数相同，图像是同样边长的正方形。")
def square(rng: Generator) -> Case:
    """As many channels out as in, and a square image of that side."""
    size = int(rng.integers(6, 10))
    return Case(in_channels=size, height=size, width=size, out_channels=size, k=3, mode="local")


@scenario(private=1, traps=("large-numbers",), zh="一张照片进入很宽的层：权重个数超过 32 位所能计数。")
def photograph(rng: Generator) -> Case:
    """A photograph into a wide layer: more weights than 32 bits can count."""
    return Case(in_channels=3, height=224, width=int(rng.integers(225, 300)), out_channels=64, k=7, mode="dense")


every_choice = covering(domain, private=12)
called_again = calls_again(shared)
inputs_kept = keeps_inputs(shared)
