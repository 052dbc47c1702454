"""Moved by one along an axis."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.judge.patterns.arrays import ENOUGH, Array, close
from grader.judge.patterns.pattern import Candidate, Match, Pattern
from grader.languages import said


def candidates(f: Array) -> Iterator[Candidate]:
    """The truth moved by one along each axis, up and down; of what falls in at the end nothing is known."""
    for axis in range(f.ndim):
        if f.shape[axis] < ENOUGH + 1:
            continue
        before = (slice(None),) * axis
        late, early = (*before, slice(1, None)), (*before, slice(None, -1))
        if close(f[late], f[early]):
            continue  # the truth itself hardly changes along this axis, so agreement says nothing
        if np.ptp(f[early]) > 0:
            yield Candidate(Match("higher", axis=axis), np.roll(f, 1, axis), known=late)
        if np.ptp(f[late]) > 0:
            yield Candidate(Match("lower", axis=axis), np.roll(f, -1, axis), known=early)


PATTERN = Pattern(
    priority=130,
    candidates=candidates,
    words={
        "higher": said("shifted by one along axis {axis}, towards higher indices"),
        "lower": said("shifted by one along axis {axis}, towards lower indices"),
    },
)
