"""What one submission costs in counts, which no busy machine changes: a bound that is broken means slower grading.

Bounds stand a third above what was measured; whoever lowers a count lowers its bound.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.model.outcome import Kind, Program
from grader.run import Level, Runner, probe
from grader.run.client import ForkServer

from .running import task

CASES = 50
SUBMISSIONS = 8
SOURCE = """
import numpy as np
def f(x, w):
    shifted = x - x.max(axis=1, keepdims=True)
    weights = np.exp(shifted)
    weights = weights / weights.sum(axis=1, keepdims=True)
    return weights @ w, {number}
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="counts are read from /proc")


@dataclass(frozen=True)
class Counts:
    """Per submission; faults are those of server and worker together."""

    forks: float
    judge_reads: float
    judge_writes: float
    judge_bytes_written: float
    worker_reads: float
    worker_writes: float
    server_faults: float
    worker_faults: float


@pytest.fixture(scope="module")
def counts() -> Iterator[Counts]:
    """A class of one text each, after a first submission that starts the server."""
    if probe(Level.FULL).level is not Level.FULL:
        pytest.skip("level full cannot be had here")
    with Runner(Level.FULL, ("numpy",)) as runner:
        yield _measured(runner)


def _measured(runner: Runner) -> Counts:
    x, w = np.linspace(-1, 1, 320).reshape(32, 10), np.ones((10, 3))
    prepared = runner.prepare([task("f", x, w, case=f"p/s/public/{number}") for number in range(CASES)])
    run = [_program(number) for number in range(SUBMISSIONS + 2)]
    assert {outcome.kind for outcome in runner.run(run[0], prepared).outcomes} == {Kind.VALUE}
    server: Any = runner._servers["numpy"]
    spawned: list[object] = []  # every worker that was made
    spawn = server.spawn

    def counted(*arguments: Any) -> Any:
        spawned.append(spawn(*arguments))
        return spawned[-1]

    server.spawn = counted
    runner.run(run[1], prepared)  # buries the one before
    before = _read(server)
    spawned.clear()
    for program in run[2:]:
        runner.run(program, prepared)
    difference = [(after - start) / SUBMISSIONS for after, start in zip(_read(server), before, strict=True)]
    return Counts(len(spawned) / SUBMISSIONS, *difference)


def _program(number: int) -> Program:
    return Program("entry.py", {"entry.py": SOURCE.replace("{number}", str(number)).encode()}, "entry")


def _read(server: ForkServer) -> list[int]:
    pid = server._process.pid
    faults = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return [*_io("self", "syscr", "syscw", "wchar"), *_io(str(pid), "syscr", "syscw"), int(faults[7]), int(faults[8])]


def _io(who: str, *names: str) -> list[int]:
    lines = dict(line.split(": ") for line in Path(f"/proc/{who}/io").read_text().splitlines())
    return [int(lines[name]) for name in names]


def test_one_worker_a_submission(counts: Counts) -> None:
    assert counts.forks == 1


def test_the_judge_writes_once_and_reads_once_a_case(counts: Counts) -> None:
    assert counts.judge_writes <= CASES + 12
    assert counts.judge_reads <= CASES + 20


def test_the_worker_writes_once_and_reads_once_a_case(counts: Counts) -> None:
    assert counts.worker_writes <= CASES + 12
    assert counts.worker_reads <= CASES + 20


def test_only_the_inputs_are_sent(counts: Counts) -> None:
    inputs = CASES * 8 * (320 + 30)
    assert counts.judge_bytes_written <= 1.1 * inputs + 8192


def test_few_pages_are_copied(counts: Counts) -> None:
    assert counts.worker_faults <= 1200
    assert counts.server_faults <= 280
