"""seccomp: which system calls a worker may make, as a BPF program that the server builds once.

Whatever is not listed is refused with EPERM. Three groups are restricted by argument: signals only to oneself, no new
process but threads of one's own, and only harmless requests to devices and descriptors.
"""

from __future__ import annotations

import ctypes
import errno
import importlib
import struct
from collections.abc import Sequence

from grader.run.linux.syscalls import MACHINE, landlock_abi

_LOAD, _JUMP, _EQUAL, _AT_LEAST, _ANY_BIT, _AND, _RETURN = 0x20, 0x05, 0x15, 0x35, 0x45, 0x54, 0x06
_ALLOW = 0x7FFF0000
_CLONE_THREAD, _CLONE_NEW_ANY = 0x10000, 0x7E020000
_OWN_PID = 0xFFFFFFFF  # replaced by `Filter.for_pid`

Instruction = tuple[int, int, int, int]
Code = list[Instruction]

_O_TRUNC, _O_WRONLY, _O_RDWR, _ACCESS_MODE = 0x200, 1, 2, 3
_TRUNCATE_ABI = 3
#: TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX.
_REQUESTS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
#: F_DUPFD, F_{GET,SET}{FD,FL}, record locks, F_DUPFD_CLOEXEC, F_GETPIPE_SZ, F_GET_SEALS: nothing that sends a signal.
_DESCRIPTOR_COMMANDS = (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030, 1032, 1034)
#: PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME, PR_GET_NO_NEW_PRIVS.
_PROCESS_OPTIONS = (3, 15, 16, 39)


def _refuse(number: int = errno.EPERM) -> Instruction:
    return (_RETURN, 0, 0, 0x00050000 | number)


def _argument(index: int) -> Instruction:
    """Load the low half of an argument; all restricted ones are 32 bits wide in the kernel, too."""
    return (_LOAD, 0, 0, 16 + 8 * index)


def _one_of(index: int, values: Sequence[int]) -> Code:
    tests = [(_EQUAL, len(values) - at, 0, value) for at, value in enumerate(values)]
    return [_argument(index), *tests, _refuse(), (_RETURN, 0, 0, _ALLOW)]


def _no_truncation(index: int) -> Code:
    """Flags of an open: what is emptied must be opened for writing, which Landlock asks its rules about."""
    return [
        _argument(index),
        (_ANY_BIT, 0, 4, _O_TRUNC),
        (_AND, 0, 0, _ACCESS_MODE),
        (_EQUAL, 2, 0, _O_WRONLY),
        (_EQUAL, 1, 0, _O_RDWR),
        _refuse(),
        (_RETURN, 0, 0, _ALLOW),
    ]


_RESTRICTED: dict[str, Code] = {
    "ioctl": _one_of(1, _REQUESTS),
    "fcntl": _one_of(1, _DESCRIPTOR_COMMANDS),
    "prctl": _one_of(0, _PROCESS_OPTIONS),
    "kill": _one_of(0, (_OWN_PID,)),
    "tkill": _one_of(0, (_OWN_PID,)),
    "tgkill": _one_of(0, (_OWN_PID,)),
    "prlimit64": _one_of(0, (0, _OWN_PID)),
    "clone": [
        _argument(0),
        (_ANY_BIT, 0, 1, _CLONE_THREAD),
        (_ANY_BIT, 0, 1, _CLONE_NEW_ANY),
        _refuse(),
        (_RETURN, 0, 0, _ALLOW),
    ],
    "clone3": [_refuse(errno.ENOSYS)],  # EPERM would make every thread fail: glibc falls back on ENOSYS only
}

#: Landlock knows of truncation only since its version 3 (Linux 6.2): before, it would let a worker empty any file.
_WITHOUT_TRUNCATION: dict[str, Code] = {
    "open": _no_truncation(1),
    "openat": _no_truncation(2),
    "openat2": [_refuse(errno.ENOSYS)],  # its flags lie in memory
    "truncate": [_refuse()],
}


class Filter:
    """A built program; `bind_to` fills in whom it may signal, and `description` is what the kernel is given."""

    def __init__(self, code: Code) -> None:
        self.code = tuple(code)
        self._program = ctypes.create_string_buffer(b"".join(struct.pack("<HBBI", *each) for each in code))
        self._own = [8 * at + 4 for at, instruction in enumerate(code) if instruction[3] == _OWN_PID]
        self._pid = 0
        self.description = ctypes.create_string_buffer(struct.pack("@HP", len(code), ctypes.addressof(self._program)))

    def bind_to(self, pid: int) -> None:
        """The process that will be bound."""
        if pid != self._pid:
            self._pid = pid
            for offset in self._own:
                struct.pack_into("<I", self._program, offset, pid)


def calls(machine: str) -> dict[str, int]:
    """Names and numbers of what a worker may call on a machine; raises ImportError where there is no table for it."""
    numbers: dict[str, int] = importlib.import_module(f"grader.run.linux.calls_{machine}").NUMBERS
    return numbers


def build(machine: str = MACHINE, *, abi: int | None = None) -> Filter:
    """The filter for a machine whose Landlock has version `abi` (default: this one).

    Raises ImportError where there is no table for it.
    """
    table = importlib.import_module(f"grader.run.linux.calls_{machine}")
    truncates = (landlock_abi() if abi is None else abi) < _TRUNCATE_ABI
    restricted = {**_RESTRICTED, **(_WITHOUT_TRUNCATION if truncates else {})}
    actions: list[tuple[int, Code]] = [(0, [_refuse()])]
    allow: Code = [(_RETURN, 0, 0, _ALLOW)]
    for name, number in sorted(table.NUMBERS.items(), key=lambda item: item[1]):
        if actions[-1][0] == number:
            actions.pop()
        actions.append((number, restricted.get(name, allow)))
        actions.append((number + 1, [_refuse()]))
    merged = [item for at, item in enumerate(actions) if at == 0 or item[1] != actions[at - 1][1]]
    check: Code = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, table.AUDIT_ARCH), _refuse(), (_LOAD, 0, 0, 0)]
    return Filter([*check, *_search(merged)])


def _search(actions: Sequence[tuple[int, Code]]) -> Code:
    """A binary search: `actions` are (first number, what to do from there on)."""
    if len(actions) == 1:
        return actions[0][1]
    middle = len(actions) // 2
    low, high = _search(actions[:middle]), _search(actions[middle:])
    if len(low) <= 255:
        return [(_AT_LEAST, len(low), 0, actions[middle][0]), *low, *high]
    return [(_AT_LEAST, 0, 1, actions[middle][0]), (_JUMP, 0, 0, len(low)), *low, *high]
