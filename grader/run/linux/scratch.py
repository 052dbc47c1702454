"""A folder that an untrusted process has filled: how much it holds while that runs, and its removal afterwards.

Nothing here recurses or trusts a path: folders may be thousands deep, unreadable, or replaced by links meanwhile.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator

from grader.run.linux.rlimits import MIB, SCRATCH_MIB

ENTRIES, DEPTH = 10_000, 64
#: What a file counts that is deleted, closed and still mapped: its size can no longer be asked.
_MAPPED_BYTES = 16 * MIB
_FOLDER = os.O_DIRECTORY | getattr(os, "O_NOFOLLOW", 0) | os.O_CLOEXEC


def is_too_full(folder: str, pid: int) -> bool:
    """Whether there is more in `folder` than a worker may have, files included that process `pid` has deleted."""
    size = entries = 0
    waiting = [(folder, 0)]
    while waiting:
        path, depth = waiting.pop()
        try:
            found = list(os.scandir(path))
        except FileNotFoundError:
            if path == folder:  # where no mechanism forbids it the worker can remove the folder itself
                return True
            continue
        except OSError:  # it has made its own folder unreadable, or its path too long
            return True
        entries += len(found)
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, depth + 1))
            else:
                with contextlib.suppress(OSError):
                    size += 512 * entry.stat(follow_symlinks=False).st_blocks
        if depth > DEPTH or entries > ENTRIES or size > SCRATCH_MIB * MIB:
            return True
    return size + _deleted_bytes(folder, pid) > SCRATCH_MIB * MIB


def _deleted_bytes(folder: str, pid: int) -> int:
    """What the process holds in files that no folder names any more."""
    here = os.stat(folder).st_dev
    found: dict[int, int] = {}
    for status in _open_files(pid):
        if stat.S_ISREG(status.st_mode) and status.st_nlink == 0 and status.st_dev == here:
            found[status.st_ino] = 512 * status.st_blocks
    with contextlib.suppress(OSError), open(f"/proc/{pid}/maps", encoding="utf-8", errors="replace") as maps:
        for line in maps:
            fields = line.split(None, 5)
            if len(fields) > 5 and fields[5].startswith(folder + os.sep) and fields[5].endswith("(deleted)\n"):
                found.setdefault(int(fields[4]), _MAPPED_BYTES)
    return sum(found.values())


def _open_files(pid: int) -> Iterator[os.stat_result]:
    with contextlib.suppress(OSError):
        for name in os.listdir(f"/proc/{pid}/fd"):
            with contextlib.suppress(OSError):
                yield os.stat(f"/proc/{pid}/fd/{name}")


def empty(folder: str) -> None:
    """Remove all that is in `folder`, whatever its modes and depth: each inner folder is moved up before it is emptied.

    Raises OSError for what even its owner cannot remove.
    """
    top = os.open(folder, os.O_RDONLY | _FOLDER)
    prefix, moved = os.urandom(8).hex(), 0
    try:
        waiting = [""]
        while waiting:
            name = waiting.pop()
            here = _opened(name, top) if name else os.dup(top)
            try:
                for inner in _unlink_files(here):
                    moved += 1
                    os.rename(inner, f"{prefix}-{moved}", src_dir_fd=here, dst_dir_fd=top)
                    waiting.append(f"{prefix}-{moved}")
            finally:
                os.close(here)
            if name:
                os.rmdir(name, dir_fd=top)
    finally:
        os.close(top)


def _unlink_files(folder: int) -> list[str]:
    """Remove all but the folders, which are made writable and named."""
    folders = []
    for entry in list(os.scandir(folder)):
        if entry.is_dir(follow_symlinks=False):
            os.close(_opened(entry.name, folder))
            folders.append(entry.name)
        else:
            os.unlink(entry.name, dir_fd=folder)
    return folders


def _opened(name: str, above: int) -> int:
    """A folder's descriptor; it is made accessible through the descriptor, so that no link is followed."""
    path = os.open(name, os.O_PATH | _FOLDER, dir_fd=above)
    try:
        os.chmod(f"/proc/self/fd/{path}", 0o700)
        return os.open(".", os.O_RDONLY | _FOLDER, dir_fd=path)
    finally:
        os.close(path)


def remove(folder: str) -> None:
    """Remove `folder` with all that is in it, as far as that is possible."""
    with contextlib.suppress(OSError):
        empty(folder)
        os.rmdir(folder)
