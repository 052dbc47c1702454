"""Every sign reversed."""

from __future__ import annotations

from collections.abc import Iterator

from grader.judge.patterns.arrays import Array
from grader.judge.patterns.pattern import Candidate, Match, Pattern
from grader.languages import said


def candidates(f: Array) -> Iterator[Candidate]:
    """Minus the truth."""
    yield Candidate(Match("reversed"), -f)


PATTERN = Pattern(priority=30, candidates=candidates, words={"reversed": said("the sign is reversed")})
