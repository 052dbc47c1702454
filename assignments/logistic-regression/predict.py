"""Probabilities and classes from weights and a bias."""

import numpy as np

from grader.author import Array, Case, Domain, Generator, Problem, Text, covering, scenario

from .draws import (
    BATCH,
    BIAS,
    CONVERT,
    COUNTED,
    FAR,
    FEATURES,
    SAMPLES,
    SATURATED,
    WEIGHT_VALUES,
    draw_samples,
    far,
    of_size_one,
)

problem = Problem(
    points=10,
    hints=(
        Text(
            "The traps are the end of the sigmoid's range, and the sample that lies exactly on the boundary.",
            zh="陷阱在于 sigmoid 的两端，以及恰好落在边界上的样本。",
        ),
        Text(
            "Look at a logit of -5000 and of 5000, and at one of exactly 0.",
            zh="看看 logit 为 -5000、5000 以及恰为 0 的情形。",
        ),
    ),
)


domain = Domain(
    samples=Array("N D", dtypes=COUNTED, values=(SAMPLES, far)), weights=Array("D", values=WEIGHT_VALUES), bias=BIAS
).choices_of(BATCH, FEATURES)


def _drawn(rng: Generator, count: int, features: int) -> Case:
    """Samples on both sides of the boundary."""
    samples = rng.normal(size=(count, features))
    weights = rng.normal(size=features) + np.array([1.5, *[0.0] * (features - 1)])
    bias = -float(np.median(samples @ weights)) + float(rng.uniform(0.1, 0.3))
    return of_size_one(Case(samples=samples, weights=weights, bias=bias))


@scenario(public=1, zh="作业说明例子的三个样本。")
def by_hand(rng: Generator) -> Case:
    """The three samples of the handout's example."""
    return Case(samples=np.array([[1.0, 0.0], [0.0, 1.0], [2.0, 0.0]]), weights=np.array([1.0, -2.0]), bias=-1.0).hold(
        "samples", "weights", "bias"
    )


@scenario(public=2, private=1, zh="边界两侧的七个样本，三个特征。")
def ordinary(rng: Generator) -> Case:
    """Seven samples of three features on both sides of the boundary."""
    return _drawn(rng, 7, 3)


@scenario(private=2, weight=2, hint=SATURATED, traps=("saturated",), zh="两侧几千的 logits，以及普通的。")
def far_samples(rng: Generator) -> Case:
    """Logits of thousands on either side, and ordinary ones."""
    samples = draw_samples(rng, 8, 2)
    weights = np.array([1.0, 0.5])
    samples[:4, 0] = FAR * np.array([1, -1, 2, -2])
    return of_size_one(Case(samples=rng.permutation(samples), weights=weights, bias=0.25))


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "Class 1 needs a logit above 0: a sample exactly on the boundary is of class 0.",
        zh="logit 大于 0 才是第 1 类：恰在边界上的样本属于第 0 类。",
    ),
    traps=("on-the-boundary",),
    zh="八个样本中有三个恰好在边界上。",
)
def on_the_boundary(rng: Generator) -> Case:
    """Three of eight samples lie exactly on the boundary."""
    samples = rng.integers(-8, 9, size=(8, 2)) / 4
    slope = float(rng.choice([-2, -1, 1, 2]))
    off = np.array([0.0, 0.5, 0.0, -0.25, 0.0, 0.75, -0.5, 0.25])
    samples[:, 1] = -(slope * samples[:, 0] + 0.5) + off  # the logit is `off`, exactly
    drawn = Case(samples=samples, weights=np.array([slope, 1.0]), bias=0.5)
    return of_size_one(drawn.hold("samples", "weights", "bias"))


@scenario(
    private=1,
    hint=Text("The bias shifts the boundary: leave it in.", zh="偏置会平移边界：不要漏掉。"),
    traps=("large-bias",),
    zh="由偏置决定：没有它，每个类别都会变。",
)
def large_bias(rng: Generator) -> Case:
    """The bias decides: without it every class is another one."""
    samples = draw_samples(rng, 6, 4) / 3
    return of_size_one(Case(samples=samples, weights=rng.normal(size=4), bias=float(rng.choice([-4, 4]))))


@scenario(private=1, hint=CONVERT, traps=("integers",), zh="dtype 为 uint8 的样本。")
def pixels(rng: Generator) -> Case:
    """Samples of dtype uint8."""
    samples = rng.integers(0, 4, size=(6, 5), dtype=np.uint8)
    weights = rng.normal(size=5)
    return of_size_one(Case(samples=samples, weights=weights, bias=-float((samples @ weights).mean()) + 0.1))


every_choice = covering(
    domain, private=12, adjust=of_size_one, traps=("one-sample", "one-feature", "square", "zero-weights", "input-forms")
)
