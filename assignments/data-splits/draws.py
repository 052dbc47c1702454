"""Kinds of samples and classes of inputs that several problems share."""

from typing import Any

import numpy as np

from grader.author import Case, Choice, Generator, Text, case, ordinary, values

#: Where columns lie that are far from the origin, beside a spread of 1.
FAR = 1e4
MIXED = "float32 inputs may be computed in float32 anywhere inside"
EXACT = "two rows standardise to exactly 1 and -1, so that moving them does not show how right programs differ"
TRAINING_ONLY = Text(
    "Mean and standard deviation come from the training rows alone; every other row uses the same two numbers.",
    zh="均值和标准差只由训练行得到；其他行使用同样的两个数。",
)
CONSTANT = Text(
    "A column whose training values are all equal is divided by 1; a small spread is no reason for that.",
    zh="训练行全部相等的列除以 1；散布小并不是这样做的理由。",
)
FEATURES = Choice(
    "features",
    case("several features", zh="多个特征"),
    case("one feature", lambda D: D == 1, reason="axes of length 1 get lost", zh="一个特征"),
)
NORMAL = ordinary(2)


def _beside(here: Any, column: Any) -> np.ndarray:
    """Ordinary values but for the first column."""
    return np.where(np.arange(here.shape[1]) == 0, column, NORMAL.make(here))


def has_constants(array: np.ndarray) -> bool:
    """Whether a column of several rows does not vary."""
    return len(array) > 1 and bool((array.max(axis=0) == array.min(axis=0)).any())


constant = values(
    "a constant column",
    lambda here: _beside(here, 3),
    has_constants,
    needs=lambda N: N > 1,
    held=True,
    reason="a standard deviation of 0 divides",
    zh="有一列是常数",
)


def units(rng: Generator, size: int) -> np.ndarray:
    """From 1e-9 to 1e9."""
    return rng.permutation(10.0 ** np.linspace(-9, 9, max(size, 2)).round())[:size]


def as_standardised(drawn: Case, titles: frozenset[str]) -> Case:
    """Standardised numbers are of size 1, and as exact as the means that right programs compute."""
    if any(title.endswith("in float32") for title in titles):
        return drawn.scale(1.0).tolerance(1e-4, reason=MIXED)
    return drawn.scale(1.0).tolerance(1e-9, reason=EXACT)
