"""Name how a wrong array differs from the right one, or say nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np

from grader.judge.patterns import PATTERNS
from grader.judge.patterns.arrays import Array, Sample, close, greatest
from grader.judge.patterns.pair import Expected, Pair
from grader.judge.patterns.pattern import Candidate, Domain, Match, Pattern

_REAL = "biuf"


@dataclass(frozen=True)
class Target:
    """An expected array with a sample of each pattern's candidates."""

    expected: Expected

    @cached_property
    def samples(self) -> Mapping[Pattern, list[tuple[Sample, float]]]:
        """Per pattern the samples of its candidates, with their sizes; one candidate at a time is held whole."""
        found: dict[Pattern, list[tuple[Sample, float]]] = {}
        for pattern in PATTERNS:
            for candidate in pattern.candidates(self.expected.f) if pattern.candidates else ():
                size = greatest(candidate.array[candidate.known])
                if candidate.array.shape == self.expected.f.shape and 0 < size < inf:
                    sample = self.expected.sample_of(_unknown_as_nan(candidate))
                    found.setdefault(pattern, []).append((sample, size))
        return found

    def search(self, actual: Array) -> str:
        """Words for the way in which an array of real numbers differs from this one, or an empty string."""
        pair = Pair(actual.astype(np.float64, copy=False), self.expected)
        with np.errstate(all="ignore"):
            domain = _domain(pair)
            # An answer that is nearly right would also pass for its mirror image, its sorted self, and so on.
            only_exact = domain is Domain.FINITE and _nearly_right(pair)
            for pattern in PATTERNS:
                if domain in pattern.domains and (pattern.exact or not only_exact):
                    match = self._match(pattern, pair, domain)
                    if match is not None:
                        return pattern.say(match)
        return ""

    def _match(self, pattern: Pattern, pair: Pair, domain: Domain) -> Match | None:
        if pattern.test is not None:
            return pattern.test(pair)
        if pattern.candidates is None or (domain is Domain.FINITE and not self._possible(pattern, pair)):
            return None
        return next((found.match for found in pattern.candidates(pair.f) if _is_close(pair.a, found)), None)

    def _possible(self, pattern: Pattern, pair: Pair) -> bool:
        return any(pair.may_be(sample, size) for sample, size in self.samples.get(pattern, ()))


class PatternSearch:
    """The search for a class: what depends on the expected arrays alone is worked out once."""

    def __init__(self) -> None:
        """Nothing is worked out before the first wrong answer."""
        self._targets: dict[tuple[str, str], Target] = {}

    def words(self, actual: Array, expected: Array, *, case: str, path: str) -> str:
        """Words for one part of an answer; `case` and `path` tell which expected array it is."""
        if not _are_real(actual, expected):
            return ""
        target = self._targets.get((case, path))
        if target is None:
            target = self._targets[case, path] = Target(Expected.of(expected))
        return target.search(actual)


def find_pattern(actual: Array, expected: Array) -> str:
    """Words for the way `actual` differs from `expected`, or an empty string."""
    return Target(Expected.of(expected)).search(actual) if _are_real(actual, expected) else ""


def _are_real(actual: Array, expected: Array) -> bool:
    return actual.dtype.kind in _REAL and expected.dtype.kind in _REAL


def _domain(pair: Pair) -> Domain:
    if pair.a.shape != pair.f.shape:
        return Domain.OTHER_SHAPE
    return Domain.FINITE if pair.is_finite else Domain.NOT_FINITE


def _nearly_right(pair: Pair) -> bool:
    return pair.may_be(pair.expected.sample, pair.expected.size) and close(pair.a, pair.f)


def _is_close(actual: Array, candidate: Candidate) -> bool:
    known = candidate.known
    return actual.shape == candidate.array.shape and close(actual[known], candidate.array[known])


def _unknown_as_nan(candidate: Candidate) -> Array:
    """The candidate with NaN where it says nothing, since NaN rules out nothing."""
    if candidate.known == (...,):
        return candidate.array
    found = np.full(candidate.array.shape, np.nan)
    found[candidate.known] = candidate.array[candidate.known]
    return found
