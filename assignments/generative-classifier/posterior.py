"""Posterior probability of a class, each class with its own Gaussian."""

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
    COUNTED,
    COVARIANCE,
    DISTANT,
    FEATURES,
    IN_LOG_SPACE,
    MEAN,
    NEAR,
    PRIOR,
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
            "The trap is a quotient of two densities that have both become 0.",
            zh="陷阱在于两个都已变成 0 的密度相除。",
        ),
        Text(
            "Write P(C1 | x) as a sigmoid of a difference of logarithms; then look at priors of exactly 0 and 1.",
            zh="把 P(C1 | x) 写成对数之差的 sigmoid；再看先验恰为 0 和 1 的情形。",
        ),
    ),
)

domain = (
    Domain(
        samples=Array("N D", dtypes=COUNTED, values=(NEAR, distant)),
        mean1=MEAN,
        covariance1=COVARIANCE,
        mean2=MEAN,
        covariance2=COVARIANCE,
        prior1=PRIOR,
    )
    .choices_of(BATCH, FEATURES)
)


def _drawn(rng: Generator, count: int, features: int, spread: float = 1.0) -> Case:
    """Samples between two classes that overlap, so that few probabilities are near 0 or 1."""
    mean = rng.normal(scale=2, size=features)
    apart = rng.normal(size=features) / np.sqrt(features)
    samples = mean + rng.normal(size=(count, features)) / np.sqrt(features)
    # Covariances that differ little: with many features others would leave no doubt about any sample.
    first = draw_covariance(rng, features)
    second = in_units(first, rng.uniform(0.8, 1.25, size=features) ** (1 / np.sqrt(features)))
    return Case(
        samples=spread * samples,
        mean1=spread * (mean + apart / 2),
        covariance1=spread**2 * first,
        mean2=spread * (mean - apart / 2),
        covariance2=spread**2 * second,
        prior1=float(rng.uniform(0.2, 0.4)),
    ).scale(1.0)


@scenario(public=1, zh="作业说明例子的三个样本。")
def by_hand(rng: Generator) -> Case:
    """The three samples of the handout's example."""
    return Case(
        samples=np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 0.0]]),
        mean1=np.array([0.0, 0.0]),
        covariance1=np.array([[1.0, 0.0], [0.0, 1.0]]),
        mean2=np.array([2.0, 1.0]),
        covariance2=np.array([[2.0, 1.0], [1.0, 2.0]]),
        prior1=0.25,
    )


@scenario(public=2, private=1, zh="三个特征的六个样本，位于两个类别之间。")
def ordinary(rng: Generator) -> Case:
    """Six samples of three features between two classes."""
    return _drawn(rng, 6, 3)


@scenario(
    private=2, weight=2, hint=IN_LOG_SPACE, traps=("far-sample",),
    zh="样本沿一条两类同样可疑的直线远至 60 个标准差，另有两个较近的：都在 0 和 1 之间。",
)
def far_samples(rng: Generator) -> Case:
    """Samples 60 standard deviations away along a line of equal doubt, and two near ones: all between 0 and 1."""
    shared, means = draw_covariance(rng, 4), rng.normal(scale=0.7, size=(2, 4))
    boundary = np.linalg.solve(shared, means[0] - means[1])
    along = rng.normal(size=(6, 4))
    along -= (along @ boundary)[:, None] * boundary / (boundary @ boundary)
    along /= np.sqrt((along * np.linalg.solve(shared, along.T).T).sum(axis=1))[:, None]
    away = np.array([0.5, 1.0, 45.0, 50.0, 55.0, DISTANT])[:, None]
    return Case(
        samples=means.mean(axis=0) + away * along,
        mean1=means[0],
        covariance1=shared,
        mean2=means[1],
        covariance2=shared,
        prior1=float(rng.uniform(0.2, 0.4)),
    ).scale(1.0)


@scenario(
    private=1,
    hint=Text(
        "The quotient of two determinants of 1e-360 is 0/0: subtract their logarithms.",
        zh="两个 1e-360 的行列式相除是 0/0：请让它们的对数相减。",
    ),
    traps=("determinant",),
    zh="40 个特征，方差为 1e-9：两个行列式都下溢。",
)
def tiny_determinants(rng: Generator) -> Case:
    """40 features with variances of 1e-9: both determinants underflow."""
    return _drawn(rng, 3, 40, 3e-5)


@scenario(private=1, hint=UNITS, traps=("near-singular",), zh="方差从 1e-3 到 1e3。")
def different_units(rng: Generator) -> Case:
    """Variances from 1e-3 to 1e3."""
    samples, mean1, covariance1, mean2, covariance2, prior1 = _drawn(rng, 7, 5).inputs.values()
    units = draw_units(rng, 5)
    drawn = Case(
        samples=samples * units,
        mean1=mean1 * units,
        covariance1=in_units(covariance1, units),
        mean2=mean2 * units,
        covariance2=in_units(covariance2, units),
        prior1=prior1,
    )
    return inverted(drawn.scale(1.0))


@scenario(
    private=1,
    hint=Text(
        "The wider class owns what is far from both: each class keeps its own covariance here.",
        zh="离两类都远的地方属于更分散的那一类：这里每个类都用自己的协方差。",
    ),
    traps=("unequal-spread",),
    zh="一个类别比另一个宽三倍，均值几乎相等。",
)
def one_class_wider(rng: Generator) -> Case:
    """One class three times as wide as the other, the means nearly equal."""
    drawn = _drawn(rng, 8, 2).inputs
    return Case(**{**drawn, "covariance1": drawn["covariance1"] * 9.0}).scale(1.0)


@scenario(
    private=1,
    hint=Text("The rarer class needs more evidence: use the prior.", zh="稀少的类需要更多证据：请使用先验。"),
    traps=("unbalanced",),
    zh="先验只有百分之几。",
)
def rare_class(rng: Generator) -> Case:
    """A prior of a few per cent."""
    return Case(**{**_drawn(rng, 6, 3).inputs, "prior1": float(rng.uniform(0.01, 0.03))}).scale(1.0)


every_choice = covering(
    domain,
    private=16,
    adjust=as_inverted,
    traps=("prior-zero-or-one", "one-sample", "one-feature", "integers", "input-forms"),
)
