"""What several problems share: one sample, one feature, rates of dropout."""

from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Drawn,
    Generator,
    Shape,
    Text,
    case,
    float32,
    float64,
)

MIXED = "float32 inputs may be computed partly in float32, partly in float64"
#: Never 1/2: a unit kept with this probability is dropped with the same.
RATES = (0.25, 0.1, 0.2, 0.375, 0.7, 0.9, 0.0, 1.0)
BATCH = Choice(
    "samples",
    case("several samples", zh="多个样本"),
    case("one sample", lambda N: N == 1, reason="axes of length 1 get lost", zh="一个样本"),
)
SHAPES = (Shape("N D"), Shape("N", "one axis", zh="一个轴"), Shape("N D H W", "images", zh="图像"))
RATE = Drawn(
    lambda rng: float(rng.choice(RATES)), lambda value: isinstance(value, float) and 0 <= value <= 1, "a float, 0 to 1"
)


def in_float32(drawn: Case, titles: frozenset[str]) -> Case:
    """Where arrays are float32, a right program may be as imprecise as they are."""
    if any(title.endswith("in float32") for title in titles):
        return drawn.tolerance(1e-4, reason=MIXED)
    return drawn


def floats(*shapes: str | Shape, **more: Any) -> Array:
    """An array of either precision."""
    return Array(*shapes, dtypes=(float64, float32), **more)


def eighths(rng: Generator, *shape: int) -> Any:
    """Multiples of 1/8 from 1/8 to 2: what follows from their differences is exact."""
    return rng.integers(1, 17, size=shape) / 8


SAME_AT_TEST = Text(
    "Outside of training dropout does nothing: x as a copy, a mask of ones.",
    zh="训练之外 dropout 什么也不做：返回 x 的副本和全一的掩码。",
)


def quarters(rng: Generator, *shape: int) -> np.ndarray:
    """Multiples of 1/4 between -2 and 2, never 0: easy to follow by hand."""
    return rng.integers(1, 9, size=shape) / 4 * rng.choice([-1, 1], size=shape)
