"""Posterior probability of a class with independent features."""

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
    DISTANT,
    FEATURES,
    IN_LOG_SPACE,
    MEAN,
    NEAR,
    PRIOR,
    UNITS,
    VARIANCE,
    as_saturated,
    distant,
    draw_units,
)

problem = Problem(
    points=10,
    hints=(
        Text(
            "The trap is a product of many densities, which is 0 long before its logarithm is large.",
            zh="陷阱在于许多密度的乘积：在对数还不大时它就已经是 0。",
        ),
        Text(
            "Which term does a class pay for a larger variance? And is the argument a variance or a standard "
            "deviation?",
            zh="方差更大的类要付出哪一项？参数是方差还是标准差？",
        ),
    ),
)

domain = (
    Domain(
        samples=Array("N D", dtypes=COUNTED, values=(NEAR, distant)),
        mean1=MEAN,
        variance1=VARIANCE,
        mean2=MEAN,
        variance2=VARIANCE,
        prior1=PRIOR,
    )
    .choices_of(BATCH, FEATURES)
)


def _drawn(rng: Generator, count: int, features: int, spread: float = 1.0) -> Case:
    """Samples between two classes that overlap, so that few probabilities are near 0 or 1."""
    mean = rng.normal(scale=2, size=features)
    apart = rng.normal(size=features) / np.sqrt(features)
    samples = mean + rng.normal(size=(count, features)) / np.sqrt(features)
    first = rng.uniform(0.3, 3, size=features)
    second = first * rng.uniform(0.5, 2, size=features) ** (1 / np.sqrt(features))
    return Case(
        samples=spread * samples,
        mean1=spread * (mean + apart / 2),
        variance1=spread**2 * first,
        mean2=spread * (mean - apart / 2),
        variance2=spread**2 * second,
        prior1=float(rng.uniform(0.2, 0.4)),
    ).scale(1.0)


@scenario(public=1, zh="作业说明例子的三个样本。")
def by_hand(rng: Generator) -> Case:
    """The three samples of the handout's example."""
    return Case(
        samples=np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 0.0]]),
        mean1=np.array([0.0, 0.0]),
        variance1=np.array([1.0, 1.0]),
        mean2=np.array([2.0, 1.0]),
        variance2=np.array([4.0, 0.25]),
        prior1=0.25,
    )


@scenario(public=2, private=1, zh="三个特征的六个样本，位于两个类别之间。")
def ordinary(rng: Generator) -> Case:
    """Six samples of three features between two classes."""
    return _drawn(rng, 6, 3)


@scenario(
    private=2, weight=2, hint=IN_LOG_SPACE, traps=("far-sample",),
    zh="有一个不能区分类别的特征，远至 60 个标准差。",
)
def far_samples(rng: Generator) -> Case:
    """One feature that does not tell the classes apart lies up to 60 standard deviations away."""
    drawn = _drawn(rng, 6, 3).inputs
    samples, mean2, variance2 = drawn["samples"].copy(), drawn["mean2"].copy(), drawn["variance2"].copy()
    mean2[1], variance2[1] = drawn["mean1"][1], drawn["variance1"][1]
    samples[:, 1] = mean2[1] + np.sqrt(variance2[1]) * np.array([0.5, -1.0, 45.0, -50.0, 55.0, -DISTANT])
    return Case(**{**drawn, "samples": samples, "mean2": mean2, "variance2": variance2}).scale(1.0)


@scenario(
    private=2,
    hint=Text(
        "The product of 100 densities underflows to 0: sum their logarithms.",
        zh="100 个密度的乘积会下溢成 0：请对它们的对数求和。",
    ),
    traps=("many-features",),
    zh="100 个特征，标准差约为 3000：密度的乘积是 1e-400。",
)
def many_features(rng: Generator) -> Case:
    """100 features with standard deviations of about 3000: the product of the densities is 1e-400."""
    return _drawn(rng, 3, 100, 3000.0)


@scenario(private=1, hint=UNITS, traps=("near-singular",), zh="方差从 1e-3 到 1e3。")
def different_units(rng: Generator) -> Case:
    """Variances from 1e-3 to 1e3."""
    samples, mean1, variance1, mean2, variance2, prior1 = _drawn(rng, 7, 5).inputs.values()
    units = draw_units(rng, 5)
    return Case(
        samples=samples * units,
        mean1=mean1 * units,
        variance1=variance1 * units**2,
        mean2=mean2 * units,
        variance2=variance2 * units**2,
        prior1=prior1,
    ).scale(1.0)


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
    adjust=as_saturated,
    traps=("prior-zero-or-one", "one-sample", "one-feature", "integers", "input-forms"),
)
