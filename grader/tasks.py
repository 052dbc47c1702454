"""One submission as a task for any `concurrent.futures` executor, and what a process keeps between two tasks.

`grade_task` is a function of its argument alone, and argument and answer can be pickled, so any executor can run it:
threads, processes, or the machines of a cluster. A task names its bank by digest. A process that does not hold the
bank answers `BankNeeded`, and the task is submitted a second time with the bank's bytes. A bank so travels to a
process with its first tasks only; no file system needs to be shared, and no file holds the private cases.

A process keeps a session (bank, fork servers, judge) for the next task of the same bank. A task has its session to
itself while it runs, so an executor of threads opens one for each thread.
"""

from __future__ import annotations

import atexit
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeAlias

from grader.bank import store
from grader.grade import GradingSession, Looked
from grader.model.bank import CaseBank
from grader.model.errors import BankError, GraderFault
from grader.model.result import Report
from grader.model.submission import Submission
from grader.run import Level

#: Sessions that a process keeps open though no task uses them; each holds the memory of its fork servers.
MOST_IDLE = 4


@dataclass(frozen=True)
class GradingTask:
    """One submission to be graded, complete but for the bank, which the process may hold already."""

    number: int  # equal submissions are different tasks, also for an executor that runs equal tasks once
    submission: Submission
    level: Level
    bank_digest: str
    bank: bytes = b""
    #: For a second look: a problem that a first look has put off, and the case in which it did.
    problem: str = ""
    suspect: str = ""


@dataclass(frozen=True)
class BankNeeded:
    """The answer of a process that does not hold the task's bank."""


#: What a task gives: a report, or what has to be done before there is one.
Answer: TypeAlias = Report | Looked | BankNeeded


@dataclass(frozen=True)
class EncodedBank:
    """A bank's bytes and their digest."""

    digest: str
    data: bytes

    @classmethod
    def of(cls, bank: CaseBank) -> EncodedBank:
        """Encode a bank; the digest is of all its bytes, since `bank.evidence` is the same for a part of the cases."""
        data = store.encode(bank)
        return cls(hashlib.sha256(data).hexdigest(), data)


def with_bank(task: GradingTask, bank: EncodedBank) -> GradingTask:
    """The task as a process needs it that does not hold the bank."""
    return replace(task, bank=bank.data)


def grade_task(task: GradingTask) -> Answer:
    """Grade one submission in whatever process or thread this is called.

    Functions that take long are put off: they are tasks by themselves, for whoever has nothing else to do.

    Raises:
        GraderFault: the bank's bytes are not those of the digest, or of another version of the grader.
    """
    with _SESSIONS.borrowed(task) as session:
        if session is None:
            return BankNeeded()
        if task.problem:
            return session.second_look(task.submission, task.problem, task.suspect)
        looked = session.first_look(task.submission)
        return looked if looked.put_off else looked.report


def second_looks(task: GradingTask, looked: Looked) -> list[GradingTask]:
    """The tasks that a first look has put off."""
    return [replace(task, bank=b"", problem=problem, suspect=case) for problem, case in looked.put_off.items()]


class SessionCache:
    """Open sessions that no task uses now, the least recently used first; at most `most_idle` of them."""

    def __init__(self, most_idle: int = MOST_IDLE) -> None:
        self._most_idle = most_idle
        self._lock = threading.Lock()
        self._idle: list[tuple[tuple[str, Level], GradingSession]] = []

    @contextmanager
    def borrowed(self, task: GradingTask) -> Iterator[GradingSession | None]:
        """A session for the task alone; None if this process needs the bank first."""
        key = (task.bank_digest, task.level)
        session = self._taken(key) or (_opened(task) if task.bank else None)
        try:
            yield session
        except BaseException:
            if session is not None:
                session.close()
            raise
        if session is not None:
            self._give_back(key, session)

    def close(self) -> None:
        """Close every session that no task uses."""
        with self._lock:
            idle, self._idle = self._idle, []
        for _, session in idle:
            session.close()

    def __len__(self) -> int:
        return len(self._idle)

    def _taken(self, key: tuple[str, Level]) -> GradingSession | None:
        with self._lock:
            for place in reversed(range(len(self._idle))):
                if self._idle[place][0] == key:
                    return self._idle.pop(place)[1]
        return None

    def _give_back(self, key: tuple[str, Level], session: GradingSession) -> None:
        with self._lock:
            self._idle.append((key, session))
            surplus = self._idle[: -self._most_idle]
            del self._idle[: -self._most_idle]
        for _, old in surplus:
            old.close()


def _opened(task: GradingTask) -> GradingSession:
    if hashlib.sha256(task.bank).hexdigest() != task.bank_digest:
        raise GraderFault("the cases that came with a submission are not those that were sent; grade it again")
    try:
        bank = store.decode(task.bank)
    except BankError as error:
        raise GraderFault(
            f"the cases that came with a submission: {error}; install the same grader everywhere"
        ) from None
    return GradingSession.open(bank, task.level)


_SESSIONS = SessionCache()
atexit.register(_SESSIONS.close)
