"""On two cores a worker and a judge that works meanwhile do not get into each other's way."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from grader.model.outcome import Kind, Program
from grader.model.values import items_of
from grader.run import Runner, probe

from .running import task

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="fork servers and /proc are of Linux")

PROGRAM = Program("entry.py", {"entry.py": b"import os\ndef f(): return sorted(os.sched_getaffinity(0))"}, "entry")


@pytest.fixture
def cores() -> Iterator[set[int]]:
    """Two cores, which are all that this process and what it starts may use."""
    before = os.sched_getaffinity(0)
    if len(before) < 2:
        pytest.skip("there is one core")
    chosen = set(sorted(before)[:2])
    os.sched_setaffinity(0, chosen)
    yield chosen
    os.sched_setaffinity(0, before)


@pytest.fixture
def runner(cores: set[int]) -> Iterator[Runner]:
    """One whose server has two cores."""
    with Runner(probe().level) as runner:
        yield runner


def where(runner: Runner, *, careful: bool) -> set[int]:
    """The cores on which a worker finds itself."""
    run = runner.start(PROGRAM, runner.prepare([task("f")]), careful=careful)
    run.finish()
    outcome = run.result().outcomes[0]
    assert outcome.kind is Kind.VALUE, outcome
    return {core for core in items_of(outcome.value) if isinstance(core, int)}


def server_cores(runner: Runner) -> set[int]:
    """Where the server may run."""
    return os.sched_getaffinity(runner._servers["numpy"]._process.pid)  # type: ignore[attr-defined]


def test_a_worker_runs_beside_a_judge_who_works_meanwhile(runner: Runner, cores: set[int]) -> None:
    ours, theirs = sorted(cores)
    where(runner, careful=True)  # the server starts while it has both cores
    for judge, worker in ((ours, theirs), (theirs, ours)):
        os.sched_setaffinity(0, {judge})
        for _ in range(3):  # also those that were made ahead
            assert where(runner, careful=False) == {worker}
        assert server_cores(runner) == {judge}
        os.sched_setaffinity(0, cores)


def test_a_worker_runs_anywhere_when_the_judge_only_waits(runner: Runner, cores: set[int]) -> None:
    assert where(runner, careful=False) < cores
    for _ in range(3):
        assert where(runner, careful=True) == cores
    assert server_cores(runner) == cores


def test_with_more_cores_or_one_the_kernel_decides() -> None:
    before = os.sched_getaffinity(0)
    if len(before) == 2:
        os.sched_setaffinity(0, {min(before)})
    try:
        allowed = os.sched_getaffinity(0)
        with Runner(probe().level) as runner:
            assert where(runner, careful=False) == allowed
            assert server_cores(runner) == allowed
    finally:
        os.sched_setaffinity(0, before)
