"""Kinds of logits and labels that several problems share, and their batches."""

from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Shape,
    boolean,
    case,
    equal,
    float32,
    float64,
    ordinary,
    signed,
    uint8,
    values,
)

#: Beyond this exp overflows, or is 0, in float64.
FAR = 700


def widest(array: np.ndarray) -> float:
    """The greatest distance of two logits of one row."""
    return float(np.ptp(array.astype(float), axis=-1).max()) if array.ndim and array.size else 0.0


def spread_out(here: Any) -> np.ndarray:
    """1e4 and -1e4 among ordinary logits, in every row."""
    logits = here.rng.uniform(-2, 2, size=here.shape)
    if logits.ndim:  # a plain number has one direction only
        logits += here.rng.permuted(np.resize([1e4, 0.0, -1e4, 0.0], here.shape[-1]) + np.zeros(here.shape), axis=-1)
    return logits


huge = values(
    "1e4 in both directions",
    spread_out,
    lambda array: widest(array) > 2 * FAR,
    kinds="floats",
    reason="exp overflows and gives NaN, a clipped probability a wrong loss",
    zh="正负 1e4",
)
below = values(
    "all far below zero",
    lambda here: here.rng.normal(scale=2, size=here.shape) - 1000,
    lambda array: array.size > 0 and bool((array < -FAR).all()),
    kinds="floats",
    reason="every exp is 0, and 0/0 no probability",
    zh="全都远小于零",
)
above = values(
    "all far above zero",
    lambda here: here.rng.normal(scale=2, size=here.shape) + 1000,
    lambda array: array.size > 0 and bool((array > FAR).all()),
    kinds="floats",
    single=True,
    reason="every exp is infinite",
    zh="全都远大于零",
)
apart = values(
    "rows far apart",
    lambda here: here.rng.normal(scale=2, size=here.shape) + 4000.0 * np.arange(here.shape[-2])[:, None],
    lambda array: array.ndim > 1 and array.size > 0 and bool(np.ptp(array.astype(float)) > 2 * FAR),
    kinds="floats",
    needs=lambda N: N > 1,
    reason="a maximum of the whole batch leaves 0/0 in the other rows",
    zh="各行相差很大",
)
flat = equal.but(single=True)
LOGITS = (ordinary(2, ints=(-6, 6)), huge, below, above, apart, flat)

hard = values(
    "0 or 1",
    lambda here: here.rng.permutation((np.arange(here.shape[0]) + here.rng.integers(2)) % 2).reshape(here.shape),
    lambda array: bool(((array == 0) | (array == 1)).all()),
    zh="0 或 1",
)
soft = values(
    "between 0 and 1",
    lambda here: here.rng.uniform(0.1, 0.9, size=here.shape),
    lambda array: bool(((array >= 0) & (array <= 1)).all()),
    kinds="floats",
    reason="a label is more than one of two cases",
    zh="在 0 和 1 之间",
)
COLUMN = Shape("N 1", "a column", reason="it would broadcast to N x N", raises=ValueError, zh="一列")

#: Arguments of the problems with two classes.
BINARY = {
    "logits": Array(
        "N", COLUMN, dtypes=(float64, float32, signed, uint8),
        values=(ordinary(2, ints=(-6, 6)), huge, below, above, flat),
    ),
    "labels": Array("N", COLUMN, dtypes=(float64, float32, signed.once(), uint8.once(), boolean), values=(hard, soft)),
}
BATCH = Choice(
    "batch",
    case("several samples", zh="多个样本"),
    case("one sample", lambda N: N == 1, reason="lost axes of length 1", zh="一个样本"),
)
CLASSES = Choice(
    "classes",
    case("several classes", zh="多个类别"),
    case("one class", lambda C: C == 1, single=True, zh="一个类别"),
)
EMPTY = Choice(
    "samples",
    case("some samples", zh="有样本"),
    case("no samples", lambda N: N == 0, reason="no maximum", single=True, zh="没有样本"),
)

present = values(
    "of classes that exist", lambda here: here.rng.integers(here.sizes["C"], size=here.shape),
    zh="都是存在的类别",
)
first = values(
    "all of class 0",
    lambda here: np.zeros(here.shape),
    lambda array: array.size > 1 and not array.any(),
    single=True,
    reason="one class of several occurs, and 0 is falsy",
    zh="全属于类别 0",
)
negative_label = values(
    "one is -1",
    lambda here: np.append(here.rng.integers(here.sizes["C"], size=here.shape[0] - 1), -1),
    lambda array: bool((array < 0).any()),
    kinds="signed",
    raises=ValueError,
    reason="NumPy takes the last class",
    zh="有一个是 -1",
)
missing_label = values(
    "one is the number of classes",
    lambda here: np.append(here.rng.integers(here.sizes["C"], size=here.shape[0] - 1), here.sizes["C"]),
    lambda array, here: bool((array >= here.sizes["C"]).any()),
    raises=ValueError,
    reason="counted from 1",
    zh="有一个等于类别数",
)


def apart_in_float32(*kinds: str) -> tuple[tuple[str, str], ...]:
    """Logits of hundreds have no digits left in float32: no tolerance tells right from wrong there."""
    return tuple(("logits in float32", f"logits: {kind}") for kind in kinds)


BEYOND_FLOAT32 = apart_in_float32(huge.title, below.title, above.title, apart.title)


def of_size_one(drawn: Case, _: frozenset[str]) -> Case:
    """1 is the natural size of probabilities, their logarithms and losses, also where all of them are 0 or tiny."""
    return drawn.scale(1.0)


def where_the_loss_is_zero(drawn: Case, classes: frozenset[str]) -> Case:
    """A loss that is 0, or nearly, has no size of its own."""
    return drawn if classes.isdisjoint(f"logits: {one.title}" for one in (huge, below, above)) else drawn.scale(1.0)
