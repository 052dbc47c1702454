"""Mean and covariance of the most likely Gaussian."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Problem,
    Text,
    case,
    covering,
    scenario,
)

from .draws import CONVERT, FAR, FEATURES, MEASURED, SAMPLES, as_measured, constant, far_from_origin

problem = Problem(
    points=15,
    forbidden=("torch.cov", "torch.corrcoef"),
    hints=(
        Text(
            "The traps are what the sum is divided by, and which axis counts samples.",
            zh="陷阱在于和除以什么，以及哪个轴数的是样本。",
        ),
        Text(
            "Work one example with N = 2, D = 3 on paper; then look at N = 1, and at the shape for D = 1.",
            zh="在纸上算一个 N = 2、D = 3 的例子；再看 N = 1，以及 D = 1 时的形状。",
        ),
    ),
)

domain = (
    Domain(samples=Array("N D", dtypes=MEASURED, values=(SAMPLES, constant, far_from_origin)))
    .choices_of(
        Choice(
            "samples",
            case("more samples than features", zh="样本多于特征"),
            case("one sample", lambda N: N == 1, reason="the covariance is 0, not NaN", zh="一个样本"),
            case(
                "no more samples than features", lambda N, D: N <= D, reason="the covariance is singular",
                zh="样本不多于特征",
            ),
        ),
        FEATURES,
    )
    .never(("samples in float32", "samples: far from the origin"))
)


@scenario(public=1, zh="作业说明例子的三个样本。")
def by_hand(rng: Generator) -> Case:
    """The three samples of the handout's example."""
    return Case(samples=np.array([[0.0, 1.0], [2.0, 1.0], [4.0, 4.0]]))


@scenario(public=2, private=1, zh="七个样本，三个相关的特征。")
def ordinary(rng: Generator) -> Case:
    """Seven samples of three correlated features."""
    return Case(samples=rng.normal(size=(7, 3)) @ rng.normal(size=(3, 3)) + rng.normal(scale=3, size=3))


@scenario(
    private=1,
    hint=Text(
        "Most likely is the covariance that is divided by N; N - 1 belongs to the unbiased estimate.",
        zh="似然最大的协方差除以 N；除以 N - 1 的是无偏估计。",
    ),
    traps=("few-samples",),
    zh="两个样本：N 与 N - 1 的差别最大。",
)
def two_samples(rng: Generator) -> Case:
    """Two samples: N and N - 1 differ most."""
    return Case(samples=rng.normal(scale=2, size=(2, 3)))


@scenario(
    private=2,
    hint=Text(
        "One sample has the covariance 0: N - 1 would divide by 0.",
        zh="只有一个样本时协方差为 0：除以 N - 1 就是除以 0。"
    ),
    traps=("one-sample",),
    zh="一个样本：它的协方差是零矩阵。",
)
def one_sample(rng: Generator) -> Case:
    """One sample: its covariance is the zero matrix."""
    return Case(samples=rng.normal(scale=3, size=(1, 4))).scale(1.0)


@scenario(
    private=2,
    hint=Text(
        "With one feature the covariance still is a matrix, of shape (1, 1).",
        zh="只有一个特征时协方差仍是矩阵，形状为 (1, 1)。"
    ),
    traps=("one-feature",),
    zh="一个特征。",
)
def one_feature(rng: Generator) -> Case:
    """One feature."""
    return Case(samples=rng.normal(scale=3, size=(6, 1)) + 2)


@scenario(
    private=1,
    hint=Text(
        "Rows are samples and columns are features, whatever the shape suggests.",
        zh="行是样本、列是特征，与形状无关。"
    ),
    traps=("square", "input-forms"),
    zh="样本数与特征数相同，按 Fortran 顺序存放，只读。",
)
def square(rng: Generator) -> Case:
    """As many samples as features, in Fortran order, read-only."""
    return Case(samples=rng.normal(scale=2, size=(4, 4)) + np.arange(4.0)).layout("F").read_only()


@scenario(
    private=2,
    hint=Text(
        "Subtract the mean before you multiply: 1e10 minus 1e10 has no digits of a variance of 1 left.",
        zh="先减去均值再相乘：1e10 减 1e10 之后，方差 1 的有效位已所剩无几。",
    ),
    traps=("far-from-origin",),
    zh="一个类别在 1e5 附近，离散程度为 1。",
)
def far_away(rng: Generator) -> Case:
    """A class at 1e5 with a spread of 1."""
    return Case(samples=FAR * rng.choice([-1.0, 1.0], size=3) + rng.normal(size=(9, 3))).off_grid()


@scenario(private=2, hint=CONVERT, traps=("integers",), zh="dtype 为 uint8 的样本。")
def pixels(rng: Generator) -> Case:
    """Samples of dtype uint8."""
    return Case(samples=rng.integers(0, 256, size=(8, 3)).astype(np.uint8))


every_choice = covering(domain, private=15, adjust=as_measured, traps=("constant-feature", "float32", "integers"))
