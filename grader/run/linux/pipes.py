"""Pipes between host and worker."""

from __future__ import annotations

import contextlib
import fcntl

PIPE_BYTES = 1 << 18


def widen(pipe: int, size: int = PIPE_BYTES) -> None:
    """Make room for more than the usual 64 KiB."""
    with contextlib.suppress(OSError):  # the kernel lets a user have only so many
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, size)
