"""Kinds of samples, labels, weights and biases that several problems share."""

from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Generator,
    Text,
    boolean,
    c_order,
    case,
    float64,
    ordinary,
    signed,
    uint8,
    values,
)

#: How far from the boundary a sample may lie: exp(5000) is infinite in float64.
FAR = 5000.0

CONVERT = Text(
    "In uint8 0 - 1 is 255, and integers have no fractions: turn samples and labels into float64 first.",
    zh="uint8 里 0 - 1 等于 255，整数也没有小数部分：先把样本和标签转成 float64。",
)
SATURATED = Text(
    "At a logit of 5000 the probability is 0 or 1, not NaN: take exp of numbers that are at most 0 alone.",
    zh="logit 为 5000 时概率是 0 或 1，不是 NaN：只对不大于 0 的数取 exp。",
)
SOFT = Text(
    "A label of 0.3 is neither class: use the number itself, do not ask whether it is 1.",
    zh="0.3 这样的标签不属于任何一类：直接用这个数，不要判断它是不是 1。",
)


def draw_labels(rng: Generator, count: int) -> np.ndarray:
    """0 and 1 in turn, shuffled, so that both occur."""
    return rng.permutation((np.arange(count) + rng.integers(2)) % 2).astype(float)


def draw_samples(rng: Generator, count: int, features: int) -> np.ndarray:
    """Features of differing means, so that none cancels by itself."""
    return rng.normal(size=(count, features)) + rng.normal(size=features)


def _far(here: Any) -> np.ndarray:
    samples = here.rng.normal(size=here.shape)
    samples[::2] *= FAR
    return samples


far = values(
    "thousands from the boundary",
    _far,
    lambda array: bool((np.abs(array.astype(float)) > FAR / 10).any()),
    kinds="floats",
    reason="exp overflows, and inf / inf is NaN",
    zh="离边界几千",
)
constant = values(
    "a constant feature",
    lambda here: np.where(np.arange(here.shape[1]) == 0, 1, SAMPLES.make(here)),
    lambda array: len(array) > 1 and bool((np.ptp(array.astype(float), axis=0) == 0).any()),
    needs=lambda N: N > 1,
    single=True,
    reason="it does what the bias does",
    zh="有一个特征是常数",
)
SAMPLES = ordinary(1, ints=(-3, 3))
COUNTED = (float64, signed, uint8)

hard = values("0 or 1", lambda here: draw_labels(here.rng, here.shape[0]), zh="0 或 1")
soft = values(
    "between 0 and 1",
    lambda here: here.rng.uniform(0.1, 0.9, size=here.shape),
    lambda array: bool(((array > 0) & (array < 1)).any()),
    kinds="floats",
    reason="a label is more than one of two cases",
    zh="在 0 和 1 之间",
)
one_class = values(
    "all of one class",
    lambda here: np.full(here.shape, here.rng.integers(2)),
    lambda array: array.size > 1 and bool((array == array[0]).all()),
    single=True,
    reason="only one of the two classes occurs",
    zh="全属于同一类",
)
LABELS = Array("N", dtypes=(float64, signed.once(), uint8.once(), boolean), values=(hard, soft, one_class))

nothing = values(
    "all zero",
    lambda here: np.zeros(here.shape),
    lambda array: array.size > 0 and not array.any(),
    reason="every probability is 1/2, a usual start",
    zh="全为 0",
)
WEIGHT_VALUES = (ordinary(1, ints=(-3, 3)), nothing)


def number(*kinds: Any) -> Array:
    """A Python float."""
    return Array("", layouts=(c_order,), values=kinds)


no_bias = values("0", lambda _: 0.0, lambda array: float(array) == 0, single=True, reason="it is falsy", zh="0")
BIAS = number(values("ordinary", lambda here: here.rng.normal(), zh="普通"), no_bias)

BATCH = Choice(
    "samples",
    case("samples and features differ in number", zh="样本数与特征数不同"),
    case("one sample", lambda N: N == 1, reason="axes of length 1 get lost", zh="一个样本"),
    case(
        "as many samples as features",
        lambda N, D: N == D,
        reason="a transpose too many keeps the shape",
        zh="样本数等于特征数",
    ),
)
FEATURES = Choice(
    "features",
    case("several features", zh="多个特征"),
    case("one feature", lambda D: D == 1, reason="a matrix of one column is no vector", zh="一个特征"),
)


def of_size_one(drawn: Case, _: frozenset[str] = frozenset()) -> Case:
    """1 is the natural size of probabilities and of their differences from labels, also where all of them are nearly 0.

    The size of samples at FAR is none: they are right or wrong for certain, and no rounding is multiplied with them.
    """
    return drawn.scale(1.0)
