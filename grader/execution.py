"""Grading tasks through any `concurrent.futures` executor: none is lost, none gives two reports.

An executor is anything with `submit`: a `ProcessPoolExecutor` from `grader.pool`, a `ThreadPoolExecutor`, or a
cluster's, as Dask's `Client.get_executor()`. `grader.tasks` says what travels.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from typing import Self

from grader.grade import GradingSession, Looked, completed
from grader.model.bank import CaseBank
from grader.model.errors import ClusterError, GraderFault
from grader.model.result import Report
from grader.model.submission import Submission
from grader.pool import process_pool
from grader.run import Level
from grader.tasks import Answer, BankNeeded, EncodedBank, GradingTask, grade_task, second_looks, with_bank

#: Tasks that are submitted for each job: while one is graded another waits, so that no process waits for this one.
_AHEAD = 2


def grade_all(
    submissions: Sequence[Submission], bank: CaseBank, *, level: Level, executor: Executor | None = None, jobs: int = 1
) -> Iterator[Report]:
    """Grade submissions and yield each report as soon as it is there, in any order.

    `executor` runs the tasks, about `jobs` of them at once. Without one, or with a single submission, which is not
    worth the start of a pool's process, this process grades: it judges one submission while the next one runs.

    An executor that breaks because a process died is replaced by a pool of this machine. Whatever task fails is tried
    a second time while no other runs; if that fails too, the submission is ungraded and the report says why.

    Raises:
        ClusterError: the executor's cluster is lost; what was not yielded yet is not graded.
    """
    if not submissions:
        return
    if executor is None or (isinstance(executor, ProcessPoolExecutor) and len(submissions) == 1):
        with GradingSession.open(bank, level) as session:
            yield from session.grade_all(submissions)
        return
    encoded = EncodedBank.of(bank)
    tasks = deque(GradingTask(at, each, level, encoded.digest) for at, each in enumerate(submissions))
    failed: list[Failed] = []
    with _Replaceable(executor, jobs) as running:
        yield from _run_tasks(running, tasks, encoded, failed, _SecondLooks(bank), ahead=_AHEAD * jobs)
        for each in failed:
            yield from _try_again(running, each.task, encoded, bank)


@dataclass(frozen=True)
class Failed:
    """A task that the executor did not answer, and what it raised instead."""

    task: GradingTask
    error: BaseException


class _SecondLooks:
    """Submissions of which some problems are looked at a second time, each in a task by itself."""

    def __init__(self, bank: CaseBank) -> None:
        self._bank = bank
        self._open: dict[int, tuple[GradingTask, Looked, list[Report]]] = {}  # by the task's number

    def begin(self, task: GradingTask, looked: Looked) -> list[GradingTask]:
        """The tasks that finish a submission after its first look."""
        self._open[task.number] = task, looked, []
        return second_looks(task, looked)

    def end(self, task: GradingTask, report: Report) -> Iterator[Report]:
        """The submission's report if this was the last of these tasks."""
        if task.number in self._open:
            _, looked, found = self._open[task.number]
            found.append(report)
            if len(found) == len(looked.put_off):
                del self._open[task.number]
                yield completed(looked, found, self._bank)

    def failed(self, task: GradingTask, error: BaseException) -> Iterator[Failed]:
        """The submission's own task, which is tried again as a whole; nothing if another of its tasks failed before."""
        if not task.problem:
            yield Failed(task, error)
        elif task.number in self._open:
            yield Failed(self._open.pop(task.number)[0], error)


def _run_tasks(
    executor: _Replaceable,
    waiting: deque[GradingTask],
    bank: EncodedBank,
    failed: list[Failed],
    looks: _SecondLooks,
    *,
    ahead: int,
) -> Iterator[Report]:
    """Keep `ahead` tasks submitted and yield reports; what fails is added to `failed`, what takes long comes last."""
    running: dict[Future[Answer], GradingTask] = {}
    try:
        while waiting or running:
            while waiting and len(running) < ahead:
                task = waiting.popleft()
                running[executor.submit(task)] = task
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                task = running.pop(future)
                answer = _answer(future)
                if isinstance(answer, Report):
                    yield from looks.end(task, answer) if task.problem else (answer,)
                elif isinstance(answer, Looked):
                    waiting.extend(looks.begin(task, answer))
                elif isinstance(answer, BankNeeded):
                    waiting.appendleft(with_bank(task, bank))
                else:
                    failed.extend(looks.failed(task, answer))
    finally:
        for future in running:
            future.cancel()


def _answer(future: Future[Answer]) -> Answer | BaseException:
    try:
        return future.result()
    except ClusterError:
        raise
    except Exception as error:  # whatever an executor raises is no student's fault
        return error


def _try_again(executor: _Replaceable, task: GradingTask, encoded: EncodedBank, bank: CaseBank) -> Iterator[Report]:
    """Run one task while no other runs, so that its failure is its own."""
    failed: list[Failed] = []
    yield from _run_tasks(executor, deque([with_bank(task, encoded)]), encoded, failed, _SecondLooks(bank), ahead=1)
    for each in failed:
        died = isinstance(each.error, BrokenExecutor)
        words = "the host process died, twice" if died else f"{type(each.error).__name__}: {each.error}, twice"
        with GradingSession.open(bank, task.level) as session:
            yield session.ungraded(task.submission, GraderFault(words))


class _Replaceable:
    """An executor of the caller's and, once that is broken, pools of this machine in its place."""

    def __init__(self, executor: Executor, jobs: int) -> None:
        self._executor = executor
        self._jobs = jobs
        self._own: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end_own()

    def submit(self, task: GradingTask) -> Future[Answer]:
        """Submit to the executor, or to a new pool if it turns out to be broken."""
        try:
            return self._executor.submit(grade_task, task)
        except BrokenExecutor:
            self._end_own()
            self._executor = self._own = process_pool(self._jobs)
            return self._executor.submit(grade_task, task)

    def _end_own(self) -> None:
        if self._own is not None:
            self._own.shutdown(cancel_futures=True)
