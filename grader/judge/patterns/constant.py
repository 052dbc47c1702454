"""The same number everywhere."""

from __future__ import annotations

from grader.judge.patterns.arrays import ENOUGH
from grader.judge.patterns.pair import Pair
from grader.judge.patterns.pattern import Match, Pattern
from grader.languages import said


def test(pair: Pair) -> Match | None:
    """One number where several are expected."""
    if pair.low != pair.high or pair.f.size < ENOUGH or pair.expected.low == pair.expected.high:
        return None
    return Match("constant", number=pair.a.flat[0])


PATTERN = Pattern(priority=50, test=test, words={"constant": said("the same number everywhere ({number:.6g})")})
