"""Gradient and Hessian of the lecture's network with two weights, exactly."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Problem,
    Text,
    c_order,
    case,
    covering,
    float32,
    float64,
    integers,
    scenario,
    values,
)
from grader.author import (
    ordinary as normal,
)

problem = Problem(
    points=20,
    forbidden=("autograd",),
    hints=(
        Text(
            "The trap is the mixed derivative: w1 * w2 is differentiated once by each of them, by the product rule.",
            zh="陷阱在混合偏导：w1 * w2 要分别对两者各求一次导，用乘积法则。",
        ),
        Text(
            "For one sample write the loss as (y - w1 w2 x)^2 and differentiate dL/dw1 by w2.",
            zh="对一个样本把损失写成 (y - w1 w2 x)^2，再把 dL/dw1 对 w2 求导。",
        ),
    ),
)

PRODUCT_RULE = Text(
    "In dL/dw1 both factors hold w2: the error and w2 itself. The product rule gives two terms.",
    zh="dL/dw1 的两个因子都含 w2：误差项和 w2 本身。乘积法则给出两项。",
)
MIXED = "float32 inputs may be computed partly in float32, partly in float64"


def weight() -> Array:
    """A Python float, 0 too."""
    return Array(
        "",
        layouts=(c_order,),
        values=(
            values("of size 1", lambda here: here.rng.uniform(0.5, 2) * here.rng.choice([-1, 1]), zh="大小为 1"),
            values(
                "0", lambda _: 0.0, lambda number: number == 0, reason="the saddle point is where both are 0",
                zh="0",
            ),
        ),
    )


domain = (
    Domain(
        w1=weight(),
        w2=weight(),
        x=Array("N", dtypes=(float64, float32, integers), values=(normal(2, ints=(-9, 9)),)),
        targets=Array("N", dtypes=(float64, float32, integers), values=(normal(2, ints=(-9, 9)),)),
    )
    .choices_of(
        Choice(
            "samples",
            case("several samples", zh="多个样本"),
            case("one sample", lambda N: N == 1, reason="sums and means agree", zh="一个样本"),
        )
    )
    .float32_together("x", "targets")
)


def sized(drawn: Case, titles: frozenset[str] = frozenset()) -> Case:
    """The size of the sums that may cancel; float32 inputs leave as many digits as they have."""
    x, targets = (np.asarray(drawn.inputs[name], dtype=np.float64) for name in ("x", "targets"))
    drawn = drawn.scale(max(1.0, float((x**2).sum()), float(abs(x * targets).sum())))
    return drawn.tolerance(1e-5, reason=MIXED) if any(title.endswith("in float32") for title in titles) else drawn


def _drawn(rng: Generator, count: int) -> Case:
    w1, w2 = (rng.uniform(0.5, 2, size=2) * rng.choice([-1, 1], size=2)).tolist()
    return sized(Case(w1=w1, w2=w2, x=rng.normal(scale=1.5, size=count), targets=rng.normal(scale=2, size=count)))


@scenario(public=1, zh="作业说明的例子：一个样本。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: one sample."""
    return sized(Case(w1=2.0, w2=0.5, x=np.array([1.0]), targets=np.array([3.0])))


@scenario(public=2, private=3, weight=2, hint=PRODUCT_RULE, traps=("mixed-derivative",), zh="六个样本。")
def ordinary(rng: Generator) -> Case:
    """Six samples."""
    return _drawn(rng, 6)


@scenario(
    private=2, weight=2, hint=PRODUCT_RULE, traps=("mixed-derivative",),
    zh="两个权重都为 0：梯度是 0，而混合导数不是。",
)
def at_the_saddle(rng: Generator) -> Case:
    """Both weights 0: the gradient is 0 and the mixed derivative is not."""
    return Case(**{**_drawn(rng, 5).inputs, "w1": 0.0, "w2": 0.0}).scale(10.0)


@scenario(
    private=2,
    hint=Text(
        "Where the targets are met exactly the gradient is 0, the Hessian is not.",
        zh="目标完全吻合处梯度为 0，Hessian 不为 0。",
    ),
    traps=("perfect-fit",),
    zh="权重满足每个目标：w1 w2 = y / x。",
)
def at_a_minimum(rng: Generator) -> Case:
    """Weights that meet every target: w1 w2 = y / x."""
    w1, w2 = float(rng.integers(1, 9) / 4), float(-rng.integers(1, 9) / 4)
    x = rng.integers(1, 9, size=4) / 4
    return sized(Case(w1=w1, w2=w2, x=x, targets=w1 * w2 * x)).hold("w1", "w2", "x", "targets")


@scenario(
    private=1,
    hint=Text("The loss is the sum over the samples, not their mean.", zh="损失是样本上的和，不是平均。"),
    traps=("sum-over-samples",),
    zh="四十个样本：损失是它们的和。",
)
def many_samples(rng: Generator) -> Case:
    """Forty samples: the loss is their sum."""
    return _drawn(rng, 40)


every_choice = covering(domain, private=14, adjust=sized, traps=("one-sample", "integers", "float32", "input-forms"))
