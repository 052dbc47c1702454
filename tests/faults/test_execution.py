"""Any executor grades a class, in any order; a process that dies costs a second run, never a result or a second one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import queue
import random
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from faults.grading import make_class
from grader import tasks
from grader.bank import store
from grader.bank.build import case_bank
from grader.bank.secret import TEST_SECRET
from grader.batch import grade_class
from grader.collect import collect_class
from grader.execution import grade_all
from grader.gradebook import Gradebook
from grader.model.bank import CaseBank
from grader.model.errors import GraderFault
from grader.model.result import Report, Verdict
from grader.model.submission import Submission
from grader.pool import executor_for, process_pool
from grader.run import Level, probe
from grader.tasks import BankNeeded, EncodedBank, GradingTask, SessionCache, grade_task, with_bank

pytestmark = [
    pytest.mark.xdist_group("faults"),
    pytest.mark.skipif(sys.platform != "linux", reason="signals and /proc of Linux"),
]

STUDENTS = 8


@pytest.fixture(scope="module")
def level() -> Level:
    found = probe().level
    if found not in (Level.FULL, Level.CONFINED):
        pytest.skip(f"the best level here is {found}")
    return found


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_class(tmp_path_factory.mktemp("execution"), STUDENTS)


@pytest.fixture(scope="module")
def bank(course: Path) -> CaseBank:
    return case_bank(course, "tiny", secret=TEST_SECRET)


@pytest.fixture
def work(course: Path) -> list[Submission]:
    return collect_class(course / "submissions" / "tiny", slug="tiny")


@pytest.fixture(scope="module")
def usual(course: Path, bank: CaseBank, level: Level) -> dict[str, object]:
    """What this process alone finds."""
    work = collect_class(course / "submissions" / "tiny", slug="tiny")
    return {report.student: verdicts(report) for report in grade_all(work, bank, level=level)}


def verdicts(report: Report) -> object:
    return report.status, report.total, [case.verdict for problem in report.problems for case in problem.cases]


def found_by(reports: Iterator[Report]) -> dict[str, object]:
    """Verdicts by student; nobody has two reports."""
    listed = list(reports)
    assert max(Counter(report.student for report in listed).values()) == 1
    return {report.student: verdicts(report) for report in listed}


class Shuffled(Executor):
    """Runs what it is given in one thread, whatever comes first to its mind."""

    def __init__(self) -> None:
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        self.order: list[int] = []

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()

        def call() -> None:
            self.order.append(arguments[0].number)
            future.set_result(function(*arguments))

        self._work.put(call)
        return future

    def _run(self) -> None:
        held: list[Callable[[], None]] = []
        rng = random.Random(3)
        ended = False
        while held or not ended:
            while not ended and (not held or not self._work.empty()):
                call = self._work.get()
                ended = call is None
                if call is not None:
                    held.append(call)
            if held:
                held.pop(rng.randrange(len(held)))()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        self._work.put(None)
        self._thread.join()


@pytest.mark.parametrize(
    "make",
    [lambda: process_pool(2), lambda: ProcessPoolExecutor(1), lambda: ThreadPoolExecutor(3), Shuffled],
    ids=["pool", "one forked process", "threads", "any order"],
)
def test_every_executor_gives_the_same_verdicts(
    make: Callable[[], Executor], bank: CaseBank, level: Level, work: list[Submission], usual: dict[str, object]
) -> None:
    with make() as executor:
        assert found_by(grade_all(work, bank, level=level, executor=executor, jobs=3)) == usual
        if isinstance(executor, Shuffled):
            assert executor.order != sorted(executor.order)
    tasks._SESSIONS.close()


def hanging(submission: Submission) -> Submission:
    """The same program, in which every function goes on for ever."""
    program = submission.program
    assert program is not None
    end = (
        b"\n\nfor name, value in list(globals().items()):\n    if callable(value):\n        globals()[name] = endless\n"
    )
    files = {program.entry: program.files[program.entry] + b"\n\ndef endless(*_):\n    while True: pass\n" + end}
    return replace(submission, program=replace(program, files=files))


def test_what_takes_long_is_finished_by_tasks_of_its_own(bank: CaseBank, level: Level, work: list[Submission]) -> None:
    handed_in = [hanging(work[0]), *work[1:3]]
    alone = found_by(grade_all(handed_in, bank, level=level))
    with Shuffled() as executor:
        assert found_by(grade_all(handed_in, bank, level=level, executor=executor, jobs=2)) == alone
    looks = executor.order.count(0)
    assert looks >= 1 + len(bank.problems)  # once or twice the first look, and then one problem after the other
    verdicts_of_hanging = alone[work[0].student]
    assert isinstance(verdicts_of_hanging, tuple)
    assert set(verdicts_of_hanging[2]) == {Verdict.TIMED_OUT, Verdict.SKIPPED}
    tasks._SESSIONS.close()


def test_a_process_killed_at_work_costs_no_result(
    bank: CaseBank, level: Level, work: list[Submission], usual: dict[str, object]
) -> None:
    with executor_for(2) as executor:
        assert isinstance(executor, ProcessPoolExecutor)
        reports = grade_all(work, bank, level=level, executor=executor, jobs=2)
        first = next(reports)
        os.kill(next(iter(executor._processes)), signal.SIGKILL)
        rest = list(reports)
    assert found_by(iter([first, *rest])) == usual


def test_a_process_killed_at_work_leaves_one_row_a_student(
    tmp_path: Path, bank: CaseBank, level: Level, work: list[Submission]
) -> None:
    with Gradebook.open(tmp_path / "book.db") as book, executor_for(2) as executor:
        assert isinstance(executor, ProcessPoolExecutor)
        for graded in grade_class(work, bank, level=level, gradebook=book, executor=executor, jobs=2):
            assert graded.fresh
            for pid in list(executor._processes or ())[:1]:
                with contextlib.suppress(ProcessLookupError):  # the pool has not noticed yet that it is dead
                    os.kill(pid, signal.SIGKILL)
        assert len(list(book.entries("tiny"))) == STUDENTS
        again = grade_class(work, bank, level=level, gradebook=book, executor=executor, jobs=2)
        assert [graded.fresh for graded in again] == [False] * STUDENTS


class Deadly:
    """Kills whatever process unpickles it but the one that pickled it."""

    def __reduce__(self) -> tuple[object, tuple[int, int]]:
        return (_die_elsewhere, (os.getpid(), signal.SIGKILL))


def _die_elsewhere(parent: int, number: int) -> str:
    if os.getpid() != parent:
        os.kill(os.getpid(), number)
    return ""


def test_a_submission_that_kills_its_process_twice_stays_ungraded_alone(
    bank: CaseBank, level: Level, work: list[Submission]
) -> None:
    object.__setattr__(work[2], "refusal", Deadly())
    with executor_for(2) as executor:
        reports = {each.student: each for each in grade_all(work, bank, level=level, executor=executor, jobs=2)}
    assert len(reports) == len(work)
    ungraded = [student for student, report in reports.items() if report.status == "ungraded"]
    assert ungraded == [work[2].student]
    assert "the host process died, twice" in reports[ungraded[0]].notes[0]


class Failing(Executor):
    """Fails on one student, as a cluster does that gave a task up."""

    def __init__(self, student: str, times: int) -> None:
        self._student = student
        self._times = times

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if arguments[0].submission.student == self._student and self._times:
            self._times -= 1
            future.set_exception(TimeoutError("the cluster gave it up"))
        else:
            future.set_result(function(*arguments))
        return future


@pytest.mark.parametrize(("times", "status"), [(1, "graded"), (2, "ungraded")])
def test_a_task_that_fails_is_run_once_more(
    times: int, status: str, bank: CaseBank, level: Level, work: list[Submission]
) -> None:
    with Failing(work[3].student, times) as executor:
        reports = list(grade_all(work, bank, level=level, executor=executor, jobs=2))
    assert len(reports) == len(work)
    (report,) = [each for each in reports if each.student == work[3].student]
    assert report.status == status
    assert [each.status for each in reports if each is not report] == ["graded"] * (len(work) - 1)
    if times == 2:
        assert "TimeoutError: the cluster gave it up, twice" in report.notes[0]
    tasks._SESSIONS.close()


def task_of(submission: Submission, bank: EncodedBank, number: int = 0) -> GradingTask:
    return GradingTask(number, submission, Level.NONE, bank.digest)


def test_a_bank_travels_once_to_each_process(bank: CaseBank, work: list[Submission]) -> None:
    encoded = EncodedBank.of(bank)
    try:
        assert grade_task(task_of(work[0], encoded)) == BankNeeded()
        assert isinstance(grade_task(with_bank(task_of(work[0], encoded), encoded)), Report)
        assert isinstance(grade_task(task_of(work[1], encoded)), Report)
    finally:
        tasks._SESSIONS.close()
    assert grade_task(task_of(work[0], encoded)) == BankNeeded()


def test_a_part_of_a_bank_has_a_digest_of_its_own(bank: CaseBank) -> None:
    part = bank.only(problems=(bank.problems[0].name,))
    assert part.evidence == bank.evidence
    assert EncodedBank.of(part).digest != EncodedBank.of(bank).digest


def test_a_damaged_bank_is_refused(bank: CaseBank, work: list[Submission]) -> None:
    encoded = EncodedBank.of(bank)
    damaged = EncodedBank(encoded.digest, encoded.data[:-1] + b"?")
    with pytest.raises(GraderFault, match="are not those that were sent"):
        grade_task(with_bank(task_of(work[0], encoded), damaged))


def test_a_bank_in_the_layout_of_another_grader_is_refused_by_both_numbers(
    bank: CaseBank, work: list[Submission]
) -> None:
    data = store.encode(bank)
    older = data[:1] + bytes([store.LAYOUT - 1]) + data[2:]
    encoded = EncodedBank(hashlib.sha256(older).hexdigest(), older)
    layouts = f"expected frozen cases in layout {store.LAYOUT}, found layout {store.LAYOUT - 1}"
    with pytest.raises(GraderFault, match=f"{layouts}; install the same grader everywhere"):
        grade_task(with_bank(task_of(work[0], encoded), encoded))


def test_equal_submissions_are_different_tasks(bank: CaseBank, work: list[Submission]) -> None:
    encoded = EncodedBank.of(bank)
    assert pickle.dumps(task_of(work[0], encoded, 0)) != pickle.dumps(task_of(work[0], encoded, 1))


def test_a_process_keeps_a_bounded_number_of_sessions(bank: CaseBank, work: list[Submission]) -> None:
    cache = SessionCache(most_idle=2)
    whole = [EncodedBank.of(bank), *(EncodedBank.of(bank.only(problems=(each.name,))) for each in bank.problems)]
    sessions = []
    for encoded in whole[:3]:
        with cache.borrowed(with_bank(task_of(work[0], encoded), encoded)) as session:
            assert session is not None
            sessions.append(session)
    assert len(cache) == 2
    assert [session.runner._closed for session in sessions] == [True, False, False]
    with (
        cache.borrowed(task_of(work[0], whole[2])) as first,
        cache.borrowed(with_bank(task_of(work[0], whole[2]), whole[2])) as second,
    ):
        assert first is sessions[2]
        assert second is not first, "two threads would share a runner"
    cache.close()
    assert all(session.runner._closed for session in sessions)
