"""A single wrong element."""

from __future__ import annotations

import numpy as np

from grader.judge.patterns.arrays import ENOUGH
from grader.judge.patterns.pair import Pair
from grader.judge.patterns.pattern import Match, Pattern
from grader.languages import said


def test(pair: Pair) -> Match | None:
    """One wrong element among several."""
    if pair.wrong_count != 1 or pair.f.size < ENOUGH + 1:
        return None
    return Match("index", index=[int(i) for i in np.argwhere(pair.wrong)[0]])


PATTERN = Pattern(priority=140, test=test, words={"index": said("wrong only at index {index}")})
