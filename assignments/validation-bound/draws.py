"""Numbers of samples and candidates, probabilities and losses that several problems share."""

import math
from typing import Any

import numpy as np

from grader.author import Array, Choice, Generator, Int, Text, c_order, case, values

#: More candidates than any float; 42 parameters of 32 bits have more settings.
HUGE = 10**400
#: Losses are multiples of this, so that their differences are exact in float64.
STEP = 1 / 64

IN_LOG_SPACE = Text(
    "10**400 is no float: take math.log of the int, which is exact, and add the logarithms.",
    zh="10**400 装不进浮点数：对整数本身取 math.log，再把对数相加。",
)
WORST = Text(
    "One candidate that is off by more than epsilon makes the whole set bad, on either side.",
    zh="只要有一个候选的偏差超过 epsilon，整个集合就是坏的，偏向哪边都算。",
)
STRICT = Text(
    "Off by exactly epsilon is not bad: more than epsilon is.",
    zh="偏差恰好等于 epsilon 不算坏：超过才算。",
)

CANDIDATES = Int((1, 2, 10, 1000, 10**6, 10**12, HUGE, 2**2000))
#: The least number first: smaller ones are outside of the domain.
COUNTS = Int((1, 2, 50, 400, 1000, 20000, 10**6))
CANDIDATE_CLASSES = Choice(
    "candidates",
    case("several candidates", zh="多个候选"),
    case(
        "one candidate",
        lambda candidates: candidates == 1,
        reason="nothing is chosen, the factor 2 stays",
        zh="一个候选",
    ),
    case(
        "more candidates than any float",
        lambda candidates: candidates > 10**300,
        reason="the product overflows, its logarithm does not",
        zh="候选数超过任何浮点数",
    ),
)


def number(*kinds: Any) -> Array:
    """A Python float."""
    return Array("", layouts=(c_order,), values=kinds)


def log_double(candidates: int) -> float:
    """ln 2H, of any int."""
    return math.log(2 * candidates)


DELTA = number(
    values("from 0.01 to 0.5", lambda here: here.rng.uniform(0.01, 0.5), zh="从 0.01 到 0.5"),
    values(
        "tiny",
        lambda here: 10 ** here.rng.uniform(-12, -6),
        lambda array: float(array) < 1e-3,
        reason="1 - delta is taken for it, or a small number added",
        zh="极小",
    ),
)


def huge(rng: Generator) -> tuple[int, int, int]:
    """Three numbers of candidates that are no floats."""
    return HUGE, 2 ** int(rng.integers(1500, 3000)), 3 ** int(rng.integers(900, 2000))


def draw_losses(rng: Generator, *shape: int) -> np.ndarray:
    """Multiples of 1/64 between 0.1 and 0.9."""
    return rng.integers(7, 58, size=shape) * STEP


H = Choice(
    "candidates",
    case("several candidates", zh="多个候选"),
    case("one candidate", lambda H: H == 1, reason="axes of length 1 get lost", zh="一个候选"),
)
