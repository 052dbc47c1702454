"""What one submission costs in counts, which no busy machine changes: a bound that is broken means slower grading.

Bounds stand a third above what was measured; whoever lowers a count lowers its bound.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.model.outcome import Kind, Program
from grader.run import Level, Runner, probe
from grader.run.host import forked
from grader.run.host.client import ForkServer
from grader.run.host.forked import ForkedWorker
from grader.run.linux import syscalls as sc
from grader.run.tuning import measures

from .running import task

CASES = 50
SUBMISSIONS = 8
#: Python's modules whose functions are system calls.
KERNEL = {"posix", "select", "_socket", "socket", "fcntl", "_posixsubprocess", "mmap"}
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
    """Per submission. Reads and writes are those that the kernel counts; what a worker did, once it is buried."""

    forks: float
    host_calls: float  # into the kernel's modules: of any kind, waiting included
    host_reads: float
    host_writes: float
    host_bytes_written: float
    worker_reads: float
    worker_writes: float
    server_faults: float
    worker_faults: float


@pytest.fixture(scope="module")
def counts() -> Counts:
    return _of_a_class()


@pytest.fixture(scope="module")
def untuned() -> Counts:
    """The same class, graded by a server that takes none of the measures of grader/run/tuning."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(measures.VARIABLE, "off")
        return _of_a_class()


def _of_a_class() -> Counts:
    """A class of one text each, after a first submission that starts the server.

    The host's patience has no end here: on a busy machine it would run out, and the host look for each answer.
    """
    if probe(Level.FULL).level is not Level.FULL:
        pytest.skip("level full cannot be had here")
    # Opened before: while a runner is open, no process of this user may open what tells of this one, nor itself.
    own = os.open("/proc/self/io", os.O_RDONLY)
    try:
        with pytest.MonkeyPatch.context() as patched, Runner(Level.FULL, ("numpy",)) as runner:
            patched.setattr(forked, "_PATIENCE_SECONDS", 60.0)
            return _measured(runner, own)
    finally:
        os.close(own)


def _measured(runner: Runner, own: int) -> Counts:
    x, w = np.linspace(-1, 1, 320).reshape(32, 10), np.ones((10, 3))
    prepared = runner.prepare([task("f", x, w, case=f"p/s/public/{number}") for number in range(CASES)])
    run = [_program(number) for number in range(SUBMISSIONS + 2)]
    assert {outcome.kind for outcome in runner.run(run[0], prepared).outcomes} == {Kind.VALUE}
    server: Any = runner._servers["numpy"]
    spawned: list[Any] = []  # every worker that was made
    spawn = server.spawn

    def counted(*arguments: Any, **more: Any) -> Any:
        spawned.append(spawn(*arguments, **more))
        return spawned[-1]

    server.spawn = counted
    runner.run(run[1], prepared)
    before = _read(server, spawned[-1], own)
    spawned.clear()
    with _calls() as calls:
        for program in run[2:]:
            runner.run(program, prepared)
    made = len(spawned)
    difference = [
        (after - start) / SUBMISSIONS for after, start in zip(_read(server, spawned[-1], own), before, strict=True)
    ]
    return Counts(made / SUBMISSIONS, len(calls) / SUBMISSIONS, *difference)


@contextlib.contextmanager
def _calls() -> Iterator[list[str]]:
    """The names of what this process calls in the modules that ask the kernel; clocks without a system call aside."""
    names: list[str] = []

    def note(_: object, event: str, what: Any) -> None:
        if event == "c_call":
            home = what.__module__ or type(what.__self__).__module__
            if home in KERNEL or what is time.clock_gettime:
                names.append(what.__name__)

    sys.setprofile(note)
    try:
        yield names
    finally:
        sys.setprofile(None)


def _program(number: int) -> Program:
    return Program("entry.py", {"entry.py": SOURCE.replace("{number}", str(number)).encode()}, "entry")


def _read(server: ForkServer, last: ForkedWorker, own: int) -> list[int]:
    """The counters, when the last worker has been waited for: only then is what it did added to its server's."""
    assert last.exit_status() is not None
    pid = server._process.pid
    faults = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    host = _io(os.pread(own, 4096, 0).decode(), "syscr", "syscw", "wchar")
    return [*host, *_io(Path(f"/proc/{pid}/io").read_text(), "syscr", "syscw"), int(faults[7]), int(faults[8])]


def _io(text: str, *names: str) -> list[int]:
    lines = dict(line.split(": ") for line in text.splitlines())
    return [int(lines[name]) for name in names]


def test_one_worker_a_submission(counts: Counts) -> None:
    assert counts.forks == 1


def test_the_host_asks_the_kernel_as_often_for_fifty_cases_as_for_one(counts: Counts) -> None:
    assert counts.host_calls <= 40
    assert counts.host_writes <= 4
    assert counts.host_reads <= 8


def test_the_worker_writes_once_a_case_and_reads_several_at_once(counts: Counts) -> None:
    assert counts.worker_writes <= CASES + 12
    assert counts.worker_reads <= 18


def test_only_the_inputs_are_sent(counts: Counts) -> None:
    inputs = CASES * 8 * (320 + 30)
    assert counts.host_bytes_written <= 1.1 * inputs + 8192


def test_few_pages_are_copied_at_a_write(counts: Counts, untuned: Counts) -> None:
    """Most are copied in the fork where a process may pin pages; see grader/run/tuning/hotpages.py.

    How many pages there are to copy depends on the build of Python and NumPy, hence the share and not the number.
    """
    if not _pins():
        pytest.skip("no process may pin pages here")
    assert counts.worker_faults <= untuned.worker_faults / 3
    assert counts.server_faults <= untuned.server_faults / 2


def _pins() -> bool:
    try:
        ring = sc.syscall(sc.IO_URING_SETUP, 1, ctypes.create_string_buffer(120))
    except OSError:
        return False
    os.close(ring)
    return True
