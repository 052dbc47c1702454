"""Folders, read through descriptors so that no link can be put in the way between looking and reading."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from grader.collect.limits import NAMES, in_mib
from grader.collect.names import shown
from grader.collect.source import Item, ItemKind
from grader.languages import said
from grader.model.errors import GraderError, GraderFault, SubmissionError

# Windows has neither; there `_Paths` looks before and after opening instead.
_NO_FOLLOW: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_FILE_FLAGS: Final = os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FOLDER_FLAGS: Final = os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_DIRECTORY", 0)
_HAS_DESCRIPTORS: Final = {os.open, os.stat} <= os.supports_dir_fd and os.scandir in os.supports_fd

# A reparse point that stands for another name: symlinks, junctions, mount points; not files kept in a cloud.
_NAME_SURROGATE: Final = 0x20000000
_ODD: Final = {
    stat.S_IFLNK: said("is a symlink"),
    stat.S_IFIFO: said("is a FIFO"),
    stat.S_IFSOCK: said("is a socket"),
    stat.S_IFCHR: said("is a device"),
    stat.S_IFBLK: said("is a device"),
}
_CHANGED: Final = (errno.ENOENT, errno.ELOOP, errno.ENOTDIR, errno.EISDIR, errno.ENXIO)
_CHUNK: Final = 1 << 20


def folder_source(root: Path, *, use_descriptors: bool = _HAS_DESCRIPTORS) -> FolderSource:
    """A folder that its owner named; only the path to it may hold links. GraderError if it cannot be opened."""
    opener: _Descriptors | _Paths = _Descriptors() if use_descriptors else _Paths()
    try:
        mode = root.stat().st_mode
    except OSError as error:
        raise GraderError(
            said("{root}: {why}; expected a folder", root=shown(str(root), 300), why=error.strerror)
        ) from error
    if not stat.S_ISDIR(mode):
        raise GraderError(said("{root}: not a folder", root=shown(str(root), 300)))
    return FolderSource(root, opener)


class FolderSource:
    """A folder on disk."""

    def __init__(self, root: Path, opener: _Descriptors | _Paths) -> None:
        """Nothing is opened before it is asked for, so there is nothing to close."""
        self._root = root
        self._opener = opener

    def entries(self, folder: str, most: int = NAMES) -> list[Item]:
        """See Source."""
        with _explained(folder or "the folder"):
            found = self._opener.scan(self._root, _parts(folder), most + 1)
        if len(found) > most:
            raise SubmissionError(
                said("{folder} holds more than {most} names", folder=shown(folder) or said("the folder"), most=most)
            )
        prefix = f"{folder}/" if folder else ""
        return [_item(prefix + name, status) for name, status in sorted(found, key=lambda pair: pair[0])]

    def read(self, path: str, most: int) -> bytes:
        """See Source."""
        with _explained(path), self._opener.open(self._root, _parts(path)) as descriptor:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise SubmissionError(
                    said("{path} {what}; hand in the file itself", path=shown(path), what=_what(status))
                )
            if status.st_size > most:
                raise SubmissionError(
                    said(
                        "{path} has {size}, at most {most} are read",
                        path=shown(path),
                        size=in_mib(status.st_size),
                        most=in_mib(most),
                    )
                )
            return _read_at_most(descriptor, path, most)


def _read_at_most(descriptor: int, path: str, most: int) -> bytes:
    """Everything up to the end; a file that grows beyond the limit while it is read is refused."""
    chunks: list[bytes] = []
    left = most + 1
    while left and (chunk := os.read(descriptor, min(left, _CHUNK))):
        chunks.append(chunk)
        left -= len(chunk)
    if not left:
        raise SubmissionError(said("{path} has more than {most}", path=shown(path), most=in_mib(most)))
    return b"".join(chunks)


class _Descriptors:
    """Each part of a path is opened relative to the one before, without following links."""

    def scan(self, root: Path, parts: tuple[str, ...], most: int) -> list[tuple[str, os.stat_result]]:
        with self._folder(root, parts) as folder, os.scandir(folder) as names:
            return list(_stated(islice(names, most)))

    @contextmanager
    def open(self, root: Path, parts: tuple[str, ...]) -> Iterator[int]:
        with self._folder(root, parts[:-1]) as folder:
            # Opening a device may already do something, so it is looked at before, and after opening again.
            status = os.stat(parts[-1], dir_fd=folder, follow_symlinks=False)
            _require_regular(parts, status)
            descriptor = os.open(parts[-1], _FILE_FLAGS, dir_fd=folder)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    @contextmanager
    def _folder(self, root: Path, parts: tuple[str, ...]) -> Iterator[int]:
        folder = os.open(root, _FOLDER_FLAGS & ~getattr(os, "O_NOFOLLOW", 0))
        try:
            for part in parts:
                deeper = os.open(part, _FOLDER_FLAGS, dir_fd=folder)
                os.close(folder)
                folder = deeper
            yield folder
        finally:
            os.close(folder)


class _Paths:
    """For systems without descriptors of folders: looks at each part, and that what was opened is what was seen."""

    def scan(self, root: Path, parts: tuple[str, ...], most: int) -> list[tuple[str, os.stat_result]]:
        with os.scandir(self._folder(root, parts)) as names:
            return list(_stated(islice(names, most)))

    @contextmanager
    def open(self, root: Path, parts: tuple[str, ...]) -> Iterator[int]:
        path = self._folder(root, parts[:-1]) / parts[-1]
        seen = path.lstat()
        _require_regular(parts, seen)
        descriptor = os.open(path, _FILE_FLAGS)
        try:
            if not os.path.samestat(seen, os.fstat(descriptor)):
                raise SubmissionError(said("{path} changed while it was read", path=shown(parts[-1])))
            yield descriptor
        finally:
            os.close(descriptor)

    def _folder(self, root: Path, parts: tuple[str, ...]) -> Path:
        path = root
        for part in parts:
            path = path / part
            if _kind(path.lstat()) is not ItemKind.FOLDER:
                raise SubmissionError(said("{path} is not a folder", path=shown(part)))
        return path


def _stated(entries: Iterable[os.DirEntry[str]]) -> Iterator[tuple[str, os.stat_result]]:
    for entry in entries:
        try:
            yield entry.name, entry.stat(follow_symlinks=False)
        except FileNotFoundError:  # went away meanwhile: an editor's temporary file
            continue


def _require_regular(parts: tuple[str, ...], status: os.stat_result) -> None:
    if _kind(status) is not ItemKind.FILE:
        raise SubmissionError(said("{path} {what}; hand in the file itself", path=shown(parts[-1]), what=_what(status)))


def _parts(path: str) -> tuple[str, ...]:
    return tuple(path.split("/")) if path else ()


def _item(path: str, status: os.stat_result) -> Item:
    kind = _kind(status)
    return Item(path, kind, status.st_size, _what(status) if kind is ItemKind.ODD else "")


def _kind(status: os.stat_result) -> ItemKind:
    if getattr(status, "st_reparse_tag", 0) & _NAME_SURROGATE:
        return ItemKind.ODD
    if stat.S_ISREG(status.st_mode):
        return ItemKind.FILE
    return ItemKind.FOLDER if stat.S_ISDIR(status.st_mode) else ItemKind.ODD


def _what(status: os.stat_result) -> str:
    if getattr(status, "st_reparse_tag", 0) & _NAME_SURROGATE:
        return said("is a symlink")
    if stat.S_ISDIR(status.st_mode):
        return said("is a folder")
    return _ODD.get(stat.S_IFMT(status.st_mode), said("is no regular file"))


@contextmanager
def _explained(path: str) -> Iterator[None]:
    """What a student can cause is a refusal; what only this machine can cause is the grader's fault."""
    try:
        yield
    except PermissionError as error:
        raise SubmissionError(said("{path} cannot be read: {why}", path=shown(path), why=error.strerror)) from error
    except OSError as error:
        if error.errno in _CHANGED:
            raise SubmissionError(said("{path} changed while it was read", path=shown(path))) from error
        raise GraderFault(said("{path} cannot be read: {why}", path=shown(path), why=error.strerror)) from error
