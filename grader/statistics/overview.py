"""What a class shows: how scores are spread, what costs most, which misunderstandings many share, what did not end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from grader.model.bank import PUBLIC, CaseBank, ProblemBank, Sentence
from grader.model.result import CaseResult, ProblemResult, Report, Verdict
from grader.statistics.marks import Marks, marks_of

BINS: Final = 10
#: What a person looks into: the program did not come to an answer by itself.
TROUBLE: Final = (
    Verdict.TIMED_OUT,
    Verdict.OUT_OF_MEMORY,
    Verdict.CRASHED,
    Verdict.NO_ANSWER,
    Verdict.DOES_NOT_COMPILE,
    Verdict.MISSING,  # of every function
)
EXAMPLES: Final = 2


@dataclass(frozen=True, slots=True)
class Rate:
    """A problem, or a scenario of it, before the class."""

    problem: str
    scenario: str  # "" for the whole problem
    title: Sentence
    points: float
    earned: float  # the class's mean share of these points, from 0 to 1
    failed: int  # students who fail a case of it
    lost: float  # points that it costs a student in the mean


@dataclass(frozen=True, slots=True)
class Shared:
    """A known mistake that explains a problem of several students."""

    problem: str
    name: str
    title: Mapping[str, str]
    sentence: Mapping[str, str]
    students: int
    examples: tuple[CaseResult, ...]  # public cases, one a student


@dataclass(frozen=True, slots=True)
class Trouble:
    """A verdict that a person looks into, and whose programs had it: (id, name)."""

    verdict: Verdict
    students: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """A class in one assignment; shares of points are from 0 to 1."""

    graded: int
    ungraded: tuple[tuple[str, str], ...]  # (id, name)
    bins: tuple[int, ...]  # students with 0 to 10 %, 10 to 20 %, … of the points, all of them in the last
    median: float
    mean: float
    full: int  # students with all points
    problems: tuple[Rate, ...]  # what costs most first
    scenarios: tuple[Rate, ...]
    shared: tuple[Shared, ...]  # what most share first
    troubles: tuple[Trouble, ...]


def overview(reports: Sequence[Report], bank: CaseBank) -> Overview:
    """The overview of a class; without a graded student all numbers are 0."""
    graded = [report for report in reports if report.status == "graded"]
    marks = marks_of(graded, bank)
    shares = [float(report.total.earned / report.total.points) if report.total.points else 0.0 for report in graded]
    bins = np.bincount([min(int(share * BINS), BINS - 1) for share in shares], minlength=BINS)
    problems = [_rate(problem, "", marks) for problem in bank.problems]
    scenarios = [
        _rate(problem, scenario.name, marks)
        for problem in bank.problems
        for scenario in problem.scenarios
        if any(case.scenario == scenario.name for case in problem.cases)
    ]
    return Overview(
        graded=len(graded),
        ungraded=tuple((report.id, report.student) for report in reports if report.status != "graded"),
        bins=tuple(int(count) for count in bins),
        median=float(np.median(shares)) if shares else 0.0,
        mean=float(np.mean(shares)) if shares else 0.0,
        full=sum(share >= 1 for share in shares),
        problems=_costly(problems),
        scenarios=_costly(scenarios),
        shared=_shared(graded),
        troubles=_troubles(graded),
    )


def _costly(rates: Sequence[Rate]) -> tuple[Rate, ...]:
    return tuple(sorted(rates, key=lambda rate: -rate.lost))


def _rate(problem: ProblemBank, scenario: str, marks: Marks) -> Rate:
    title = problem.scenario_of[scenario].title if scenario else {"en": problem.summary}
    columns = marks.columns(problem.name)
    if scenario:
        columns = np.array([column for column in columns if marks.cases[column].split("/")[1] == scenario], int)
    points = float(marks.worth[columns].sum())
    if not marks.students:
        return Rate(problem.name, scenario, title, points, 0.0, 0, 0.0)
    lost = float(((1 - marks.credit[:, columns]) * marks.worth[columns]).sum(axis=1).mean())
    earned = 1 - lost / points if points else float(marks.credit[:, columns].mean())
    failed = int(marks.failed[:, columns].any(axis=1).sum())
    return Rate(problem.name, scenario, title, points, earned, failed, lost)


def _shared(graded: Sequence[Report]) -> tuple[Shared, ...]:
    counts: dict[tuple[str, str], int] = {}
    words: dict[tuple[str, str], tuple[Mapping[str, str], Mapping[str, str]]] = {}
    examples: dict[tuple[str, str], list[CaseResult]] = {}
    for report in graded:
        for problem in report.problems:
            if not problem.misconception:
                continue
            key = (problem.problem, problem.misconception)
            counts[key] = counts.get(key, 0) + 1
            words[key] = (problem.title, problem.sentence)
            mine = examples.setdefault(key, [])
            if len(mine) < EXAMPLES:
                mine += _example(problem, mine)
    order = sorted(counts, key=lambda key: (-counts[key], key))
    return tuple(Shared(*key, *words[key], counts[key], tuple(examples[key])) for key in order)


def _example(problem: ProblemResult, others: Sequence[CaseResult]) -> list[CaseResult]:
    """A case to show, if there is one: another than of the others, whose answer would often be the same."""
    found, seen = [case for case in problem.cases if _is_example(case)], {case.case for case in others}
    return [min(found, key=lambda case: case.case in seen)] if found else []


def _is_example(case: CaseResult) -> bool:
    """Whether a case can be shown to a class: public, explained by the mistake, with numbers."""
    return case.split == PUBLIC and bool(case.misconception) and case.difference is not None


def _troubles(graded: Sequence[Report]) -> tuple[Trouble, ...]:
    found: dict[Verdict, list[tuple[str, str]]] = {}
    for report in graded:
        seen = {case.verdict for problem in report.problems for case in problem.cases} - {Verdict.MISSING}
        for verdict in seen:
            found.setdefault(verdict, []).append((report.id, report.student))
        if _has_nothing(report):
            found.setdefault(Verdict.MISSING, []).append((report.id, report.student))
    return tuple(Trouble(verdict, tuple(found[verdict])) for verdict in TROUBLE if verdict in found)


def _has_nothing(report: Report) -> bool:
    """Whether no function was found at all: two files that could be meant, a wrong one, an archive that is damaged."""
    return all(case.verdict is Verdict.MISSING for problem in report.problems for case in problem.cases)
