"""The logistic sigmoid of a number or an array, for any finite logit."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Problem,
    Shape,
    Text,
    case,
    covering,
    float32,
    float64,
    ordinary,
    scenario,
    signed,
    uint8,
    zeros,
)

from .draws import above, below, huge, of_size_one

problem = Problem(
    points=10,
    forbidden=(
        "torch.sigmoid",
        "torch.sigmoid_",
        "torch.Tensor.sigmoid",
        "torch.Tensor.sigmoid_",
        "torch.special.expit",
        "torch.nn.functional.sigmoid",
        "torch.nn.functional.logsigmoid",
        "torch.nn.functional.silu",
        "torch.nn.functional.softmax",
        "torch.softmax",
        "torch.Tensor.softmax",
    ),
    hints=(
        Text(
            "The trap is the exponential of a large number: it overflows, and what is left is not a number or "
            "has lost its digits.",
            zh="陷阱在于大数的指数：它会溢出，剩下的要么不是数，要么丢了有效位。",
        ),
        Text(
            "Try z = 1000 and z = -1000: which sign of the exponent is safe for each, and can you choose it "
            "element by element?",
            zh="试试 z = 1000 和 z = -1000：各自用哪个符号的指数是安全的？能逐元素选择吗？",
        ),
    ),
)

domain = (
    Domain(
        z=Array(
            Shape("A", "a vector", zh="向量"),
            Shape("A B", "a matrix", zh="矩阵"),
            Shape("A B C", "three axes", single=True, zh="三个轴"),
            Shape("", "a plain number", reason="it has no axis and no method", zh="一个普通的数"),
            dtypes=(float64, float32, signed, uint8),
            values=(ordinary(2, ints=(-6, 6)), huge, below, above, zeros),
        )
    )
    .sizes(A=range(7))
    .choices_of(
        Choice(
            "size",
            case("some logits", zh="有 logit"),
            case("no logits", lambda A: A == 0, single=True, zh="没有 logit"),
        )
    )
)


@scenario(public=1, zh="计算器就能验算的三个 logits。")
def by_hand(rng: Generator) -> Case:
    """Three logits that a calculator can check."""
    return Case(z=np.array([-1.0, 0.0, 2.0]))


@scenario(public=2, private=1, zh="普通 logits 的向量。")
def ordinary(rng: Generator) -> Case:
    """A vector of ordinary logits."""
    return Case(z=rng.normal(scale=2, size=7))


@scenario(public=1, private=1, zh="logits 矩阵保持形状。")
def matrix(rng: Generator) -> Case:
    """A matrix of logits keeps its shape."""
    return Case(z=rng.normal(scale=2, size=(3, 5)))


@scenario(
    private=2,
    hint=Text(
        "z may be a plain number: turn it into an array before you index it.",
        zh="z 可能只是一个数：先转成数组。",
    ),
    traps=("one-sample",),
    zh="一个 Python 浮点数代替数组。",
)
def plain_number(rng: Generator) -> Case:
    """One Python float instead of an array."""
    return Case(z=float(rng.normal(scale=2)))


@scenario(
    private=2,
    weight=2,
    hint=Text("exp(710) is infinite: only ever take exp of -|z|.", zh="exp(710) 已是无穷大：只对 -|z| 取 exp。"),
    traps=("huge-logits",),
    zh="普通 logits 中混有正负两个方向的 1e4。",
)
def huge_logits(rng: Generator) -> Case:
    """Logits of 1e4 in both directions among ordinary ones."""
    z = np.concatenate([rng.uniform(5e3, 1e4, size=2), -rng.uniform(5e3, 1e4, size=3), rng.normal(scale=2, size=4)])
    return Case(z=rng.permutation(z))


@scenario(
    private=1,
    hint=Text(
        "Do not clip: 1 / (1 + exp(30)) is a number like any other.",
        zh="不要截断：1 / (1 + exp(30)) 也是正常的数。",
    ),
    traps=("no-clipping",),
    zh="19 到 36 之间、有正有负的 logits，此处 f 与 0 或 1 相差不到 1e-8。",
)
def tails(rng: Generator) -> Case:
    """Logits between 19 and 36 of both signs, where f is within 1e-8 of 0 or of 1."""
    return Case(z=rng.permutation(np.concatenate([rng.uniform(19, 36, size=3), -rng.uniform(19, 36, size=5)])))


@scenario(
    private=1,
    hint=Text(
        "Integers have no room for fractions: convert them to floats first.",
        zh="整数存不下小数：先转换成浮点数。",
    ),
    traps=("integers",),
    zh="有正有负的整数 logits。",
)
def integers(rng: Generator) -> Case:
    """Integer logits of both signs."""
    return Case(z=rng.permutation(np.array([-45, -7, -3, -1, 0, 2, 4, 45])) + rng.integers(2, size=8))


@scenario(
    private=1,
    hint=Text(
        "In unsigned integers -3 is 253: convert to floats first.",
        zh="无符号整数里 -3 会变成 253：先转换成浮点数。",
    ),
    traps=("unsigned",),
    zh="dtype 为 uint8 的 logits。",
)
def unsigned_integers(rng: Generator) -> Case:
    """Logits of dtype uint8."""
    return Case(z=rng.permutation(np.arange(9, dtype=np.uint8))[:5])


@scenario(
    private=1,
    hint=Text("In float32 exp overflows at 89 already.", zh="float32 的 exp 在 89 处就溢出了。"),
    traps=("float32-overflow", "float32"),
    zh="89 到 100 之间、有正有负的 float32 logits，以及普通的。",
)
def single_precision(rng: Generator) -> Case:
    """float32 logits between 89 and 100 of both signs, and ordinary ones."""
    large = rng.uniform(89, 100, size=6) * np.array([1, -1, 1, -1, 1, -1])
    case = Case(z=np.concatenate([large, rng.normal(scale=2, size=5)]).astype(np.float32))
    return case.tolerance(1e-4, reason="float32 logits may be rounded in float32 anywhere inside")


@scenario(
    private=1,
    hint=Text(
        "The array may lie backwards in memory, and may be read-only.",
        zh="数组在内存中可能是反向的，也可能只读。",
    ),
    traps=("input-forms", "square"),
    zh="步幅为负、不可写入的方阵。",
)
def square_reversed(rng: Generator) -> Case:
    """A square matrix with negative strides that may not be written."""
    return Case(z=rng.normal(scale=2, size=(4, 4))).layout("reversed").read_only()


@scenario(
    private=1,
    hint=Text(
        "No logits give no probabilities: an empty array of the same shape.",
        zh="空数组的结果是同样形状的空数组。",
    ),
    traps=("degenerate",),
    zh="一个普通的三轴张量，然后是一个空的。",
)
def empty_between(rng: Generator) -> Case:
    """An ordinary tensor with three axes, then an empty one."""
    return Case(z=rng.normal(scale=2, size=(2, 3, 4))).then(Case(z=np.zeros((0, 3))))


every_choice = covering(domain, private=16, adjust=of_size_one)
