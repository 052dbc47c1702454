"""Wrong somewhere on the border of the last two axes, right everywhere inside."""

from __future__ import annotations

from typing import Any

from grader.judge.patterns.arrays import ENOUGH
from grader.judge.patterns.pair import Pair
from grader.judge.patterns.pattern import Match, Pattern
from grader.languages import said


def test(pair: Pair) -> Match | None:
    """Several wrong elements, none of them inside."""
    f = pair.f
    if f.ndim < 1 or min(f.shape[-2:]) < ENOUGH or pair.wrong_count < 2:
        return None
    inside: tuple[Any, ...] = (..., *(slice(1, -1),) * min(f.ndim, 2))
    return Match("border") if f[inside].size >= ENOUGH and not pair.wrong[inside].any() else None


PATTERN = Pattern(priority=160, test=test, words={"border": said("wrong only at the border")})
