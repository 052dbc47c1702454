"""Weights with which two stacked layers solve XOR: judged by what the network says."""

import numpy as np

from grader.author import (
    Case,
    Choice,
    Domain,
    Drawn,
    Generator,
    Problem,
    Text,
    case,
    covering,
    scenario,
)

from .public import solves_xor

problem = Problem(
    points=10,
    hints=(
        Text(
            "The trap is a sigmoid that is not steep enough: 0.6 is not sure.",
            zh="陷阱在于 sigmoid 不够陡：0.6 还不算有把握。",
        ),
        Text(
            "Let one hidden unit be an “or” and one an “and”; where must their lines pass, between low and high?",
            zh="让一个隐藏单元做“或”，一个做“与”；它们的直线应从 low 与 high 之间何处穿过？",
        ),
    ),
)

ANY_VALUES = Text(
    "low and high may be any numbers: put the lines between them, and make them steeper where they are close.",
    zh="low 和 high 可以是任意数：直线要从两者之间穿过，两者越近就越陡。",
)


VALUES = (0.0, 1.0, -1.0, 0.5, 2.0, -2.0, 0.25, -0.25, 7.0, -7.25, 7.5, 30.0, -30.0, 99.5, -99.5, 99.75, -100.0)


def _value(rng: Generator) -> float:
    return float(rng.choice(VALUES))


def _allowed(value: object) -> bool:
    return isinstance(value, float) and -100 <= value <= 100


WORDS = "a float from -100 to 100"
domain = (
    Domain(low=Drawn(_value, _allowed, WORDS, default=0.0), high=Drawn(_value, _allowed, WORDS, default=1.0))
    .sizes(low=VALUES, high=VALUES)
    .needs(lambda low, high: high - low >= 0.25)
    .choices_of(
        Choice(
            "values",
            case("low below 0, high above", zh="下界小于 0，上界大于 0"),
            case("0 and above", lambda low: low == 0, reason="the usual code of bits", zh="下界为 0，上界大于 0"),
            case(
                "both above 0", lambda low: low > 0, reason="the lines do not pass near the origin", usual=True,
                zh="上下界都大于 0",
            ),
            case(
                "both below 0", lambda low, high: low < 0 and high <= 0, reason="low is larger in size", usual=True,
                zh="上下界都小于 0",
            ),
        ),
        Choice(
            "distance",
            case("some apart", lambda low, high: 1 <= high - low <= 10, zh="相距适中"),
            case("close together", lambda low, high: high - low < 1, reason="weights must be steep", zh="相距很近"),
            case("far apart", lambda low, high: high - low > 10, reason="any weights are steep", zh="相距很远"),
        ),
    )
)


@scenario(public=1, check=solves_xor, zh="比特 0 和 1，是默认值。")
def bits(rng: Generator) -> Case:
    """Bits 0 and 1, given by default."""
    return Case()


@scenario(public=2, check=solves_xor, zh="0 两侧的值。")
def signs(rng: Generator) -> Case:
    """Values on both sides of 0."""
    return Case(low=-float(rng.integers(1, 4)), high=float(rng.integers(1, 4)))


@scenario(
    public=1, private=3, weight=2, check=solves_xor, hint=ANY_VALUES, traps=("any-values",),
    zh="在 0 同一侧的两个值，相隔一段距离。",
)
def ordinary(rng: Generator) -> Case:
    """Two values on one side of 0, some apart."""
    near = rng.integers(4, 40) / 4
    far = near + rng.integers(4, 20) / 4
    low, high = (near, far) if rng.random() < 0.5 else (-far, -near)
    return Case(low=float(low), high=float(high))


@scenario(
    private=3, check=solves_xor, hint=ANY_VALUES, traps=("close-values",),
    zh="相隔四分之一、离 0 很远的两个值。",
)
def close_together(rng: Generator) -> Case:
    """Two values a quarter apart, far from 0."""
    low = float(rng.choice([-1, 1]) * rng.integers(200, 390) / 4)
    return Case(low=low, high=low + 0.25)


every_choice = covering(domain, private=14, check=solves_xor, weight=1, traps=("bits",))
