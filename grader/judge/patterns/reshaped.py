"""The right numbers in another shape."""

from __future__ import annotations

from grader.judge.patterns.arrays import close
from grader.judge.patterns.pair import Pair
from grader.judge.patterns.pattern import Domain, Match, Pattern
from grader.languages import said


def test(pair: Pair) -> Match | None:
    """The same numbers in the order of C."""
    if pair.a.size == pair.f.size and close(pair.a.reshape(pair.f.shape), pair.f):
        return Match("shape", shape=pair.a.shape)
    return None


PATTERN = Pattern(
    priority=210,
    test=test,
    domains=(Domain.OTHER_SHAPE,),
    words={"shape": said("the right numbers in shape {shape}")},
)
