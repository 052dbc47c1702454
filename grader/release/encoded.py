"""What stands in a text in other clothes: base64, hex digits, and the escapes of a literal."""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

# Fewer characters cannot hold a float64.
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{11,}={0,2}")
_HEX = re.compile(rb"[0-9A-Fa-f]{16,}")
_ESCAPE = re.compile(r"\\(?:(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|([0-7]{1,3})|(.))", re.DOTALL)
_CONTROLS = dict(zip("abfnrtv", "\a\b\f\n\r\t\v", strict=True))
_LAST_BYTE = 0xFF
#: Neighbouring literals are one, and so is a literal across a line that a backslash ends.
_BETWEEN_LITERALS = re.compile(r"['\"]\s+(?i:b|br|rb)?['\"]|\\\r?\n")
#: Every zip ends so, and hardly anything else does; a comment behind it is none of ours.
_END_OF_ZIP = re.compile(rb"PK\x05\x06.{18}", re.DOTALL)
_COMPRESSED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_MOST_BYTES = 64 << 20


def decoded(data: bytes) -> Iterator[bytes]:
    """What is written in other clothes, each unpacked where it is a zip (`.npz`) or compressed."""
    for part in _clothed(data):
        yield part
        yield from _unpacked(part)


def _clothed(data: bytes) -> Iterator[bytes]:
    joined = re.sub(rb"[\"'\\\s]+", b"", data)  # a long text is broken into lines, each a literal of its own
    texts = [data, joined, *_unescaped(data)]
    yield from texts[2:]
    for token in {match.group() for text in texts for match in _BASE64.finditer(text)}:
        yield _from_base64(token)
    for digits in {match.group().decode() for text in texts for match in _HEX.finditer(text)}:
        odd = len(digits) % 2  # of a letter before them or behind them
        yield from (bytes.fromhex(digits[start : len(digits) - odd + start]) for start in range(1 + odd))


def _from_base64(token: bytes) -> bytes:
    plain = token.rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
    with_end = plain[: len(plain) - (len(plain) % 4 == 1)]
    try:
        return base64.b64decode(with_end + b"=" * (-len(with_end) % 4))
    except binascii.Error:
        return b""


def _unescaped(data: bytes) -> Iterator[bytes]:
    """The whole text as if it were one literal: of Python, of JSON, or of an example in a handout."""
    if b"\\" in data:
        text = _BETWEEN_LITERALS.sub("", data.decode("utf-8", "replace"))
        yield _ESCAPE.sub(_escaped, text).encode("latin-1", "ignore")


def _escaped(match: re.Match[str]) -> str:
    digits, octal, letter = match.groups()
    code = int(digits[1:], 16) if digits else int(octal, 8) if octal else ord(_CONTROLS.get(letter, letter))
    return chr(code) if code <= _LAST_BYTE else ""  # no single byte


def _unpacked(part: bytes) -> Iterator[bytes]:
    """What is packed in it, wherever it begins: a zip may have anything before it."""
    for end in _END_OF_ZIP.finditer(part):
        yield from _members(part[: end.end()])
    for start in _COMPRESSED.finditer(part):
        try:
            yield zlib.decompressobj(wbits=47).decompress(part[start.start() :], _MOST_BYTES)
        except zlib.error:
            continue


def _members(archive: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            yield from (opened.read(info) for info in opened.infolist() if info.file_size < _MOST_BYTES)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        return
