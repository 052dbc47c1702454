"""Large pages under a fork server: what no worker writes to is then shared by a few entries, not by thousands.

A fork copies an entry for each page, and a worker's end drops it again: torch's 150 MB are 38,000 small pages or 75
large ones. The first write to a large page splits it, so this pays where most of the memory is never written again.
"""

from __future__ import annotations

import ctypes

SIZE = 1 << 21
_COLLAPSE = 25  # MADV_COLLAPSE, since Linux 6.1
_madvise = ctypes.PyDLL(None).madvise
_madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)


def places() -> list[int]:
    """Where large pages could lie in this process's own memory: addresses of whole ones."""
    with open("/proc/self/maps", encoding="utf-8") as lines:
        fields = [line.split() for line in lines]
    found: list[int] = []
    for addresses, mode, *rest in fields:
        if mode == "rw-p" and rest[3:] in ([], ["[heap]"]):
            start, end = (int(address, 16) for address in addresses.split("-"))
            found += range(-(-start // SIZE) * SIZE, end - SIZE + 1, SIZE)
    return found


def collapse(addresses: list[int]) -> None:
    """Turn small pages into large ones; where the kernel cannot, all stays as it is."""
    for address in addresses:
        _madvise(address, SIZE, _COLLAPSE)
