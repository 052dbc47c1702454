"""The Ladder (A. Blum, M. Hardt, ICML 2015): a public value moves only where it beats the best one by a step.

Who cannot see small differences cannot climb by them: of a thousand tries at random that each change a few rows, hardly
one is told apart from the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import sqrt


def default_step(rows: int) -> float:
    """The greatest standard error of a difference of two accuracies on the same rows, 1 / sqrt(rows)."""
    return 1 / sqrt(rows)


def released(values: Iterable[Fraction], step: float) -> Fraction | None:
    """What the board tells after these values, the oldest first: the best that was beaten by a step, rounded to steps.

    None before the first value.
    """
    width, told = Fraction(step), None
    for value in values:
        if told is None or value > told + width:
            told = min(round(value / width) * width, Fraction(1))
    return told
