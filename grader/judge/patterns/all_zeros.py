"""Nothing was computed, or everything cancelled."""

from __future__ import annotations

from grader.judge.patterns.pair import Pair
from grader.judge.patterns.pattern import Match, Pattern
from grader.languages import said


def test(pair: Pair) -> Match | None:
    """Zeros where not all is zero."""
    return Match("zeros") if pair.low == pair.high == 0 and pair.f.any() else None


PATTERN = Pattern(priority=10, test=test, words={"zeros": said("all zeros")})
