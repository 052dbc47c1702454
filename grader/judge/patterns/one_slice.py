"""Wrong in one slice of an axis only, the first or the last for example."""

from __future__ import annotations

import numpy as np

from grader.judge.patterns.arrays import ENOUGH
from grader.judge.patterns.pair import Pair
from grader.judge.patterns.pattern import Match, Pattern
from grader.languages import said


def test(pair: Pair) -> Match | None:
    """All wrong elements in one slice of an axis that has several."""
    if not 0 < pair.wrong_count <= pair.expected.largest_slice:
        return None
    for axis in range(pair.f.ndim):
        lines = pair.wrong.any(axis=tuple(i for i in range(pair.f.ndim) if i != axis))
        if lines.size >= ENOUGH and lines.sum() == 1:
            return Match("slice", index=int(np.argmax(lines)), axis=axis)
    return None


PATTERN = Pattern(priority=150, test=test, words={"slice": said("wrong only at index {index} of axis {axis}")})
