"""What a worker does to itself before anything of a submission is near: a list of calls, made ready by the server.

A fresh child pays for each page that it writes to and each piece of Python that it is the first to run, so nothing is
left to be worked out in it: no module is looked up, no structure is packed, one loop makes all calls.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct
from typing import Any, TypeAlias

from grader.run.linux import rlimits
from grader.run.linux import syscalls as sc
from grader.run.linux.privileges import NOTHING_LEFT
from grader.run.linux.seccomp import Filter
from grader.run.linux.syscalls import libc

#: Descriptors of a worker: /dev/null, the log twice, requests, replies; and of the child that becomes one: the ruleset.
REQUESTS, REPLIES = 3, 4
_RULESET = 5
_LIMITED = ("RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CPU", "RLIMIT_NPROC", "RLIMIT_AS")

_Call: TypeAlias = tuple[Any, ...]  # a function of the C library and its arguments; a negative result is a failure


class Restrictions:
    """The calls in an order in which none hinders the next."""

    def __init__(self, *, ruleset: int, seccomp: Filter | None) -> None:
        self._limits = {name: ctypes.create_string_buffer(16) for name in _LIMITED}
        self._seccomp = seccomp
        by_landlock: list[_Call] = []
        if ruleset >= 0:
            by_landlock = [(libc.dup2, ruleset, _RULESET), _syscall(sc.LANDLOCK_RESTRICT, _RULESET, 0)]
        self._calls: list[_Call] = [
            *by_landlock[:1],
            _syscall(sc.CLOSE_RANGE, 6, 0x7FFFFFFF, 0),
            (libc.setsid,),
            (libc.prctl, sc.PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0),
            _syscall(sc.NUMBERS["capset"], *NOTHING_LEFT),
            *((libc.setrlimit, getattr(resource, name), words) for name, words in self._limits.items()),
            *by_landlock[1:],
            (libc.close, _RULESET),
            *([_syscall(sc.NUMBERS["seccomp"], 1, 0, seccomp.description)] if seccomp else []),
        ]

    def set_limits(self, *, memory_mib: int, cpu_seconds: int) -> None:
        """Of the workers made from now on; `memory_mib` is the whole address space, the libraries' included."""
        values = rlimits.of_a_worker(memory_mib=memory_mib, cpu_seconds=cpu_seconds)
        for name, words in self._limits.items():
            struct.pack_into("@ll", words, 0, values[name], values[name])  # -1 is "no limit", for C as for Python

    def apply(self, requests: int, replies: int, log: int) -> None:
        """In the child; raises OSError for a call that fails."""
        if self._seccomp is not None:
            self._seccomp.bind_to(os.getpid())
        pipes = ((3, 0), (log, 1), (log, 2), (requests, REQUESTS), (replies, REPLIES))
        for function, *arguments in (*((libc.dup2, *pair) for pair in pipes), *self._calls):
            if function(*arguments) < 0:
                error = ctypes.get_errno()
                raise OSError(error, f"a restriction fails: {function}{arguments}: {os.strerror(error)}")


def _syscall(number: int, *arguments: Any) -> _Call:
    """A raw system call as such a call."""
    words = [ctypes.c_long(item) if isinstance(item, int) else item for item in arguments]
    return (libc.syscall, ctypes.c_long(number), *words)
