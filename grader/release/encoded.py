"""Bytes that stand in a text in other clothes: base64, hex digits, and the bytes of a Python literal."""

from __future__ import annotations

import ast
import base64
import binascii
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator

# Fewer characters cannot hold a float64.
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{11,}={0,2}")
_HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}){8,}")
#: A byte string, or an escape of a single byte. Other strings stand in the text as they are, but for breaks of lines.
_UNLIKE_TEXT = re.compile(rb"(?i:(?<![a-z0-9_])(?:b|br|rb)['\"])|\\[xX0-7uUNabfrv]")
#: Every zip holds these bytes, and hardly anything else does.
_END_OF_ZIP = b"PK\x05\x06"
_MOST_BYTES = 64 << 20


def decoded(data: bytes) -> Iterator[bytes]:
    """What is written in other clothes, each unpacked where it is a zip (`.npz`) or compressed."""
    for part in _clothed(data):
        yield part
        yield from _unpacked(part)


def _clothed(data: bytes) -> Iterator[bytes]:
    joined = re.sub(rb"[\"'\\\s]+", b"", data)  # a long text is broken into lines, each a literal of its own
    for token in {match.group() for text in (data, joined) for match in _BASE64.finditer(text)}:
        yield _from_base64(token)
    for token in {match.group() for text in (data, joined) for match in _HEX.finditer(text)}:
        yield bytes.fromhex(token.decode())
    yield from _literals(data)


def _from_base64(token: bytes) -> bytes:
    plain = token.rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
    with_end = plain[: len(plain) - (len(plain) % 4 == 1)]
    try:
        return base64.b64decode(with_end + b"=" * (-len(with_end) % 4))
    except binascii.Error:
        return b""


def _literals(data: bytes) -> Iterator[bytes]:
    """Byte strings, and strings of single bytes, of a text that is Python."""
    if not _UNLIKE_TEXT.search(data):
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, bytes):
            yield node.value
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and not node.value.isprintable():
            yield node.value.encode("latin-1", "ignore")


def _unpacked(part: bytes) -> Iterator[bytes]:
    try:
        if _END_OF_ZIP in part and zipfile.is_zipfile(io.BytesIO(part)):
            with zipfile.ZipFile(io.BytesIO(part)) as archive:
                yield from (archive.read(info) for info in archive.infolist() if info.file_size < _MOST_BYTES)
        elif part[:1] in (b"\x78", b"\x1f"):
            yield zlib.decompressobj(wbits=47).decompress(part, _MOST_BYTES)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        return
