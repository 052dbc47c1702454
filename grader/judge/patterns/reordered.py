"""The same numbers elsewhere."""

from __future__ import annotations

import numpy as np

from grader.judge.patterns.arrays import CLOSE, ENOUGH, close
from grader.judge.patterns.pair import Pair
from grader.judge.patterns.pattern import Match, Pattern
from grader.languages import said


def test(pair: Pair) -> Match | None:
    """Both sorted are close, so the least and the greatest elements are."""
    expected, allowed = pair.expected, CLOSE * pair.expected.size
    if abs(pair.low - expected.low) > allowed or abs(pair.high - expected.high) > allowed:
        return None
    if pair.f.size < ENOUGH + 1 or expected.low == expected.high:
        return None
    return Match("order") if close(np.sort(pair.a, axis=None), np.sort(pair.f, axis=None)) else None


PATTERN = Pattern(priority=190, test=test, words={"order": said("the right numbers in another order")})
