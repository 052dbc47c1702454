"""CPU time of a whole tree of processes, as exactly as the kernel tells it."""

from __future__ import annotations

import os
import resource
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """What something took, or one submission on average."""

    wall_ms: float
    cpu_ms: float


class Clock:
    """Runs from its making; `cost` is what this process and all below it took since then."""

    def __init__(self) -> None:
        self._cpu, self._wall = cpu_seconds(), time.perf_counter()

    def cost(self, count: int = 1) -> Cost:
        """Until now, shared over `count`."""
        wall, cpu = time.perf_counter() - self._wall, cpu_seconds() - self._cpu
        return Cost(1000 * wall / count, 1000 * cpu / count)


def cpu_seconds() -> float:
    """CPU time of this process, of its dead children, and of all that live below it with their dead children."""
    own, dead = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + dead.ru_utime + dead.ru_stime + _living_seconds()


def _living_seconds() -> float:
    """Walks until no process came or went meanwhile: one that is reaped on the way would count twice or never."""
    while True:
        before = frozenset(_descendants(os.getpid()))
        seconds = sum(_own_seconds(pid) + _dead_seconds(pid) for pid in before)
        if frozenset(_descendants(os.getpid())) == before:
            return seconds


def _descendants(pid: int) -> list[int]:
    """All living children and theirs. Raises OSError where this kernel does not list children."""
    if not Path("/proc/self/task", str(os.getpid()), "children").exists():
        raise OSError("/proc/PID/task/TID/children: expected a kernel that lists children, found none; use wall clocks")
    found: list[int] = []
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:  # the process ended meanwhile
        return found
    for thread in threads:
        try:
            children = [int(child) for child in (thread / "children").read_text().split()]
        except OSError:  # the thread ended meanwhile
            continue
        for child in children:
            found += [child, *_descendants(child)]
    return found


def _own_seconds(pid: int) -> float:
    """To the nanosecond, from the process's own clock; of one that waits to be reaped, too."""
    try:
        return time.clock_gettime((~pid << 3) | 2)  # CPUCLOCK_SCHED of all its threads
    except OSError:
        return 0.0


def _dead_seconds(pid: int) -> float:
    """Of its reaped children; the kernel adds them up exactly and shows hundredths of a second."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(field) for field in fields[13:15]) / os.sysconf("SC_CLK_TCK")
