"""The few system calls that Python does not offer, through ctypes.

`libc` is loaded as a PyDLL: a call keeps the interpreter's lock, which the raw clone needs and the others do not mind.
"""

from __future__ import annotations

import ctypes
import os
import platform

MACHINE = platform.machine()

#: System call numbers that are the same everywhere (all calls added since Linux 5.1), and those that are not.
OPEN_TREE, MOVE_MOUNT, FSOPEN, FSCONFIG, FSMOUNT, MOUNT_SETATTR = 428, 429, 430, 431, 432, 442
CLOSE_RANGE, LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 436, 444, 445, 446
IO_URING_SETUP, IO_URING_REGISTER = 425, 427
_NUMBERS = {
    "x86_64": {"clone": 56, "seccomp": 317, "pivot_root": 155, "capset": 126},
    "aarch64": {"clone": 220, "seccomp": 277, "pivot_root": 41, "capset": 91},
}
NUMBERS = _NUMBERS.get(MACHINE, {})

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_SECUREBITS, PR_SET_NO_NEW_PRIVS = 1, 4, 24, 28, 38
PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4

libc = ctypes.PyDLL(None, use_errno=True)
_syscall = libc.syscall
_syscall.restype = ctypes.c_long
_getcpu = getattr(libc, "sched_getcpu", None)


def syscall(number: int, *arguments: int | bytes | ctypes.Array[ctypes.c_char] | None) -> int:
    """A raw system call; raises OSError as the functions of `os` do."""
    passed = [ctypes.c_long(item) if isinstance(item, int) else item for item in arguments]
    result = int(_syscall(ctypes.c_long(number), *passed))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"system call {number}: {os.strerror(error)}")
    return result


def core() -> int:
    """The core that this thread runs on, or -1."""
    return int(_getcpu()) if _getcpu else -1


def prctl(option: int, *arguments: int) -> int:
    """The call of section 2; raises OSError."""
    padded = [*arguments, 0, 0, 0, 0][:4]
    result = int(libc.prctl(ctypes.c_int(option), *(ctypes.c_ulong(item) for item in padded)))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"prctl {option}: {os.strerror(error)}")
    return result


def unshare(flags: int) -> None:
    """What `os` has only since Python 3.12; raises OSError."""
    if libc.unshare(ctypes.c_int(flags)) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"unshare {flags:#x}: {os.strerror(error)}")


def mount_propagation_private() -> None:
    """Keep every later mount to this namespace."""
    MS_REC, MS_PRIVATE = 1 << 14, 1 << 18
    if libc.mount(None, b"/", None, ctypes.c_ulong(MS_REC | MS_PRIVATE), None) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"mount --make-rprivate /: {os.strerror(error)}")


def detach_mount(path: bytes) -> None:
    """umount2(2) with MNT_DETACH."""
    if libc.umount2(path, ctypes.c_int(2)) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"umount {path!r}: {os.strerror(error)}")


def landlock_abi() -> int:
    """The kernel's version of Landlock, 0 if there is none."""
    try:
        return syscall(LANDLOCK_CREATE, None, 0, 1)
    except OSError:
        return 0


class Cloned:
    """What a raw clone gives: the child's pid as seen here (0 in the child) and a descriptor for it."""

    def __init__(self, pid: int, pidfd: int) -> None:
        self.pid = pid
        self.pidfd = pidfd


CLONE_PIDFD, CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS = 0x1000, 0x20000, 0x2000000, 0x4000000
CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x8000000, 0x10000000, 0x20000000, 0x40000000
_SIGCHLD = 17
_CLONE = ctypes.c_long(NUMBERS.get("clone", -1))


def fork(flags: int = 0) -> Cloned:
    """One clone(2) with namespace flags, without the interpreter's own hooks for a fork.

    They put locks right that other threads may hold, and there are no other threads here; they cost a worker 0.7 ms and
    two hundred copied pages. What they would do besides, seeding `random` anew, would make programs that use it answer
    otherwise each time. os.fork followed by unshare would not put the child itself into a new pid namespace.
    """
    pidfd = ctypes.c_int(-1)
    pointer = ctypes.cast(ctypes.byref(pidfd), ctypes.c_void_p)
    zero = ctypes.c_long(0)
    pid = int(_syscall(_CLONE, ctypes.c_ulong(flags | CLONE_PIDFD | _SIGCHLD), zero, pointer, zero, zero))
    if pid < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"clone: {os.strerror(error)}")
    return Cloned(pid, pidfd.value)
