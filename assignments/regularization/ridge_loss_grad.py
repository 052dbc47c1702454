"""Loss and gradient of ridge regression, as the lecture writes them."""

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
    float32,
    float64,
    integers,
    scenario,
    uint8,
)
from grader.author import (
    ordinary as normal,
)

from .draws import (
    CONVERT,
    FEATURES,
    LAM,
    MEASURED,
    SAMPLES,
    UNPENALISED,
    drawn_lam,
    number,
    of_size_one,
    quarters,
    regression,
)

problem = Problem(
    points=25,
    forbidden=("autograd", "torch.nn.functional.mse_loss"),
    hints=(
        Text(
            "The traps are factors: what is a sum and what a mean, where a 2 comes from and what it stands before.",
            zh="陷阱在于系数：哪里是和、哪里是平均，2 从哪里来、乘在什么前面。",
        ),
        Text(
            "Compare every entry of your gradient with a finite difference of your own loss; then the loss by hand.",
            zh="用你自己的损失做有限差分，核对梯度的每一项；再手算损失。",
        ),
    ),
)

SUM = Text(
    "The lecture sums over samples: neither the errors nor lam are divided by N.",
    zh="讲义对样本求和：误差和 lam 都不除以 N。",
)

domain = (
    Domain(
        x=Array("N D", dtypes=MEASURED, values=(normal(2, ints=(-9, 9)),)),
        targets=Array("N", dtypes=MEASURED, values=(normal(2, ints=(-9, 9)),)),
        weight=Array("D", dtypes=(float64, float32, integers), values=(normal(ints=(-5, 5)),)),
        bias=number(-3, 3),
        lam=LAM,
    )
    .choices_of(
        SAMPLES,
        FEATURES,
        Choice(
            "shape",
            case("more samples than features", lambda N, D: N > D, zh="样本多于特征"),
            case(
                "more features than samples",
                lambda N, D: D > N,
                reason="axes taken for each other",
                usual=True,
                zh="特征多于样本",
            ),
            case(
                "as many samples as features",
                lambda N, D: N == D,
                reason="a transpose has the right shape",
                zh="样本数等于特征数",
            ),
        ),
    )
    .float32_together("x", "targets", "weight")
)


def draw(rng: Generator, count: int, features: int) -> Case:
    """A weight that is far from the best one."""
    samples = regression(rng, count, features)
    return Case(**samples, weight=rng.normal(scale=1.5, size=features), bias=float(rng.normal()), lam=drawn_lam(rng))


@scenario(public=1, zh="作业说明的例子：两个样本，两个特征。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: two samples of two features."""
    return Case(
        x=np.array([[1.0, 2.0], [3.0, -1.0]]),
        targets=np.array([4.0, 1.0]),
        weight=np.array([1.0, 0.5]),
        bias=0.5,
        lam=2.0,
    )


@scenario(public=2, private=1, zh="三个样本、两个特征，偏置为 0。")
def no_bias(rng: Generator) -> Case:
    """Three samples of two features, a bias of 0."""
    x, targets, weight = quarters(rng, 3, 2), quarters(rng, 3), quarters(rng, 2)
    return Case(x=x, targets=targets, weight=weight, bias=0.0, lam=0.5)


@scenario(private=3, weight=2, hint=SUM, traps=("sum-over-samples",), zh="七个样本，三个特征。")
def ordinary(rng: Generator) -> Case:
    """Seven samples of three features."""
    return draw(rng, 7, 3)


@scenario(private=1, weight=2, hint=UNPENALISED, traps=("bias-free",), zh="偏置约为 20，它本身没有代价。")
def large_bias(rng: Generator) -> Case:
    """A bias of about 20, which costs nothing by itself."""
    drawn = draw(rng, 6, 2).inputs
    return Case(**{**drawn, "bias": float(rng.uniform(15, 25)), "targets": drawn["targets"] + 20})


@scenario(
    private=1,
    hint=Text(
        "A prediction is one number a sample: (N,) minus (N,). A column against a row gives N x N.",
        zh="每个样本的预测是一个数：(N,) 减 (N,)。列减行会得到 N x N。",
    ),
    traps=("square",),
    zh="样本数与特征数相同。",
)
def square(rng: Generator) -> Case:
    """As many samples as features."""
    return draw(rng, 4, 4)


@scenario(private=1, hint=CONVERT, traps=("integers",), zh="x 是 uint8，目标和权重是 int64。")
def whole_numbers(rng: Generator) -> Case:
    """x in uint8, targets and weight in int64."""
    drawn = draw(rng, 5, 3).inputs
    x = rng.integers(0, 20, size=(5, 3)).astype(np.uint8)
    return Case(**{**drawn, "x": x, "targets": rng.integers(-9, 10, 5), "weight": rng.permutation([2, -3, 4])})


every_choice = covering(
    domain,
    private=20,
    adjust=of_size_one,
    traps=("lam-zero", "one-sample", "one-feature", "more-features", "float32", "input-forms"),
)
