"""Resource limits of a worker."""

from __future__ import annotations

import contextlib
import resource

MIB = 1 << 20
SCRATCH_MIB = 64
OPEN_FILES = 256
THREADS = 128
STACK_MIB = 8
_HOUR = 3600  # CPU seconds


def current_mib(statm: bytes) -> int:
    """The address space in use, from the first field of /proc/self/statm, in MiB (rounded up)."""
    return int(statm.split()[0]) * resource.getpagesize() // MIB + 1


def limit_alone() -> None:
    """In a worker that was not forked: what any system knows, in this very process."""
    limit_for_good(count_threads=False)
    _set("RLIMIT_FSIZE", SCRATCH_MIB * MIB)
    _set("RLIMIT_NOFILE", OPEN_FILES)
    _set("RLIMIT_CPU", _HOUR)


def limit_for_good(*, count_threads: bool) -> None:
    """Hard limits that the server needs as little as its workers, which inherit them.

    `count_threads` only where the user id is the server's own: the kernel counts all threads of a user.
    """
    _set("RLIMIT_CORE", 0)
    _set("RLIMIT_STACK", STACK_MIB * MIB)  # how deep a recursion may go depends on no shell's settings
    _set("RLIMIT_MEMLOCK", 0)
    _set("RLIMIT_MSGQUEUE", 0)
    _set("RLIMIT_RTPRIO", 0)
    _set("RLIMIT_SIGPENDING", 256)
    if count_threads:
        _set("RLIMIT_NPROC", THREADS)


def of_a_worker(*, memory_mib: int, cpu_seconds: int) -> dict[str, int]:
    """The worker's own by name; `memory_mib` is the whole address space, measured after the import of the libraries."""
    wanted = {
        "RLIMIT_FSIZE": SCRATCH_MIB * MIB,
        "RLIMIT_NOFILE": OPEN_FILES,  # the server may hold more: what Landlock lets its workers read
        "RLIMIT_CPU": cpu_seconds,
        "RLIMIT_NPROC": resource.getrlimit(resource.RLIMIT_NPROC)[0],
        "RLIMIT_AS": memory_mib * MIB,
    }
    if wanted["RLIMIT_NPROC"] != THREADS:
        with contextlib.suppress(OSError, IndexError, ValueError):  # there is no such file: memory still bounds them
            wanted["RLIMIT_NPROC"] = _threads_of_the_machine() + THREADS
    return {name: _possible(getattr(resource, name), value) for name, value in wanted.items()}


def _threads_of_the_machine() -> int:
    """As many as a user's own programs can have at most: they count, too, where a worker runs under that user."""
    with open("/proc/loadavg", encoding="ascii") as file:
        return int(file.read().split()[3].partition("/")[2])


def _set(name: str, value: int) -> None:
    number = getattr(resource, name, None)
    if number is None:
        return
    with contextlib.suppress(ValueError, OSError):  # macOS refuses some
        resource.setrlimit(number, (_possible(number, value),) * 2)


def _possible(number: int, value: int) -> int:
    """At most what is allowed to this process already."""
    hard = resource.getrlimit(number)[1]
    return value if hard == resource.RLIM_INFINITY else min(value, hard)
