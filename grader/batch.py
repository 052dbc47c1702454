"""A class and its gradebook: what is graded and unchanged is read, the rest is graded, each report stored at once."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime

from msgspec.structs import replace

from grader.execution import grade_all
from grader.grade import run_key
from grader.gradebook import Entry, Gradebook
from grader.model.bank import CaseBank
from grader.model.result import Report
from grader.model.submission import Submission
from grader.report.document import rescored, stored_document
from grader.run import Level


@dataclass(frozen=True)
class Graded:
    """One submission's result and how it came about."""

    report: Report
    fresh: bool  # run just now, not taken from the gradebook
    store_seconds: float = 0.0


def grade_class(
    submissions: Sequence[Submission],
    bank: CaseBank,
    *,
    level: Level,
    gradebook: Gradebook,
    executor: Executor | None = None,
    jobs: int = 1,
    force: bool = False,
) -> Iterator[Graded]:
    """Grade a class through `executor` as `grade_all` does; every result is stored before it is yielded."""
    keys = {submission.student: run_key(submission, bank, level) for submission in submissions}
    todo: list[Submission] = []
    for submission in submissions:
        known = None if force else unchanged_result(submission, keys[submission.student], bank, level, gradebook)
        if known is None:
            todo.append(submission)
        else:
            yield Graded(known, fresh=False)
    for report in grade_all(todo, bank, level=level, executor=executor, jobs=jobs):
        started = time.perf_counter()
        gradebook.store(entry(report, bank, keys[report.student]))
        yield Graded(report, fresh=True, store_seconds=time.perf_counter() - started)


def unchanged_result(
    submission: Submission, key: str, bank: CaseBank, level: Level, gradebook: Gradebook
) -> Report | None:
    """The stored result if nothing that it depends on changed; with new points or hints it is rescored and stored."""
    found = gradebook.find(bank.slug, submission.student)
    if found is None or found.run_key != key or found.status != "graded":
        return None
    document = json.loads(found.report)
    report = rescored(document, bank, isolation=level.value, student=submission.student)
    if found.score_key != bank.scoring:
        gradebook.store(entry(report, bank, key))
    return report


def entry(report: Report, bank: CaseBank, key: str) -> Entry:
    """A result as the gradebook keeps it."""
    return Entry(
        slug=bank.slug,
        student=report.student,
        run_key=key,
        score_key=bank.scoring,
        status="graded" if report.status == "graded" else "ungraded",
        report=stored_document(report),
        graded_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def slim(report: Report) -> Report:
    """The report without the arrays of its differences, which no stored or class-wide format shows."""
    problems = tuple(
        replace(problem, cases=tuple(replace(case, difference=None) for case in problem.cases))
        for problem in report.problems
    )
    return replace(report, problems=problems)
