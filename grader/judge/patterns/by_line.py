"""One factor or one offset for each row or each column."""

from __future__ import annotations

import numpy as np

from grader.judge.patterns.arrays import ENOUGH, close, greatest
from grader.judge.patterns.pair import Pair
from grader.judge.patterns.pattern import Match, Pattern


def test(pair: Pair) -> Match | None:
    """The factors that fit best, then the mean offsets, by row and then by column."""
    a, f = pair.a, pair.f
    if f.ndim != 2 or min(f.shape) < ENOUGH:
        return None
    for axis, line in ((1, "row"), (0, "column")):
        weight = np.add.reduce(f * f, axis=axis, keepdims=True)
        ratio = np.add.reduce(a * f, axis=axis, keepdims=True) / np.where(weight == 0, 1.0, weight)
        if close(a, ratio * f):
            return Match(f"{line} factor")
        shift = np.add.reduce(a - f, axis=axis, keepdims=True) / f.shape[axis]
        if close(a, f + shift) and greatest(shift) > 1e-4 * pair.expected.size:
            return Match(f"{line} constant")
    return None


PATTERN = Pattern(
    priority=180,
    test=test,
    words={
        "en": {
            "row factor": "each row is off by a factor of its own",
            "row constant": "each row is off by a constant of its own",
            "column factor": "each column is off by a factor of its own",
            "column constant": "each column is off by a constant of its own",
        }
    },
)
