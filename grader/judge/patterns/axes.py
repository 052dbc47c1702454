"""Axes in another order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from grader.judge.patterns.arrays import Array
from grader.judge.patterns.pattern import Candidate, Domain, Match, Pattern
from grader.languages import said


def candidates(f: Array) -> Iterator[Candidate]:
    """The truth with its axes in every other order; its shape may be another one."""
    for order in permutations(range(f.ndim)):
        if order != tuple(range(f.ndim)):
            match = Match("transposed") if f.ndim == 2 else Match("permuted", order=order)
            yield Candidate(match, f.transpose(order))


PATTERN = Pattern(
    priority=80,
    candidates=candidates,
    domains=(Domain.FINITE, Domain.OTHER_SHAPE),
    words={"transposed": said("transposed"), "permuted": said("axes permuted: {order}")},
)
