"""Banks on disk: msgpack with arrays as typed raw bytes, no pickle; a digest says what verdicts depend on."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from grader.model.bank import BankCase, CaseBank, Known, Leaf, MistakeInfo, ProblemBank, ScenarioInfo
from grader.model.meaning import RUN_AGAIN, SCORE_AGAIN, Meaning, marked
from grader.model.outcome import Arguments, Budget, Task
from grader.model.values import Form, Named, Raises

#: Raised when the layout of the file changes; another version is built afresh.
VERSION = 3

_CLASSES: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        Arguments,
        BankCase,
        Budget,
        CaseBank,
        Form,
        Known,
        Leaf,
        MistakeInfo,
        Named,
        ProblemBank,
        Raises,
        ScenarioInfo,
        Task,
    )
}
_TAG = "!"


def to_plain(value: Any) -> Any:
    """Anything of a bank as msgpack types: lists tagged where msgpack has no word for them."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, (bool, float, str, bytes)):
        return value
    if isinstance(value, int):
        return value if -(2**63) <= value < 2**63 else {_TAG: "int", "v": hex(value)}  # decimals end at 4300
    if isinstance(value, np.ndarray):
        return {_TAG: "array", "d": value.dtype.str, "s": list(value.shape), "b": value.tobytes()}
    if isinstance(value, list):
        return [to_plain(item) for item in value]
    if isinstance(value, tuple):
        return {_TAG: "tuple", "v": [to_plain(item) for item in value]}
    if isinstance(value, frozenset):
        return {_TAG: "frozenset", "v": sorted(value)}
    if isinstance(value, dict):
        return {_TAG: "dict", "v": [[to_plain(key), to_plain(item)] for key, item in value.items()]}
    if isinstance(value, complex):
        return {_TAG: "complex", "v": [value.real, value.imag]}
    if is_dataclass(value) and type(value).__name__ in _CLASSES:
        return {_TAG: type(value).__name__, "v": [to_plain(getattr(value, field.name)) for field in fields(value)]}
    raise TypeError(f"a bank cannot hold {type(value).__name__}")


def from_plain(plain: Any) -> Any:
    """The inverse of `to_plain`."""
    if isinstance(plain, list):
        return [from_plain(item) for item in plain]
    if not isinstance(plain, dict):
        return plain
    tag: str = plain[_TAG]
    value: Any = plain.get("v")
    if tag == "array":
        return np.frombuffer(plain["b"], dtype=np.dtype(plain["d"])).reshape(plain["s"])
    if tag in _CLASSES:
        return _CLASSES[tag](*[from_plain(item) for item in value])
    return _BUILDERS[tag](value)


_BUILDERS: dict[str, Any] = {
    "int": lambda value: int(value, 16),
    "tuple": lambda value: tuple(from_plain(item) for item in value),
    "frozenset": frozenset,
    "dict": lambda value: {from_plain(key): from_plain(item) for key, item in value},
    "complex": lambda value: complex(*value),
}


def encode(bank: CaseBank) -> bytes:
    """A bank as bytes, the same for the same bank."""
    return msgspec.msgpack.encode([VERSION, to_plain(bank)])


def decode(data: bytes) -> CaseBank | None:
    """The bank in `data`, or None where it is no bank of this version."""
    try:
        version, plain = msgspec.msgpack.decode(data)
        bank = from_plain(plain) if version == VERSION else None
    except Exception:  # a file can be broken in more ways than can be listed, and is built afresh after all of them
        return None
    return bank if isinstance(bank, CaseBank) else None


def write(bank: CaseBank, file: Path) -> None:
    """Write a bank, readable by its owner alone."""
    file.touch(mode=0o600)
    file.write_bytes(encode(bank))


def read(file: Path) -> CaseBank | None:
    """Read a bank, or None where the file is missing or not one (a cache is rebuilt, never trusted blindly)."""
    try:
        return decode(file.read_bytes())
    except OSError:
        return None


def with_digests(bank: CaseBank) -> CaseBank:
    """The bank with the digests that decide what is run again and what is only rescored."""
    return replace(bank, evidence=_digest(bank, RUN_AGAIN), scoring=_digest(bank, SCORE_AGAIN))


def _digest(bank: CaseBank, meaning: Meaning) -> str:
    """Over all that is marked so, in 32 hex digits."""
    return hashlib.sha256(msgspec.msgpack.encode(to_plain(tuple(marked(bank, meaning))))).hexdigest()[:32]
