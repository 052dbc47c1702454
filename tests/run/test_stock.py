"""Workers made ahead, and what becomes of a submission when they or their server die."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from grader.model.outcome import Budget, Kind

from .running import Bench

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="fork servers and /proc are of Linux")

ONE = "def f(): return 1"


def server_of(bench: Bench) -> Any:
    """The host's end of the bench's server."""
    return bench.runner._servers["numpy"]


def stock_of(bench: Bench) -> list[int]:
    """The children of the server that have met no submission yet."""
    server = server_of(bench)
    pid = server._process.pid
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in text.split() if int(child) != server.latest]


def wait_for_stock(bench: Bench) -> list[int]:
    """They are made while a submission runs."""
    deadline = time.monotonic() + 10
    while not (found := stock_of(bench)) and time.monotonic() < deadline:
        time.sleep(0.01)
    return found


def test_a_stock_that_was_killed_costs_no_submission_anything(forked: Bench) -> None:
    assert forked.value(ONE) == 1
    stock = wait_for_stock(forked)
    assert stock
    for pid in stock:
        os.kill(pid, signal.SIGKILL)
    while any(") Z " not in Path(f"/proc/{pid}/stat").read_text() for pid in stock):
        time.sleep(0.01)  # dying takes a moment
    assert forked.value(ONE) == 1
    assert forked.value(ONE) == 1


def test_a_submission_whose_server_dies_is_run_again(forked: Bench) -> None:
    assert forked.value(ONE) == 1
    server = server_of(forked)
    killer = threading.Timer(0.3, server._process.kill)
    killer.start()
    outcome = forked.outcome("import time\ndef f():\n    time.sleep(1)\n    return 1", budget=Budget(cpu_seconds=5.0))
    killer.join()
    assert outcome.kind is Kind.VALUE
    assert server_of(forked) is not server


def test_another_memory_limit_gets_other_workers(forked: Bench) -> None:
    source = "import numpy as np\ndef f():\n    return float(np.ones(40_000_000).sum())"
    small, large = Budget(memory_mib=100), Budget(memory_mib=1000)
    assert forked.value(source, budget=large) == 4e7
    assert forked.outcome(source, budget=small).kind is Kind.OUT_OF_MEMORY
    assert forked.value(source, budget=large) == 4e7
