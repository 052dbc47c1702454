"""An author's code is stopped by what it computes, and by the clock only where it sleeps."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from grader.bank.limited import TooSlowError, limited

BUSY = "import time\nend = time.monotonic() + 20\nwhile time.monotonic() < end:\n    pass\n"


def computes(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_what_computes_for_too_long_is_stopped() -> None:
    with pytest.raises(TooSlowError, match=r"stopped after 0\.2 s"), limited(0.2):
        computes(60)


def test_what_sleeps_for_too_long_is_stopped() -> None:
    began = time.monotonic()
    with pytest.raises(TooSlowError), limited(0.2):
        time.sleep(60)
    assert time.monotonic() - began < 30


def test_on_a_busy_machine_the_clock_is_not_what_counts() -> None:
    others = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(4)]
    try:
        with limited(0.5):
            computes(0.3)
    finally:
        for other in others:
            other.kill()
            other.wait()
