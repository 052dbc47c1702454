"""A jail of the tests' own, for level `none`: namespaces, a read-only world, an empty /tmp; attacks succeed within it."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import struct
import sys

_MOUNT_SETATTR, _AT_RECURSIVE, _READ_ONLY = 442, 0x8000, 1
_GIB = 1 << 30


def command(arguments: list[str]) -> list[str]:
    """How to start Python with these arguments in the jail; empty where it cannot be built."""
    unshare = shutil.which("unshare")
    if not unshare:
        return []
    flags = [
        "--user",
        "--map-root-user",
        "--mount",
        "--pid",
        "--fork",
        "--net",
        "--ipc",
        "--mount-proc",
        "--kill-child",
    ]
    return [unshare, *flags, sys.executable, "-B", *arguments]


def enter() -> None:
    """In the new namespaces: nothing but /tmp and /dev/shm can be written, and not much of anything."""
    libc = ctypes.CDLL(None, use_errno=True)
    attributes = ctypes.create_string_buffer(struct.pack("<QQQQ", _READ_ONLY, 0, 0, 0), 32)
    done = libc.syscall(_MOUNT_SETATTR, -100, b"/", _AT_RECURSIVE, attributes, ctypes.c_size_t(32))
    for place in (b"/tmp", b"/dev/shm", b"/var/tmp"):
        done = done or libc.mount(b"tmpfs", place, b"tmpfs", 0, b"size=1G,mode=1777")
    if done:
        raise OSError(ctypes.get_errno(), "the jail cannot be built")
    if os.access("/usr", os.W_OK) and not os.statvfs("/usr").f_flag & os.ST_RDONLY:
        raise RuntimeError("the jail is not read-only; nothing is tried")
    resource.setrlimit(resource.RLIMIT_FSIZE, (_GIB // 2, _GIB // 2))
    resource.setrlimit(resource.RLIMIT_AS, (4 * _GIB, 4 * _GIB))
