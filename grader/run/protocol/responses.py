"""What every way of talking to a worker has in common: limits, ends, and the reading of one frame."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

import msgspec

from grader.languages import said
from grader.run.protocol.wire import HEADER, MARK, NONCE_BYTES, TREE_BYTES

READY = b"ready\n"  # what a spawned worker writes once its libraries are there
LOG_BYTES_KEPT = 1 << 16
#: Requests that a worker may have before it: it is not waited for between them.
MOST_IN_FLIGHT = 64
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
    """What one request may take."""

    cpu_seconds: float
    wall_seconds: float
    reply_bytes: int


class Status(Enum):
    """How a request ended."""

    ANSWERED = auto()
    TIMED_OUT = auto()
    DIED = auto()
    BROKEN = auto()  # the protocol: wrong nonce, bytes too many, pipe closed
    TOO_LARGE = auto()


class Response(msgspec.Struct, frozen=True, gc=False):
    """The end of one request: with ANSWERED the reply's body, and what was printed meanwhile."""

    status: Status
    data: bytes | bytearray = b""
    tree_bytes: int = 0
    why: str = ""
    printed: str = ""
    seconds: float = 0.0


#: Why a request has timed out that was slow by the clock and not by CPU time: it slept, or the machine was busy.
BY_CLOCK = "by the clock"


class SandboxFault(Exception):
    """What makes workers is gone or does not answer: the grader's fault, never a submission's."""


class RemoteWorker(Protocol):
    """A worker as the host sees it: requests go in, and their ends come out in the same order."""

    def submit(self, frame: Frame, bounds: Bounds, *, apart: bool = False) -> None:
        """Put a request behind those that have no end yet; one `apart` is not sent before all of those are over."""

    def send(self) -> None:
        """Send as much of what was submitted as it takes without being waited for."""

    @property
    def all_sent(self) -> bool:
        """Whether nothing waits to be sent: all that is left is to wait for answers."""

    def pump(self) -> None:
        """Go on with what can go on without waiting."""

    def next(self) -> Response:
        """Wait for the end of the oldest request: its reply, the worker's death or its time.

        After any end but ANSWERED the worker is of no more use, and what was submitted behind has no end.
        """

    def kill(self) -> None:
        """End it at once, whatever it does."""

    def exit_status(self) -> int | None:
        """After its death: its status, negative for a signal, None if unknown."""

    def close(self) -> None:
        """Kill it and let go of all descriptors."""


class ResponseReader:
    """The frames of replies as they arrive, each the answer to the oldest request that has none."""

    def __init__(self) -> None:
        self._expected: deque[tuple[bytes, int]] = deque()
        self._answered = b""  # nonce of the last complete frame
        self._rest = b""  # of a header that has not come whole
        self._body: bytearray | None = None
        self._have = 0
        self._tree_bytes = 0

    @property
    def is_midway(self) -> bool:
        """Whether a part of a frame is here, and its end is not."""
        return self._body is not None or bool(self._rest)

    def expect(self, nonce: bytes, limit: int) -> None:
        """A request was sent: its answer bears this nonce and has at most `limit` bytes."""
        self._expected.append((nonce, limit))

    def feed(self, chunk: bytes) -> list[Response]:
        """The ends that `chunk` brings; lengths are checked before anything of that size is made."""
        found: list[Response] = []
        if self._body is not None:
            chunk = self._fill(self._body, chunk, found)
        if self._rest:
            chunk, self._rest = self._rest + chunk, b""
        at = 0
        while len(chunk) - at >= HEADER.size:
            length, tree_bytes, nonce = HEADER.unpack_from(chunk, at)
            if self._refuses(length, tree_bytes, nonce, found):
                return found
            at += HEADER.size
            if at + length > len(chunk):
                self._body, self._have, self._tree_bytes = bytearray(length), 0, tree_bytes
                self._fill(self._body, chunk[at:], found)
                return found
            self._complete(chunk[at : at + length], tree_bytes, found)
            at += length
        self._rest = chunk[at:]
        if self._rest and not self._expected and found:
            found[-1] = _BYTES_BEHIND
        return found

    def _refuses(self, length: int, tree_bytes: int, nonce: bytes, found: list[Response]) -> bool:
        """Whether a header is no answer to the oldest request; its end is then in `found`."""
        expected, limit = self._expected[0] if self._expected else (b"", 0)
        if nonce != expected:
            # Twice the same answer spoils that answer, if it has not been taken yet.
            if found and (nonce == self._answered or not expected):
                found[-1] = _BYTES_BEHIND
            else:
                found.append(
                    Response(Status.BROKEN, why=said("bytes on the answer pipe that are no answer to this case"))
                )
        elif tree_bytes > min(TREE_BYTES, length):
            found.append(Response(Status.BROKEN, why=said("an answer whose header is impossible")))
        elif length > limit:
            found.append(Response(Status.TOO_LARGE, why=said("an answer of {length} bytes", length=length)))
        else:
            return False
        return True

    def _fill(self, body: bytearray, chunk: bytes, found: list[Response]) -> bytes:
        """Append to a frame that is longer than a chunk; what is left of the chunk."""
        taken = min(len(chunk), len(body) - self._have)
        body[self._have : self._have + taken] = memoryview(chunk)[:taken]
        self._have += taken
        if self._have == len(body):
            self._body = None
            self._complete(body, self._tree_bytes, found)
        return chunk[taken:]

    def _complete(self, body: bytes | bytearray, tree_bytes: int, found: list[Response]) -> None:
        self._answered, _ = self._expected.popleft()
        found.append(Response(Status.ANSWERED, body, tree_bytes))


_BYTES_BEHIND = Response(Status.BROKEN, why=said("bytes after the end of the answer"))


class Log:
    """What a worker prints: the first 64 KiB a request are kept, the rest is counted.

    A worker that has printed, or has nothing left to do, writes a mark behind the text: the token that came with its
    first request, and the number of the request at hand. So it is known whose text it is, and the host wakes up.
    """

    def __init__(self) -> None:
        self._token = b""
        self._kept = bytearray()
        self._dropped = 0
        self._tail = b""  # what may be the beginning of a mark
        self._texts: dict[int, str] = {}
        self._oldest = 0  # the number of the oldest request that has no end

    def begin(self, token: bytes) -> None:
        """The worker has got this token."""
        self._token = token

    def add(self, chunk: bytes) -> bool:
        """Take a piece; whether a mark was in it."""
        text, marked = self._tail + chunk, False
        while (at := text.find(self._token) if self._token else -1) >= 0 and len(text) - at >= MARK.size:
            _, number = MARK.unpack_from(text, at)
            self._keep(text[:at])
            self._close(number)
            text, marked = text[at + MARK.size :], True
        held = len(text) - at if at >= 0 else min(len(text), NONCE_BYTES - 1)
        if not self._token:
            held = 0
        self._keep(text[: len(text) - held])
        self._tail = text[len(text) - held :]
        return marked

    def has(self, number: int) -> bool:
        """Whether all that was printed up to this request's mark is here."""
        return number in self._texts

    def take(self, number: int, *, last: bool) -> str:
        """The text of a request, which has its end now; with `last`, and whatever came since its mark."""
        self._oldest = number + 1
        text = self._texts.pop(number, "")
        if last and (self._kept or self._tail):
            self._keep(self._tail)
            self._tail = b""
            text += self._decoded()
        return text

    def _keep(self, text: bytes) -> None:
        room = LOG_BYTES_KEPT - len(self._kept)
        self._kept += text[:room]
        self._dropped += max(0, len(text) - room)

    def _close(self, number: int) -> None:
        """All that is kept belongs to a request; to the oldest one if the mark speaks of what is over."""
        if self._kept or number not in self._texts:
            number = min(max(number, self._oldest), self._oldest + MOST_IN_FLIGHT)
            self._texts[number] = (self._texts.get(number, "") + self._decoded())[: 2 * LOG_BYTES_KEPT]

    def _decoded(self) -> str:
        if not self._kept:
            return ""
        text = self._kept.decode("utf-8", "backslashreplace")
        if self._dropped:
            text += f"\n… {self._dropped} more bytes"
        self._kept.clear()
        self._dropped = 0
        return text
