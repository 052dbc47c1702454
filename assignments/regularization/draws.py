"""Numbers, samples and classes of inputs that several problems share."""

from typing import Any

import numpy as np

from grader.author import Array, Case, Choice, Generator, Text, c_order, case, float32, float64, integers, uint8, values

MIXED = "float32 inputs may be computed partly in float32, partly in float64"
UNPENALISED = Text(
    "The bias shifts the function and does not bend it: lam belongs to the weights alone.",
    zh="偏置只平移函数，不改变它的弯曲：lam 只作用于权重。",
)
CONVERT = Text(
    "In uint8 3 - 7 is 252, in int8 100 * 2 is -56: turn integers into float64 before you compute.",
    zh="uint8 里 3 - 7 等于 252，int8 里 100 * 2 等于 -56：先把整数转成 float64。",
)
#: What is measured may be integers; what was computed is floats.
MEASURED = (float64, float32, integers, uint8)
COMPUTED = (float64, float32)


def number(low: float, high: float) -> Array:
    """A Python float between two bounds."""
    drawn = values(f"from {low} to {high}", lambda here: here.rng.uniform(low, high), zh=f"从 {low} 到 {high}")
    return Array("", layouts=(c_order,), values=(drawn,))


#: What the weights cost: from 0 on, 0 included.
LAM = Array(
    "",
    layouts=(c_order,),
    values=(
        values("above 0", lambda here: here.rng.uniform(0.1, 3), zh="大于 0"),
        values("0", lambda _: 0.0, lambda lam: lam == 0, reason="no penalty is left, and no division by it", zh="0"),
    ),
)
SAMPLES = Choice(
    "samples",
    case("several samples", zh="多个样本"),
    case("one sample", lambda N: N == 1, reason="axes of length 1 get lost", zh="一个样本"),
)
FEATURES = Choice(
    "features",
    case("several features", zh="多个特征"),
    case("one feature", lambda D: D == 1, reason="axes of length 1 get lost", zh="一个特征"),
)


def of_size_one(drawn: Case, titles: frozenset[str]) -> Case:
    """Penalties may be 0, which is no scale; float32 is as exact as the order of its sums."""
    if any(title.endswith("in float32") for title in titles):
        return drawn.scale(1.0).tolerance(1e-4, reason=MIXED)
    return drawn.scale(1.0)


def quarters(rng: Generator, *shape: int) -> Any:
    """Multiples of 1/4 between -2 and 2, never 0: easy to follow by hand."""
    return rng.integers(1, 9, size=shape) / 4 * rng.choice([-1, 1], size=shape)


def drawn_lam(rng: Generator) -> float:
    """A price that is seen beside any other term, and neither 1 nor 2 nor 1/2."""
    return float(rng.choice([0.3, 0.7, 1.4, 2.6]))


def regression(rng: Generator, count: int, features: int, offset: float = 0.0) -> dict[str, np.ndarray]:
    """Samples round an offset, and targets that follow them up to noise."""
    x = rng.normal(size=(count, features))
    targets = x @ rng.normal(scale=2, size=features) + rng.normal(size=count) + 3
    return {"x": x + offset, "targets": targets}
