"""The covariance that two classes share."""

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

from .draws import CONVERT, FEATURES, MEASURED, SAMPLES, as_measured, constant

problem = Problem(
    points=15,
    forbidden=("torch.cov", "torch.corrcoef"),
    hints=(
        Text(
            "The traps are the weights of the two classes, and the point that each of them is centred at.",
            zh="陷阱在于两个类的权重，以及各自以哪一点为中心。",
        ),
        Text(
            "Let one class have one sample and the other five: what does each of them add?",
            zh="设一个类有一个样本、另一个有五个：各自贡献多少？",
        ),
    ),
)

domain = (
    Domain(
        samples1=Array("N1 D", dtypes=MEASURED, values=(SAMPLES, constant.but(needs=lambda N1: N1 > 1))),
        samples2=Array("N2 D", dtypes=MEASURED, values=(SAMPLES,)),
    )
    .choices_of(
        Choice(
            "sizes",
            case("classes of different size", zh="两类大小不同"),
            case("one sample in class 1", lambda N1: N1 == 1, reason="N - 1 is 0", zh="类别 1 只有一个样本"),
            case("one sample in class 2", lambda N2: N2 == 1, reason="N - 1 is 0", zh="类别 2 只有一个样本"),
            case(
                "classes of one size",
                lambda N1, N2: N1 == N2,
                single=True,
                reason="all averages agree",
                zh="两类一样大",
            ),
        ),
        FEATURES,
    )
    .float32_together()
)


def _classes(rng: Generator, first: int, second: int, features: int) -> Case:
    """Two classes with means and spreads of their own."""
    one, two = (
        rng.normal(size=(count, features)) @ rng.normal(scale=1.5, size=(features, features))
        + rng.normal(scale=3, size=features)
        for count in (first, second)
    )
    return Case(samples1=one, samples2=two)


@scenario(public=1, zh="作业说明例子的两个类别。")
def by_hand(rng: Generator) -> Case:
    """The two classes of the handout's example."""
    first, second = np.array([[0.0, 0.0], [2.0, 2.0]]), np.array([[5.0, 1.0], [5.0, 3.0], [5.0, 5.0], [5.0, 3.0]])
    return Case(samples1=first, samples2=second)


@scenario(public=1, private=1, zh="两个类别，各五个样本。")
def balanced(rng: Generator) -> Case:
    """Two classes of five samples each."""
    return _classes(rng, 5, 5, 3)


@scenario(public=1, private=1, zh="三个特征，一类四个样本，一类七个样本。")
def ordinary(rng: Generator) -> Case:
    """Four samples and seven samples of three features."""
    return _classes(rng, 4, 7, 3)


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "The larger class counts for more: weight each covariance by its number of samples.",
        zh="较大的类分量更重：用样本数给每个协方差加权。",
    ),
    traps=("unbalanced",),
    zh="三个样本对十一个。",
)
def unbalanced(rng: Generator) -> Case:
    """Three samples against eleven."""
    return _classes(rng, *rng.permutation([3, 11]), 4)


@scenario(
    private=1,
    hint=Text(
        "A class of one sample adds nothing to the sum, but its sample counts in the denominator.",
        zh="只有一个样本的类对和没有贡献，但它的样本要算进分母。",
    ),
    traps=("one-sample",),
    zh="类别 1 有一个样本，类别 2 有五个。",
)
def one_sample(rng: Generator) -> Case:
    """One sample in class 1, five in class 2."""
    return _classes(rng, 1, 5, 3)


@scenario(
    private=1,
    hint=Text("Centre each class at its own mean.", zh="每个类都以自己的均值为中心。"),
    traps=("distant-means",),
    zh="两个很窄的类别相距 20：均值之间的距离不是离散程度。",
)
def distant_means(rng: Generator) -> Case:
    """Two narrow classes 20 apart: the distance of the means is no spread."""
    drawn = _classes(rng, 6, 4, 2).inputs
    return Case(samples1=drawn["samples1"] + 20, samples2=drawn["samples2"])


@scenario(private=1, traps=("one-feature",), zh="一个特征：结果是 (1, 1)。")
def one_feature(rng: Generator) -> Case:
    """One feature: the result is (1, 1)."""
    return _classes(rng, 4, 6, 1)


@scenario(private=1, hint=CONVERT, traps=("integers",), zh="dtype 为 uint8 的样本。")
def pixels(rng: Generator) -> Case:
    """Samples of dtype uint8."""
    first, second = (rng.integers(0, 256, size=(count, 3)).astype(np.uint8) for count in (8, 5))
    return Case(samples1=first, samples2=second)


every_choice = covering(domain, private=15, adjust=as_measured, traps=("constant-feature", "float32", "input-forms"))
