"""Rounded, or kept in half precision on the way."""

from __future__ import annotations

import numpy as np

from grader.judge.patterns.arrays import ENOUGH
from grader.judge.patterns.pair import Pair
from grader.judge.patterns.pattern import Match, Pattern
from grader.languages import said

#: Above this rounding to the most decimals is not exact itself.
_LARGEST = 1e6
_MOST_DECIMALS = 8


def test(pair: Pair) -> Match | None:
    """Equal to the rounded truth in every element."""
    a, f = pair.a, pair.f
    if _has_few_decimals(pair):
        for decimals in range(_MOST_DECIMALS + 1):
            enough = f.size >= ENOUGH or decimals >= ENOUGH  # a lone whole number is near many others
            if enough and _is_rounded(pair, decimals) and not np.array_equal(a, f) and a.any():
                return Match("decimals", decimals=decimals)
    return Match("half") if f.size >= ENOUGH and _is_half(pair) else None


def _has_few_decimals(pair: Pair) -> bool:
    """Whether the most decimals hold all of the answer; nothing is ruled out where rounding is not exact."""
    if max(-pair.low, pair.high) > _LARGEST:
        return True
    sampled = all(_may_be_rounded(one, one, _MOST_DECIMALS) for one in pair.sample)
    return sampled and np.array_equal(pair.a, np.round(pair.a, _MOST_DECIMALS))


def _is_rounded(pair: Pair, decimals: int) -> bool:
    both = zip(pair.sample, pair.expected.sample, strict=True)
    sampled = all(_may_be_rounded(one, truth, decimals) for one, truth in both)
    return sampled and np.array_equal(pair.a, np.round(pair.f, decimals))


def _may_be_rounded(one: float, truth: float, decimals: int) -> bool:
    """Whether NumPy rounds `truth` to `one`, by the same three steps; a large number is not ruled out."""
    unit = 10.0**decimals
    return abs(truth) > _LARGEST or round(truth * unit) / unit == one


def _is_half(pair: Pair) -> bool:
    both = zip(pair.sample, pair.expected.sample, strict=True)
    sampled = all(float(np.float16(truth)) == one for one, truth in both)
    return sampled and np.array_equal(pair.a, pair.f.astype(np.float16).astype(np.float64))


PATTERN = Pattern(
    priority=20,
    test=test,
    exact=True,
    words={"decimals": said("rounded to {decimals} decimals"), "half": said("computed in half precision")},
)
