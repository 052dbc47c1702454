"""Resource limits of a worker."""

from __future__ import annotations

import contextlib
import resource

MIB = 1 << 20
SCRATCH_MIB = 64
OPEN_FILES = 256
THREADS = 128


def current_mib(statm: bytes) -> int:
    """The address space in use, from the first field of /proc/self/statm, in MiB (rounded up)."""
    return int(statm.split()[0]) * resource.getpagesize() // MIB + 1


def limit(*, memory_mib: int | None, cpu_seconds: int, count_threads: bool) -> None:
    """Set hard limits. `memory_mib` is the whole address space, measured after the import of the libraries.

    `count_threads` only where the user id is the worker's own: the kernel counts all processes of a user.
    """
    limits = {
        "RLIMIT_CORE": 0,
        "RLIMIT_FSIZE": SCRATCH_MIB * MIB,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_MSGQUEUE": 0,
        "RLIMIT_RTPRIO": 0,
        "RLIMIT_SIGPENDING": 256,
        "RLIMIT_CPU": cpu_seconds,
    }
    if count_threads:
        limits["RLIMIT_NPROC"] = THREADS
    if memory_mib is not None:
        limits["RLIMIT_AS"] = memory_mib * MIB
    for name, value in limits.items():
        number = getattr(resource, name, None)
        if number is not None:
            _set(number, value)


def _set(number: int, value: int) -> None:
    hard = resource.getrlimit(number)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    with contextlib.suppress(ValueError, OSError):  # macOS refuses RLIMIT_AS
        resource.setrlimit(number, (value, value))
