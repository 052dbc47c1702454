"""Summed up along an axis."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.judge.patterns.arrays import ENOUGH, Array
from grader.judge.patterns.pattern import Candidate, Match, Pattern
from grader.languages import said


def candidates(f: Array) -> Iterator[Candidate]:
    """The running sum along each axis."""
    for axis in range(f.ndim):
        if f.shape[axis] >= ENOUGH:
            yield Candidate(Match("sum", axis=axis), np.cumsum(f, axis))


PATTERN = Pattern(priority=120, candidates=candidates, words={"sum": said("the running sum along axis {axis}")})
