"""In a probe's worker: try what must fail, and say what did not."""

from __future__ import annotations

import json
import os
import socket


def report(folder: str, isolated_seconds: float = 0.0) -> None:
    """Write the names of what was refused, as JSON, to the reply pipe."""
    held = {
        "files": _refused(lambda: os.open("/etc/passwd", os.O_RDONLY)),
        "names": _refused(lambda: os.stat("/etc/passwd")),
        "writing": _refused(lambda: os.open(os.path.join(os.path.dirname(folder), "x"), os.O_CREAT | os.O_WRONLY)),
        "network": _refused(socket.socket),
        "processes": _refused(lambda: os.execv("/bin/true", ["true"]) if os.fork() == 0 else None),
        "signals": _refused(lambda: os.kill(os.getppid() or 2, 0)),
        "scratch": not any(
            _refused(lambda own=own: os.close(os.open(own + "/x", os.O_CREAT | os.O_WRONLY)))
            for own in (folder, os.environ["TMPDIR"])
        ),
    }
    os.write(4, json.dumps([name for name, holds in held.items() if holds]).encode())


def _refused(attempt: object) -> bool:
    try:
        attempt()  # type: ignore[operator]
    except OSError:
        return True
    return False
