"""When a killed process can do nothing more."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from grader.run.tuning.ending import Endings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc is of Linux")


def test_only_a_killed_child_acts_no_more() -> None:
    endings = Endings()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert not endings.acts_no_more(child.pid)
        child.send_signal(signal.SIGKILL)
        deadline = time.monotonic() + 10
        while not endings.acts_no_more(child.pid) and time.monotonic() < deadline:
            time.sleep(0.001)
        assert endings.acts_no_more(child.pid)  # it may be dead by now, and is not reaped
        child.wait()
        assert not endings.acts_no_more(child.pid)


def test_of_somebody_elses_process_nothing_is_said() -> None:
    assert not Endings().acts_no_more(os.getppid())
    assert not Endings().acts_no_more(1)
