"""The branch for negative values is wrong."""

from __future__ import annotations

from grader.judge.patterns.arrays import ENOUGH
from grader.judge.patterns.pair import Pair
from grader.judge.patterns.pattern import Match, Pattern
from grader.languages import said


def test(pair: Pair) -> Match | None:
    """Wrong exactly where the truth is below zero."""
    count = pair.expected.negative_count
    if pair.wrong_count != count or not ENOUGH <= count <= pair.f.size - ENOUGH:
        return None
    return Match("negative") if (pair.wrong == pair.expected.negative).all() else None


PATTERN = Pattern(priority=170, test=test, words={"negative": said("wrong only where the expected value is negative")})
