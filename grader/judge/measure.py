"""What a measured answer earns: a metric on the rows of each half, held against what the baselines reach there.

The first baseline earns nothing and the last one everything; those between earn equal steps, and so does every value
between two of them in proportion. A case earns the mean of its halves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
from msgspec import Struct

from grader.languages.words import Words
from grader.model.result import Half, Measured

ALL = "all"
_ENGLISH = Words()


class Yardstick(Struct, frozen=True):
    """What a case measures by: the metric of public.py, the public half's rows, what each baseline reaches."""

    metric: Callable[..., Any]
    public_half: np.ndarray | None = None
    baselines: Mapping[str, tuple[float, ...]] = {}  # a value for each half, in the order of `halves`

    def values(self, actual: np.ndarray, expected: np.ndarray) -> tuple[float, ...]:
        """The metric of each half; what is no number between 0 and 1 counts as 0."""
        found = [
            float(self.metric(expected[rows], actual[rows])) for rows in halves(expected, self.public_half).values()
        ]
        return tuple(value if 0 <= value <= 1 else 0.0 for value in found)


def halves(expected: np.ndarray, public_half: np.ndarray | None) -> dict[str, np.ndarray]:
    """Which rows each half has; all of them in one where they are not split."""
    if public_half is None:
        return {ALL: np.ones(len(expected), dtype=bool)}
    return {"public": public_half, "private": ~public_half}


def measure(actual: np.ndarray, expected: np.ndarray, by: Yardstick) -> Measured:
    """Take the metric of both halves, and give the credit of the case."""
    parts = halves(expected, by.public_half)
    found = tuple(
        Half(name, value, int(rows.sum()), {each: reached[place] for each, reached in by.baselines.items()})
        for place, ((name, rows), value) in enumerate(zip(parts.items(), by.values(actual, expected), strict=True))
    )
    credit = float(np.mean([_credit(half) for half in found]))
    return Measured(by.metric.__name__, found, round(credit, 4))


def _credit(half: Half) -> float:
    steps = np.linspace(0.0, 1.0, len(half.baselines))
    return float(np.interp(half.value, list(half.baselines.values()), steps))


def closest(baselines: Mapping[str, tuple[float, ...]]) -> float:
    """The smallest step from one baseline to the next, on any half; negative where they are not in order."""
    return min(
        (after - before for low, high in pairwise(baselines.values()) for before, after in zip(low, high, strict=True)),
        default=0.0,
    )


def public_half(found: Measured) -> Measured | None:
    """What the public half alone says; the credit is of both halves."""
    told = tuple(half for half in found.halves if half.half == "public")
    return Measured(found.metric, told, None) if told else None


def in_words(found: Measured, say: Words = _ENGLISH) -> str:
    """Each half's value with the baselines round it: public accuracy 0.742: past medium 0.718, not strong 0.784."""
    return say("; ").join(_half_in_words(found.metric, half, say) for half in found.halves)


def _half_in_words(metric: str, half: Half, say: Words) -> str:
    where = "" if half.half == ALL else f"{say.again(half.half)} "
    reached = [name for name, value in half.baselines.items() if half.value >= value]
    missed = [name for name, value in half.baselines.items() if half.value < value]
    words = [say("past {name} {value:.3f}", name=name, value=half.baselines[name]) for name in reached[-1:]]
    words += [say("not {name} {value:.3f}", name=name, value=half.baselines[name]) for name in missed[:1]]
    return f"{where}{metric} {half.value:.3f}{say(': ')}{say(', ').join(words)}"
