"""Attention by position inside a window: a convolution that normalises its kernel at the borders."""

import numpy as np

from grader.author import (
    Array,
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
    values,
)

from .draws import BATCH, NUMBERS, SMALL, features, in_precision, weight

problem = Problem(
    points=10,
    forbidden=("torch.nn.functional.scaled_dot_product_attention",),
    hints=(
        Text(
            "The trap is the border: keys that do not exist get no weight, and those that do must still sum to 1.",
            zh="陷阱在于边界：不存在的 key 没有权重，存在的 key 权重之和仍须为 1。",
        ),
        Text(
            "Write down, for the first word, which entries of bias belong to which keys; then for a window "
            "wider than the sentence.",
            zh="写出第一个词的 bias 各项对应哪些 key；再写出窗口比句子还宽时的情形。",
        ),
    ),
)

BIAS = values(
    "1e4 and -1e4 among others",
    lambda here: here.rng.uniform(-1, 1, size=here.shape)
    + here.rng.permutation(np.resize([1e4, -1e4, 0.0, 1e4], here.shape[0])),
    lambda bias: bool((abs(bias.astype(float)) > 700).any()),
    kinds="floats",
    reason="exp overflows",
    zh="其中有 1e4 和 -1e4",
)
domain = (
    Domain(
        x=features("N T D"),
        window=Int(range(9)),
        w_value=weight("D dv"),
        bias=Array("2w+1", dtypes=NUMBERS, values=(SMALL, BIAS)),
    )
    .sizes(N=range(1, 5), T=range(1, 9))
    .follows(**{"2w+1": (lambda window: 2 * window + 1, "window")})
    .choices_of(
        BATCH,
        Choice(
            "window",
            case("a window inside the sequence", zh="窗口在序列之内"),
            case("window 0", lambda window: window == 0, reason="x[:, w:-w] is empty", zh="窗口为 0"),
            case(
                "a window as long as the sequence", lambda window, T: window in (T - 1, T), reason="off by one",
                zh="窗口与序列一样长",
            ),
            case(
                "a window beyond the sequence", lambda window, T: window > T, reason="keys that do not exist",
                zh="窗口超出序列",
            ),
        ),
        Choice(
            "words",
            case("several words", zh="多个词"),
            case("one word", lambda T: T == 1, reason="its weight is 1", zh="一个词"),
        ),
        Choice(
            "values",
            case("several columns", zh="多列"),
            case("one column", lambda dv: dv == 1, reason="lost axes", zh="一列"),
        ),
    )
    .never(("bias: 1e4 and -1e4 among others", "bias in float32"))
    .float32_together()
)


def draw(rng: Generator, shape: tuple[int, int, int], window: int, dim_value: int) -> Case:
    w_value = rng.normal(size=(shape[-1], dim_value)) / np.sqrt(shape[-1])
    return Case(x=rng.normal(size=shape), window=window, w_value=w_value, bias=rng.normal(size=2 * window + 1))


def symmetric(case: Case) -> Case:
    return Case(**{**case.inputs, "bias": case.inputs["bias"] + case.inputs["bias"][::-1]})


@scenario(public=1, zh="作业说明的例子。")
def worked_example(rng: Generator) -> Case:
    """The example of the handout."""
    x = np.array([[[1.0, 0], [2, 1], [4, 0], [8, 1]]])
    return Case(x=x, window=1, w_value=np.array([[1.0, 0, 1], [0, 1, 3]]), bias=np.array([0.0, 1.0, 0.0]))


@scenario(public=2, private=1, zh="向左和向右的分数相同。")
def symmetric_bias(rng: Generator) -> Case:
    """The same scores to the left and to the right."""
    return symmetric(draw(rng, (2, 6, 3), 1, 4))


@scenario(
    public=1,
    private=2,
    traps=("lengths-differ", "asymmetric-bias"),
    hint=Text(
        "bias[0] belongs to the leftmost key j = i - window, the last entry to j = i + window.",
        zh="bias[0] 对应最左边的键 j = i - window，最后一项对应 j = i + window。",
    ),
    zh="向左和向右的分数不同。",
)
def ordinary(rng: Generator) -> Case:
    """Different scores to the left and to the right."""
    return draw(rng, (2, 7, 4), 2, 3)


@scenario(private=1, traps=("square",), zh="词数、特征数与偏置的元素数相同。")
def square(rng: Generator) -> Case:
    """As many words as features as entries of bias."""
    return draw(rng, (2, 5, 5), 2, 5)


@scenario(
    private=1,
    traps=("scores-1e4",),
    hint=Text(
        "Subtract the maximum of the keys that exist before exp.",
        zh="取指数之前先减去实际存在的键中的最大值。",
    ),
    zh="分数在 1e4 附近，有一个为 -1e4。",
)
def huge_bias(rng: Generator) -> Case:
    """Scores around 1e4, and one of -1e4."""
    case = draw(rng, (3, 6, 2), 2, 4)
    return Case(**{**case.inputs, "bias": case.inputs["bias"] + rng.permutation([1e4, 1e4, 1e4, -1e4, 1e4])})


@scenario(
    private=1,
    traps=("scores-far-below-zero", "mask-hides-the-maximum"),
    hint=Text(
        "At a border the largest score may belong to a key that does not exist: take the maximum of those that do.",
        zh="在边界处，最大的分数可能属于不存在的键：只在存在的键中取最大值。",
    ),
    zh="除最外面的两个之外分数都在 -738 附近，那两个为 0 且很少存在；然后全部在 -2000 附近。",
)
def far_below_zero(rng: Generator) -> Case:
    """Scores around -738 but for the two outermost, which are 0 and seldom exist; then all around -2000."""
    case = draw(rng, (2, 4, 5), 3, 6)
    bias = np.array([0.0, -738, -739, -738, -739, -738, 0.0]) + case.inputs["bias"]
    return Case(**{**case.inputs, "bias": bias}).then(Case(**{**case.inputs, "bias": case.inputs["bias"] - 2000}))


every_choice = covering(
    domain,
    private=13,
    adjust=in_precision,
    traps=("window-0", "window-beyond-sequence", "length-1", "batch-1", "float32", "integers", "input-forms"),
)
