"""Pages that every worker writes to: copied in one go while it is made, and not one by one at its first writes.

Parent and child share their memory after a fork; whoever first writes to a page traps, and gets a copy. A page that a
device may write to at any moment the kernel copies in the fork itself: for less, and before a submission is near. The
registered buffers of an io_uring are such pages. This one serves for nothing else, and no worker inherits it.

Source: copy_present_page in the kernel's mm/memory.c, since Linux 5.10; io_uring_register(2), proc_pid_pagemap(5).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import struct
from collections.abc import Iterator

import numpy as np

from grader.run.linux import syscalls as sc
from grader.run.tuning import hugepages

_PAGE = os.sysconf("SC_PAGE_SIZE")
_ENTRY_BYTES = 8
_PRESENT, _OF_A_FILE, _MAPPED_ONCE = 1 << 63, 1 << 61, 1 << 56
_PIECE_BYTES = 1 << 20
_PARAMETERS_BYTES = 120
_REGISTER_BUFFERS = 0
_MOST_BUFFERS = 1 << 14
#: A large page with no more pages than these that are written to stays large: the first write splits it for the worker.
_FEW = 60


class HotPages:
    """Made while /proc is in sight and this process may pin what it likes; used once the server is restricted."""

    def __init__(self) -> None:
        self._pagemap = os.open("/proc/self/pagemap", os.O_RDONLY | os.O_CLOEXEC)
        self._maps = os.open("/proc/self/maps", os.O_RDONLY | os.O_CLOEXEC)
        self._ring = -1
        with contextlib.suppress(OSError):  # forbidden here: then nothing is pinned
            self._ring = sc.syscall(sc.IO_URING_SETUP, 1, ctypes.create_string_buffer(_PARAMETERS_BYTES))
        self._pages = self._entries = np.zeros(0, np.uint64)
        self._reads: list[tuple[list[memoryview], int]] = []

    def watch(self) -> None:
        """Before a worker is made: make all that a look needs, so that it writes to hardly any page itself."""
        ranges = [each for each in self._writable() if self._is_used(*each)]
        self._pages = np.concatenate([np.arange(*each, _PAGE, dtype=np.uint64) for each in ranges])
        self._entries = np.zeros(self._pages.size, np.uint64)
        at = 0
        for start, end in ranges:
            count = (end - start) // _PAGE
            self._reads.append(([self._entries[at : at + count].data], start // _PAGE * _ENTRY_BYTES))
            at += count

    def _writable(self) -> Iterator[tuple[int, int]]:
        """The address ranges of private memory that may be written to, in pieces."""
        with open(self._maps, encoding="utf-8", errors="surrogateescape", closefd=False) as lines:
            fields = [line.split(None, 2) for line in lines]
        for addresses, mode, _ in fields:
            if mode == "rw-p":
                start, end = (int(address, 16) for address in addresses.split("-"))
                yield from ((at, min(at + _PIECE_BYTES, end)) for at in range(start, end, _PIECE_BYTES))

    def _is_used(self, start: int, end: int) -> bool:
        """Whether any page is there: in the gigabyte that is set aside for threads there is none."""
        entries = os.pread(self._pagemap, (end - start) // _PAGE * _ENTRY_BYTES, start // _PAGE * _ENTRY_BYTES)
        return any(last & 0x80 for last in entries[_ENTRY_BYTES - 1 :: _ENTRY_BYTES])

    def look(self) -> None:
        """Beside a worker that has worked: note the state of each page."""
        for views, offset in self._reads:
            os.preadv(self._pagemap, views, offset)

    def settle(self, large: list[int]) -> None:
        """Have later forks copy at once what a worker wrote to; a `large` page with few such pages becomes one."""
        mask, wanted = np.uint64(_PRESENT | _OF_A_FILE | _MAPPED_ONCE), np.uint64(_PRESENT | _MAPPED_ONCE)
        hot = self._pages[(self._entries & mask) == wanted]
        homes = hot & np.uint64(-hugepages.SIZE % (1 << 64))
        found, counts = np.unique(homes, return_counts=True)
        dense = set(found[counts > _FEW].tolist())
        sparse = [address for address in large if address not in dense]
        pinned = self._pin(hot[~np.isin(homes, sparse)])
        hugepages.collapse(sparse if pinned else large)
        os.close(self._pagemap)
        os.close(self._maps)

    def _pin(self, pages: np.ndarray) -> bool:
        """Register runs of pages; as many as the limit on locked memory allows. Whether there were any."""
        runs = np.split(pages, np.flatnonzero(np.diff(pages) != _PAGE) + 1)[:_MOST_BUFFERS]
        while self._ring >= 0 and runs and runs[0].size:
            vector = b"".join(struct.pack("@PN", int(run[0]), run.size * _PAGE) for run in runs)
            with contextlib.suppress(OSError):
                sc.syscall(sc.IO_URING_REGISTER, self._ring, _REGISTER_BUFFERS, vector, len(runs))
                return True
            runs = runs[: len(runs) // 2]
        return False
