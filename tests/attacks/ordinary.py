"""How root runs the suite as an ordinary user, who must be able to read the interpreter and this project."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path
from shlex import quote

UID = 64_123  # nobody's
ROOT = Path(__file__).resolve().parents[2]


def command(arguments: list[str]) -> list[str]:
    """How root starts Python as an ordinary user; empty where that cannot be arranged.

    A private home on the way to the interpreter (pyenv's) is covered, in a mount namespace of this command's own, by an
    empty folder into which only the needed tree is bound.
    """
    if not (shutil.which("setpriv") and shutil.which("unshare") and os.geteuid() == 0):
        return []
    steps = [step for path in _needed() if (closed := _closed(path)) for step in _opened(path, closed)]
    user = f"setpriv --reuid={UID} --regid={UID} --clear-groups --inh-caps=-all --bounding-set=-all"
    start = " ".join(quote(part) for part in [sys.executable, "-B", *arguments])
    return ["unshare", "--mount", "sh", "-ec", "\n".join([*dict.fromkeys(steps), f"exec {user} {start}"])]


def _needed() -> list[Path]:
    found = {Path(sys.base_prefix).resolve(), Path(sys.prefix).resolve(), ROOT}
    return sorted(found)


def _closed(path: Path) -> Path | None:
    """The first folder on the way that others may not enter."""
    for folder in (*reversed(path.parents), path):
        if not folder.stat().st_mode & stat.S_IXOTH:
            return folder
    return None


def _opened(path: Path, closed: Path) -> list[str]:
    kept = f"/mnt/grader{abs(hash(path)) % 10**8}"
    return [
        "mount -t tmpfs tmpfs /mnt",
        f"mkdir -p {kept}",
        f"mount --bind {quote(str(path))} {kept}",
        f"mount -t tmpfs -o mode=755 tmpfs {quote(str(closed))}",
        f"mkdir -p {quote(str(path))}",
        f"mount --bind {kept} {quote(str(path))}",
    ]
