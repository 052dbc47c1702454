"""Starts, gradients and small numbers that several problems share."""

from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Drawn,
    Generator,
    Text,
    c_order,
    case,
    float32,
    float64,
    integers,
    values,
)

MIXED = "float32 inputs may be computed partly in float32, partly in float64"
OVERFLOW = "rounding is measured in float32, in which squares of 1e20 are infinite and steps are 0"
OWN_ARRAY = Text(
    "The rows must be different arrays: store a copy at each step, and leave theta0 and the gradients as they are.",
    zh="各行必须是不同的数组：每一步都存副本，不要改动 theta0 和梯度。",
)
EVERY_PARAMETER = Text(
    "Every parameter has a sigma of its own, from its own gradients.", zh="每个参数有自己的 sigma，只由自己的梯度得到。"
)
PLACE_OF_EPS = Text(
    "eps is added to the root, not inside it: a large eps shows the difference.",
    zh="eps 加在根号之外，而不是根号之内：eps 较大时就看得出来。",
)
ZERO_GRADIENTS = Text(
    "Where all gradients so far are 0 the parameter stays where it is: 0 / eps, not 0 / 0.",
    zh="迄今梯度全为 0 的参数留在原地：是 0 / eps，不是 0 / 0。",
)


def number(low: float, high: float) -> Array:
    """A Python float between two bounds."""
    drawn = values(f"from {low} to {high}", lambda here: here.rng.uniform(low, high), zh=f"从 {low} 到 {high}")
    return Array("", layouts=(c_order,), values=(drawn,))


def often(default: float, *others: float) -> Any:
    """Draws the default in two of three draws, so that calls without any optional argument are found."""
    return lambda rng: default if rng.random() < 2 / 3 else float(rng.choice(others))


def eps_of(default: float) -> Drawn:
    """A Python float above 0: hardly anything, or so much that its place shows."""
    return Drawn(
        often(default, 1e-7, 2.0**-6, 2.0**-4, 0.5),
        lambda eps: isinstance(eps, float) and 0 < eps <= 1,
        "a number above 0",
        default=default,
    )


EPS = Choice(
    "eps",
    case("a small eps", zh="eps 较小"),
    case(
        "a large eps",
        lambda eps: eps > 1e-3,
        reason="inside or outside the root, before or after the correction",
        zh="eps 较大",
    ),
)


def _ordinary(here: Any) -> np.ndarray:
    if here.is_float:
        return here.rng.uniform(0.5, 2, size=here.shape) * here.rng.choice([-1, 1], size=here.shape)
    return here.rng.integers(1, 9, size=here.shape) * here.rng.choice([-1, 1], size=here.shape)


def _late(here: Any) -> np.ndarray:
    """Nothing in all rows but the last two."""
    found = _ordinary(here)
    found[: max(len(found) - 2, 1)] = 0
    return found


def _is_late(array: np.ndarray) -> bool:
    return len(array) > 0 and not array[0].any() and bool(array.any())


late = values(
    "zeros at first",
    _late,
    _is_late,
    needs=lambda T: T > 1,
    reason="0/0 without eps, and a burst where they end",
    zh="开头为 0",
)
nothing = values(
    "all zero",
    lambda here: np.zeros(here.shape),
    lambda array: array.size > 0 and not array.any(),
    reason="0/0",
    zh="全为 0",
)


def _of_size(size: float) -> Any:
    return lambda here: _ordinary(here) * size


tiny = values(
    "of size 1e-20",
    _of_size(1e-20),
    lambda array: array.size > 0 and bool(array.any()) and bool(abs(array).max() < 1e-15),
    kinds="floats",
    needs=lambda T: T > 0,
    reason="eps outweighs them",
    zh="大小为 1e-20",
)
huge = values(
    "of size 1e20",
    _of_size(1e20),
    lambda array: array.size > 0 and bool(abs(array).max() > 1e15),
    kinds="floats",
    needs=lambda T: T > 0,
    reason="squares overflow in float32",
    zh="大小为 1e20",
)
#: Where parameters begin: 0 is a start where tiny steps show.
THETA0 = Array(
    "D",
    dtypes=(float64, float32, integers),
    values=(
        values("ordinary", _ordinary, zh="普通"),
        values("all zero", lambda here: np.zeros(here.shape), lambda array: not array.any(), zh="全为 0"),
    ),
)
GRADIENTS = Array(
    "T D",
    dtypes=(float64, float32, integers),
    values=(values("ordinary", _ordinary, zh="普通"), late, nothing, tiny, huge),
)
STEPS = Choice(
    "steps",
    case("several steps", zh="多步"),
    case("one step", lambda T: T == 1, reason="what the first step does", zh="一步"),
    case("no steps", lambda T: T == 0, reason="the start alone, as one row", zh="零步"),
)
PARAMETERS = Choice(
    "parameters",
    case("several", zh="多个参数"),
    case("one parameter", lambda D: D == 1, reason="lost axes of length 1", zh="一个参数"),
)


#: A path that hardly moves from round numbers tells nothing.
TOO_LITTLE = (
    ("theta0 in integers", "gradients: all zero"),
    ("theta0 in integers", "gradients: of size 1e-20"),
    ("theta0 in integers", "no steps"),
    ("theta0: all zero", "gradients: all zero"),
    ("theta0: all zero", "no steps"),
)
NOT_IN_FLOAT32 = tuple(("gradients in float32", f"gradients: of size {size}") for size in ("1e20", "1e-20"))


def descent(**others: Any) -> Domain:
    """The domain of an optimizer that gets its gradients as rows; `others` are its further parameters."""
    return (
        Domain(theta0=THETA0, gradients=GRADIENTS, **others)
        .sizes(T=range(9), D=range(1, 6))
        .choices_of(STEPS, PARAMETERS)
        .float32_together("theta0", "gradients")
        .never(*TOO_LITTLE, *NOT_IN_FLOAT32)
    )


def in_float32(drawn: Case, titles: frozenset[str]) -> Case:
    """Where arrays are float32, a right program may be as imprecise as they are."""
    if any(title.endswith("in float32") for title in titles):
        return drawn.tolerance(1e-4, reason=MIXED)
    if any(title.endswith(huge.title) for title in titles):
        return drawn.tolerance(1e-9, reason=OVERFLOW)
    return drawn


def path(rng: Generator, steps: int, size: int, **others: Any) -> dict[str, Any]:
    """A start, gradients that differ much from parameter to parameter, and a rate."""
    scales = 10.0 ** rng.permutation(np.linspace(-1, 1, size))
    arguments = {
        "theta0": rng.uniform(1, 3, size=size) * rng.choice([-1, 1], size=size),
        "gradients": rng.normal(size=(steps, size)) * scales,
        "lr": float(rng.uniform(0.05, 0.3)),
    }
    return arguments | others


def spike(rng: Generator, quiet: int, size: int) -> np.ndarray:
    """Gradients of 1/100 for a long time, then two of size 1."""
    rows = rng.uniform(0.5, 1.5, size=(quiet + 2, size)) * rng.choice([-1, 1], size=(quiet + 2, size))
    rows[:quiet] /= 100
    return rows
