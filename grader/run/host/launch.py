"""Start a fork server's process; imports next to nothing, so that it starts while the host still imports the rest."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from grader.run.host.environment import command, variables
from grader.run.linux.levels import Level, Mechanism
from grader.run.tuning.measures import measures_in_force


@dataclass(frozen=True, slots=True)
class Launched:
    """A server that was started and has not answered yet; these belong to `client.ForkServer`."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    errors: IO[bytes]  # what it says before it dies
    folder: str  # for the levels without a mount namespace


def launch(
    *, level: Level, framework: str, libraries: Sequence[str], sentence: str, broad: bool = False, quick: bool = False
) -> Launched:
    """Start it. `broad`: import a framework's slow parts beforehand, too; `quick`: as little as works."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    errors = os.fdopen(os.memfd_create("errors", os.MFD_CLOEXEC), "w+b")
    folder = "" if level.uses(Mechanism.NAMESPACES) else _folder()
    settings = {
        "level": level,
        "framework": framework,
        "libraries": list(libraries),
        "sentence": sentence,
        "broad": broad,
        "quick": quick,
        "tuning": sorted(measures_in_force()),
        "control": theirs.fileno(),
        "folder": folder,
        "uid": _uid(ours.fileno()) if os.geteuid() == 0 and level.uses(Mechanism.SECCOMP) else None,
        "parent": os.getpid(),
        # Bound to the starting thread: a server started by a thread that ends would die with it.
        "dies_with_parent": threading.current_thread() is threading.main_thread(),
    }
    with theirs:
        process = subprocess.Popen(
            command("server.server", json.dumps(settings)),
            env=variables(),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            pass_fds=(theirs.fileno(),),
            start_new_session=True,  # Ctrl-C reaches the host alone, which ends the server
        )
    return Launched(process, ours, errors, folder)


def _folder() -> str:
    import tempfile

    return tempfile.mkdtemp(prefix="grader-run-")


def _uid(number: int) -> int:
    """Another for each server of a process, and for each process."""
    from grader.run.linux.privileges import throwaway_uid

    return throwaway_uid(os.getpid() + 7919 * number)
