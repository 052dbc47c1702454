"""How far a value on so many rows may lie from the truth, or from one on others, after so many tries at it."""

from __future__ import annotations

from math import log, sqrt

#: The bound holds with a probability of 1 - DELTA.
DELTA = 0.05


def expected_gap(*rows: int, attempts: int, delta: float = DELTA) -> float:
    """The bound of Hoeffding's inequality with a union bound over the attempts: sqrt(ln(2 H / delta) / (2 N)).

    Of one number of rows N: how far the value on them may lie from the truth. Of two: how far two values on so many
    other rows may lie from each other, with 1 / N = 1 / N1 + 1 / N2.

    It is about H programs that are chosen without a look at these rows. Who chooses the next one by what the board says
    of the last tries more programs than are counted, which is why the Ladder rule exists.

    Source: W. Hoeffding 1963; the `epsilon_for` of the lecture on validation sets (p32).
    """
    return sqrt(log(2 * attempts / delta) / 2 * sum(1 / count for count in rows))
