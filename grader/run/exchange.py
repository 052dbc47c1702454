"""What every way of talking to a worker has in common: limits, ends, and the reading of one frame."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

import msgspec

from grader.run.wire import HEADER, TREE_BYTES

READY = b"ready\n"  # what a spawned worker writes once its libraries are there
LOG_BYTES_KEPT = 1 << 16
#: Wall clock over CPU time: a busy machine makes an honest program wait, a sleeping one uses no CPU.
WALL_OVER_CPU = 4
FRAME_SLACK_BYTES = TREE_BYTES + (1 << 20)


@dataclass(frozen=True, slots=True)
class Frame:
    """An encoded request, complete but for its nonce."""

    length: int
    tree_bytes: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one exchange may take."""

    cpu_seconds: float
    wall_seconds: float
    reply_bytes: int


class End(Enum):
    """How an exchange ended."""

    ANSWERED = auto()
    TIMED_OUT = auto()
    DIED = auto()
    BROKEN = auto()  # the protocol: wrong nonce, bytes too many, pipe closed
    TOO_LARGE = auto()


class Exchange(msgspec.Struct, frozen=True, gc=False):
    """The end of one request: with ANSWERED the reply's body, and what was printed meanwhile."""

    end: End
    data: bytes | bytearray = b""
    tree_bytes: int = 0
    why: str = ""
    printed: str = ""
    seconds: float = 0.0


class Partner(Protocol):
    """A worker as the judge sees it."""

    def exchange(self, frame: Frame, bounds: Bounds) -> Exchange:
        """Send a request and wait for its reply, its death or its time."""

    def kill(self) -> None:
        """End it at once, whatever it does."""

    def exit_status(self) -> int | None:
        """After its death: its status, negative for a signal, None if unknown."""

    def close(self) -> None:
        """Kill it and let go of all descriptors."""


class Incoming:
    """One frame as it arrives; `problem` says what is wrong with it."""

    def __init__(self, nonce: bytes, limit: int) -> None:
        self._nonce = nonce
        self._limit = limit
        self._head = b""
        self.body: bytearray | bytes | None = None
        self._have = 0
        self.tree_bytes = 0
        self.problem: Exchange | None = None

    @property
    def is_complete(self) -> bool:
        """Whether the frame is here, with not a byte more or less."""
        return self.body is not None and self._have == len(self.body)

    def feed(self, chunk: bytes) -> None:
        """Take what was read; the length is checked before anything of that size is made."""
        if self.body is None:
            self._head += chunk
            if len(self._head) >= HEADER.size:
                self._open()
            return
        self._append(chunk)

    def _open(self) -> None:
        length, self.tree_bytes, nonce = HEADER.unpack_from(self._head)
        if nonce != self._nonce:
            self._fail("bytes on the answer pipe that are no answer to this case")
        elif self.tree_bytes > min(TREE_BYTES, length):
            self._fail("an answer whose header is impossible")
        elif length > self._limit:
            self.problem = Exchange(End.TOO_LARGE, why=f"an answer of {length} bytes")
        else:
            rest = self._head[HEADER.size :]
            if len(rest) == length:
                self.body, self._have = rest, length
            else:
                self.body = bytearray(length)
                self._append(rest)

    def _append(self, chunk: bytes) -> None:
        assert isinstance(self.body, bytearray)
        if self._have + len(chunk) > len(self.body):
            self._fail("bytes after the end of the answer")
            return
        self.body[self._have : self._have + len(chunk)] = chunk
        self._have += len(chunk)

    def _fail(self, why: str) -> None:
        self.problem = Exchange(End.BROKEN, why=why)


class Log:
    """What a worker prints: the first 64 KiB a case are kept, the rest is counted."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self._dropped = 0

    def add(self, chunk: bytes) -> None:
        """Take a piece."""
        room = LOG_BYTES_KEPT - len(self._kept)
        self._kept += chunk[:room]
        self._dropped += max(0, len(chunk) - room)

    def take(self) -> str:
        """All since the last call, as text."""
        if not self._kept:
            return ""
        text = self._kept.decode("utf-8", "backslashreplace")
        if self._dropped:
            text += f"\n… {self._dropped} more bytes"
        self._kept.clear()
        self._dropped = 0
        return text
