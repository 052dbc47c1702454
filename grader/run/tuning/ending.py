"""When a killed worker can do nothing more: long before the kernel has taken back its memory, and reports its death.

A task with PF_EXITING set never returns to its program and makes no system call again. Source: do_exit in the kernel's
kernel/exit.c, which sets the flag first; proc_pid_stat(5).
"""

from __future__ import annotations

import contextlib
import os
import time

_EXITING = 0x4
_PARENT, _FLAGS, _THREADS = 1, 6, 17  # fields behind the name
_LOOKS, _PAUSE_SECONDS = 20, 20e-6
_BYTES = 1024


class Endings:
    """Made while /proc is in sight."""

    def __init__(self) -> None:
        self._proc = -1
        with contextlib.suppress(OSError):
            self._proc = os.open("/proc", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
        self._own = str(os.getpid()).encode()

    def acts_no_more(self, pid: int) -> bool:
        """Whether a child that was sent SIGKILL is on its way out; False also where that cannot be seen."""
        for _ in range(_LOOKS):
            fields = self._fields(pid)
            # Of several threads each would have to be looked at; another parent's child is not the one that is meant.
            if len(fields) <= _THREADS or fields[_PARENT] != self._own or fields[_THREADS] != b"1":
                return False
            if int(fields[_FLAGS]) & _EXITING:
                return True
            time.sleep(_PAUSE_SECONDS)
        return False

    def _fields(self, pid: int) -> list[bytes]:
        try:
            file = os.open(f"{pid}/stat", os.O_RDONLY | os.O_CLOEXEC, dir_fd=self._proc)
        except OSError:
            return []
        try:
            return os.read(file, _BYTES).rpartition(b")")[2].split()
        except OSError:
            return []
        finally:
            os.close(file)
