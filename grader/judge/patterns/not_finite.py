"""NaN or infinities where none are expected."""

from __future__ import annotations

import numpy as np

from grader.judge.patterns.pair import Pair
from grader.judge.patterns.pattern import Domain, Match, Pattern
from grader.languages import said


def test(pair: Pair) -> Match | None:
    """NaN before infinities."""
    no_number, infinite = np.isnan(pair.a), np.isinf(pair.a)
    if no_number.any() and not np.isnan(pair.f).any():
        minus_infinity = np.isneginf(pair.f)
        if minus_infinity.any() and (no_number == minus_infinity).all():
            return Match("minus infinity")
        return Match("all" if no_number.all() else "some")
    return Match("overflow") if infinite.any() and not np.isinf(pair.f).any() else None


PATTERN = Pattern(
    priority=200,
    test=test,
    domains=(Domain.NOT_FINITE,),
    words={
        "minus infinity": said("NaN where -inf is expected"),
        "all": said("all NaN"),
        "some": said("NaN in some places: 0/0, inf - inf or the root of a negative number"),
        "overflow": said("overflow: infinite where a finite number is expected"),
    },
)
