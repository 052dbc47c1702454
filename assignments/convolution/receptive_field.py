"""How many input pixels one output unit of a stack of layers sees, and how far apart neighbours look."""

from typing import Any

from grader.author import (
    Case,
    Choice,
    Domain,
    Drawn,
    Generator,
    Problem,
    Text,
    case,
    covering,
    scenario,
)

problem = Problem(
    points=10,
    hints=(
        Text(
            "The trap is the unit of distance: a kernel step in a deep layer is as wide in input pixels as all "
            "strides before it make it.",
            zh="陷阱在于距离的单位：深层的一步等于之前所有步长相乘的输入像素数。",
        ),
        Text(
            "Follow size and jump layer by layer on paper, and look at which jump is used before and which "
            "after a layer's stride.",
            zh="在纸上逐层记录 size 和 jump，看看每一层用的是步长之前还是之后的 jump。",
        ),
    ),
)

def stack(rng: Generator) -> list[tuple[int, int, int]]:
    """Up to five layers of which every other has a stride, a dilation, a kernel of one weight."""
    strides, dilations, points = rng.integers(2, size=3)
    return [
        (
            int(1 if points and rng.integers(2) else rng.integers(2, 6)),
            int(rng.integers(1, 4) if strides else 1),
            int(rng.integers(1, 4) if dilations else 1),
        )
        for _ in range(rng.integers(6))
    ]


def is_stack(layers: Any) -> bool:
    """Whether these are layers."""
    return isinstance(layers, list) and all(len(layer) == 3 and min(layer) >= 1 for layer in layers)


domain = Domain(
    layers=Drawn(stack, is_stack, "a list of (kernel, stride, dilation), numbers from 1 on"),
).choices_of(
    Choice(
        "depth",
        case("several layers", zh="多层"),
        case("one layer", lambda layers: len(layers) == 1, zh="一层"),
        case("no layers", lambda layers: len(layers) == 0, single=True, zh="没有层"),
    ),
    Choice(
        "strides",
        case("strides of 1", zh="步长都为 1"),
        case("a stride at the end", lambda layers: bool(layers) and layers[-1][1] > 1, usual=True, zh="最后一层有步长"),
        case(
            "a stride before the end", lambda layers: any(s > 1 for _, s, _ in layers[:-1]), usual=True,
            zh="最后一层之前有步长",
        ),
    ),
    Choice(
        "dilation",
        case("dilations of 1", zh="空洞都为 1"),
        case("a dilated layer", lambda layers: any(d > 1 for _, _, d in layers), usual=True, zh="有一层带空洞"),
    ),
    Choice(
        "kernels",
        case("kernels of several weights", zh="卷积核有多个权重"),
        case(
            "a kernel of one weight", lambda layers: any(k == 1 for k, _, _ in layers), reason="it sees nothing new",
            zh="卷积核只有一个权重",
        ),
    ),
)


def kernel(rng: Generator) -> int:
    """A kernel's side."""
    return int(rng.integers(2, 6))


@scenario(public=4, zh="两层步长为 1，如讲义所述，然后每个输出都保留，或每隔一个、两个保留一个。")
def ordinary(rng: Generator) -> Case:
    """Two layers with stride 1, as in the lecture, then every output is kept, or every second or third."""
    return Case(layers=[(int(rng.integers(2, 10)), 1, 1), (kernel(rng), 1, 1), (1, int(rng.integers(1, 4)), 1)])


@scenario(
    private=3,
    weight=3,
    traps=("stride-early",),
    hint=Text(
        "A kernel steps by the jump of the layers before it; its own stride acts on later layers only.",
        zh="某一层的卷积核以它之前各层累积的 jump 为步长；它自己的 stride 只影响后面的层。",
    ),
    zh="步长在前，所以后面的层看得更远。",
)
def strided_early(rng: Generator) -> Case:
    """The stride comes first, so that later layers see further."""
    return Case(layers=[(kernel(rng), int(rng.integers(2, 4)), 1), (kernel(rng), 1, 1), (kernel(rng) + 1, 1, 1)])


@scenario(private=3, weight=3, traps=("several-strides",), zh="卷积、池化、卷积、池化：步长相乘。")
def several_strides(rng: Generator) -> Case:
    """Convolution, pooling, convolution, pooling: the strides multiply."""
    second = int(rng.integers(3, 5))
    return Case(layers=[(kernel(rng), 1, 1), (2, 2, 1), (kernel(rng), 1, 1), (second, second, 1), (3, 2, 1)])


@scenario(
    public=2,
    private=3,
    weight=3,
    traps=("dilation",),
    hint=Text(
        "Dilation d spreads the k weights over d (k - 1) + 1 of the layer's inputs.",
        zh="dilation 为 d 时，k 个权重覆盖该层输入的 d (k - 1) + 1 个位置。",
    ),
    zh="一层有步长，其后空洞逐层加倍。",
)
def dilated(rng: Generator) -> Case:
    """Dilations that double, after a strided layer."""
    return Case(layers=[(kernel(rng), 2, 1), (kernel(rng), 1, 2), (kernel(rng), 1, 4)])


@scenario(
    private=1, traps=("one-by-one-kernel",),
    zh="1 x 1 的层看不到新东西，带空洞也一样；有步长的仍会加大后面的步子。",
)
def pointwise_between(rng: Generator) -> Case:
    """1 x 1 layers see nothing new, even dilated ones; a strided one still widens the later steps."""
    return Case(layers=[(1, 1, 1), (kernel(rng), 1, 1), (1, 2, 3), (kernel(rng) + 1, 1, 1), (1, 5, 1)])


@scenario(private=1, traps=("one-layer",), zh="一个带空洞的层，步长大于卷积核。")
def one_layer(rng: Generator) -> Case:
    """One dilated layer with a stride larger than its kernel."""
    return Case(layers=[(int(rng.integers(2, 4)), int(rng.integers(4, 7)), int(rng.integers(2, 4)))])


@scenario(
    private=1,
    traps=("empty-list",),
    hint=Text("Without layers a unit is the pixel itself.", zh="没有任何层时，一个单元就是像素本身。"),
    zh="空列表：像素只看到自己。",
)
def no_layers(rng: Generator) -> Case:
    """An empty list: a pixel sees itself."""
    del rng
    return Case(layers=[])


@scenario(private=1, zh="常见网络的二十层。")
def deep(rng: Generator) -> Case:
    """Twenty layers of a usual network."""
    block = [(3, 1, 1), (3, 1, 1), (3, 1, 1), (2, 2, 1)]
    return Case(layers=[(7, 2, 1), *block, *block, *block, *block, (kernel(rng), 1, 2), (kernel(rng), 1, 1)])


every_choice = covering(domain, private=10)
