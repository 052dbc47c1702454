"""Public and private accuracy of every model, and who wins."""

from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Problem,
    Text,
    boolean,
    case,
    covering,
    integers,
    scenario,
    uint8,
    values,
)
from grader.author import (
    ordinary as normal,
)

problem = Problem(
    points=15,
    hints=(
        Text(
            "The traps are the half that a mean runs over, and a half without samples.",
            zh="陷阱在于平均是对哪一半取的，以及没有样本的一半。",
        ),
        Text(
            "Work one example with five samples and two models; then make all samples public.",
            zh="用五个样本、两个模型算一遍；再让所有样本都公开。",
        ),
    ),
)

OWN_HALF = Text(
    "Each accuracy counts and divides by the samples of its own half.",
    zh="每个准确率只数自己那一半的样本，也除以那一半的样本数。",
)
EMPTY = Text(
    "A half without samples: every accuracy in it is NaN, and its winner is -1.",
    zh="没有样本的一半：准确率都是 NaN，胜者是 -1。",
)
CLASSES = normal(ints=(0, 3))


def _alike(here: Any) -> np.ndarray:
    """The last model answers as the first does."""
    return CLASSES.make(here)[[*range(here.shape[0] - 1), 0]]


domain = (
    Domain(
        labels=Array("N", dtypes=(integers, uint8), values=(CLASSES,)),
        predictions=Array(
            "M N",
            dtypes=(integers, uint8),
            values=(
                CLASSES,
                values(
                    "two models that answer alike",
                    _alike,
                    lambda array: array.shape[1] > 3 and len(np.unique(array, axis=0)) < len(array),
                    needs=lambda M, N: M > 1 and N > 3,
                    reason="the lower number wins",
                    zh="有两个模型的回答相同",
                ),
            ),
        ),
        public=Array(
            "N",
            dtypes=(boolean,),
            values=(
                values(
                    "both halves have samples",
                    lambda here: here.rng.permutation(np.arange(here.shape[0]) % 2 == 0),
                    needs=lambda N: N > 1,
                    zh="两半都有样本",
                ),
                values(
                    "all public", lambda here: np.ones(here.shape), lambda array: bool(array.all()), reason="0/0",
                    zh="全是公开的",
                ),
                values(
                    "all private", lambda here: np.zeros(here.shape), lambda array: not array.any(), reason="0/0",
                    zh="全是私有的",
                ),
            ),
        ),
    )
    .sizes(N=range(1, 12))
    .choices_of(
        Choice(
            "models",
            case("several models", zh="多个模型"),
            case("one model", lambda M: M == 1, reason="axes of length 1 get lost", zh="一个模型"),
        ),
        Choice(
            "samples",
            case("several samples", lambda N: N > 3, zh="多个样本"),
            case("few samples", lambda N: N <= 3, reason="ties everywhere", usual=True, zh="样本很少"),
        ),
        Choice(
            "shape",
            case("models and samples differ in number", zh="模型数与样本数不同"),
            case(
                "as many models as samples", lambda M, N: M == N, reason="the other axis has the right length",
                zh="模型数等于样本数",
            ),
        ),
    )
)


def draw(rng: Generator, models: int, right: list[tuple[int, int]], sizes: tuple[int, int]) -> Case:
    """Models that are right on so many public and so many private samples."""
    count = sum(sizes)
    labels = rng.integers(4, size=count)
    public = rng.permutation(np.arange(count) < sizes[0])
    predictions = (labels + rng.integers(1, 4, size=(models, count))) % 4
    for model, counts in enumerate(right):
        for half, hits in zip((public, ~public), counts, strict=True):
            chosen = rng.permutation(np.flatnonzero(half))[:hits]
            predictions[model, chosen] = labels[chosen]
    return Case(labels=labels, predictions=predictions, public=public)


@scenario(public=1, zh="作业说明的例子：六个样本，三个模型。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: six samples, three models."""
    return Case(
        labels=np.array([0, 1, 2, 1, 0, 2]),
        predictions=np.array([[0, 1, 2, 0, 0, 0], [0, 0, 2, 1, 0, 2], [1, 1, 2, 1, 1, 2]]),
        public=np.array([True, True, True, False, False, False]),
    )


@scenario(public=2, private=1, zh="两半大小相同，两半的胜者是同一个。")
def equal_halves(rng: Generator) -> Case:
    """Halves of equal size, one winner in both."""
    return draw(rng, 3, [(2, 1), (4, 5), (1, 3)], (6, 6))


@scenario(
    private=3, weight=2, hint=OWN_HALF, traps=("two-winners",),
    zh="五个模型；公开部分领先的，在私有部分和总体上都不领先。",
)
def ordinary(rng: Generator) -> Case:
    """Five models; who leads in public does not lead in private, nor over all."""
    order = rng.permutation(5)
    right = [[(5, 3), (4, 11), (3, 13), (4, 14), (1, 2)][place] for place in order]
    return draw(rng, 5, right, (6, 15))


@scenario(private=2, weight=2, hint=OWN_HALF, traps=("unequal-halves",), zh="三个公开样本，二十个私有样本。")
def small_public_half(rng: Generator) -> Case:
    """Three public samples, twenty private ones."""
    order = rng.permutation(3)
    return draw(rng, 3, [[(3, 8), (2, 17), (1, 12)][place] for place in order], (3, 20))


@scenario(
    private=2,
    hint=Text("Of equal accuracies the lower number wins.", zh="准确率相等时，编号小的胜出。"),
    traps=("ties",),
    zh="多个模型并列最高准确率。",
)
def ties(rng: Generator) -> Case:
    """Several models share the best accuracy."""
    order = rng.permutation(4)
    return draw(rng, 4, [[(4, 3), (4, 6), (2, 6), (4, 6)][place] for place in order], (6, 9))


@scenario(
    private=2, hint=EMPTY, traps=("empty-half",),
    zh="样本全部公开；然后全部私有；然后都有；然后只有一个，是公开的。",
)
def one_half_empty(rng: Generator) -> Case:
    """All samples public; then all private; then both; then a single one, which is public."""
    right = [[(3, 2), (5, 4), (2, 5)][place] for place in rng.permutation(3)]
    first, *others = (draw(rng, 3, right, sizes) for sizes in ((7, 0), (0, 6), (6, 6), (1, 0)))
    return first.then(*others)


every_choice = covering(domain, private=14, traps=("one-model", "square", "unsigned", "input-forms"))
