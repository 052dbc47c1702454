"""Logarithm of softmax along any axis, finite where the probability underflows."""

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
        "torch.log_softmax",
        "torch.Tensor.log_softmax",
        "torch.special.log_softmax",
        "torch.nn.functional.log_softmax",
        "torch.logsumexp",
        "torch.Tensor.logsumexp",
        "torch.special.logsumexp",
        "torch.nn.functional.cross_entropy",
        "torch.nn.functional.nll_loss",
        "torch.softmax",
        "torch.Tensor.softmax",
        "torch.special.softmax",
        "torch.nn.functional.softmax",
    ),
    hints=(
        Text(
            "The trap is the logarithm of something that was rounded to 0 before.",
            zh="陷阱在于对之前已被舍入为 0 的数取对数。",
        ),
        Text(
            "Take the logarithm of the formula on paper, and look at which terms need an exponential at all.",
            zh="在纸上对公式取对数，看看哪些项真的需要指数。",
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
        "exp(-800) is 0 and its logarithm -inf: simplify ln(exp(z)) on paper.",
        zh="exp(-800) 为 0，其对数为 -inf：先在纸上化简 ln(exp(z))。",
    ),
    traps=("huge-logits",),
    zh="类别比该行最好的低 800 到 1e4。",
)
def far_below_the_maximum(rng: Generator) -> Case:
    """Classes that lie 800 to 1e4 below the best one of their row."""
    logits = rng.normal(scale=2, size=(5, 4))
    logits[:, 0] -= rng.uniform(800, 900, size=5)
    logits[:, 2] -= rng.uniform(5e3, 1e4, size=5)
    return Case(logits=rng.permuted(logits, axis=1))


@scenario(
    private=1,
    hint=Text(
        "Do not add a small number inside the logarithm, and do not clip.",
        zh="不要在对数里加小常数，也不要截断。",
    ),
    traps=("no-clipping", "lost-digits"),
    zh="类别比最好的低 38 到 743：概率还不是 0。",
)
def barely_representable(rng: Generator) -> Case:
    """Classes that lie 38 to 743 below the best one: the probability is not yet 0."""
    logits = -rng.uniform(38, 300, size=(3, 5))
    logits[:, 1] = rng.uniform(-1, 1, size=3)
    logits[:, 3] = -rng.uniform(737, 741, size=3)
    return Case(logits=rng.permuted(logits, axis=1))


@scenario(
    private=1,
    hint=Text(
        "Subtract each slice's own maximum: rows 1e4 below the batch's maximum would give ln 0.",
        zh="减去每一行自己的最大值：比整批最大值低 1e4 的行会得到 ln 0。",
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
    private=1, hint=Text("Use the argument axis.", zh="请使用参数 axis。"), traps=("axis-zero",),
    zh="沿第 0 轴：每一列是一个分布。",
)
def axis_zero(rng: Generator) -> Case:
    """Along axis 0: every column holds a distribution."""
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
        "Keep the reduced axis (keepdims), or rows and columns get mixed up.",
        zh="归约时保留该轴（keepdims），否则行列会混淆。",
    ),
    traps=("square", "input-forms"),
    zh="类别数与样本数相同，带步幅且只读。",
)
def square(rng: Generator) -> Case:
    """As many classes as samples, strided and read-only."""
    return Case(logits=rng.normal(scale=2, size=(4, 4))).layout("strided").read_only()


@scenario(
    private=1,
    hint=Text(
        "Integers have no room for fractions: convert them to floats first.",
        zh="整数存不下小数：先转换成浮点数。",
    ),
    traps=("integers",),
    zh="整数 logits。",
)
def integers(rng: Generator) -> Case:
    """Integer logits."""
    return Case(logits=rng.permuted(np.tile(np.arange(-4, 5), (3, 1)), axis=1)[:, :5])


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


@scenario(
    private=1, traps=("degenerate", "all-equal"),
    zh="一行的所有 logits 相等，结果为 -ln C；然后只有一个类别；然后是没有样本的批次。",
)
def degenerate_batches(rng: Generator) -> Case:
    """All logits of a row equal, which gives -ln C; then one class only; then a batch without samples."""
    equal = np.repeat(rng.normal(scale=3, size=(3, 1)), 5, axis=1)
    return Case(logits=equal).then(Case(logits=rng.normal(scale=2, size=(2, 1))), Case(logits=np.zeros((0, 4))))


every_choice = covering(domain, private=17, adjust=of_size_one, traps=("one-sample", "one-axis"))
