"""One factor or one offset for each row or each column."""

from __future__ import annotations

import numpy as np

from grader.judge.patterns.arrays import CLOSE, ENOUGH, close, greatest
from grader.judge.patterns.pair import Pair
from grader.judge.patterns.pattern import Match, Pattern
from grader.languages import said


def test(pair: Pair) -> Match | None:
    """The factors that fit best, then the mean offsets, by row and then by column."""
    a, f = pair.a, pair.f
    if f.ndim != 2 or min(f.shape) < ENOUGH:
        return None
    for axis, line in ((1, "row"), (0, "column")):
        if not _neighbours_may_share(pair, axis):
            continue
        weight = np.add.reduce(f * f, axis=axis, keepdims=True)
        ratio = np.add.reduce(a * f, axis=axis, keepdims=True) / np.where(weight == 0, 1.0, weight)
        if close(a, ratio * f):
            return Match(f"{line} factor")
        shift = np.add.reduce(a - f, axis=axis, keepdims=True) / f.shape[axis]
        if close(a, f + shift) and greatest(shift) > 1e-4 * pair.expected.size:
            return Match(f"{line} constant")
    return None


def _neighbours_may_share(pair: Pair, axis: int) -> bool:
    """Whether the first wrong element and the next of its line can have a factor or a constant in common."""
    place, step, along = int(np.argmax(pair.wrong)), (pair.f.shape[1], 1)[axis], pair.f.shape[axis]
    other = place - step if place // step % along else place + step
    x, y, f, g = pair.a.item(place), pair.a.item(other), pair.f.item(place), pair.f.item(other)
    allowed = 4 * CLOSE * max(-pair.low, pair.high)
    if not abs(x * g - y * f) > allowed * (abs(f) + abs(g)):  # an overflow rules out nothing
        return True
    return not abs((x - f) - (y - g)) > 2 * allowed + 1e-12 * pair.expected.size


PATTERN = Pattern(
    priority=180,
    test=test,
    words={
        "row factor": said("each row is off by a factor of its own"),
        "row constant": said("each row is off by a constant of its own"),
        "column factor": said("each column is off by a factor of its own"),
        "column constant": said("each column is off by a constant of its own"),
    },
)
