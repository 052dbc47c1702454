"""Of two cores the one for a worker, and the one for its server and the host.

The kernel wakes a worker on the core of the host, who has just written to its pipe and is expected to sleep soon, and
wakes a server that is to make the next worker on the core of the one that works. Who works meanwhile then makes the
other wait for milliseconds, beside an idle core. Where there are more cores than two an idle one is found; where there
is one there is no choice.

Source: select_task_rq_fair with wake_affine and wake_wide in the kernel's kernel/sched/fair.c; sched_setaffinity(2).
"""

from __future__ import annotations

import contextlib
import os

_CHOICE = 2


class Placement:
    """The cores of a server, which its workers inherit unless they are placed."""

    def __init__(self) -> None:
        self._all = os.sched_getaffinity(0)
        self._own = self._all

    def keep_apart(self, worker: int, host_core: int) -> None:
        """Let a worker, by its pid, run on any core but the host's; on any at all if that one only waits (-1)."""
        self._place(worker, self._all - {host_core})

    def follow(self, host_core: int) -> None:
        """Let the server run on the host's core; the host waits whenever the server has to work."""
        wanted = self._all & {host_core} or self._all
        if wanted != self._own:
            self._place(0, wanted)
            self._own = wanted

    def _place(self, pid: int, cores: set[int]) -> None:
        if len(self._all) == _CHOICE:
            with contextlib.suppress(OSError):  # it may be dead, or the call forbidden: then the kernel decides
                os.sched_setaffinity(pid, cores)
