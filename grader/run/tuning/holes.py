"""Holes in a fork server's memory, filled before its first fork.

What imports and rehearsals have freed lies scattered between what stays, and allocators hand such places out first: a
worker's few thousand objects would lie on hundreds of pages, each of which is copied for it. Once the holes are filled
they lie side by side, on a few dozen. What fills them is never used.

Source: the free lists of CPython's Objects/obmalloc.c, one for each size of small blocks, and of glibc's malloc.c.
"""

from __future__ import annotations

import ctypes

#: The sizes that obmalloc hands out by itself; the two below the smallest bytes object are few pages.
_SMALLEST, _STEP, _LARGEST = 48, 16, 512
#: What a bytes object takes beside its content.
_HEADER = 40
#: So many blocks end to end, and none is left in a hole: they come from a fresh pool.
_ROW = 12
#: Of glibc, from large to small: what is left of a large hole is filled by a smaller block.
_SIZES = (*(1 << power for power in range(19, 10, -1)), *range(1032, 16, -16))
_MOST = 1 << 13  # blocks of one size


class _Info(ctypes.Structure):
    """struct mallinfo2 of glibc 2.33."""

    _fields_ = [("_others", ctypes.c_size_t * 9), ("keepcost", ctypes.c_size_t)]


def fill() -> list[list[bytes]]:
    """Fill all; what is returned has to be kept for as long as there are forks."""
    filling = [_blocks(size) for size in range(_SMALLEST, _LARGEST + 1, _STEP)]
    _fill_heap()
    return filling


def _blocks(size: int) -> list[bytes]:
    """Small objects of one size, until no hole is left for more."""
    found, in_row = [b""] * _MOST, 0  # a list that grew meanwhile would itself ask for small blocks
    for number in range(1, _MOST):
        found[number] = bytes(size - _HEADER)
        in_row = in_row + 1 if id(found[number]) - id(found[number - 1]) == size else 0
        if in_row == _ROW:
            del found[number:]
            break
    return found


def _fill_heap() -> None:
    """With blocks of the C library that are never freed; nothing where it is not glibc's."""
    libc = ctypes.PyDLL(None)
    if not hasattr(libc, "mallinfo2"):
        return
    libc.mallinfo2.restype = _Info
    libc.malloc.argtypes, libc.malloc.restype = [ctypes.c_size_t], ctypes.c_void_p
    libc.free.argtypes = [ctypes.c_void_p]
    libc.sbrk.argtypes, libc.sbrk.restype = [ctypes.c_ssize_t], ctypes.c_void_p
    top = libc.sbrk(0) - libc.mallinfo2().keepcost  # above is what was never handed out
    for size in _SIZES:
        for _ in range(_MOST):
            place = libc.malloc(size)
            if place is None or place >= top:
                libc.free(place)
                break
