"""How many outputs a convolution or a pooling gives along one axis."""

from grader.author import (
    Case,
    Choice,
    Domain,
    Generator,
    Int,
    Problem,
    Text,
    case,
    covering,
    scenario,
)

problem = Problem(
    points=5,
    hints=(
        Text(
            "The trap is rounding: with a stride, windows that do not fit whole are lost, and the number before "
            "the division may be negative.",
            zh="陷阱在于取整：有步长时放不下的窗口会被舍去，而且除法之前的数可能是负的。",
        ),
        Text(
            "Draw one row of pixels, put the widest kernel (dilation!) on it, and count its positions by hand "
            "for two sizes.",
            zh="画出一行像素，把最宽的卷积核（注意 dilation）放上去，用两个大小手工数位置。",
        ),
    ),
)

domain = (
    Domain(
        n=Int(range(1, 60)),
        k=Int(range(1, 8)),
        stride=Int(range(1, 6), default=1),
        pad=Int(range(5), default=0),
        dilation=Int(range(1, 5), default=1),
    )
    .follows(
        reach=lambda k, dilation: dilation * (k - 1) + 1,
        size=lambda n, reach, stride, pad: (n + 2 * pad - reach) // stride + 1,
    )
    .choices_of(
        Choice(
            "fit",
            case("the kernel fits", zh="卷积核放得下"),
            case(
                "the kernel does not fit",
                lambda size: size < 1,
                reason="rounding to 0 hides it",
                raises=ValueError,
                zh="卷积核放不下",
            ),
        ),
        Choice(
            "stride",
            case("stride above 1", zh="步长大于 1"),
            case("stride 1", lambda stride: stride == 1, usual=True, zh="步长为 1"),
        ),
        Choice(
            "rest",
            case("the stride divides", zh="步长能整除"),
            case(
                "pixels left over",
                lambda n, reach, stride, pad: (n + 2 * pad - reach) % stride,
                usual=True,
                zh="有剩余像素",
            ),
        ),
        Choice(
            "padding",
            case("padding below the kernel's size", zh="填充小于卷积核"),
            case("no padding", lambda pad: pad == 0, usual=True, zh="没有填充"),
            case("padding as large as the kernel", lambda pad, k: pad >= k, usual=True, zh="填充与卷积核一样大"),
        ),
        Choice(
            "dilation",
            case("dilation 1", zh="空洞为 1"),
            case("dilated", lambda dilation: dilation > 1, usual=True, zh="带空洞"),
        ),
        Choice(
            "kernel",
            case("a kernel of several weights", zh="卷积核有多个权重"),
            case(
                "a kernel of one weight",
                lambda k: k == 1,
                reason="dilation has nothing to spread",
                zh="卷积核只有一个权重",
            ),
            case(
                "a kernel as long as the axis",
                lambda k, n: k == n,
                reason="off by one at the end",
                zh="卷积核与该轴一样长",
            ),
        ),
    )
)


@scenario(public=4, zh="没有空洞，最后一个窗口恰好在边界结束。")
def ordinary(rng: Generator) -> Case:
    """No dilation, and the last window ends exactly at the border."""
    k, stride, pad = int(rng.integers(3, 6)), int(rng.integers(1, 3)), int(rng.integers(0, 3))
    return Case(n=k - 2 * pad + stride * int(rng.integers(17, 40)), k=k, stride=stride, pad=pad, dilation=1)


@scenario(
    private=3,
    weight=3,
    traps=("stride-not-dividing", "odd-even"),
    hint=Text(
        "A window that would stick out at the end does not count: round down.",
        zh="最后超出边界的窗口不算：向下取整。",
    ),
    zh="步长不能整除；剩余的部分不用。",
)
def not_dividing(rng: Generator) -> Case:
    """The stride does not divide; the rest is left unused."""
    stride, k, pad = int(rng.integers(2, 5)), int(rng.integers(2, 6)), int(rng.integers(0, 3))
    rest = int(rng.integers(1, stride))
    n = k - 2 * pad + stride * int(rng.integers(20, 80)) + rest
    return Case(n=n, k=k, stride=stride, pad=pad, dilation=1)


@scenario(
    public=2,
    private=3,
    weight=3,
    traps=("dilation",),
    hint=Text(
        "A kernel of k weights at distance d reaches over d (k - 1) + 1 pixels; d = 1 is the ordinary kernel.",
        zh="k 个权重、间距为 d 的卷积核覆盖 d (k - 1) + 1 个像素；d = 1 就是普通卷积核。",
    ),
    zh="带空洞的卷积核，有步长和填充。",
)
def dilated(rng: Generator) -> Case:
    """A dilated kernel, with stride and padding."""
    k, stride = int(rng.integers(2, 5)), int(rng.integers(1, 3))
    dilation = stride + int(rng.integers(1, 3))  # far enough that no rounding hides a wrong reach
    return Case(n=int(rng.integers(25, 50)), k=k, stride=stride, pad=int(rng.integers(1, 4)), dilation=dilation)


@scenario(private=1, traps=("odd-even", "padding"), zh="填充多于卷积核减去的部分：输出比输入大。")
def padded(rng: Generator) -> Case:
    """More padding than the kernel takes away: the output is larger than the input."""
    n, k, pad = int(rng.integers(50, 60)), int(rng.integers(2, 5)), int(rng.integers(3, 6))
    return Case(n=n, k=k, stride=1, pad=pad, dilation=1)


@scenario(private=1, traps=("kernel-is-image",), zh="卷积核与轴一样长，不论步长多少都只有一个位置。")
def kernel_is_image(rng: Generator) -> Case:
    """A kernel as long as the axis has one position, whatever the stride."""
    n = int(rng.integers(4, 12))
    return Case(n=n, k=n, stride=int(rng.integers(2, 4)), pad=0, dilation=1)


@scenario(private=1, traps=("one-by-one-kernel",), zh="卷积核只有一个权重：空洞无从扩展，步长仍然跳格。")
def kernel_of_one(rng: Generator) -> Case:
    """A kernel of one weight: the dilation has nothing to spread, the stride still skips."""
    n, stride, dilation = int(rng.integers(28, 34)), int(rng.integers(2, 5)), int(rng.integers(2, 5))
    return Case(n=n, k=1, stride=stride, pad=0, dilation=dilation)


@scenario(private=1, traps=("defaults",), zh="只给出 n 和 k。")
def defaults(rng: Generator) -> Case:
    """Only n and k are given."""
    return Case(n=int(rng.integers(90, 130)), k=int(rng.integers(2, 9)))


@scenario(
    private=3,
    traps=("too-small",),
    hint=Text(
        "Below 1 there is no output: raise ValueError. Rounding towards zero hides it.",
        zh="小于 1 就没有输出：应抛出 ValueError。向零取整会掩盖这种情况。",
    ),
    zh="卷积核比填充后的轴略长，超出不到一个步长。",
)
def does_not_fit(rng: Generator) -> Case:
    """The kernel is a little longer than the padded axis, by less than a stride."""
    stride, k, pad, dilation = int(rng.integers(3, 6)), int(rng.integers(3, 6)), int(rng.integers(0, 2)), 3
    missing = int(rng.integers(1, stride))
    return Case(n=dilation * (k - 1) + 1 - 2 * pad - missing, k=k, stride=stride, pad=pad, dilation=dilation).raises(
        ValueError
    )


every_choice = covering(domain, private=14)
