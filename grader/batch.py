"""Many submissions: what is graded already is kept, the rest goes through an executor, each result stored at once."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing import get_context

from grader.bank import store
from grader.grade import Desk, environment, run_key
from grader.gradebook import Entry, Gradebook
from grader.model.bank import CaseBank
from grader.model.result import Report
from grader.model.submission import Submission
from grader.report.document import rescored, submission_document
from grader.run import Level


@dataclass(frozen=True)
class Graded:
    """One submission's result and how it came about."""

    report: Report
    fresh: bool  # run just now, not taken from the gradebook


def grade_class(
    submissions: Sequence[Submission],
    bank: CaseBank,
    *,
    level: Level,
    jobs: int,
    gradebook: Gradebook,
    force: bool = False,
) -> Iterator[Graded]:
    """Grade a class; every result is in the gradebook before it is yielded."""
    keys = {submission.student: run_key(submission, bank, level) for submission in submissions}
    todo: list[Submission] = []
    for submission in submissions:
        known = None if force else kept(submission, keys[submission.student], bank, level, gradebook)
        if known is None:
            todo.append(submission)
        else:
            yield Graded(known, fresh=False)
    for report in run_all(todo, bank, level=level, jobs=jobs):
        gradebook.store(entry(report, bank, keys[report.student]))
        yield Graded(report, fresh=True)


def kept(submission: Submission, key: str, bank: CaseBank, level: Level, gradebook: Gradebook) -> Report | None:
    """The stored result if nothing that it depends on changed; with new points or hints it is rescored and stored."""
    found = gradebook.find(bank.slug, submission.student)
    if found is None or found.run_key != key or found.status != "graded":
        return None
    document = json.loads(found.report)
    report = replace(
        rescored(document, bank, isolation=level.value, student=submission.student), environment=environment()
    )
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
        report=json.dumps(submission_document(report), separators=(",", ":")).encode(),
        graded_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def run_all(submissions: Sequence[Submission], bank: CaseBank, *, level: Level, jobs: int) -> Iterator[Report]:
    """Run and judge submissions in any order, in this process or in `jobs` of them."""
    if jobs <= 1 or len(submissions) <= 1:
        if not submissions:
            return
        with Desk.open(bank, level) as desk:
            for submission in submissions:
                yield desk.grade(submission)
        return
    with process_pool(bank, level, jobs) as pool:
        yield from through(pool, submissions)


def process_pool(bank: CaseBank, level: Level, jobs: int) -> ProcessPoolExecutor:
    """Judges in processes of their own, each with its fork servers."""
    return ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_sit_down, initargs=(store.encode(bank), level.value)
    )


def through(pool: Executor, submissions: Sequence[Submission]) -> Iterator[Report]:
    """Results in the order in which they are done; whoever stops early cancels the rest."""
    futures: list[Future[Report]] = [pool.submit(_grade, submission) for submission in submissions]
    try:
        for future in as_completed(futures):
            yield future.result()
    finally:
        for future in futures:
            future.cancel()


_desk: Desk | None = None


def _sit_down(encoded: bytes, level: str) -> None:
    """Set a judge process up; Ctrl-C is the parent's to handle."""
    global _desk  # noqa: PLW0603  a pool's process has no other place for what its initializer makes
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bank = store.decode(encoded)
    if bank is None:
        raise RuntimeError("the bank did not survive its way to the judge")
    _desk = Desk.open(bank, Level(level))


def _grade(submission: Submission) -> Report:
    assert _desk is not None
    return slim(_desk.grade(submission))


def slim(report: Report) -> Report:
    """The report without the arrays of its differences, which no stored or class-wide format shows."""
    problems = tuple(
        replace(problem, cases=tuple(replace(case, difference=None) for case in problem.cases))
        for problem in report.problems
    )
    return replace(report, problems=problems)
