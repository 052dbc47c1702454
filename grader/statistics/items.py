"""What each case tells about a class: how hard it is, whom it tells apart, and what its author might change.

Classical item analysis (F. M. Lord, M. R. Novick 1968): difficulty is the share who earn a case, discrimination the
point-biserial correlation of a case with the points of all other cases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from grader.model.bank import PRIVATE, PUBLIC, CaseBank, ProblemBank
from grader.model.result import Report
from grader.statistics.marks import Marks, marks_of

#: Of a class smaller than this nothing is proposed: one student more would change it.
ENOUGH_STUDENTS: Final = 20
#: What is above tells apart well, by the custom of item analysis; a share of students that is worth a proposal.
DISCRIMINATES, MANY = 0.4, 0.1


@dataclass(frozen=True, slots=True)
class Item:
    """One case before a class."""

    case: str
    worth: float  # points
    difficulty: float  # the share of its points that the class earns, from 0 to 1: an easy case is near 1
    discrimination: float | None  # from -1 to 1; None where all earn the same
    failed: int  # students
    alone: int  # students who fail nothing else of the problem
    guards: int  # known mistakes that no other case of the problem shows


@dataclass(frozen=True, slots=True)
class Gap:
    """A problem's mean share of points by split, and how many fail private cases alone."""

    problem: str
    public: float
    private: float
    hidden: int  # students who pass every public case and fail a private one


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an author might do about a case or a scenario, and why."""

    action: str  # "drop", "make public", "weigh more", "look at"
    target: str  # a case's id, or problem/scenario
    why: str


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """A class and the cases of one assignment."""

    assignment: str
    students: int  # graded
    items: tuple[Item, ...]
    gaps: tuple[Gap, ...]
    proposals: tuple[Proposal, ...]


def item_statistics(reports: Sequence[Report], bank: CaseBank) -> ItemStatistics:
    """The statistics of every case; without a graded student there are no items."""
    marks = marks_of(reports, bank)
    if not marks.students:
        return ItemStatistics(bank.slug, 0, (), (), ())
    relations = _discrimination(marks)
    items = tuple(item for problem in bank.problems for item in _items(problem, marks, relations))
    gaps = tuple(_gap(problem.name, marks) for problem in bank.problems)
    enough = len(marks.students) >= ENOUGH_STUDENTS
    proposals = tuple(each for problem in bank.problems for each in _proposals(problem, marks, items)) if enough else ()
    return ItemStatistics(bank.slug, len(marks.students), items, gaps, proposals)


def _discrimination(marks: Marks) -> np.ndarray:
    """Of each case with the points of all others; NaN where one of the two is the same for all."""
    points = marks.credit * marks.worth
    rest = points.sum(axis=1, keepdims=True) - points
    rest, credit = rest - rest.mean(axis=0), marks.credit - marks.credit.mean(axis=0)
    spread = np.sqrt((rest**2).sum(axis=0) * (credit**2).sum(axis=0))
    with np.errstate(invalid="ignore"):
        found: np.ndarray = np.where(spread > 1e-9, (rest * credit).sum(axis=0) / spread, np.nan)
    return found


def _items(problem: ProblemBank, marks: Marks, relations: np.ndarray) -> list[Item]:
    columns = marks.columns(problem.name)
    failed = marks.failed[:, columns]
    alone = failed & (failed.sum(axis=1, keepdims=True) == 1)
    guards = _guards(problem)
    return [
        Item(
            case=marks.cases[column],
            worth=float(marks.worth[column]),
            difficulty=float(marks.credit[:, column].mean()),
            discrimination=None if np.isnan(relations[column]) else float(relations[column]),
            failed=int(failed[:, number].sum()),
            alone=int(alone[:, number].sum()),
            guards=guards[number],
        )
        for number, column in enumerate(columns)
    ]


def _guards(problem: ProblemBank) -> list[int]:
    """For each case how many known mistakes give a wrong answer there alone."""
    shown = np.zeros((len(problem.cases), len(problem.mistakes)), dtype=bool)
    for row, case in enumerate(problem.cases):
        for column, known in enumerate(case.known):
            shown[row, column] = known.wrong
    sole = shown & (shown.sum(axis=0) == 1)
    return [int(count) for count in sole.sum(axis=1)]


def _gap(problem: str, marks: Marks) -> Gap:
    columns = marks.columns(problem)
    split = np.array([marks.cases[column].split("/")[2] for column in columns])
    public, private = columns[split == PUBLIC], columns[split == PRIVATE]
    hidden = ~marks.failed[:, public].any(axis=1) & marks.failed[:, private].any(axis=1)
    means = [float(marks.credit[:, part].mean()) if part.size else 0.0 for part in (public, private)]
    return Gap(problem, means[0], means[1], int(hidden.sum()))


def _proposals(problem: ProblemBank, marks: Marks, items: Sequence[Item]) -> list[Proposal]:
    mine = [item for item in items if item.case.split("/", 1)[0] == problem.name]
    return [*_drops(mine, len(marks.students)), *_scenarios(problem, marks, mine)]


def _drops(items: Sequence[Item], students: int) -> list[Proposal]:
    """Private cases that tell nothing: nobody fails them, and every known mistake is shown by another case too."""
    return [
        Proposal(
            "drop", item.case, f"none of {students} fails it, and other cases show every known mistake that it shows"
        )
        for item in items
        if item.case.split("/")[2] == PRIVATE and not item.failed and not item.guards
    ]


def _scenarios(problem: ProblemBank, marks: Marks, items: Sequence[Item]) -> list[Proposal]:
    by_scenario: dict[str, list[Item]] = {}
    for item in items:
        by_scenario.setdefault(item.case.split("/")[1], []).append(item)
    mean_worth = sum(item.worth for item in items) / len(by_scenario)
    weighed = [
        proposal
        for name, mine in by_scenario.items()
        for proposal in _weights(f"{problem.name}/{name}", marks, mine, mean_worth=mean_worth)
    ]
    return [*_publications(problem, marks, by_scenario), *weighed]


def _publications(problem: ProblemBank, marks: Marks, items: Mapping[str, Sequence[Item]]) -> list[Proposal]:
    """The scenario without a public case that surprises most of those who pass every public case."""
    trusting, students = _passes_public(marks, problem.name), len(marks.students)
    surprised = {
        name: int((trusting & _fails(marks, [item.case for item in mine])).sum())
        for name, mine in items.items()
        if not problem.groups.get((name, PUBLIC))
    }
    name = max(surprised, key=lambda each: surprised[each], default="")
    if not name or surprised[name] < MANY * students:
        return []
    why = f"{surprised[name]} of {students} pass every public case and fail here; no other scenario surprises more"
    return [Proposal("make public", f"{problem.name}/{name}", why)]


def _weights(target: str, marks: Marks, items: Sequence[Item], *, mean_worth: float) -> list[Proposal]:
    """What discrimination says of a scenario: below 0 it is to be looked at, high and cheap it may weigh more."""
    told = [item.discrimination for item in items if item.discrimination is not None]
    if not told:
        return []
    relation, worth = sum(told) / len(told), sum(item.worth for item in items)
    if relation < 0:
        why = f"whoever fails it has more points elsewhere (discrimination {relation:.2f})"
        return [Proposal("look at", target, why)]
    count, students = int(_fails(marks, [item.case for item in items]).sum()), len(marks.students)
    if relation < DISCRIMINATES or count < MANY * students or worth >= mean_worth / 2:
        return []
    why = f"{worth:.3g} points, tells well apart (discrimination {relation:.2f}), {count} of {students} fail"
    return [Proposal("weigh more", target, why)]


def _fails(marks: Marks, cases: Sequence[str]) -> np.ndarray:
    """Who fails one of these cases, as bools."""
    wanted = set(cases)
    chosen = np.array([case in wanted for case in marks.cases], dtype=bool)
    found: np.ndarray = np.any(marks.failed & chosen, axis=1)
    return found


def _passes_public(marks: Marks, problem: str) -> np.ndarray:
    public = [case for case in marks.cases if case.split("/")[0] == problem and case.split("/")[2] == PUBLIC]
    return ~_fails(marks, public)
