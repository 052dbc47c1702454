"""Landlock: which files a worker may open, and that it reaches no socket and no process outside."""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterable
from ctypes import create_string_buffer

from grader.run.linux.syscalls import LANDLOCK_ADD, LANDLOCK_CREATE, landlock_abi, syscall

_WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_DIR, _REMOVE_FILE = 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5
_MAKE_DIR, _MAKE_REG, _MAKE_SYM, _REFER, _TRUNCATE = 1 << 7, 1 << 8, 1 << 12, 1 << 13, 1 << 14
READ_ONLY = _READ_FILE | _READ_DIR
DEVICE = _READ_FILE | _WRITE_FILE
# No right to execute, and none to make devices, sockets or named pipes, anywhere.
SCRATCH = READ_ONLY | _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _MAKE_SYM | _REFER | _TRUNCATE
_OF_A_FILE = _WRITE_FILE | _READ_FILE | _TRUNCATE
_HANDLED_BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
_NETWORK_ABI, _SCOPES_ABI = 4, 6


def build(rules: Iterable[tuple[str | int, int]]) -> int:
    """A ruleset that allows just `rules` (path or open descriptor, rights), as a descriptor to restrict children with.

    A path that does not exist is left out: nothing can be opened there either.
    """
    abi = landlock_abi()
    handled = _HANDLED_BY_ABI[min(abi, 5)]
    network = 3 if abi >= _NETWORK_ABI else 0
    scopes = 3 if abi >= _SCOPES_ABI else 0
    size = 24 if abi >= _SCOPES_ABI else 16 if abi >= _NETWORK_ABI else 8
    attributes = create_string_buffer(struct.pack("<QQQ", handled, network, scopes), 24)
    ruleset = syscall(LANDLOCK_CREATE, attributes, size, 0)
    os.set_inheritable(ruleset, False)
    for path, rights in rules:
        _allow(ruleset, path, rights & handled)
    return ruleset


def _allow(ruleset: int, path: str | int, rights: int) -> None:
    if isinstance(path, int):
        _allow_descriptor(ruleset, path, rights)
        return
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        _allow_descriptor(ruleset, descriptor, rights)
    finally:
        os.close(descriptor)


def _allow_descriptor(ruleset: int, descriptor: int, rights: int) -> None:
    if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
        rights &= _OF_A_FILE
    if rights:
        rule = create_string_buffer(struct.pack("<Qi", rights, descriptor), 12)
        syscall(LANDLOCK_ADD, ruleset, 1, rule, 0)
