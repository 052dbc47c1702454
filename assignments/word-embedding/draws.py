"""What several problems draw alike, what of it is unusual, and the hints that they share."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Generator,
    Made,
    Text,
    backwards,
    c_order,
    case,
    float32,
    float64,
    fortran,
    gaps,
    integers,
    read_only,
    values,
)

MIXED = "float32 inputs, which a program may mix with float64"
STABLE_SOFTMAX = Text("Subtract the greatest score before exp.", zh="取指数之前先减去最大的分数。")
EVERY_LISTING = Text(
    "A word that is listed twice counts twice: look at what table[ids] += … does with repeated ids.",
    zh="列出两次的词要算两次：看看 table[ids] += … 遇到重复的下标会怎样。",
)
WIDTHS = Choice(
    "widths",
    case("other numbers of words than of entries", zh="词数与向量维数不同"),
    case("vectors of one entry", lambda d: d == 1, reason="lost axes of length 1", zh="向量只有一个元素"),
    case(
        "as many words as entries", lambda V, d: d == V, reason="a transpose has the right shape", zh="词数等于向量维数"
    ),
)
SIZES: dict[str, Any] = {"V": range(2, 8), "d": range(1, 7)}

#: Whoever lays arrays out anew does it with all of them.
ONCE = (c_order, fortran.once(), gaps, backwards, read_only)
FLAT_ONCE = (c_order, gaps, backwards, read_only)


def vector(shape: str = "d") -> Array:
    """A word's vector; never so short that the far-out row of the table must be very long."""
    return Array(
        shape,
        dtypes=(float64, float32),
        layouts=FLAT_ONCE,
        values=(values("ordinary", lambda here: _not_short(here.rng, here.shape), zh="普通"),),
    )


def _not_short(rng: Generator, shape: tuple[int, ...]) -> np.ndarray:
    return rng.uniform(0.5, 1.5, size=shape) * rng.choice([-1, 1], size=shape)


def far_out(rng: Generator, table: np.ndarray, row: int, score: float, vector: np.ndarray) -> np.ndarray:
    """The table with a row whose product with `vector` is about `score`."""
    far = table.copy()
    far[row] = vector / (vector @ vector) * score * rng.uniform(0.5, 1.5)
    return far


def table(far: Any = None) -> Array:
    """A vector for each word; `far(here, drawn)` puts one far out."""
    plain = values("ordinary", lambda here: here.rng.normal(size=here.shape), zh="普通")
    classes = [plain]
    if far is not None:
        classes.append(
            values(
                "a score of 1000",
                lambda here: far(here, here.rng.normal(size=here.shape)),
                lambda u: bool(np.abs(u).max() > 50),
                reason="exp overflows",
                zh="有一个分数为 1000",
            )
        )
    return Array("V d", dtypes=(float64, float32), layouts=ONCE, values=classes)


def listed(size: str, draw: Any, words: str) -> Made:
    """An array of numbers of words, all different or some of them twice; `draw(here)` are all that may be listed."""

    def make(here: Any) -> np.ndarray:
        count, twice = here.sizes[size], here.sizes["listing"] == "twice"
        some = here.rng.choice(draw(here), size=count, replace=twice)
        if twice:
            some[-1] = some[0]
        return some.astype(here.dtype)

    def measure(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
        ids = inputs["negatives" if size == "K" else "context"]
        if ids.ndim != 1 or ids.dtype.kind != "i":
            return None
        return {size: len(ids), "listing": "twice" if len(np.unique(ids)) < len(ids) else "once"}

    return Made(make, measure, words, dtypes=(integers,), layouts=FLAT_ONCE)


LISTING = Choice(
    "listing",
    case("some words listed twice", lambda listing: listing == "twice", zh="有的词列出两次"),
    case("all words listed once", lambda listing: listing == "once", usual=True, zh="每个词只列出一次"),
)


def in_precision(drawn: Case, titles: frozenset[str]) -> Case:
    """Losses, gradients and logarithms of ordinary numbers are about 1; float32 arrays are as exact as they are."""
    drawn = drawn.scale(1.0)
    if any(title.endswith("in float32") for title in titles):
        return drawn.tolerance(1e-4, reason=MIXED)
    return drawn


def sentence(rng: Generator, length: int, words: int) -> np.ndarray:
    """Words of a text, frequent ones and rare ones."""
    return rng.choice(words, size=length, p=np.arange(words, 0, -1) / (words * (words + 1) / 2))


def counted(rng: Generator, words: int, mean: float = 2.0) -> np.ndarray:
    """A symmetric table of counts, some of them 0."""
    upper = np.triu(rng.poisson(mean, size=(words, words)))
    return upper + upper.T
