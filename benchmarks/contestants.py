"""Who takes part in the speed benchmark beside the peers: a plain loop, the same with forks, and ours."""

from __future__ import annotations

import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import homework
import numpy as np

from grader.batch import entry
from grader.collect import iterate_class
from grader.grade import GradingSession, run_key
from grader.gradebook import Gradebook
from grader.model.bank import CaseBank
from grader.model.submission import Submission
from grader.run import Level

PLAIN, FORKED = "plain loop, one process", "plain loop, a bare fork each"
Plain = Callable[[Path], float]


class Contestant(Protocol):
    """`count` is how many submissions it grades a round."""

    name: str
    count: int

    def arrange(self, folder: Path) -> None:
        """Lay beside the submissions what it needs, before any clock starts."""

    def grade(self, folder: Path) -> list[float]:
        """The share of the points of each submission, by name of its folder."""


@dataclass
class Each(Contestant):
    """One that grades file by file."""

    name: str
    count: int
    one: Plain

    def arrange(self, folder: Path) -> None:
        """Nothing is needed."""

    def grade(self, folder: Path) -> list[float]:
        """All of them."""
        return [self.one(file) for file in sorted(folder.glob("*/*.py"))]


def require_honest(contestant: Contestant, framework: str) -> None:
    """Raises RuntimeError unless a right program gets all points and a wrong one does not."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for number, kind in enumerate(("right", "wrong")):
            homework.write_student(folder, framework, number, seed=-2, shares={kind: 1})
        contestant.arrange(folder)
        right, wrong = contestant.grade(folder)
    if right != 1.0 or wrong > 0.6:
        raise RuntimeError(f"it gives {right:.2f} of the points to a right program and {wrong:.2f} to a wrong one")


def plain_loop(bank: CaseBank, framework: str, count: int) -> Contestant:
    """Compile, exec, call, one vectorised comparison a case: no isolation, no limits, no words."""
    return Each(PLAIN, count, _plain(bank, framework))


def forked_loop(bank: CaseBank, framework: str, count: int) -> Contestant:
    """The plain loop with each submission in a bare fork of its own: what one process a submission costs at least."""
    plain = _plain(bank, framework)

    def in_child(file: Path) -> float:
        child = os.fork()
        if child == 0:
            try:
                os._exit(round(100 * plain(file)))
            finally:
                os._exit(255)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) / 100

    return Each(FORKED, count, in_child)


def _plain(bank: CaseBank, framework: str) -> Plain:
    """One file to the share of its cases that pass."""
    calls = [(case.task.function, list(case.task.calls[0].values.values()), case.expected) for case in bank.cases()]
    given, taken = _adapters(framework)

    def grade(file: Path) -> float:
        names: dict[str, Any] = {}
        exec(compile(file.read_bytes(), file, "exec"), names)
        passed = 0
        for function, arguments, expected in calls:
            try:
                passed += _agrees(taken(names[function](*[given(value) for value in arguments])), expected)
            except Exception:
                continue
        return passed / len(calls)

    return grade


def _agrees(actual: Any, expected: Any) -> bool:
    if isinstance(expected, tuple):
        return len(actual) == len(expected) and all(map(_agrees, actual, expected))
    found = np.asarray(actual)
    return found.shape == expected.shape and bool((np.abs(found - expected) <= 1e-9 + 1e-7 * np.abs(expected)).all())


def _adapters(framework: str) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    if framework == "numpy":
        return (lambda value: value.copy() if isinstance(value, np.ndarray) else value), (lambda value: value)
    import torch

    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)

    def taken(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(taken, value))
        return value.numpy() if isinstance(value, torch.Tensor) else value

    return (lambda value: torch.from_numpy(value.copy()) if isinstance(value, np.ndarray) else value), taken


@dataclass
class Ours(Contestant):
    """Collect, run, judge, explain, store: what `grader grade` does with a class, the fork server standing already."""

    bank: CaseBank
    session: GradingSession
    level: Level
    count: int = 1
    stages: dict[str, float] = field(default_factory=lambda: defaultdict(float))  # seconds, over all rounds
    seconds: float = 0.0
    graded: int = 0

    @property
    def name(self) -> str:  # type: ignore[override]
        """As tables show it."""
        return f"ours, {self.level.value}"

    def forget(self) -> None:
        """Start counting stages anew."""
        self.stages.clear()
        self.seconds, self.graded = 0.0, 0

    def arrange(self, folder: Path) -> None:
        """Nothing is needed."""

    def grade(self, folder: Path) -> list[float]:
        """A class with a fresh gradebook."""
        started = time.perf_counter()
        with tempfile.TemporaryDirectory() as place, Gradebook.open(Path(place) / "gradebook.db") as book:
            scores = list(self.scores(self.collected(folder), book))
        self.seconds += time.perf_counter() - started
        self.graded += len(scores)
        return scores

    def collected(self, folder: Path) -> Iterator[Submission]:
        """Each as it is read."""
        submissions = iterate_class(folder, slug=homework.SLUG)
        while True:
            started = time.perf_counter()
            submission = next(submissions, None)
            self.stages["collect"] += time.perf_counter() - started
            if submission is None:
                return
            yield submission

    def scores(self, submissions: Iterable[Submission], book: Gradebook) -> Iterator[float]:
        """The share of the points of each, which is stored by then; one is judged while the next one runs."""
        keys: dict[str, str] = {}
        for report in self.session.grade_all(self._keyed(submissions, keys)):
            started = time.perf_counter()
            book.store(entry(report, self.bank, keys.pop(report.student)))
            for stage, seconds in (*report.stages.items(), ("store", time.perf_counter() - started)):
                self.stages[stage] += seconds
            yield float(report.total.earned / report.total.points)

    def _keyed(self, submissions: Iterable[Submission], keys: dict[str, str]) -> Iterator[Submission]:
        for submission in submissions:
            started = time.perf_counter()
            keys[submission.student] = run_key(submission, self.bank, self.level)
            self.stages["store"] += time.perf_counter() - started
            yield submission
