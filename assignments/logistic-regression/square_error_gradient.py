"""Gradient of the mean square error of a sigmoid."""

import numpy as np

from grader.author import Array, Case, Domain, Generator, Problem, Text, covering, scenario

from .draws import (
    BATCH,
    BIAS,
    CONVERT,
    COUNTED,
    FAR,
    FEATURES,
    LABELS,
    SAMPLES,
    SATURATED,
    SOFT,
    WEIGHT_VALUES,
    constant,
    draw_labels,
    draw_samples,
    far,
    of_size_one,
)

problem = Problem(
    points=15,
    forbidden=("autograd",),
    hints=(
        Text(
            "The trap is the chain rule: the sigmoid has a slope of its own, and the square a factor.",
            zh="陷阱在于链式法则：sigmoid 有自己的斜率，平方有一个因子。",
        ),
        Text(
            "Write d/dw (f - y)^2 in three factors on paper; then compare with a finite difference.",
            zh="在纸上把 d/dw (f - y)^2 写成三个因子；再与有限差分比较。",
        ),
    ),
)

domain = Domain(
    samples=Array("N D", dtypes=COUNTED, values=(SAMPLES, far, constant)),
    labels=LABELS,
    weights=Array("D", values=WEIGHT_VALUES),
    bias=BIAS,
).choices_of(BATCH, FEATURES)


def _drawn(rng: Generator, count: int, features: int) -> Case:
    return of_size_one(
        Case(
            samples=draw_samples(rng, count, features),
            labels=draw_labels(rng, count),
            weights=rng.normal(size=features),
            bias=float(rng.normal()),
        )
    )


@scenario(public=1, zh="作业说明例子的两个样本。")
def by_hand(rng: Generator) -> Case:
    """The two samples of the handout's example."""
    samples = np.array([[1.0, 2.0], [3.0, -1.0]])
    return of_size_one(Case(samples=samples, labels=np.array([1.0, 0.0]), weights=np.array([0.5, -0.25]), bias=0.25))


@scenario(public=2, private=2, zh="七个样本，三个特征，两个类别都有。")
def ordinary(rng: Generator) -> Case:
    """Seven samples of three features, both classes."""
    return _drawn(rng, 7, 3)


@scenario(
    private=1,
    weight=2,
    hint=Text(
        "Far from the target f (1 - f) is nearly 0, and with it the whole gradient: that is the plateau.",
        zh="远离目标时 f (1 - f) 几乎为 0，整个梯度也随之消失：这就是平台。",
    ),
    traps=("far-from-target",),
    zh="四个样本错了 4 到 10，另有两个毫无所知的样本。",
)
def far_from_target(rng: Generator) -> Case:
    """Four samples wrong by 4 to 10, and two about which nothing is known."""
    labels, samples = draw_labels(rng, 6), rng.normal(size=(6, 3))
    samples[:, 0] = (1 - 2 * labels) * np.append(rng.uniform(4, 10, size=4), rng.uniform(0.2, 0.8, size=2))
    # The answer is of size 1: the two samples make it, and f (1 - f) may cancel in the others.
    return Case(samples=samples, labels=labels, weights=np.array([1.0, 0.0, 0.0]), bias=0.0).scale(1.0)


@scenario(private=2, weight=2, hint=SATURATED, traps=("saturated",), zh="几千的 logits，有对有错，旁边有普通的。")
def far_samples(rng: Generator) -> Case:
    """Logits of thousands, right and wrong, beside ordinary ones."""
    samples, labels = draw_samples(rng, 8, 3), draw_labels(rng, 8)
    samples[:4, 0] = FAR * np.array([1, -1, 1, -1])
    labels[:4] = [1, 0, 0, 1]
    order = rng.permutation(8)
    weights = np.array([1.0, 0.5, -0.5])
    return of_size_one(Case(samples=samples[order], labels=labels[order], weights=weights, bias=0.25))


@scenario(private=1, hint=SOFT, traps=("soft-labels",), zh="严格在 0 和 1 之间的标签。")
def soft_labels(rng: Generator) -> Case:
    """Labels strictly between 0 and 1."""
    return of_size_one(Case(**{**_drawn(rng, 6, 2).inputs, "labels": rng.uniform(0.1, 0.9, size=6)}))


@scenario(
    private=1, hint=CONVERT, traps=("integers", "other-labels"),
    zh="先是 dtype 为 uint8 的标签，再是 dtype 为 bool 的标签和 uint8 的样本。",
)
def labels_of_other_types(rng: Generator) -> Case:
    """Labels of dtype uint8, then of dtype bool with uint8 samples."""
    first, second = _drawn(rng, 6, 3).inputs, _drawn(rng, 6, 3).inputs
    pixels = rng.integers(0, 4, size=(6, 3), dtype=np.uint8)
    again = of_size_one(Case(**{**second, "samples": pixels, "labels": second["labels"] > 0}))
    return of_size_one(Case(**{**first, "labels": first["labels"].astype(np.uint8)})).then(again)


every_choice = covering(
    domain,
    private=11,
    adjust=of_size_one,
    traps=("one-sample", "one-feature", "square", "zero-weights", "constant-feature", "one-class", "input-forms"),
)
