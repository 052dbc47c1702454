"""One constant added throughout."""

from __future__ import annotations

from math import isfinite

import numpy as np

from grader.judge.patterns.arrays import CLOSE, ENOUGH
from grader.judge.patterns.pair import Pair
from grader.judge.patterns.pattern import Match, Pattern
from grader.languages import said


def test(pair: Pair) -> Match | None:
    """The constant of the first element, if it is everyone's."""
    shift = pair.a.item(0) - pair.f.item(0)
    if pair.f.size < ENOUGH or shift == 0 or not isfinite(shift) or abs(shift) < 1e-4 * pair.expected.size:
        return None
    for one, truth in zip(pair.sample, pair.expected.sample, strict=True):
        if abs(one - truth - shift) > CLOSE * abs(shift):
            return None
    if (np.abs(pair.a - pair.f - shift) <= CLOSE * abs(shift)).all():
        return Match("constant", shift=shift)
    return None


PATTERN = Pattern(priority=70, test=test, words={"constant": said("off by the constant {shift:.6g}")})
