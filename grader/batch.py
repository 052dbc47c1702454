"""A class and its gradebook: what is graded and unchanged is read, the rest is graded, each report stored at once."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime

from msgspec.structs import replace

from grader import __version__
from grader.execution import grade_all
from grader.grade import VERDICT_CODE, environment, run_key, told_of
from grader.gradebook import Entry, Gradebook
from grader.model.bank import CaseBank
from grader.model.result import Report
from grader.model.submission import Submission
from grader.records import RECORD, Brief, Totals, decode, decode_brief, encode, rescored, totals_of
from grader.records.basis import basis_of, encode_basis
from grader.run import Level


@dataclass(frozen=True)
class Graded:
    """One submission's result and how it came about."""

    report: Report
    fresh: bool  # run just now, not taken from the gradebook
    store_seconds: float = 0.0
    before: Brief | None = None  # the student's latest result until now
    now: Totals | None = None  # what it earned; None where it was not graded


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
    basis = _stored_basis(bank, level, gradebook)
    keys = {submission.id: run_key(submission, bank, level) for submission in submissions}
    before: dict[str, Brief] = {}
    todo: list[Submission] = []
    for submission in submissions:
        found = gradebook.find(bank.slug, submission.id, name=submission.student)
        if found is not None:
            before[submission.id] = decode_brief(found.report, student=found.student)
        known = None if force else unchanged_result(submission, keys[submission.id], bank, gradebook, found, basis)
        if known is None:
            todo.append(submission)
        else:
            now = totals_of(known, bank, basis)
            yield Graded(known, fresh=False, before=before.get(submission.id), now=now)
    for report in grade_all(todo, bank, level=level, executor=executor, jobs=jobs):
        started = time.perf_counter()
        gradebook.store(entry(report, bank, keys[report.id], basis))
        seconds, now = time.perf_counter() - started, totals_of(report, bank, basis)
        yield Graded(report, fresh=True, store_seconds=seconds, before=before.get(report.id), now=now)


def _stored_basis(bank: CaseBank, level: Level, gradebook: Gradebook) -> str:
    """The digest of what is graded by now, which stays in the gradebook to say later why a score changed."""
    versions = {name: number for name, number in environment().items() if name != "system"}
    basis = basis_of(bank, isolation=level.value, version=__version__, code=VERDICT_CODE, versions=versions)
    digest, document = encode_basis(basis)
    gradebook.store_basis(digest, document)
    return digest


def unchanged_result(
    submission: Submission, key: str, bank: CaseBank, gradebook: Gradebook, found: Entry | None, basis: str
) -> Report | None:
    """The stored result if nothing that it depends on changed, stored anew with what else did: points, names, places.

    A record of an older version lacks numbers that pages show and that only a run can give, so it is graded again.
    """
    if found is None or found.run_key != key or found.status != "graded":
        return None
    record = decode(found.report, student=found.student)
    if record.record < RECORD:
        return None
    report, told = rescored(record, bank), told_of(submission)
    same = found.score_key == bank.scoring and record.totals is not None
    if not same or any(getattr(report, name) != value for name, value in told.items()):
        report = replace(report, **told)
        gradebook.store(entry(report, bank, key, basis))
    return report


def absent(submissions: Sequence[Submission], slug: str, gradebook: Gradebook) -> list[str]:
    """Who has a result of an earlier run and handed in none of these; who is now in a group has."""
    here = {submission.id for submission in submissions}
    called = {name for submission in submissions for name in (submission.student, *submission.members)}
    members = {name for submission in submissions for name in submission.members}
    return [
        f"{name} ({student_id})" if name in called else name
        for student_id, name in gradebook.students(slug).items()
        if student_id not in here and name not in members
    ]


def entry(report: Report, bank: CaseBank, key: str, basis: str = "") -> Entry:
    """A result as the gradebook keeps it."""
    return Entry(
        slug=bank.slug,
        id=report.id,
        student=report.student,
        run_key=key,
        score_key=bank.scoring,
        status="graded" if report.status == "graded" else "ungraded",
        report=encode(report, totals_of(report, bank, basis)),
        graded_at=datetime.now(UTC).isoformat(timespec="seconds"),
        handed_in=report.handed_in.astimezone(UTC).isoformat() if report.handed_in else "",
    )
