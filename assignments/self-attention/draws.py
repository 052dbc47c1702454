"""What several problems draw alike, and the hints that they share."""

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
    ordinary,
    read_only,
    uint8,
    values,
)

OWN_MAXIMUM = Text("Subtract each row's own maximum before exp.", zh="取指数之前先减去每一行自己的最大值。")
FAR_BELOW = Text(
    "Subtract each row's own maximum: exp(-740) has almost no digits left.",
    zh="先减去每一行的最大值：exp(-740) 几乎不剩有效数字。",
)
SHARED_MASK = Text(
    "The mask broadcasts: (T, T) is shared by all sequences.",
    zh="掩码会广播：(T, T) 的掩码由所有序列共用。",
)
SHUFFLED = Text(
    "Without positions, shuffling the words shuffles the outputs in the same way.",
    zh="没有位置信息时，打乱词的顺序，输出也按同样的顺序打乱。",
)


def draw_mask(rng: Generator, *shape: int) -> np.ndarray:
    """Random, but every row permits at least two entries and forbids at least one."""
    n_keys = shape[-1]
    ranks = rng.permuted(np.broadcast_to(np.arange(n_keys), shape), axis=-1)
    return ranks < rng.integers(2, n_keys, size=(*shape[:-1], 1))


def in_single_precision(case: Case) -> Case:
    """The same case with float32 arrays.

    A right program may keep float32, or drift to float64 half-way (a float32 array / np.sqrt(3) is float64 in NumPy 2):
    its error is that of float32 but its answer is no float32 array, so that the tolerance has to be stated.
    """
    inputs = {
        name: value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value
        for name, value in case.inputs.items()
    }
    return Case(**inputs).tolerance(1e-4, reason="float32 inputs, which a program may mix with float64")


#: What is computed with from the beginning is a number of any kind; what has been learned is a float.
NUMBERS = (float64, float32, integers)
FEATURES = (*NUMBERS, uint8.once("a type of its own, where answers are floats"))
FLOATS = (float64, float32)
#: Whoever lays arrays out anew does it with all of them.
LAYOUTS_ONCE = (c_order, fortran.once(), gaps, backwards, read_only)
SMALL = ordinary(ints=(-3, 3))

BATCH = Choice(
    "batch",
    case("several sequences", zh="多个序列"),
    case("one sequence", lambda N: N == 1, reason="lost axes", zh="一个序列"),
)
LENGTHS = Choice(
    "lengths",
    case("other numbers of keys than of queries", zh="键数与查询数不同"),
    case("one key", lambda Tk: Tk == 1, reason="its weight is 1, and nothing flows back", zh="一个键"),
    case("one query", lambda Tq: Tq == 1, reason="lost axes of length 1", zh="一个查询"),
    case(
        "as many keys as queries",
        lambda Tq, Tk: Tq == Tk,
        reason="a transpose has the right shape",
        zh="键与查询一样多",
    ),
)
WORDS = Choice(
    "words",
    case("several words", zh="多个词"),
    case("one word", lambda T: T == 1, reason="its weight is 1", zh="一个词"),
    case(
        "as many words as features", lambda T, D: T == D, reason="a transpose has the right shape", zh="词数等于特征数"
    ),
)
WIDTHS = Choice(
    "widths",
    case("several columns", zh="多列"),
    case("keys of one feature", lambda dk: dk == 1, reason="lost axes of length 1", zh="键只有一个特征"),
    case("values of one feature", lambda dv: dv == 1, reason="lost axes of length 1", zh="值只有一个特征"),
)


def features(shape: str) -> Array:
    """Vectors of numbers of every dtype."""
    return Array(shape, dtypes=FEATURES, values=(SMALL,))


def weight(shape: str) -> Array:
    """A matrix that projects features."""
    return Array(shape, dtypes=FLOATS, layouts=LAYOUTS_ONCE, values=(_projection,))


_projection = values("ordinary", lambda here: here.rng.normal(size=here.shape) / np.sqrt(here.shape[0]), zh="普通")


def in_precision(drawn: Case, titles: frozenset[str]) -> Case:
    """Where the arrays are float32, a right program may be as imprecise as they are; what is 0 is no scale."""
    drawn = drawn.scale(1.0)
    if any(title.endswith("in float32") for title in titles):
        return drawn.tolerance(1e-4, reason="float32 inputs, which a program may mix with float64")
    return drawn


def _wide(shape: tuple[int, ...], kind: str) -> tuple[int, ...]:
    """The shape of a mask for scores of this shape."""
    return {
        "own": shape,
        "rows": shape[-2:],
        "keys": (shape[0], *[1] * (len(shape) - 2), shape[-1]),
        "row": shape[-1:],
    }[kind]


def mask_for(scores_shape: Any, peak: Any = None) -> Made:
    """A mask for scores whose shape `scores_shape(given)` tells; `peak(given)` are the scores themselves."""

    def make(here: Any) -> np.ndarray | None:
        kind, hides = here.sizes["mask_shape"], here.sizes["hides"]
        if kind == "none":
            return None
        shape = _wide(scores_shape(here.given), kind)
        keys = shape[-1]
        if hides == "nothing":
            return np.ones(shape, dtype=bool)
        ranks = here.rng.permuted(np.broadcast_to(np.arange(keys), shape), axis=-1)
        if hides == "the greatest" and peak is not None and kind == "own":
            scores = np.asarray(peak(here.given)).astype(float)
            return scores < scores.max(axis=-1, keepdims=True)
        mask = ranks < here.rng.integers(1, max(keys, 2), size=(*shape[:-1], 1))
        if hides == "rows":
            rows = mask.reshape(-1, keys)
            rows[here.rng.permutation(len(rows))[: max(1, len(rows) // 3)]] = False
        return mask

    def measure(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
        mask, shape = inputs.get("mask"), scores_shape(inputs)
        if mask is None:
            return {"mask_shape": "none", "hides": "nothing"}
        if mask.dtype != bool or len(mask.shape) > len(shape):
            return None
        kinds = [kind for kind in ("own", "rows", "keys", "row") if len(shape) > 1 or kind == "own"]
        kind = next((kind for kind in kinds if _wide(shape, kind) == mask.shape), None)
        if kind is None:
            return None
        return {"mask_shape": kind, "hides": _hidden(mask, peak(inputs) if peak else None)}

    layouts = (c_order, fortran.once(), backwards, read_only)
    return Made(make, measure, "None, or an array of bools that broadcasts to the scores", layouts=layouts)


def _hidden(mask: np.ndarray, scores: Any) -> str:
    """What a mask hides."""
    if mask.all():
        return "nothing"
    if not mask.any(axis=-1).all():
        return "rows"
    if scores is not None and mask.shape == np.shape(scores):
        seen = np.where(mask, np.asarray(scores).astype(float), -np.inf)
        if (seen.max(axis=-1) < np.asarray(scores).astype(float).max(axis=-1)).all():
            return "the greatest"
    return "some"


MASK_SHAPE = Choice(
    "mask",
    case("a mask of the scores' shape", lambda mask_shape: mask_shape == "own", zh="掩码与分数形状相同"),
    case("no mask", lambda mask_shape: mask_shape == "none", usual=True, zh="没有掩码"),
    case(
        "one mask for all sequences",
        lambda mask_shape: mask_shape == "rows",
        reason="it broadcasts",
        zh="所有序列共用一个掩码",
    ),
    case(
        "one mask for all queries",
        lambda mask_shape: mask_shape == "keys",
        reason="it broadcasts",
        zh="所有查询共用一个掩码",
    ),
    case(
        "one mask of keys for all",
        lambda mask_shape: mask_shape == "row",
        reason="it broadcasts",
        single=True,
        zh="全部共用一个对键的掩码",
    ),
)
HIDES = Choice(
    "hidden keys",
    case("some keys hidden", lambda hides: hides == "some", zh="有的键被遮住"),
    case("no key hidden", lambda hides: hides == "nothing", usual=True, zh="没有键被遮住"),
    case(
        "a row that permits nothing",
        lambda hides: hides == "rows",
        reason="0/0, or evenly spread weights",
        zh="有一行什么都不允许",
    ),
)
PEAK = case(
    "each row's greatest hidden",
    lambda hides: hides == "the greatest",
    reason="the maximum of what is seen",
    zh="每行最大的分数被遮住",
)
MASKS: dict[str, Any] = {"mask_shape": ("none", "own", "rows", "keys", "row"), "hides": ("nothing", "some", "rows")}
