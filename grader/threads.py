"""One thread for linear algebra, here as in the workers.

A BLAS starts a thread a core, and all of them wait actively for each other: where other programs need the cores as
well, a step of milliseconds takes seconds. And how long a thread waited for a core.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

ONE_THREAD: Mapping[str, str] = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
}


def use_one_thread() -> None:
    """Ask for one thread here and in processes started from here, before NumPy is imported; a given number stays."""
    for name, count in ONE_THREAD.items():
        os.environ.setdefault(name, count)


#: The thread that asks.
HERE = "thread-self"


def waited_seconds(process: int | str = HERE) -> float:
    """Seconds in which a process's first thread was ready to run and others had the cores; 0.0 where nobody counts.

    `/proc/PID/schedstat`, the second number, in nanoseconds (kernel documentation, scheduler/sched-stats).
    """
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0
