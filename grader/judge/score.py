"""Points from verdicts, in exact fractions; rounding happens once, for display."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from grader.model.bank import SPLITS, ProblemBank
from grader.model.result import CaseResult, Score


def split_scores(problem: ProblemBank, passed: Mapping[str, bool]) -> dict[str, Score]:
    """Each split by itself, out of the problem's full points; `passed` maps case ids."""
    return {split: Score(_share(problem, passed, (split,)), problem.points) for split in SPLITS}


def total_score(problem: ProblemBank, passed: Mapping[str, bool], rule: str) -> Score:
    """The score by the course's rule: all cases, or one split."""
    splits = SPLITS if rule == "all" else (rule,)
    return Score(_share(problem, passed, splits), problem.points)


def _share(problem: ProblemBank, passed: Mapping[str, bool], splits: tuple[str, ...]) -> Fraction:
    """Points over scenarios by weight, a scenario's over its cases; scenarios without a case here do not count."""
    earned, weight = Fraction(0), 0
    for scenario in problem.scenarios:
        groups = [problem.groups.get((scenario.name, split), ()) for split in splits]
        count = sum(len(group) for group in groups)
        if count == 0:
            continue
        weight += scenario.weight
        good = sum(_good(group, passed, all_or_nothing=scenario.all_or_nothing) for group in groups)
        earned += Fraction(scenario.weight * good, count)
    return earned / weight * problem.points if weight else Fraction(0)


def _good(group: Sequence[str], passed: Mapping[str, bool], *, all_or_nothing: bool) -> int:
    """How many cases count; for few-valued answers a group counts only as a whole, or a constant would earn points."""
    good = sum(passed.get(case, False) for case in group)
    return (good if good == len(group) else 0) if all_or_nothing else good


def add(scores: Sequence[Score]) -> Score:
    """The sum of scores."""
    return Score(sum((score.earned for score in scores), Fraction(0)), sum(score.points for score in scores))


def passed_cases(cases: Sequence[CaseResult]) -> dict[str, bool]:
    """Which cases earn points, by id."""
    return {case.case: case.passed for case in cases}
