"""Read backwards along an axis."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.judge.patterns.arrays import ENOUGH, Array
from grader.judge.patterns.pattern import Candidate, Match, Pattern
from grader.languages import said


def candidates(f: Array) -> Iterator[Candidate]:
    """The truth reversed along each axis, then along all."""
    if f.size < ENOUGH:
        return
    for axis in range(f.ndim):
        if f.shape[axis] > 1:
            yield Candidate(Match("axis", axis=axis) if f.ndim > 1 else Match("only axis"), np.flip(f, axis))
    if f.ndim > 1:
        yield Candidate(Match("every axis"), np.flip(f))


PATTERN = Pattern(
    priority=90,
    candidates=candidates,
    words={
        "axis": said("reversed along axis {axis}"),
        "only axis": said("reversed"),
        "every axis": said("reversed along every axis"),
    },
)
