"""Banks on disk: their nouns and values in the codec of grader/model, no pickle; a digest says what verdicts depend on.

A file is a header (its mark, its layout, the lengths of body and tree) and a body of grader/model/codec.py.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from grader.model.bank import BankCase, CaseBank, Known, Leaf, MistakeInfo, ProblemBank, ScenarioInfo
from grader.model.codec import Encoder, Node, Reader, RecordNode, Unreadable, body
from grader.model.errors import BankError
from grader.model.meaning import RUN_AGAIN, SCORE_AGAIN, Meaning, marked
from grader.model.outcome import Arguments, Budget, Task
from grader.model.values import Form, Raises

#: Raised when the layout of the file changes: a bank in another one is built or released again.
LAYOUT = 10
#: Every layout starts with this byte and its number, also those before 4, which were msgpack all through.
_MARK = b"\x92"
_HEADER = struct.Struct("<cB6xQQ8x")  # mark, layout, bytes of the body, bytes of the tree in it

_NOUNS = (
    Arguments,
    BankCase,
    Budget,
    CaseBank,
    Form,
    Known,
    Leaf,
    MistakeInfo,
    ProblemBank,
    Raises,
    ScenarioInfo,
    Task,
)
_MAKERS: dict[str, Callable[..., Any]] = {noun.__name__: noun for noun in _NOUNS}
_MAKERS["bytes"] = np.ndarray.tobytes

_decode_tree = msgspec.msgpack.Decoder(Node).decode


class _BankEncoder(Encoder):
    """Nouns of a bank, and the values in them, into a tree."""

    what = "a bank"

    def other(self, value: object, depth: int) -> Node:
        """A noun as a record of its fields; the bytes of a file as a record of one array."""
        if type(value) in _NOUNS and is_dataclass(value):
            parts = [self.node(getattr(value, field.name), depth) for field in fields(value)]
            return RecordNode(type(value).__name__, parts)
        if isinstance(value, bytes):
            return RecordNode("bytes", [self.array(np.frombuffer(value, np.uint8))])
        return super().other(value, depth)


class _BankReader(Reader):
    """A tree back to the nouns of a bank."""

    def record(self, node: RecordNode, depth: int) -> Any:
        """The noun of a node."""
        make = _MAKERS.get(node.kind)
        if make is None:
            raise Unreadable(f"a {node.kind}, which is no noun of a bank")
        return make(*self.values(node.fields, depth))


def encode(bank: CaseBank) -> bytes:
    """A bank as bytes, the same for the same bank."""
    length, tree_bytes, parts = _body(bank)
    return b"".join([_HEADER.pack(_MARK, LAYOUT, length, tree_bytes), *parts])


def _body(content: object) -> tuple[int, int, list[bytes | memoryview]]:
    encoder = _BankEncoder()
    tree = msgspec.msgpack.encode(encoder.node(content))
    return body(tree, encoder.buffers)


def decode(data: bytes) -> CaseBank:
    """The bank in `data`; its arrays are views of these bytes.

    Raises:
        BankError: `data` is in another layout, damaged or no bank at all.
    """
    layout = data[1] if data[:1] == _MARK and len(data) > 1 else None
    if layout != LAYOUT:
        found = "something else" if layout is None else f"layout {layout}"
        raise BankError(f"expected frozen cases in layout {LAYOUT}, found {found}")
    try:
        _, _, length, tree_bytes = _HEADER.unpack_from(data)
        content = memoryview(data)[_HEADER.size :]
        whole = len(content) == length
        reader = _BankReader(content, tree_bytes, parts=len(data))  # each part takes a byte at least
        bank = reader.value(_decode_tree(content[:tree_bytes])) if whole else None
    except Exception:  # a file can be broken in more ways than can be listed, and is of no use after all of them
        bank = None
    if not isinstance(bank, CaseBank):
        raise BankError(f"expected frozen cases in layout {LAYOUT}, found a damaged file")
    return bank


def write(bank: CaseBank, file: Path) -> None:
    """Write a bank, readable by its owner alone."""
    file.touch(mode=0o600)
    file.write_bytes(encode(bank))


def read(file: Path, *, remedy: str) -> CaseBank:
    """Read a bank; `remedy` says what to do where that fails.

    Raises:
        BankError: the file cannot be read, or holds no bank in this layout.
    """
    try:
        return decode(file.read_bytes())
    except OSError as error:
        raise BankError(f"{file}: expected frozen cases, found {error.strerror}; {remedy}") from error
    except BankError as error:
        raise BankError(f"{file}: {error}; {remedy}") from error


def with_digests(bank: CaseBank) -> CaseBank:
    """The bank with the digests that decide what is run again and what is only rescored."""
    return replace(bank, evidence=digest_of(bank, RUN_AGAIN), scoring=digest_of(bank, SCORE_AGAIN))


def digest_of(noun: CaseBank | ProblemBank, meaning: Meaning) -> str:
    """SHA-256 over all that is marked so, in 32 hex digits."""
    digest = hashlib.sha256()
    for part in _body(tuple(marked(noun, meaning)))[2]:
        digest.update(part)
    return digest.hexdigest()[:32]
