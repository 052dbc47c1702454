"""A class as one matrix: which share of its points each case earned each student."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from grader.model.bank import SPLITS, CaseBank, ProblemBank
from grader.model.result import Report


@dataclass(frozen=True)
class Marks:
    """Students are rows, cases columns; whoever is ungraded is left out."""

    students: tuple[str, ...]  # ids
    cases: tuple[str, ...]  # in the bank's order
    worth: np.ndarray  # (cases,): points of each case, 0 where the course's rule does not count its split
    credit: np.ndarray  # (students, cases): from 0 to 1

    @property
    def failed(self) -> np.ndarray:
        """Which cases earned less than everything, as a matrix of bools."""
        found: np.ndarray = self.credit < 1
        return found

    def columns(self, problem: str) -> np.ndarray:
        """The columns of a problem's cases."""
        return np.array([number for number, case in enumerate(self.cases) if case.split("/", 1)[0] == problem], int)


def marks_of(reports: Sequence[Report], bank: CaseBank) -> Marks:
    """The marks of a class whose results hold all cases of the bank, as every stored result does."""
    graded = [report for report in reports if report.status == "graded"]
    cases = [case.id for problem in bank.problems for case in problem.cases]
    credit = np.zeros((len(graded), len(cases)))
    for row, report in enumerate(graded):
        credit[row] = [case.passed or case.credit for problem in report.problems for case in problem.cases]
    worth = np.concatenate([_worth(problem, bank.score_rule) for problem in bank.problems]) if cases else np.zeros(0)
    return Marks(tuple(report.id for report in graded), tuple(cases), worth, credit)


def _worth(problem: ProblemBank, rule: str) -> np.ndarray:
    """Points of each case: a problem's are shared over its scenarios by weight, a scenario's over its cases."""
    splits = SPLITS if rule == "all" else (rule,)
    counts = {
        scenario.name: sum(len(problem.groups.get((scenario.name, split), ())) for split in splits)
        for scenario in problem.scenarios
    }
    weight = sum(scenario.weight for scenario in problem.scenarios if counts[scenario.name])
    return np.array(
        [
            problem.points * problem.scenario_of[case.scenario].weight / weight / counts[case.scenario]
            if case.split in splits
            else 0.0
            for case in problem.cases
        ]
    )
