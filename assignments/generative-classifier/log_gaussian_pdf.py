"""Logarithm of a Gaussian density."""

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
)

from .draws import (
    BATCH,
    CONVERT,
    COUNTED,
    COVARIANCE,
    DISTANT,
    FEATURES,
    MEAN,
    NEAR,
    UNITS,
    as_inverted,
    distant,
    draw_covariance,
    draw_units,
    in_units,
    inverted,
)

problem = Problem(
    points=20,
    hints=(
        Text(
            "The traps are a determinant that is too small or too large for a float, and the factors of the three "
            "terms.",
            zh="陷阱在于小得或大得浮点数装不下的行列式，以及三项前面的系数。",
        ),
        Text(
            "Which function gives the logarithm of a determinant without the determinant? And check D = 1 against the "
            "formula of one variable.",
            zh="哪个函数不经过行列式就给出它的对数？再用一维公式检查 D = 1。",
        ),
    ),
)

domain = (
    Domain(samples=Array("N D", dtypes=COUNTED, values=(NEAR, distant)), mean=MEAN, covariance=COVARIANCE)
    .choices_of(BATCH, FEATURES)
)


def _drawn(rng: Generator, count: int, features: int, spread: float = 1.0) -> Case:
    """Samples of the density itself, their standard deviations near `spread`."""
    covariance, mean = draw_covariance(rng, features), rng.normal(scale=2 * spread, size=features)
    samples = mean + spread * rng.multivariate_normal(np.zeros(features), covariance, size=count, method="cholesky")
    return Case(samples=samples, mean=mean, covariance=spread**2 * covariance)


@scenario(public=1, zh="作业说明例子的三个样本。")
def by_hand(rng: Generator) -> Case:
    """The three samples of the handout's example."""
    samples = np.array([[0.0, 0.0], [1.0, 0.0], [3.0, 3.0]])
    return Case(samples=samples, mean=np.array([1.0, 0.0]), covariance=np.array([[2.0, 1.0], [1.0, 2.0]]))


@scenario(public=2, private=1, zh="五个样本，三个相关的特征。")
def ordinary(rng: Generator) -> Case:
    """Five samples of three correlated features."""
    return _drawn(rng, 5, 3)


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "The determinant of 40 variances of 1e-9 is 1e-360, which is 0 as a float: take its logarithm directly.",
        zh="40 个 1e-9 的方差，行列式是 1e-360，作为浮点数就是 0：请直接求它的对数。",
    ),
    traps=("determinant",),
    zh="40 个特征，方差为 1e-9：行列式下溢。",
)
def tiny_determinant(rng: Generator) -> Case:
    """40 features with variances of 1e-9: the determinant underflows."""
    return _drawn(rng, 3, 40, 3e-5)


@scenario(
    private=1,
    hint=Text(
        "The determinant of 40 variances of 1e9 overflows: take its logarithm directly.",
        zh="40 个 1e9 的方差，行列式会上溢：请直接求它的对数。",
    ),
    traps=("determinant",),
    zh="40 个特征，方差为 1e9：行列式上溢。",
)
def huge_determinant(rng: Generator) -> Case:
    """40 features with variances of 1e9: the determinant overflows."""
    return _drawn(rng, 3, 40, 3e4)


@scenario(
    private=2,
    hint=Text(
        "60 standard deviations away the density is 0, but its logarithm is about -1800: never take the exponential.",
        zh="60 个标准差之外密度为 0，但它的对数约为 -1800：不要取指数。",
    ),
    traps=("far-sample",),
    zh="远至 60 个标准差的样本，以及两个普通样本。",
)
def far_samples(rng: Generator) -> Case:
    """Samples up to 60 standard deviations away, and two ordinary ones."""
    drawn = _drawn(rng, 6, 3).inputs
    away = np.array([1.0, 1.0, 20.0, 40.0, 50.0, DISTANT])[:, None]
    return Case(**{**drawn, "samples": drawn["mean"] + away * (drawn["samples"] - drawn["mean"])})


@scenario(private=1, hint=UNITS, traps=("near-singular",), zh="方差从 1e-3 到 1e3，相关。")
def different_units(rng: Generator) -> Case:
    """Variances from 1e-3 to 1e3, correlated."""
    drawn, units = _drawn(rng, 7, 5), draw_units(rng, 5)
    samples, mean, covariance = drawn.inputs.values()
    return inverted(Case(samples=samples * units, mean=mean * units, covariance=in_units(covariance, units)))


@scenario(private=1, traps=("square",), zh="样本数与特征数相同。")
def square(rng: Generator) -> Case:
    """As many samples as features."""
    return _drawn(rng, 4, 4)


@scenario(private=1, hint=CONVERT, traps=("integers",), zh="dtype 为 uint8 的样本，在均值之下和之上。")
def pixels(rng: Generator) -> Case:
    """Samples of dtype uint8, below and above the mean."""
    drawn = _drawn(rng, 6, 3)
    return Case(**{**drawn.inputs, "samples": rng.integers(0, 9, size=(6, 3)).astype(np.uint8)})


every_choice = covering(domain, private=15, adjust=as_inverted, traps=("one-sample", "one-feature", "input-forms"))
