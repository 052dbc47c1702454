"""The sign lost."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.judge.patterns.arrays import Array
from grader.judge.patterns.pattern import Candidate, Match, Pattern
from grader.languages import said


def candidates(f: Array) -> Iterator[Candidate]:
    """The truth without its signs."""
    if (f < 0).any():
        yield Candidate(Match("absolute"), np.abs(f))


PATTERN = Pattern(priority=40, candidates=candidates, words={"absolute": said("the absolute value")})
