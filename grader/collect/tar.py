"""Tar archives by an own reader of their headers.

The standard library's `tarfile` before 3.11.14 loops for ever on a negative size (CVE-2025-8194), and before 3.11.10
takes quadratic time on a pax header (CVE-2024-6232). Names and sizes of regular files are all that is needed here.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from grader.collect.limits import KIB, MIB, in_mib
from grader.collect.source import ItemKind
from grader.collect.zips import RawMember
from grader.languages import said
from grader.model.errors import SubmissionError

_BLOCK: Final = 512
_PACKED: Final = {b"\x1f\x8b": "gzip", b"BZ": "bzip2", b"\xfd7": "xz"}
_EXTENSION_BYTES: Final = 64 * KIB
_SIZE_DIGITS: Final = 20
_XZ_MEMORY: Final = 128 * MIB  # xz -9 needs 65 MiB; a header may ask for 4 GiB
_KINDS: Final = {
    b"0": (ItemKind.FILE, ""),
    b"\0": (ItemKind.FILE, ""),
    b"7": (ItemKind.FILE, ""),
    b"5": (ItemKind.FOLDER, ""),
    b"1": (ItemKind.ODD, said("is a hard link")),
    b"2": (ItemKind.ODD, said("is a symlink")),
    b"3": (ItemKind.ODD, said("is a device")),
    b"4": (ItemKind.ODD, said("is a device")),
    b"6": (ItemKind.ODD, said("is a FIFO")),
}
_DAMAGED: Final = "the archive is damaged or cut short; make it again"


def is_tar(data: bytes) -> bool:
    """True for a tar with a valid first header, and for anything that is packed as tars are."""
    return data[:2] in _PACKED or (len(data) >= _BLOCK and _checksum_fits(data[:_BLOCK]))


def tar_members(data: bytes, *, most_bytes: int, most_members: int) -> Iterator[RawMember]:
    """Name, kind, size, what is wrong, and a bounded reader of each member."""
    plain = _unpacked(data, most_bytes)
    for count, member in enumerate(_members(plain)):
        if count >= most_members:
            raise SubmissionError(said("holds more than {most} members", most=most_members))
        yield member.name, member.kind, member.size, member.what, partial(_slice, plain, member.start, member.size)


def _slice(plain: bytes, start: int, size: int, most: int) -> bytes:
    return plain[start : start + min(size, most)]


def _unpacked(data: bytes, most: int) -> bytes:
    """The tar itself; one byte more than allowed is never unpacked."""
    try:
        plain = _unpack(data, most + 1)
    except (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError, MemoryError) as error:
        raise SubmissionError(_DAMAGED) from error
    if len(plain) > most:
        raise SubmissionError(said("unpacks to more than {most}", most=in_mib(most)))
    return plain


def _unpack(data: bytes, most: int) -> bytes:
    packed = _PACKED.get(data[:2])
    if packed == "gzip":
        return _read(gzip.GzipFile(fileobj=io.BytesIO(data)), most)
    if packed == "bzip2":
        return _read(bz2.BZ2File(io.BytesIO(data)), most)
    if packed == "xz":
        unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)
        plain = unpacker.decompress(data, most)
        if len(plain) < most and not unpacker.eof:
            raise EOFError
        return plain
    return data


def _read(file: gzip.GzipFile | bz2.BZ2File, most: int) -> bytes:
    """Piece by piece: one `read(most)` takes that much memory beforehand, however little there is."""
    pieces: list[bytes] = []
    left = most
    while left and (piece := file.read(min(left, MIB))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    kind: ItemKind
    size: int
    start: int
    what: str


def _members(plain: bytes) -> Iterator[_Member]:
    position, long_name, pax = 0, b"", dict[bytes, bytes]()
    while position + _BLOCK <= len(plain):
        header = plain[position : position + _BLOCK]
        if not any(header):
            return
        if not _checksum_fits(header):
            raise SubmissionError(_DAMAGED)
        kind, start = header[156:157], position + _BLOCK
        size = _size(header, pax if kind not in b"xgLK" else {})
        position = start + (-(-size // _BLOCK) * _BLOCK if _has_content(kind) else 0)
        if start + (size if _has_content(kind) else 0) > len(plain):
            raise SubmissionError(_DAMAGED)
        if kind == b"L":
            long_name = _extension(plain, start, size).rstrip(b"\0")
        elif kind == b"x":
            pax = _pax(_extension(plain, start, size))
        elif kind not in b"gK":  # defaults for all and long targets of links say nothing that is used
            name = pax.get(b"path") or long_name or _name(header)
            yield _member(name, kind, size, start, sparse=any(key.startswith(b"GNU.sparse") for key in pax))
            long_name, pax = b"", {}
    raise SubmissionError(_DAMAGED)  # every tool ends with blocks of zeros


def _has_content(kind: bytes) -> bool:
    """Links, devices, folders and FIFOs have none, even where a size is written."""
    return kind not in (b"1", b"2", b"3", b"4", b"5", b"6")


def _member(name: bytes, kind: bytes, size: int, start: int, *, sparse: bool) -> _Member:
    text = name.decode("utf-8", "surrogateescape")
    known, what = _KINDS.get(kind, (ItemKind.ODD, said("is no regular file")))
    if known is ItemKind.FILE and sparse:
        known, what = ItemKind.ODD, said("is a sparse file")
    if known is ItemKind.FILE and text.endswith("/"):  # so folders were written before 1988
        known = ItemKind.FOLDER
    return _Member(text, known, size, start, what)


def _name(header: bytes) -> bytes:
    name = header[:100].split(b"\0", 1)[0]
    prefix = header[345:500].split(b"\0", 1)[0] if header[257:263] == b"ustar\0" else b""
    return prefix + b"/" + name if prefix else name


def _size(header: bytes, pax: dict[bytes, bytes]) -> int:
    written = pax.get(b"size")
    try:
        size = _number(header[124:136]) if written is None else _decimal(written)
    except ValueError as error:
        raise SubmissionError(_DAMAGED) from error
    if size < 0:
        raise SubmissionError(_DAMAGED)
    return size


def _decimal(written: bytes) -> int:
    """Digits alone: Python's own reader takes signs, spaces and underscores that no other tar does."""
    if not written.isdigit() or len(written) > _SIZE_DIGITS:
        raise ValueError("no size")
    return int(written)


def _number(field: bytes) -> int:
    """Octal digits, or big-endian bytes after a first byte of 0x80; 0xff begins a negative one."""
    if field[0] == 0x80:
        return int.from_bytes(field[1:], "big")
    return int(field.split(b"\0", 1)[0].strip() or b"0", 8)


def _checksum_fits(header: bytes) -> bool:
    """The sum of all bytes, the field itself counted as spaces."""
    try:
        written = _number(header[148:156])
    except ValueError:
        return False
    return written == sum(header) - sum(header[148:156]) + 8 * ord(" ")


def _extension(plain: bytes, start: int, size: int) -> bytes:
    if size > _EXTENSION_BYTES:
        raise SubmissionError(said("has a header of more than 64 KiB"))
    return plain[start : start + size]


def _pax(data: bytes) -> dict[bytes, bytes]:
    """Records of `<length> <key>=<value>` and a line break, the length counting the whole record."""
    records: dict[bytes, bytes] = {}
    position = 0
    while position < len(data):
        digits = data[position : position + 8].split(b" ", 1)[0]
        length = int(digits) if digits.isdigit() else 0
        key, separator, value = data[position + len(digits) + 1 : position + length].partition(b"=")
        if length <= len(digits) + 1 or not separator or not value.endswith(b"\n"):
            raise SubmissionError(_DAMAGED)
        records[key] = value[:-1]
        position += length
    return records
