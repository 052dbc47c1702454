"""Kinds of samples, labels and weights that several problems share."""

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
    float32,
    float64,
    integers,
    ordinary,
    uint8,
    values,
)

#: Where samples lie that are far from the origin, beside differences of about 1.
FAR = 1e6

CONVERT = Text(
    "In uint8 3 - 7 is 252, and int8 overflows: turn integers into floats first.",
    zh="uint8 里 3 - 7 等于 252，int8 会溢出：先把整数转成浮点数。",
)
MIXED = "float32 inputs may be computed partly in float32, partly in float64"

BATCH = Choice(
    "samples",
    case("several samples", zh="多个样本"),
    case("one sample", lambda N: N == 1, reason="axes of length 1 get lost", zh="一个样本"),
)
FEATURES = Choice(
    "features",
    case("several features", zh="多个特征"),
    case("one feature", lambda D: D == 1, reason="lost axes of length 1", zh="一个特征"),
)
HIDDEN = Choice(
    "hidden units",
    case("several hidden units", zh="多个隐藏单元"),
    case("one hidden unit", lambda H: H == 1, reason="lost axes of length 1", zh="一个隐藏单元"),
    case(
        "as many as features", lambda H, D: H == D and D > 1, reason="a transposed weight has that shape",
        zh="与特征一样多",
    ),
)

near = values(
    "ordinary",
    lambda here: here.rng.normal(scale=1.5, size=here.shape)
    if here.is_float
    else here.rng.integers(0 if here.dtype.kind == "u" else -4, 5, size=here.shape),
    zh="普通",
)
large = values(
    "far away: logits of several hundred",
    lambda here: here.rng.choice([-1, 1], size=here.shape) * here.rng.uniform(300, 500, size=here.shape),
    lambda array: bool((np.abs(array.astype(float)) >= 250).all()),
    kinds="floats",
    reason="exp overflows, and inf / inf is NaN",
    zh="很远：logit 有几百",
)
alike = values(
    "all hidden units alike",
    lambda here: np.repeat(here.rng.normal(size=(here.shape[0], 1)), here.shape[1], axis=1),
    lambda array: array.shape[1] > 1 and bool((array == array[:, :1]).all()),
    needs=lambda H: H > 1,
    reason="equal units have equal gradients, and stay equal",
    zh="所有隐藏单元都一样",
)
zero_or_one = values("0 and 1", lambda here: here.rng.integers(2, size=here.shape), zh="0 和 1")
LABELS = Array("N", dtypes=(integers, float64, uint8, boolean), values=(zero_or_one,))
PARAMETER = (float64, float32)
WEIGHT1 = Array("D H", dtypes=PARAMETER, values=(ordinary(), alike))
BIAS1 = Array("H", dtypes=PARAMETER)
WEIGHT2 = Array("H", dtypes=PARAMETER, values=(ordinary(2),))
BIAS2 = Array(
    "", layouts=(c_order,), values=(values("from -1 to 1", lambda here: here.rng.uniform(-1, 1), zh="从 -1 到 1"),)
)


def network(rng: Generator, features: int, hidden: int) -> dict[str, Any]:
    """Weights of ordinary size."""
    return {
        "weight1": rng.normal(size=(features, hidden)),
        "bias1": rng.normal(size=hidden),
        "weight2": 2 * rng.normal(size=hidden),
        "bias2": float(rng.uniform(-1, 1)),
    }


def by_hand_network() -> dict[str, Any]:
    """The handout's network: of two features, two hidden units."""
    return {
        "weight1": np.array([[1.0, -1.0], [2.0, 0.0]]),
        "bias1": np.array([0.0, 1.0]),
        "weight2": np.array([2.0, -1.0]),
        "bias2": -0.5,
    }


def saturated(rng: Generator, count: int, features: int, hidden: int) -> dict[str, Any]:
    """Samples of several hundred, beside ordinary ones: hidden units that say 0 or 1, and others."""
    samples = rng.normal(size=(count, features))
    samples[::2] *= 400
    return {"samples": samples, **network(rng, features, hidden)}


def as_gradient(drawn: Case, titles: frozenset[str]) -> Case:
    """Some of the five gradients may be 0; rounding in that of weight1 grows with the samples."""
    single = any(title.endswith("in float32") for title in titles)
    far = any(title.endswith(large.title) for title in titles)
    return in_float32(drawn.scale(10.0 if far and not single else 1.0), titles)


def as_probability(drawn: Case, titles: frozenset[str]) -> Case:
    """A probability's size is 1."""
    return in_float32(drawn.scale(1.0), titles)


def in_float32(drawn: Case, titles: frozenset[str]) -> Case:
    """Where arrays are float32, a right program may be as imprecise as they are."""
    if any(title.endswith("in float32") for title in titles):
        return drawn.tolerance(1e-4, reason=MIXED)
    return drawn
