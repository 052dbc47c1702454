"""What Docker's default profile and Ubuntu's AppArmor refuse, as a seccomp filter round this process and its children."""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
_NEW_NAMESPACES = 0x7E020000
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _MODE_FILTER = 38, 22, 2
_EVERYWHERE = (425, 428, 429, 430, 431, 432, 433, 442)  # io_uring_setup, and the mount calls since Linux 5.2
_REFUSED = {  # unshare, mount, umount2, pivot_root, setns, ptrace, bpf, perf_event_open, userfaultfd, add_key, keyctl
    "x86_64": (272, 165, 166, 155, 308, 101, 321, 298, 323, 248, 250),
    "aarch64": (97, 40, 39, 41, 268, 117, 280, 241, 282, 217, 219),
}
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435


def install() -> None:
    """From here on no namespace can be made and nothing mounted, as in a default container."""
    machine = platform.machine()
    code = [(_LOAD, 0, 0, 0)]
    for number in (*_REFUSED[machine], *_EVERYWHERE):
        code += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    code += [(_EQUAL, 0, 1, _CLONE3), (_RETURN, 0, 0, _UNKNOWN)]
    code += [
        (_EQUAL, 0, 3, _CLONE[machine]),
        (_LOAD, 0, 0, 16),
        (_ANY_BIT, 0, 1, _NEW_NAMESPACES),
        (_RETURN, 0, 0, _REFUSE),
    ]
    code += [(_RETURN, 0, 0, _ALLOW)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("<HBBI", *step) for step in code))
    description = ctypes.create_string_buffer(struct.pack("@HP", len(code), ctypes.addressof(program)))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, description) != 0:
        raise OSError(ctypes.get_errno(), "the refusals of a container cannot be emulated here")
