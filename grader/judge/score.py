"""Points from verdicts, in exact fractions; rounding happens once, for display."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import TypeAlias

from grader.model.bank import SPLITS, ProblemBank
from grader.model.result import CaseResult, Score

#: The share of its points that a case earns: 0 or 1 (also as a bool), or a fraction where a metric judges.
Credit: TypeAlias = Fraction | int

#: A fraction takes longer to make than all that is counted for it, and a class has few different ones.
_fraction = lru_cache(maxsize=4096)(Fraction)


def split_scores(problem: ProblemBank, shares: Mapping[str, Credit]) -> dict[str, Score]:
    """Each split by itself, out of the problem's full points; `shares` says what each case earns of its own."""
    return {split: Score(_share(problem, shares, (split,)), problem.points) for split in SPLITS}


def total_score(problem: ProblemBank, shares: Mapping[str, Credit], rule: str) -> Score:
    """The score by the course's rule: all cases, or one split."""
    return Score(_share(problem, shares, _splits(rule)), problem.points)


def unpaid(problem: ProblemBank, shares: Mapping[str, Credit], rule: str) -> frozenset[str]:
    """The passed cases that earn nothing by the course's rule: an exception is expected, no ordinary case passes."""
    return frozenset(case for case in _unpaid(problem, shares, _splits(rule)) if shares.get(case, 0))


def _splits(rule: str) -> tuple[str, ...]:
    return SPLITS if rule == "all" else (rule,)


def _unpaid(problem: ProblemBank, shares: Mapping[str, Credit], splits: tuple[str, ...]) -> frozenset[str]:
    """The cases that expect an exception, if no case that expects a value passes: else always raising would pay.

    Where these splits have no case that expects a value, those of the whole problem decide.
    """
    if not problem.raising or not problem.ordinary:
        return frozenset()
    here = [case for case, split in problem.ordinary if split in splits] or [case for case, _ in problem.ordinary]
    return frozenset() if any(shares.get(case, 0) for case in here) else problem.raising


def _share(problem: ProblemBank, shares: Mapping[str, Credit], splits: tuple[str, ...]) -> Fraction:
    """Points over scenarios by weight, a scenario's over its cases; scenarios without a case here do not count.

    Whole numbers up to the end: `earned / unit` is the weight that was earned.
    """
    if without := _unpaid(problem, shares, splits):
        shares = {case: 0 if case in without else share for case, share in shares.items()}
    earned: Credit = 0
    unit, weight = 1, 0
    for scenario in problem.scenarios:
        groups = [problem.groups.get((scenario.name, split), ()) for split in splits]
        count = sum(map(len, groups))
        if count == 0:
            continue
        weight += scenario.weight
        good = sum([_good(group, shares, all_or_nothing=scenario.all_or_nothing) for group in groups])
        earned, unit = earned * count + scenario.weight * good * unit, unit * count
    return _fraction(earned * problem.points, unit * weight) if weight else _fraction(0)


def _good(group: Sequence[str], shares: Mapping[str, Credit], *, all_or_nothing: bool) -> Credit:
    """How many cases count, a measured one by its share; for few-valued answers a group counts only as a whole.

    Else a constant would earn points.
    """
    good = sum([shares.get(case, 0) for case in group])
    return (good if good == len(group) else 0) if all_or_nothing else good


def add(scores: Sequence[Score]) -> Score:
    """The sum of scores."""
    unit = lcm(*[score.earned.denominator for score in scores])
    earned = sum([score.earned.numerator * (unit // score.earned.denominator) for score in scores])
    return Score(_fraction(earned, unit), sum([score.points for score in scores]))


def credits_of(cases: Sequence[CaseResult]) -> dict[str, Credit]:
    """What share of its points each case earns, by id."""
    return {case.case: case.passed or case.credit for case in cases}
