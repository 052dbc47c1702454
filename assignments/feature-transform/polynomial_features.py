"""All monomials up to a degree as features."""

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
    float32,
    float64,
    scenario,
    signed,
    uint8,
    zeros,
)

from .draws import BATCH, CONVERT, FEATURES, in_float32, near

problem = Problem(
    points=20,
    forbidden=("torch.combinations", "torch.cartesian_prod"),
    hints=(
        Text(
            "The traps are products of different features, products listed twice, and their order.",
            zh="陷阱在于不同特征的乘积、重复列出的乘积，以及顺序。",
        ),
        Text(
            "Write down all monomials of degree 2 in three variables: there are six.",
            zh="写出三个变量的全部二次单项式：一共六个。",
        ),
    ),
)

ORDER = Text(
    "By degree; within one degree x1^2, x1 x2, x1 x3, x2^2, x2 x3, x3^2: as the words of a dictionary.",
    zh="先按次数；同一次数内为 x1^2、x1 x2、x1 x3、x2^2、x2 x3、x3^2：如字典中的词序。",
)

domain = (
    Domain(samples=Array("N D", dtypes=(float64, float32, signed, uint8), values=(near, zeros)), degree=Int(range(6)))
    .sizes(N=range(1, 7), D=range(1, 5))
    .choices_of(
        BATCH,
        FEATURES,
        Choice(
            "degree",
            case("degree 2", lambda degree: degree == 2, zh="次数为 2"),
            case("degree 0", lambda degree: degree == 0, reason="the column of ones alone", zh="次数为 0"),
            case("degree 1", lambda degree: degree == 1, reason="no products", zh="次数为 1"),
            case(
                "degree 3 or more",
                lambda degree: degree >= 3,
                reason="squares and pairs are not all",
                usual=True,
                zh="次数不小于 3",
            ),
        ),
    )
)


@scenario(public=1, zh="作业说明的例子：两个样本、两个特征，次数为 2。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: two samples of two features, degree 2."""
    return Case(samples=np.array([[2.0, 3.0], [-1.0, 0.5]]), degree=2)


@scenario(public=2, zh="三个特征，次数为 2：平方和两两乘积。")
def squares_and_pairs(rng: Generator) -> Case:
    """Three features, degree 2: squares and products of pairs."""
    return Case(samples=rng.integers(-8, 9, size=(2, 3)) / 4, degree=2)


@scenario(public=1, private=3, weight=2, hint=ORDER, traps=("cross-terms",), zh="四个特征，次数为 3：35 列。")
def ordinary(rng: Generator) -> Case:
    """Four features, degree 3: 35 columns."""
    return Case(samples=rng.normal(size=(3, 4)), degree=3)


@scenario(private=2, weight=2, hint=ORDER, traps=("high-degree",), zh="三个特征，次数为 5。")
def high_degree(rng: Generator) -> Case:
    """Three features, degree 5."""
    return Case(samples=rng.uniform(0.5, 1.5, size=(4, 3)) * rng.choice([-1, 1], size=(4, 3)), degree=5)


@scenario(
    private=1,
    hint=Text("Degree 0 is the column of ones, (N, 1).", zh="零次就是全一的一列，(N, 1)。"),
    traps=("degree-0",),
    zh="先是次数 0，再是次数 1。",
)
def degree_zero(rng: Generator) -> Case:
    """Degree 0, then degree 1."""
    samples = rng.normal(size=(4, 3))
    return Case(samples=samples, degree=0).then(Case(samples=samples, degree=1))


@scenario(private=2, traps=("one-feature",), zh="一个特征：它的各次幂。")
def one_feature(rng: Generator) -> Case:
    """One feature: its powers."""
    return Case(samples=rng.normal(size=(5, 1)), degree=4)


@scenario(private=1, hint=CONVERT, traps=("integers",), zh="int8 的样本，乘积超出 int8。")
def small_integers(rng: Generator) -> Case:
    """int8 samples whose products are no int8."""
    return Case(samples=rng.integers(-100, 101, size=(4, 2)).astype(np.int8), degree=3)


every_choice = covering(
    domain, private=16, adjust=in_float32, traps=("degree-0", "one-sample", "integers", "float32", "input-forms")
)
