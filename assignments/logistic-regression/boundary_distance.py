"""The straight boundary: how far each sample lies from it, and the nearest point on it."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Domain,
    Generator,
    Problem,
    Text,
    covering,
    scenario,
    values,
)
from grader.author import ordinary as normal

from .draws import BATCH, BIAS, CONVERT, COUNTED, FEATURES, SAMPLES, draw_samples

problem = Problem(
    points=15,
    hints=(
        Text(
            "The traps are the length of the weights, and the sign: which side is which.",
            zh="陷阱在于权重的长度，以及符号：哪一侧是哪一侧。",
        ),
        Text(
            "Multiply weights and bias by 10: nothing may change. And the nearest point has the logit 0: check it.",
            zh="把权重和偏置都乘以 10：结果不应改变。最近点的 logit 为 0：验证一下。",
        ),
    ),
)

tiny = values(
    "of size 1e-6",
    lambda here: here.rng.normal(scale=1e-6, size=here.shape),
    lambda array: 0 < np.abs(array).max() < 1e-4,
    reason="a small number added to their length is seen",
    zh="大小为 1e-6",
)
zero = values(
    "all zero",
    lambda here: np.zeros(here.shape),
    lambda array: not array.any(),
    raises=ValueError,
    reason="without a direction there is no boundary",
    zh="全为 0",
)
domain = Domain(
    samples=Array("N D", dtypes=COUNTED, values=(SAMPLES,)),
    weights=Array("D", values=(normal(), tiny, zero)),
    bias=BIAS,
).choices_of(BATCH, FEATURES)


@scenario(public=1, zh="作业说明例子的两个样本。")
def by_hand(rng: Generator) -> Case:
    """The two samples of the handout's example."""
    return Case(samples=np.array([[3.0, 4.0], [0.0, 0.0]]), weights=np.array([3.0, 4.0]), bias=-5.0)


@scenario(public=2, private=1, zh="六个样本，三个特征。")
def ordinary(rng: Generator) -> Case:
    """Six samples of three features."""
    return Case(samples=draw_samples(rng, 6, 3), weights=rng.normal(size=3) * 2, bias=float(rng.normal()))


@scenario(
    public=1,
    private=2,
    hint=Text(
        "Weights ten times as long have the same boundary: divide by their length.",
        zh="权重放大十倍，边界不变：要除以它们的长度。",
    ),
    traps=("scaled-weights",),
    zh="同一条边界，由长度为 1 和更长、更短的权重描述。",
)
def scaled_weights(rng: Generator) -> Case:
    """One boundary, described by weights of length 1 and by longer and shorter ones."""
    samples, direction, bias = draw_samples(rng, 5, 2), rng.normal(size=2), float(rng.normal())
    first, *others = (
        Case(samples=samples, weights=factor * direction, bias=factor * bias) for factor in (1.0, 1000.0, 1e-5)
    )
    return first.then(*others)


@scenario(
    private=1,
    hint=Text("The bias is no part of the weights' length.", zh="偏置不计入权重的长度。"),
    traps=("large-bias",),
    zh="偏置是权重的一百倍：边界很远。",
)
def large_bias(rng: Generator) -> Case:
    """A bias of a hundred times the weights: the boundary is far away."""
    bias = float(rng.choice([-1, 1]) * rng.uniform(50, 100))
    return Case(samples=draw_samples(rng, 4, 3), weights=rng.normal(size=3), bias=bias)


@scenario(
    private=1,
    hint=Text(
        "On the boundary the distance is 0, and the nearest point is the sample itself.",
        zh="在边界上距离为 0，最近点就是样本自己。",
    ),
    traps=("on-the-boundary",),
    zh="每隔一个样本在边界上。",
)
def on_the_boundary(rng: Generator) -> Case:
    """Every other sample lies on the boundary."""
    samples = rng.integers(-8, 9, size=(6, 2)) / 4
    samples[::2, 1] = -(2 * samples[::2, 0] + 0.5)
    return Case(samples=samples, weights=np.array([2.0, 1.0]), bias=0.5).hold("samples", "weights", "bias")


@scenario(private=1, hint=CONVERT, traps=("integers",), zh="dtype 为 uint8 的样本。")
def pixels(rng: Generator) -> Case:
    """Samples of dtype uint8."""
    samples = rng.integers(0, 20, size=(5, 4), dtype=np.uint8)
    return Case(samples=samples, weights=rng.normal(size=4), bias=-3.5)


@scenario(
    private=1,
    hint=Text("Weights that are all 0 have no boundary: ValueError.", zh="权重全为 0 时没有边界：抛出 ValueError。"),
    traps=("zero-weights",),
    zh="权重全为零：ValueError。",
)
def no_direction(rng: Generator) -> Case:
    """Weights that are all zero: ValueError."""
    return Case(samples=draw_samples(rng, 4, 3), weights=np.zeros(3), bias=1.0).raises(ValueError)


@scenario(
    private=1,
    hint=Text(
        "A weight of 0 beside others makes the boundary parallel to an axis: only weights that are all 0 have none.",
        zh="有一个权重为 0 时，边界平行于一条坐标轴：只有全为 0 的权重才没有边界。",
    ),
    traps=("one-zero-weight",),
    zh="一个权重为 0，其他的不是；然后只有一个不是。",
)
def along_an_axis(rng: Generator) -> Case:
    """One weight is 0 and the others are not; then all but one are."""
    samples, weights = draw_samples(rng, 5, 3), rng.uniform(0.5, 2, size=3)
    first, second = (
        Case(samples=samples, weights=rng.permutation(weights * kept), bias=float(rng.normal()))
        for kept in ((1, 0, 1), (0, 1, 0))
    )
    return first.then(second)


def of_the_samples_size(drawn: Case, titles: frozenset[str]) -> Case:
    """With one feature and no bias the nearest point is 0, as far as a difference of the samples' size can tell."""
    if not {"one feature", "bias: 0"} <= titles:
        return drawn
    return drawn.scale(float(np.abs(drawn.inputs["samples"]).max()))


every_choice = covering(
    domain,
    private=13,
    adjust=of_the_samples_size,
    traps=("one-sample", "one-feature", "square", "input-forms"),
)
