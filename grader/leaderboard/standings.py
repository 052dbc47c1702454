"""What a gradebook knows of a class, as standings: by the metric's halves where one judges, else by the points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grader.gradebook import Entry
from grader.model.bank import PUBLIC, SPLITS, BankCase, CaseBank
from grader.model.board import Standing
from grader.model.errors import GradebookError
from grader.model.result import Half, Report
from grader.records import decode, rescored

SCORE = "score"


@dataclass(frozen=True)
class Measure:
    """What is ranked by: a metric on the rows of each half, or points."""

    name: str
    rows: Mapping[str, int]  # of each half; empty for points
    cases: Mapping[str, BankCase]  # those with a public half, by id

    @classmethod
    def of(cls, bank: CaseBank) -> Measure:
        """A metric where some case has a public half; of several such cases the fewest rows are told."""
        cases = {case.id: case for case in bank.cases() if case.public_half is not None}
        halves = [case.public_half for case in cases.values() if case.public_half is not None]
        counts = [(int(half.sum()), int((~half).sum())) for half in halves]
        if not cases:
            return cls(SCORE, {}, {})
        return cls(bank.board_metric, dict(zip(SPLITS, map(min, zip(*counts, strict=True)), strict=True)), cases)

    def values(self, report: Report) -> dict[str, Fraction] | None:
        """The value of each split; None where the result is of other rows, drawn with another secret."""
        if not self.cases:
            return {split: report.splits[split].earned / report.splits[split].points for split in SPLITS}
        of_board = [case for problem in report.problems for case in problem.cases if case.case in self.cases]
        if any(case.measured and not _same_rows(self.cases[case.case], case.measured.halves) for case in of_board):
            return None
        return {
            split: _mean([_exact(case.measured.halves[place]) if case.measured else Fraction(0) for case in of_board])
            for place, split in enumerate(SPLITS)
        }


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _same_rows(case: BankCase, halves: Sequence[Half]) -> bool:
    """Whether the baselines reached the same there: they do on no other rows."""
    there = {name: tuple(half.baselines.get(name) for half in halves) for name in case.baselines}
    return there == dict(case.baselines)


def _exact(half: Half) -> Fraction:
    """The share of rows, of which the stored float is the nearest one."""
    return Fraction(half.value).limit_denominator(max(half.rows, 1))


def standings(history: Iterable[Entry], bank: CaseBank, measure: Measure) -> tuple[list[Standing], list[str]]:
    """A standing for each student whose latest result is graded, and the names of the others."""
    by_student: dict[str, list[Entry]] = {}
    for entry in history:
        by_student.setdefault(entry.id, []).append(entry)
    found, ungraded = [], []
    for entries in by_student.values():
        standing = _standing(entries, bank, measure)
        if standing is None:
            ungraded.append(entries[-1].student)
        else:
            found.append(standing)
    return found, sorted(ungraded)


def _standing(entries: Sequence[Entry], bank: CaseBank, measure: Measure) -> Standing | None:
    latest = entries[-1]
    report = rescored(decode(latest.report, student=latest.student), bank)
    values = measure.values(report) if report.status == "graded" else None
    if values is None:
        return None
    earlier = {each.digest: each for each in _graded(entries[:-1], bank) if each.digest != report.digest}
    public = [told[PUBLIC] for each in earlier.values() if (told := measure.values(each)) is not None]
    attempts = max(report.attempt, len(public) + 1)
    return Standing(latest.student, values, (*public, values[PUBLIC]), attempts)


def _graded(entries: Iterable[Entry], bank: CaseBank) -> Iterator[Report]:
    """Earlier results as today's bank scores them; one of other cases is no attempt at these."""
    for entry in entries:
        try:
            report = rescored(decode(entry.report, student=entry.student), bank)
        except GradebookError:
            continue
        if report.status == "graded":
            yield report


def baselines(measure: Measure) -> list[Standing]:
    """The baselines as standings, the mean over all cases with a public half; none where points are ranked by."""
    cases = list(measure.cases.values())
    names = list(cases[0].baselines) if cases else []
    return [Standing(name, _reached(name, cases), is_baseline=True) for name in names]


def _reached(name: str, cases: Sequence[BankCase]) -> dict[str, Fraction]:
    return {
        split: _mean([Fraction(case.baselines[name][place]).limit_denominator(10**6) for case in cases])
        for place, split in enumerate(SPLITS)
    }
