"""Logistic regressions whose answers are the features of one more."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Domain,
    Generator,
    Problem,
    Text,
    covering,
    float32,
    float64,
    integers,
    scenario,
    uint8,
)

from .draws import (
    BATCH,
    BIAS1,
    BIAS2,
    FEATURES,
    HIDDEN,
    WEIGHT1,
    WEIGHT2,
    as_probability,
    by_hand_network,
    large,
    near,
    network,
    saturated,
)

problem = Problem(
    points=15,
    forbidden=("torch.nn.functional.linear", "torch.nn.Linear", "torch.nn.Sequential"),
    hints=(
        Text(
            "The traps are which layers end in a sigmoid, and a sigmoid that is NaN far from 0.",
            zh="陷阱在于哪些层以 sigmoid 结尾，以及远离 0 时变成 NaN 的 sigmoid。",
        ),
        Text(
            "Compute one sample by hand: two numbers between 0 and 1 come out of the first layer of the example.",
            zh="手算一个样本：例子中第一层给出两个 0 到 1 之间的数。",
        ),
    ),
)

BOTH = Text(
    "Both layers end in a sigmoid: without the inner one two layers are one line.",
    zh="两层都以 sigmoid 结尾：没有里面那个，两层就只是一条直线。",
)

domain = (
    Domain(
        samples=Array("N D", dtypes=(float64, float32, integers, uint8), values=(near, large)),
        weight1=WEIGHT1,
        bias1=BIAS1,
        weight2=WEIGHT2,
        bias2=BIAS2,
    )
    .choices_of(BATCH, FEATURES, HIDDEN)
    .float32_together("samples", "weight1", "bias1", "weight2")
)


@scenario(public=1, zh="作业说明的例子。")
def by_hand(rng: Generator) -> Case:
    """The handout's example."""
    return Case(samples=np.array([[0.0, 0.0], [1.0, -0.5], [2.0, 1.0]]), **by_hand_network())


@scenario(public=2, zh="三个样本、两个特征，两个隐藏单元。")
def small_network(rng: Generator) -> Case:
    """Three samples of two features, two hidden units."""
    return Case(samples=rng.integers(-8, 9, size=(3, 2)) / 4, **network(rng, 2, 2))


@scenario(private=3, weight=2, hint=BOTH, traps=("inner-sigmoid",), zh="六个样本、三个特征，四个隐藏单元。")
def ordinary(rng: Generator) -> Case:
    """Six samples of three features, four hidden units."""
    return Case(samples=rng.normal(size=(6, 3)), **network(rng, 3, 4))


@scenario(
    public=1,
    private=2,
    weight=2,
    hint=Text(
        "exp(z) / (1 + exp(z)) is inf / inf for a large z; 1 / (1 + exp(-z)) is not.",
        zh="z 很大时 exp(z) / (1 + exp(z)) 是 inf / inf；1 / (1 + exp(-z)) 则不是。",
    ),
    traps=("saturated",),
    zh="每隔一个样本大小为 400：隐藏单元给出 0 或 1。",
)
def far_away(rng: Generator) -> Case:
    """Every second sample of size 400: hidden units that say 0 or 1."""
    inputs = saturated(rng, 6, 2, 5)
    return Case(**inputs).scale(1.0)


@scenario(
    private=2,
    hint=Text("The logits of the output may be hundreds, too.", zh="输出层的 logit 也可能有几百。"),
    traps=("saturated",),
    zh="输出权重有几百：概率中有 0 和 1，也有别的。",
)
def sure_output(rng: Generator) -> Case:
    """Output weights of several hundred: probabilities of 0 and 1 beside others."""
    inputs = network(rng, 3, 4)
    samples = rng.normal(size=(7, 3))
    return Case(samples=samples, **{**inputs, "weight2": 2000 * inputs["weight2"]}).scale(1.0).tolerance(
        1e-7, reason="logits of thousands carry the rounding of hidden units into probabilities that are not 0 or 1"
    )


@scenario(private=1, traps=("square",), zh="样本数、特征数与隐藏单元数相同。")
def square(rng: Generator) -> Case:
    """As many samples as features as hidden units."""
    return Case(samples=rng.normal(size=(3, 3)), **network(rng, 3, 3))


every_choice = covering(
    domain,
    private=18,
    adjust=as_probability,
    traps=("one-feature", "one-sample", "one-hidden-unit", "units-alike", "integers", "float32", "input-forms"),
)
