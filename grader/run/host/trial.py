"""One trial of a level: a fork server without libraries, and one worker that tries what must fail."""

from __future__ import annotations

import json
import os

from grader.run.host import client
from grader.run.linux.levels import PLANS, Level
from grader.run.linux.syscalls import NUMBERS, landlock_abi
from grader.run.protocol.wire import Bundle

_SECONDS = 10.0
#: The locks that each mechanism must turn.
_BY_LANDLOCK = {"files", "writing", "signals"}
_BY_SECCOMP = {"network", "processes"}
_BY_NAMESPACES = {"files", "names", "writing", "signals"}


def problem_with(level: Level) -> str:
    """Why `level` does not hold here; empty if it does."""
    plan = PLANS[level]
    if not NUMBERS:
        return "there is no system call table for this machine's processor"
    if plan.landlock and landlock_abi() < 1:
        return "the kernel has no Landlock (it needs Linux 5.13 and lsm=landlock)"
    try:
        held = _try(level)
    except (client.ServerDied, OSError, ValueError) as error:
        return f"it was tried and failed: {error}"
    wanted = {"scratch"}
    wanted |= _BY_NAMESPACES if plan.namespaces else set()
    wanted |= _BY_LANDLOCK - (set() if landlock_abi() >= 6 else {"signals"}) if plan.landlock else set()
    wanted |= _BY_SECCOMP if plan.seccomp else set()
    missing = sorted(wanted - held)
    return f"it was tried, but does not hold: {', '.join(missing)}" if missing else ""


def _try(level: Level) -> set[str]:
    server = client.ForkServer(level=level, framework="", libraries=(), sentence="")
    files = client.bundle_of([b""])
    try:
        link = server.spawn(Bundle(["probe.py"], [0], 256, 10), files)
        try:
            return set(json.loads(link.read_all(_SECONDS)))
        finally:
            link.close()
    finally:
        os.close(files)
        server.close()
