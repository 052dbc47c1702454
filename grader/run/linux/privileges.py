"""Giving up rights: the user, the capabilities, the way back."""

from __future__ import annotations

import contextlib
import ctypes
import os
import struct

from grader.run.linux.syscalls import (
    PR_CAP_AMBIENT,
    PR_CAP_AMBIENT_CLEAR_ALL,
    PR_CAPBSET_DROP,
    PR_SET_DUMPABLE,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_SECUREBITS,
    prctl,
)

#: systemd's range for users that exist only while something runs.
_FIRST_THROWAWAY, _THROWAWAYS = 61184, 4336
_ALL_SECUREBITS_LOCKED = 0xEF  # noroot, no_setuid_fixup, keep_caps off, no ambient raise, each with its lock


def throwaway_uid(seed: int) -> int:
    """A user id that nobody has; two servers at once mostly get different ones."""
    return _FIRST_THROWAWAY + seed % _THROWAWAYS


def become(uid: int) -> None:
    """As root: turn into `uid` for good, without supplementary groups.

    Raises OSError where even root may not (a container with few ids).
    """
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    # The change made the process undumpable, and with that /proc/self/uid_map unwritable; nothing secret is in it.
    prctl(PR_SET_DUMPABLE, 1)


def close_the_way_back() -> None:
    """Once in the server: no later exec can give rights, and no child can gain a capability."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    with contextlib.suppress(OSError):  # both need CAP_SETPCAP; without it there is nothing to drop
        prctl(PR_SET_SECUREBITS, _ALL_SECUREBITS_LOCKED)
    with contextlib.suppress(OSError):
        prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    for capability in range(64):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:
            break


#: What capset(2) takes for an empty permitted, effective and inheritable set of this process, in version 3.
NOTHING_LEFT = (
    ctypes.create_string_buffer(struct.pack("<Ii", 0x20080522, 0), 8),
    ctypes.create_string_buffer(24),
)
