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
    """Set all hard limits in this very process."""
    limit_for_good(count_threads=count_threads)
    limit_worker(memory_mib=memory_mib, cpu_seconds=cpu_seconds)


def limit_for_good(*, count_threads: bool) -> None:
    """Hard limits that the server needs as little as its workers, which inherit them.

    `count_threads` only where the user id is the server's own: the kernel counts all threads of a user.
    """
    _set("RLIMIT_CORE", 0)
    _set("RLIMIT_MEMLOCK", 0)
    _set("RLIMIT_MSGQUEUE", 0)
    _set("RLIMIT_RTPRIO", 0)
    _set("RLIMIT_SIGPENDING", 256)
    if count_threads:
        _set("RLIMIT_NPROC", THREADS)


def limit_worker(*, memory_mib: int | None, cpu_seconds: int) -> None:
    """The worker's own; `memory_mib` is the whole address space, measured after the import of the libraries."""
    _set("RLIMIT_FSIZE", SCRATCH_MIB * MIB)
    _set("RLIMIT_NOFILE", OPEN_FILES)  # the server may hold more: what Landlock lets its workers read
    _set("RLIMIT_CPU", cpu_seconds)
    if resource.getrlimit(resource.RLIMIT_NPROC)[0] != THREADS:
        with contextlib.suppress(OSError, IndexError, ValueError):  # there is no such file: memory still bounds them
            _set("RLIMIT_NPROC", _threads_of_the_machine() + THREADS)
    if memory_mib is not None:
        _set("RLIMIT_AS", memory_mib * MIB)


def _threads_of_the_machine() -> int:
    """As many as a user's own programs can have at most: they count, too, where a worker runs under that user."""
    with open("/proc/loadavg", encoding="ascii") as file:
        return int(file.read().split()[3].partition("/")[2])


def _set(name: str, value: int) -> None:
    number = getattr(resource, name, None)
    if number is None:
        return
    hard = resource.getrlimit(number)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    with contextlib.suppress(ValueError, OSError):  # macOS refuses RLIMIT_AS
        resource.setrlimit(number, (value, value))
