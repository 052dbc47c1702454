"""The straight boundary of two classes that share a covariance."""

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
)

from .draws import (
    COVARIANCE,
    FEATURES,
    MEAN,
    NEAR,
    UNITS,
    as_inverted,
    draw_covariance,
    draw_units,
    in_units,
    inverted,
    same_mean,
)

problem = Problem(
    points=20,
    hints=(
        Text(
            "The traps are signs: which class is positive, and which of the two quadratic terms is.",
            zh="陷阱在于符号：哪一类为正，两个二次项中哪个为正。",
        ),
        Text(
            "sigmoid(w . x + b) must be your posterior at any x, with equal covariances: try it at x = 0.",
            zh="协方差相等时，对任何 x，sigmoid(w . x + b) 都应等于你的后验：用 x = 0 试一试。",
        ),
    ),
)

domain = (
    Domain(
        mean1=MEAN,
        mean2=Array("D", values=(NEAR, same_mean)),
        covariance=COVARIANCE,
        count1=Int(range(1, 60)),
        count2=Int(range(1, 60)),
    )
    .choices_of(
        FEATURES,
        Choice(
            "counts",
            case("different counts", zh="数目不同"),
            case("equal counts", lambda count1, count2: count1 == count2, reason="the logarithm is 0", zh="数目相同"),
            case(
                "class 1 rarer", lambda count1, count2: 4 * count1 < count2, reason="an integer quotient is 0",
                zh="类别 1 更少",
            ),
        ),
    )
)


def _drawn(rng: Generator, features: int, count1: int, count2: int) -> Case:
    """Two means and a covariance."""
    first, second = rng.normal(scale=1.5, size=(2, features))
    return Case(mean1=first, mean2=second, covariance=draw_covariance(rng, features), count1=count1, count2=count2)


@scenario(public=1, zh="作业说明例子的两个类别。")
def by_hand(rng: Generator) -> Case:
    """The two classes of the handout's example."""
    covariance = np.array([[2.0, 1.0], [1.0, 2.0]])
    return Case(mean1=np.array([1.0, 2.0]), mean2=np.array([-1.0, 0.0]), covariance=covariance, count1=30, count2=10)


@scenario(public=2, private=1, zh="三个特征，类别 1 的样本更多。")
def ordinary(rng: Generator) -> Case:
    """Three features, more samples in class 1."""
    return _drawn(rng, 3, int(rng.integers(30, 50)), int(rng.integers(10, 20)))


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "b contains ln(count1 / count2): the boundary moves towards the rarer class.",
        zh="b 里有 ln(count1 / count2)：边界会移向稀少的类。",
    ),
    traps=("unbalanced",),
    zh="类别 1 有三个样本，类别 2 有几百个。",
)
def rare_class(rng: Generator) -> Case:
    """Three samples in class 1 against hundreds in class 2."""
    return _drawn(rng, 4, 3, int(rng.integers(300, 500)))


@scenario(private=1, hint=UNITS, traps=("near-singular",), zh="方差从 1e-3 到 1e3。")
def different_units(rng: Generator) -> Case:
    """Variances from 1e-3 to 1e3."""
    mean1, mean2, covariance, count1, count2 = _drawn(rng, 5, 20, 30).inputs.values()
    units = draw_units(rng, 5)
    covariance = in_units(covariance, units)
    drawn = Case(mean1=mean1 * units, mean2=mean2 * units, covariance=covariance, count1=count1, count2=count2)
    return inverted(drawn)


@scenario(
    private=1,
    hint=Text(
        "Equal means leave nothing but the counts: w = 0, b = ln(count1 / count2).",
        zh="均值相等时只剩样本数：w = 0，b = ln(count1 / count2)。",
    ),
    traps=("equal-means",),
    zh="两个类别的均值相同。",
)
def equal_means(rng: Generator) -> Case:
    """Both classes have the same mean."""
    drawn = _drawn(rng, 3, 12, 30).inputs
    return Case(**{**drawn, "mean2": drawn["mean1"]}).scale(1.0)


@scenario(
    private=1,
    hint=Text(
        "The two quadratic terms have different means: neither of them drops out.",
        zh="两个二次项的均值不同：哪一个都不会消去。",
    ),
    traps=("many-features",),
    zh="十五个特征。",
)
def many_features(rng: Generator) -> Case:
    """Fifteen features."""
    return _drawn(rng, 15, 25, 40)


every_choice = covering(
    domain, private=13, adjust=as_inverted, traps=("one-feature", "equal-counts", "equal-means", "input-forms")
)
