"""Namespaces and a root folder of one's own, which a process enters once, with all that it forks later.

As root the read-only view is built first, since a private home may lie on the way to the interpreter; then the process
becomes a throwaway user, and from there on takes the way that an ordinary user takes: a user namespace of its own.
"""

from __future__ import annotations

import os
import struct
from ctypes import create_string_buffer

from grader.run.linux import syscalls as sc
from grader.run.linux.privileges import become
from grader.run.linux.view import CPU_FILES, DEVICES, View

_AT_FDCWD, _AT_EMPTY_PATH, _AT_RECURSIVE = -100, 0x1000, 0x8000
_READ_ONLY, _NO_SUID, _NO_DEVICES, _NO_EXEC, _NO_ATIME = 1, 2, 4, 8, 0x10
_ISOLATED = sc.CLONE_NEWNS | sc.CLONE_NEWNET | sc.CLONE_NEWIPC | sc.CLONE_NEWUTS | sc.CLONE_NEWCGROUP
SCRATCH_PATH, SUBMISSION_PATH = "/scratch", "/submission"


def enter(view: View, uid: int | None) -> None:
    """Leave the host's files, network and processes behind for good; `uid` is the user to become, for root only.

    Raises OSError where the kernel or its configuration does not allow it.
    """
    proc = os.open("/proc", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    if uid is None:
        _enter_user_namespace(proc)
        _build_root(view)
    else:
        sc.unshare(sc.CLONE_NEWNS)
        _build_root(view)
        become(uid)
        _enter_user_namespace(proc)
    os.close(proc)


def _enter_user_namespace(proc: int) -> None:
    """All namespaces in one call; the ids stay the same, other ids do not exist inside."""
    uid, gid = os.getuid(), os.getgid()
    sc.unshare(sc.CLONE_NEWUSER | _ISOLATED)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        descriptor = os.open(f"self/{name}", os.O_WRONLY | os.O_CLOEXEC, dir_fd=proc)
        os.write(descriptor, text.encode())
        os.close(descriptor)


def _build_root(view: View) -> None:
    """A small tmpfs with read-only binds of what is visible, as the new root; the old one is let go."""
    sc.mount_propagation_private()
    # Cloned before the new root covers /tmp: an interpreter may live there.
    trees = [(path, _clone(path, _NO_DEVICES)) for path in view.trees]
    files = [(path, _clone(path, _NO_DEVICES)) for path in view.files]
    devices = [(path, _clone(path, 0)) for path in DEVICES]
    texts = [(path, _content(path)) for path in CPU_FILES]
    attach(tmpfs(size="4M", inodes=4000), "/tmp")
    os.chdir("/tmp")
    for path, tree in trees:
        os.makedirs("." + path, exist_ok=True)
        attach(tree, "." + path)
        _cover(path, view.hidden, trees)
    for path, file in files + devices:
        _place_file(path, b"")
        attach(file, "." + path)
    _write_texts_and_links(texts, view.links)
    for path in (SCRATCH_PATH, SUBMISSION_PATH, "/dev/shm"):
        os.makedirs("." + path, exist_ok=True)
    if not os.path.lexists("./tmp"):  # else an interpreter lives below it, which a scratch mount would cover
        os.symlink(SCRATCH_PATH, "./tmp")
    sc.syscall(sc.NUMBERS["pivot_root"], b".", b".")
    sc.detach_mount(b".")
    os.chdir("/")
    root = os.open("/", os.O_PATH | os.O_CLOEXEC)
    _set_attributes(root, _READ_ONLY | _NO_SUID, recursive=True)
    os.close(root)


def _cover(tree: str, hidden: tuple[str, ...], trees: list[tuple[str, int]]) -> None:
    """Put an empty folder over every hidden one within `tree`, with room for the trees that lie within it."""
    for path in hidden:
        if path.startswith(tree + os.sep):
            attach(tmpfs(size="1M", inodes=1000), "." + path)
            for other, _ in trees:
                if other.startswith(path + os.sep):
                    os.makedirs("." + other, exist_ok=True)


def _write_texts_and_links(texts: list[tuple[str, bytes]], links: dict[str, str]) -> None:
    for path, content in texts:
        if content:
            _place_file(path, content)
    for path, target in links.items():
        if not os.path.lexists("." + path):
            os.makedirs("." + os.path.dirname(path), exist_ok=True)
            os.symlink(target, "." + path)


def _place_file(path: str, content: bytes) -> None:
    os.makedirs("." + os.path.dirname(path), exist_ok=True)
    descriptor = os.open("." + path, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o444)
    os.write(descriptor, content)
    os.close(descriptor)


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(1 << 16)
    except OSError:
        return b""


def _clone(path: str, attributes: int) -> int:
    """A detached read-only copy of the mount at `path`."""
    recursive = _AT_RECURSIVE if os.path.isdir(path) else 0
    tree = sc.syscall(sc.OPEN_TREE, _AT_FDCWD, os.fsencode(path), 1 | os.O_CLOEXEC | recursive)
    _set_attributes(tree, _READ_ONLY | _NO_SUID | attributes, recursive=bool(recursive))
    return tree


def _set_attributes(tree: int, attributes: int, *, recursive: bool) -> None:
    words = create_string_buffer(struct.pack("<QQQQ", attributes, 0, 0, 0), 32)
    flags = _AT_EMPTY_PATH | (_AT_RECURSIVE if recursive else 0)
    sc.syscall(sc.MOUNT_SETATTR, tree, b"", flags, words, 32)


def attach(tree: int, path: str) -> None:
    """Mount what is detached, and close its descriptor."""
    sc.syscall(sc.MOVE_MOUNT, tree, b"", _AT_FDCWD, os.fsencode(path), 4)
    os.close(tree)


def tmpfs(*, size: str, inodes: int) -> int:
    """A detached, empty tmpfs."""
    context = sc.syscall(sc.FSOPEN, b"tmpfs", 1)
    for key, value in (("size", size), ("nr_inodes", str(inodes)), ("mode", "0755")):
        sc.syscall(sc.FSCONFIG, context, 1, key.encode(), value.encode(), 0)
    sc.syscall(sc.FSCONFIG, context, 6, None, None, 0)
    mounted = sc.syscall(sc.FSMOUNT, context, 1, _NO_SUID | _NO_DEVICES | _NO_EXEC | _NO_ATIME)
    os.close(context)
    return mounted
