"""Dask's own programs as processes of this machine, which listen on 127.0.0.1 alone."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress

from faults.grading import alive, descendants, environment

HERE = "127.0.0.1"
WORKER = ("-m", "distributed.cli.dask_worker")
#: A worker that can make no namespace, as one in a container.
SHUT_IN = (
    "-c",
    "import attacks.refusals; attacks.refusals.install(); from distributed.cli.dask_worker import main; main()",
)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HERE, 0))
        return int(taken.getsockname()[1])


@contextmanager
def dask(program: Sequence[str], *words: str, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask's own command line, ended with all that it started."""
    process = subprocess.Popen(
        [sys.executable, *program, *words, "--no-dashboard", "--host", HERE],
        cwd=tempfile.gettempdir(),  # Dask looks for modules in its folder first
        env=environment() | variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        family = descendants(process.pid)
        for pid in (process.pid, *family):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()


@contextmanager
def scheduler() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    port = free_port()
    with dask(("-m", "distributed.cli.dask_scheduler"), "--port", str(port)) as process:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with suppress(OSError), socket.create_connection((HERE, port), timeout=1):
                break
            time.sleep(0.1)
        yield f"tcp://{HERE}:{port}", process


def worker(
    address: str, program: Sequence[str] = WORKER, **variables: str
) -> AbstractContextManager[subprocess.Popen[bytes]]:
    return dask(program, address, "--nthreads", "1", "--no-nanny", **variables)


def left_after(seconds: float, pids: set[int]) -> set[int]:
    """The processes that still run when these seconds are over, at the latest."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and any(map(alive, pids)):
        time.sleep(0.05)
    return {pid for pid in pids if alive(pid)}
