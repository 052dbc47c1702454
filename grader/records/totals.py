"""What a record says of points, so that a term is counted without banks: exact, by split and by problem."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import msgspec

from grader.judge.score import add, credits_of, total_score
from grader.model.bank import PRIVATE, PUBLIC, CaseBank
from grader.model.result import Report


class Totals(msgspec.Struct, frozen=True):
    """Earned points as fractions in lowest terms ("7/2"), and the basis on which they were earned."""

    rule: str  # which of the splits the assignment counts, "all" being both
    points: int
    earned: Mapping[str, str]  # by split, and "all"
    problems: Mapping[str, str]  # by the rule
    basis: str = ""  # of `grader.records.basis`


def totals_of(report: Report, bank: CaseBank, basis: str = "") -> Totals | None:
    """What a result earned; None where the grader could not grade it."""
    if report.status != "graded":
        return None
    everything = report.total.earned if bank.score_rule == "all" else _by_all_cases(report, bank)
    earned = {"all": everything, **{split: report.splits[split].earned for split in (PUBLIC, PRIVATE)}}
    return Totals(
        rule=bank.score_rule,
        points=report.total.points,
        earned={split: str(value) for split, value in earned.items()},
        problems={problem.problem: str(problem.total.earned) for problem in report.problems},
        basis=basis,
    )


def _by_all_cases(report: Report, bank: CaseBank) -> Fraction:
    scores = [total_score(bank.problem(each.problem), credits_of(each.cases), "all") for each in report.problems]
    return add(scores).earned
