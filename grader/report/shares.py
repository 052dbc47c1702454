"""Rounded parts that add up to the rounded whole, for formats that add up what they are given."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from grader.model.result import Score
from grader.report.words import points


def shares(scores: Sequence[Score], total: Score) -> list[float]:
    """Each score in hundredths of a point, by largest remainder, so that their sum is the total as it is shown."""
    whole = round(Fraction(str(points(total))) * 100)
    exact = [score.earned * 100 for score in scores]
    cents = [int(value) for value in exact]  # rounded down: no score is negative
    missing = whole - sum(cents)
    by_remainder = sorted(range(len(exact)), key=lambda index: (cents[index] - exact[index], index))
    for index in by_remainder[: max(missing, 0)]:
        cents[index] += 1
    return [value / 100 for value in cents]
