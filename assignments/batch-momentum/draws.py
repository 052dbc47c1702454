"""Numbers of samples and batches that several problems share, and what of them is unusual."""

from typing import Any

import numpy as np

from grader.author import Array, Case, Choice, Generator, OneOf, c_order, case, values

MIXED = "float32 inputs may be computed partly in float32, partly in float64"
DROP_LAST = OneOf(False, True, default=False)
DROPPING = Choice(
    "last batch",
    case("the short batch is kept", lambda drop_last: not drop_last, zh="保留不满的一批"),
    case(
        "the short batch is dropped", lambda drop_last: drop_last, reason="full batches must stay", usual=True,
        zh="丢弃不满的一批",
    ),
)


def fit(samples: str) -> Choice:
    """How the batch size goes into the number of samples; no samples are a class of their own."""
    names = f"{samples} batch_size"
    return Choice(
        "batches",
        case("a short last batch", (lambda n, size: n > size and n % size != 0, names), zh="最后一批不满"),
        case("no samples", (lambda n, _: n == 0, names), reason="no batch at all", zh="没有样本"),
        case(
            "batches of one",
            (lambda n, size: size == 1 and n > 1, names),
            reason="lost axes of length 1, and nothing is left over",
            zh="每批一个样本",
        ),
        case(
            "one batch of all", (lambda n, size: n == size, names), reason="the first batch is the last",
            zh="全部数据为一批",
        ),
        case(
            "a batch larger than the data", (lambda n, size: n < size, names), reason="the only batch is a short one",
            zh="批次比数据还大",
        ),
        case(
            "all batches full",
            (lambda n, size: n > size and n % size == 0, names),
            reason="an empty batch at the end, or a full one dropped",
            usual=True,
            zh="每一批都满",
        ),
    )


def number(low: float, high: float) -> Array:
    """A Python float between two bounds."""
    drawn = values(f"from {low} to {high}", lambda here: here.rng.uniform(low, high), zh=f"从 {low} 到 {high}")
    return Array("", layouts=(c_order,), values=(drawn,))


#: How much of the last movement is left: from 0 on, below 1.
LAM = Array(
    "",
    layouts=(c_order,),
    values=(
        values("from 0.3 to 0.95", lambda here: here.rng.uniform(0.3, 0.95), zh="从 0.3 到 0.95"),
        values("0", lambda _: 0.0, lambda lam: lam == 0, reason="plain gradient descent, and 0 ** 0 is 1", zh="0"),
    ),
)


def in_float32(drawn: Case, titles: frozenset[str]) -> Case:
    """Where arrays are float32, a right program may be as imprecise as they are."""
    if any(title.endswith("in float32") for title in titles):
        return drawn.tolerance(1e-4, reason=MIXED)
    return drawn


def split(rng: Generator, count: int, size: int) -> list[np.ndarray]:
    """All of `count` rows in batches of `size`, shuffled, the last one shorter if they do not divide."""
    order = rng.permutation(count)
    return [order[start : start + size] for start in range(0, count, size)]


def quarters(rng: Generator, *shape: int) -> Any:
    """Multiples of 1/4 between -2 and 2, never 0: easy to follow by hand."""
    return rng.integers(1, 9, size=shape) / 4 * rng.choice([-1, 1], size=shape)
