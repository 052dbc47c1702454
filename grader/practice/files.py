"""Whether a student has saved something: names, sizes and times of the folder's files, looked at again and again.

A look costs microseconds, needs no thread and no notice of the system, which network drives and containers do not
pass on, and misses nothing that is saved while a check runs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from grader.practice.place import SUFFIXES

_DEPTH = 3  # folders of helper modules beside the entry
_MOST = 2000  # entries; a home folder is no assignment

Snapshot = frozenset[tuple[str, int, int]]


class Files:
    """The Python files of a folder, as they were when last noted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._noted = self._seen = snapshot(folder)

    def note(self) -> None:
        """Take what is there now as known; to be called before the files are read."""
        self._noted = self._seen = snapshot(self._folder)

    def changed(self) -> bool:
        """Whether something differs from what was noted and is no longer being written."""
        before, self._seen = self._seen, snapshot(self._folder)
        return self._seen != self._noted and self._seen == before


def snapshot(folder: Path) -> Snapshot:
    """Path, size and time of change of every Python file and notebook."""
    return frozenset(_files(str(folder), _DEPTH, [_MOST]))


def _files(folder: str, depth: int, left: list[int]) -> Iterator[tuple[str, int, int]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:  # gone, or being replaced at this moment: the next look tells
        return
    for entry in entries:
        left[0] -= 1
        if left[0] < 0 or entry.name.startswith((".", "__pycache__")):
            continue
        try:
            if entry.name.endswith(SUFFIXES):
                found = entry.stat()
                yield entry.path, found.st_size, found.st_mtime_ns
            elif depth and entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, depth - 1, left)
        except OSError:  # deleted since it was listed
            continue
