"""How this package starts its own processes: interpreter, environment from an allow-list, the way to our code."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from grader.threads import ONE_THREAD

_ROOT = str(Path(__file__).resolve().parents[3])
#: Windows starts no process without these.
_SYSTEM = ("SYSTEMROOT", "WINDIR")


def command(module: str, *arguments: str) -> list[str]:
    """The interpreter with `main` of a module of this package: no user site, no PYTHON* variables, no bytecode."""
    start = (
        f"import sys; sys.path.insert(0, {_ROOT!r}); from grader.run.{module} import main; "
        f"sys.path.remove({_ROOT!r}); main()"
    )
    return [sys.executable, "-I", "-B", "-X", "utf8", "-c", start, *arguments]


def variables() -> dict[str, str]:
    """The whole environment of a server and its workers; nothing of the host's own gets in."""
    fixed = {
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "MPLBACKEND": "Agg",
        **ONE_THREAD,
        # Else glibc sets 64 MiB of addresses aside for each thread, and a few threads use up a memory limit.
        "MALLOC_ARENA_MAX": "1",
        "HOME": "/tmp",
        "TMPDIR": "/tmp",
    }
    return {**{name: os.environ[name] for name in _SYSTEM if name in os.environ}, **fixed}
