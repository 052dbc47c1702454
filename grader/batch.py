"""Many submissions: what is graded already is kept, the rest goes through an executor, each result stored at once."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING

from msgspec.structs import replace

from grader.bank import store
from grader.grade import Desk, run_key
from grader.gradebook import Entry, Gradebook
from grader.model.bank import CaseBank
from grader.model.errors import GraderFault
from grader.model.result import Report
from grader.model.submission import Submission
from grader.report.document import rescored, stored_document
from grader.run import Level

if TYPE_CHECKING:
    from multiprocessing.queues import SimpleQueue

#: Submissions given to a pool beforehand, for each of its processes: none of them waits for work.
_AHEAD = 2


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
        started = time.perf_counter()
        gradebook.store(entry(report, bank, keys[report.student]))
        yield Graded(report, fresh=True, store_seconds=time.perf_counter() - started)


def kept(submission: Submission, key: str, bank: CaseBank, level: Level, gradebook: Gradebook) -> Report | None:
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


def run_all(submissions: Sequence[Submission], bank: CaseBank, *, level: Level, jobs: int) -> Iterator[Report]:
    """Run and judge submissions in any order, in this process or in `jobs` of them."""
    if jobs <= 1 or len(submissions) <= 1:
        if not submissions:
            return
        with Desk.open(bank, level) as desk:
            yield from desk.grade_all(submissions)
        return
    waiting = deque(submissions)
    while waiting:
        with process_pool(bank, level, jobs) as pool:
            suspects = yield from through(pool, waiting, ahead=_AHEAD * jobs)
        for suspect in suspects:
            yield alone(suspect, bank, level)


def alone(submission: Submission, bank: CaseBank, level: Level) -> Report:
    """A submission that was in the hands of a judge process that died, in one of its own; ungraded if that dies too."""
    with process_pool(bank, level, 1) as pool:
        for report in through(pool, deque([submission]), ahead=1):
            return report
    with Desk.open(bank, level) as desk:
        return slim(desk.failed(submission, GraderFault("the judge's process died, twice")))


def process_pool(bank: CaseBank, level: Level, jobs: int) -> ProcessPoolExecutor:
    """Judges in processes of their own, each with its fork servers; where there is one a core, each has its own.

    Such a judge and its worker work by turns: on one core they stay near their caches, and in nobody's way.
    """
    context = get_context("spawn")
    cores = context.SimpleQueue()
    for core in _own_cores(jobs):
        cores.put(core)
    return ProcessPoolExecutor(
        jobs, mp_context=context, initializer=_sit_down, initargs=(store.encode(bank), level.value, cores)
    )


def _own_cores(jobs: int) -> list[int | None]:
    """A core for each of `jobs` processes, or None for each: then the kernel decides."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return [*cores] if len(cores) == jobs else [None] * jobs


def through(
    pool: Executor, waiting: deque[Submission], *, ahead: int
) -> Generator[Report, None, tuple[Submission, ...]]:
    """Results in the order in which they are done, taken from `waiting`, at most `ahead` of them at once.

    Returns those that were in the pool when one of its processes died, in which case the rest is still waiting.
    """
    running: dict[Future[Report], Submission] = {}
    try:
        while waiting or running:
            while waiting and len(running) < ahead:
                running[pool.submit(_grade, waiting[0])] = waiting[0]
                waiting.popleft()
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                if not isinstance(future.exception(), BrokenExecutor):
                    del running[future]
                    yield future.result()
            if any(future.done() and future.exception() for future in running):
                break
    except BrokenExecutor:  # it broke between two results
        pass
    finally:
        for future in running:
            future.cancel()
    return tuple(running.values())


_desk: Desk | None = None


def _sit_down(encoded: bytes, level: str, cores: SimpleQueue[int | None]) -> None:
    """Set a judge process up; Ctrl-C is the parent's to handle."""
    global _desk  # noqa: PLW0603  a pool's process has no other place for what its initializer makes
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if (core := cores.get()) is not None:
        with contextlib.suppress(OSError):  # forbidden here: then the kernel decides
            os.sched_setaffinity(0, {core})  # its servers and their workers inherit it
    bank = store.decode(encoded)
    if bank is None:
        raise RuntimeError("the bank did not survive its way to the judge")
    _desk = Desk.open(bank, Level(level))


def _end_with_parent() -> None:
    """A pool's process waits for work for ever, also when the one that gives it was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


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
