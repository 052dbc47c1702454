"""Cut off below or above."""

from __future__ import annotations

import numpy as np

from grader.judge.patterns.arrays import ENOUGH, close
from grader.judge.patterns.pair import Pair
from grader.judge.patterns.pattern import Match, Pattern
from grader.languages import said


def test(pair: Pair) -> Match | None:
    """The truth cut off at the answer's least and greatest element, two different elements at one of them at least."""
    a, f, low, high = pair.a, pair.f, pair.low, pair.high
    if f.size < ENOUGH or low == high:
        return None
    if not pair.may_be([min(max(truth, low), high) for truth in pair.expected.sample], max(-low, high)):
        return None
    changed = a != f
    if changed.mean() > 0.9 or not close(a, np.clip(f, low, high)):
        return None
    if max(len(np.unique(f[changed & (a == bound)])) for bound in (low, high)) < 2:
        return None  # one changed value is its own bound, however often a symmetric matrix holds it
    sides = " ".join(["below"] * (pair.expected.low < low) + ["above"] * (pair.expected.high > high))
    return Match(sides, low=low, high=high) if sides else None


PATTERN = Pattern(
    priority=100,
    test=test,
    exact=True,
    words={
        "below": said("clipped below {low:.6g}"),
        "above": said("clipped above {high:.6g}"),
        "below above": said("clipped below {low:.6g} and above {high:.6g}"),
    },
)
