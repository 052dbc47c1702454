"""Softmax along any axis."""

import numpy as np

from grader.author import (
    Array,
    Axis,
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
    scenario,
    signed,
    uint8,
)

from .draws import BATCH, BEYOND_FLOAT32, CLASSES, EMPTY, LOGITS, of_size_one

problem = Problem(
    points=15,
    forbidden=(
        "torch.softmax",
        "torch.Tensor.softmax",
        "torch.special.softmax",
        "torch.nn.functional.softmax",
        "torch.nn.functional.softmin",
        "torch.nn.functional.gumbel_softmax",
        "torch.log_softmax",
        "torch.Tensor.log_softmax",
        "torch.special.log_softmax",
        "torch.nn.functional.log_softmax",
        "torch.logsumexp",
        "torch.Tensor.logsumexp",
        "torch.special.logsumexp",
        "torch.nn.functional.scaled_dot_product_attention",
    ),
    hints=(
        Text(
            "The traps are exponentials that overflow, and the axis along which the sum runs.",
            zh="陷阱在于会溢出的指数，以及求和所沿的轴。",
        ),
        Text(
            "What may be subtracted from all logits of one slice without changing the answer? Do it for each "
            "slice by itself.",
            zh="从同一切片的所有 logits 中减去什么不会改变答案？对每个切片分别做。",
        ),
    ),
)

domain = (
    Domain(
        logits=Array(
            Shape("N C", "a matrix", zh="矩阵"),
            Shape("C", "one axis", reason="axis=1 does not exist", zh="一个轴"),
            Shape("B N C", "three axes", zh="三个轴"),
            dtypes=(float64, float32, signed, uint8),
            values=LOGITS,
        ),
        axis=Axis(range(-3, 3), default=-1, of="logits"),
    )
    .sizes(N=range(6))
    .needs(
        lambda axis, logits_axes: -logits_axes <= axis < logits_axes,
        lambda axis, logits_axes, N: N > 0 or (axis + 1) % logits_axes == 0,  # there is something to sum over
    )
    .choices_of(
        BATCH,
        EMPTY,
        CLASSES,
        Choice(
            "axis",
            case("the last axis", zh="最后一个轴"),
            case(
                "another axis", lambda axis, logits_axes: (axis + 1) % logits_axes != 0, reason="axis is ignored",
                zh="其他轴",
            ),
        ),
    )
    .never(*BEYOND_FLOAT32)
)

@scenario(public=1, zh="作业说明例子的两行。")
def by_hand(rng: Generator) -> Case:
    """The two rows of the handout's example."""
    return Case(logits=np.array([[0.0, 1.0, 2.0], [3.0, 3.0, -1.0]]))


@scenario(public=2, private=1, zh="四个样本、三个类别，默认轴。")
def ordinary(rng: Generator) -> Case:
    """Four samples, three classes, the default axis."""
    return Case(logits=rng.normal(scale=2, size=(4, 3)))


@scenario(
    private=1,
    weight=2,
    hint=Text(
        "Subtract each slice's own maximum: rows 1e4 below the batch's maximum would become 0/0.",
        zh="减去每一行自己的最大值：比整批最大值低 1e4 的行会变成 0/0。",
    ),
    traps=("rows-far-apart",),
    zh="普通的行，彼此平移了几千。",
)
def rows_far_apart(rng: Generator) -> Case:
    """Ordinary rows shifted against each other by thousands."""
    shifts = rng.permutation(np.array([-1e4, -3e3, 0.0, 4e3, 1e4]))
    return Case(logits=rng.normal(scale=2, size=(5, 3)) + shifts[:, None])


@scenario(
    private=1,
    hint=Text(
        "exp(-740) keeps a handful of bits only: shift each row by its own maximum.",
        zh="exp(-740) 只剩几位有效位：每一行都要减去自己的最大值。",
    ),
    traps=("rows-far-apart", "lost-digits"),
    zh="有些行比其余的低 730 到 744，此处 exp 超出浮点数的正规范围。",
)
def rows_at_the_edge(rng: Generator) -> Case:
    """Some rows 730 to 744 below the others, where exp leaves the normal range of floats."""
    shifts = rng.permutation(np.array([0.0, -735.0, 1.0, -738.0, -739.0]))
    return Case(logits=rng.uniform(-2, 2, size=(5, 3)) + shifts[:, None])


@scenario(
    private=1,
    hint=Text(
        "exp(710) is infinite: subtract the maximum before exp.",
        zh="exp(710) 已是无穷大：取 exp 之前先减去最大值。",
    ),
    traps=("huge-logits",),
    zh="同一行中有正负两个方向的 1e4，以及一个普通的行。",
)
def huge_logits(rng: Generator) -> Case:
    """Logits of 1e4 in both directions within one row, and an ordinary row."""
    logits = rng.normal(scale=2, size=(6, 4))
    logits[:5] += rng.permuted(np.tile([-1e4, 0.0, 1e4, 1e4], (5, 1)), axis=1)
    return Case(logits=logits)


@scenario(
    private=1, hint=Text("Use the argument axis.", zh="请使用参数 axis。"), traps=("axis-zero",),
    zh="沿第 0 轴：每一列的和为 1。",
)
def axis_zero(rng: Generator) -> Case:
    """Along axis 0: every column sums to 1."""
    return Case(logits=rng.normal(scale=2, size=(4, 3)), axis=0)


@scenario(
    private=1, hint=Text("Use the argument axis.", zh="请使用参数 axis。"), traps=("axis-middle",),
    zh="沿三个轴中间的那个轴。",
)
def middle_axis(rng: Generator) -> Case:
    """Along the middle of three axes."""
    return Case(logits=rng.normal(scale=2, size=(2, 5, 3)), axis=1)


@scenario(
    private=1,
    hint=Text(
        "logits may have one axis only: say axis=-1, not axis=1.",
        zh="logits 可能只有一个轴：用 axis=-1，而不是 axis=1。",
    ),
    traps=("one-axis",),
    zh="单独一个 logits 向量。",
)
def vector(rng: Generator) -> Case:
    """A single vector of logits."""
    return Case(logits=rng.normal(scale=2, size=5))


@scenario(
    private=1,
    hint=Text(
        "Keep the reduced axis (keepdims), or rows and columns get mixed up.",
        zh="归约时保留该轴（keepdims），否则行列会混淆。",
    ),
    traps=("square", "input-forms"),
    zh="类别数与样本数相同，按 Fortran 顺序存放，只读。",
)
def square(rng: Generator) -> Case:
    """As many classes as samples, in Fortran order, read-only."""
    return Case(logits=rng.normal(scale=2, size=(4, 4))).layout("F").read_only()


@scenario(
    private=1,
    hint=Text(
        "In unsigned integers 3 - 7 is 252: convert to floats first.",
        zh="无符号整数里 3 - 7 等于 252：先转换成浮点数。",
    ),
    traps=("unsigned", "integers"),
    zh="dtype 为 uint8 的 logits。",
)
def unsigned_integers(rng: Generator) -> Case:
    """Logits of dtype uint8."""
    return Case(logits=rng.permuted(np.tile(np.arange(7, dtype=np.uint8), (3, 1)), axis=1)[:, :5])


@scenario(
    private=1,
    hint=Text("In float32 exp overflows at 89 already.", zh="float32 的 exp 在 89 处就溢出了。"),
    traps=("float32-overflow", "float32"),
    zh="89 到 100 之间的 float32 logits。",
)
def single_precision(rng: Generator) -> Case:
    """float32 logits between 89 and 100."""
    case = Case(logits=rng.uniform(89, 100, size=(5, 7)).astype(np.float32))
    return case.tolerance(1e-4, reason="float32 logits may be rounded in float32 anywhere inside")


@scenario(private=1, traps=("degenerate",), zh="先只有一个类别，再是没有样本的批次，然后是两个类别。")
def one_class_or_no_sample(rng: Generator) -> Case:
    """One class only, then a batch without samples, then two classes."""
    empty, two = Case(logits=np.zeros((0, 4))), Case(logits=rng.normal(scale=2, size=(5, 2)))
    return Case(logits=rng.normal(scale=2, size=(3, 1))).then(empty, two)


every_choice = covering(domain, private=17, adjust=of_size_one, traps=("one-sample", "all-equal"))
