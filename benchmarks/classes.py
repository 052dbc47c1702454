"""How cost grows with the class, jobs and workers: what is compared is measured by turns, under the same load."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median
from types import TracebackType
from typing import Self, TypeVar

import homework

from grader.batch import grade_class
from grader.cluster import LOCAL, open_cluster
from grader.collect import collect_class
from grader.gradebook import Gradebook
from grader.model.bank import CaseBank
from grader.pool import executor_for
from grader.run import Level

Count = TypeVar("Count", int, float)
_HANGS = "\n\ndef conv2d_forward(*_):\n    while True:\n        pass\n"


@dataclass(frozen=True)
class ClassCost:
    """A class's cost a head, and the peak of its host's memory."""

    heads: int
    wall_ms: float
    cpu_ms: float
    peak_mib: float


@dataclass
class Judge:
    """A process of `one_host.py` with a class of its own."""

    place: Path
    heads: int
    answers: list[dict[str, float]] = field(default_factory=list)

    def __enter__(self) -> Self:
        """Write the class, and one more, with whom the fork server starts."""
        folder = self.place / f"class{self.heads}"
        homework.write_class(folder, "numpy", self.heads + 1)
        command = [sys.executable, str(homework.HERE / "one_host.py"), str(folder)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._listen()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """It ends when nobody tells it more."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()

    def grade(self, count: int) -> None:
        """The next so many."""
        assert self._process.stdin
        self._process.stdin.write(f"{count}\n")
        self._process.stdin.flush()
        self._listen()

    def _listen(self) -> None:
        assert self._process.stdout
        self.answers.append(json.loads(self._process.stdout.readline()))

    def cost(self) -> ClassCost:
        """Of the whole class. Raises RuntimeError if it has not been graded to its end."""
        graded = sum(answer["graded"] for answer in self.answers)
        if graded != self.heads:
            raise RuntimeError(f"expected {self.heads} graded, found {graded}")
        wall, cpu = (sum(answer[name] for answer in self.answers) / graded for name in ("wall_ms", "cpu_ms"))
        return ClassCost(self.heads, wall, cpu, self.answers[-1]["peak_mib"])


def by_heads(small: int, large: int, *, rounds: int) -> tuple[ClassCost, ClassCost]:
    """A small class and a large one: each round a part of the large one, then all of a fresh small one."""
    costs = []
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        big = stack.enter_context(Judge(place, large))
        for number in range(rounds):
            big.grade(large * (number + 1) // rounds - large * number // rounds)
            with tempfile.TemporaryDirectory() as other, Judge(Path(other), small) as little:
                little.grade(small)
                costs.append(little.cost())
            print(f"class: part {number + 1} of {rounds}", file=sys.stderr)
        return _mean(costs), big.cost()


def _mean(costs: Sequence[ClassCost]) -> ClassCost:
    """Of classes of one size, as the large class's cost is a mean of its parts; the median of the peaks."""
    return ClassCost(
        costs[0].heads,
        mean(cost.wall_ms for cost in costs),
        mean(cost.cpu_ms for cost in costs),
        median(cost.peak_mib for cost in costs),
    )


def by_jobs(bank: CaseBank, jobs: tuple[int, ...], *, size: int, rounds: int) -> dict[int, list[float]]:
    """Wall ms a head for each number of jobs, by round."""
    return _by_turns("jobs", jobs, rounds, lambda count: _class_ms(bank, executor_for(count), count, size))


def by_workers(bank: CaseBank, workers: tuple[int, ...], *, size: int, rounds: int) -> dict[int, list[float]]:
    """Wall ms a head for each number of workers in a Dask cluster on this machine, by round."""
    return _by_turns("workers", workers, rounds, lambda count: _class_ms(bank, _cluster(count), count, size))


def _by_turns(
    what: str, counts: tuple[Count, ...], rounds: int, measure: Callable[[Count], float]
) -> dict[Count, list[float]]:
    found: dict[Count, list[float]] = {count: [] for count in counts}
    for number in range(rounds):
        for count in counts if number % 2 else counts[::-1]:
            found[count].append(measure(count))
        print(f"{what}: round {number + 1} of {rounds}", file=sys.stderr)
    return found


def by_hanging(bank: CaseBank, shares: tuple[float, ...], *, size: int, rounds: int) -> dict[float, list[float]]:
    """Seconds of a class, by two jobs, for each share of it that hangs in one problem, by round."""
    with tempfile.TemporaryDirectory() as place:
        for share in shares:
            _write_hanging(Path(place, str(share)), size, round(share * size))
        return _by_turns("hanging", shares, rounds, lambda share: _class_seconds(bank, Path(place, str(share)), jobs=2))


def _write_hanging(folder: Path, size: int, hanging: int) -> None:
    """A class in which the students who hang are spread evenly, none among the first, who start the hosts."""
    homework.write_class(folder, "numpy", size)
    for number in range(hanging):
        file = folder / f"student{(2 * number + 1) * size // (2 * hanging):05}" / f"{homework.SLUG}.py"
        file.write_text(file.read_text("utf-8") + _HANGS, "utf-8")


def _class_seconds(bank: CaseBank, folder: Path, *, jobs: int) -> float:
    """A class from its files to its last result; the hosts stand before the clock starts."""
    work = collect_class(folder, slug=homework.SLUG)
    with (
        tempfile.TemporaryDirectory() as place,
        Gradebook.open(Path(place, "gradebook.db")) as book,
        executor_for(jobs) as executor,
    ):
        list(grade_class(work[:jobs], bank, level=Level.FULL, gradebook=book, executor=executor, jobs=jobs))
        started = time.perf_counter()
        list(grade_class(work[jobs:], bank, level=Level.FULL, gradebook=book, executor=executor, jobs=jobs))
        return time.perf_counter() - started


@contextmanager
def _cluster(workers: int) -> Iterator[Executor]:
    with open_cluster(LOCAL, jobs=workers, named=Level.FULL) as cluster:
        yield cluster.executor


def _class_ms(bank: CaseBank, executors: AbstractContextManager[Executor | None], jobs: int, size: int) -> float:
    """Wall ms a head, without the first fifth, in which the hosts start."""
    with tempfile.TemporaryDirectory() as place, Gradebook.open(Path(place, "gradebook.db")) as book:
        homework.write_class(Path(place, "class"), "numpy", size)
        work = collect_class(Path(place, "class"), slug=homework.SLUG)
        started, counted = 0.0, 0
        with executors as executor:
            results = grade_class(work, bank, level=Level.FULL, gradebook=book, executor=executor, jobs=jobs)
            for number, _ in enumerate(results):
                if number == size // 5:
                    started, counted = time.perf_counter(), size - number - 1
            ended = time.perf_counter()
        return 1000 * (ended - started) / counted
