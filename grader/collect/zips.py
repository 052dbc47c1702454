"""Zip archives through the standard library, with what it leaves open closed."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from grader.collect.limits import ARCHIVE_RATIO, MIB
from grader.collect.source import ItemKind
from grader.languages import said
from grader.model.errors import SubmissionError

RawMember = tuple[str, ItemKind, int, str, Callable[[int], bytes | None]]

_ENCRYPTED: Final = 0x1
_MADE_BY_FAT: Final = 0
# bzip2 and LZMA members are unpacked by zipfile without a limit, whatever size is asked for.
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,  # UnicodeDecodeError, negative seeks
    KeyError,
    IndexError,
    OverflowError,
    NotImplementedError,
    RuntimeError,  # a password is needed
    OSError,
)


def is_zip(data: bytes) -> bool:
    """True for what begins as a zip does, an empty one included; one behind other bytes is refused."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def zip_members(data: bytes, most: int) -> Iterator[RawMember]:
    """Name, kind, size, what is wrong, and a bounded reader of each member."""
    # Counted before zipfile makes an object of each; packed bytes look like an entry once in four billion.
    if data.count(b"PK\x01\x02") > most:
        raise SubmissionError(said("holds more than {most} members", most=most))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except _BROKEN as error:
        raise SubmissionError(said("the archive is damaged or cut short; make it again")) from error
    for info in members:
        name = _name(info)
        kind, what = _kind(info, name)
        yield name, kind, info.file_size, what, partial(_read, archive, info)


def _name(info: zipfile.ZipInfo) -> str:
    """The name with slashes; Windows PowerShell before 7 writes backslashes, and FAT as the system that made it."""
    return info.filename.replace("\\", "/") if info.create_system == _MADE_BY_FAT else info.filename


def _kind(info: zipfile.ZipInfo, name: str) -> tuple[ItemKind, str]:
    kind_of_file = stat.S_IFMT(info.external_attr >> 16)
    if name.endswith("/"):  # info.is_dir() fails on an empty name
        return ItemKind.FOLDER, ""
    if kind_of_file == stat.S_IFLNK:
        return ItemKind.ODD, said("is a symlink")
    if kind_of_file not in (0, stat.S_IFREG):
        return ItemKind.ODD, said("is no regular file")
    return _why_unsafe(info)


def _why_unsafe(info: zipfile.ZipInfo) -> tuple[ItemKind, str]:
    if info.flag_bits & _ENCRYPTED:
        return ItemKind.UNSAFE, said("is encrypted; hand in an archive without a password")
    if info.compress_type not in _METHODS:
        return ItemKind.UNSAFE, said("is packed by a method other than deflate; make the archive with an ordinary zip")
    if info.file_size > MIB and info.file_size > ARCHIVE_RATIO * max(info.compress_size, 1):
        return ItemKind.ODD, f"unpacks to more than {ARCHIVE_RATIO} times its size"  # a bomb, or an array of zeros
    return ItemKind.FILE, ""


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes | None:
    """At most so many bytes, None if the member is damaged."""
    try:
        with archive.open(info) as member:
            return member.read(most)
    except _BROKEN:
        return None
