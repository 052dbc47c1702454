"""One trial of a level: a fork server without libraries, and one worker that tries what must fail."""

from __future__ import annotations

import json
import os

from grader.run.host import client
from grader.run.linux.levels import Level, Mechanism
from grader.run.linux.syscalls import NUMBERS, landlock_abi
from grader.run.protocol.wire import Spawn

_SECONDS = 10.0
_SIGNALS_ABI = 6


def problem_with(level: Level) -> str:
    """Why `level` does not hold here; empty if it does."""
    if not NUMBERS:
        return "there is no system call table for this machine's processor"
    if level.uses(Mechanism.LANDLOCK) and landlock_abi() < 1:
        return "the kernel has no Landlock (it needs Linux 5.13 and lsm=landlock)"
    try:
        held = _try(level)
    except (client.ServerDied, OSError, ValueError) as error:
        return f"it was tried and failed: {error}"
    wanted = {"scratch"}.union(*(_refusals(mechanism) for mechanism in level.isolation.mechanisms))
    missing = sorted(wanted - held)
    return f"it was tried, but does not hold: {', '.join(missing)}" if missing else ""


def _refusals(mechanism: Mechanism) -> frozenset[str]:
    """What a probe's worker must find refused, as far as this kernel's version of a mechanism can refuse it."""
    if mechanism is Mechanism.LANDLOCK and landlock_abi() < _SIGNALS_ABI:
        return mechanism.refuses - {"signals"}
    return mechanism.refuses


def _try(level: Level) -> set[str]:
    server = client.ForkServer(level=level, framework="", libraries=(), sentence="")
    files = client.bundle_of([b""])
    try:
        link = server.spawn(Spawn(["probe.py"], [0], 256, 10), files)
        try:
            return set(json.loads(link.read_all(_SECONDS)))
        finally:
            link.close()
    finally:
        os.close(files)
        server.close()
