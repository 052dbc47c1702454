"""A record with the scores and words of today's bank: what a change of points, weights or hints needs."""

from __future__ import annotations

from grader.judge.problem import scored
from grader.judge.score import add
from grader.model.bank import SPLITS, CaseBank, ProblemBank
from grader.model.result import ProblemResult, Report
from grader.records.record import Problem, Record, read_case, unreadable


def rescored(record: Record, bank: CaseBank) -> Report:
    """The result that a record keeps, scored anew and run by nobody.

    Raises:
        GradebookError: the record is no result of this bank's cases.
    """
    try:
        by_name = {problem.problem: problem for problem in record.problems}
        problems = tuple(_problem(by_name[problem.name], problem, bank.score_rule) for problem in bank.problems)
    except (KeyError, ValueError) as error:
        raise unreadable(record.student, error) from error
    return Report(
        assignment=bank.slug,
        id=record.id or record.student,
        student=record.student,
        status=record.status,
        digest=record.digest,
        framework=record.framework,
        isolation=record.isolation,
        problems=problems,
        total=add([problem.total for problem in problems]),
        splits={split: add([problem.splits[split] for problem in problems]) for split in SPLITS},
        members=record.members,
        handed_in=record.handed_in,
        late_seconds=record.late_seconds,
        is_late=record.is_late,
        member_ids=record.member_ids,
        attempt=record.attempt,
        source=record.source,
        notes=record.notes,
        flags=record.flags,
        environment=record.environment,
        secret_fingerprint=bank.secret_fingerprint,
    )


def _problem(record: Problem, problem: ProblemBank, rule: str) -> ProblemResult:
    by_id = {case.case: case for case in record.cases}
    cases = [read_case(by_id[case.id]) for case in problem.cases]
    return scored(problem, cases, rule=rule, name=record.misconception or "")
