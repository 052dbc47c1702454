"""The host's end of a forked worker: three pipes and a pidfd, waited for together.

Requests are sent ahead, as many as fit into a pipe, and the host sleeps until the worker has answered them: waking it
for each would cost more than most of the calls. A worker that takes longer than a moment is watched answer by answer.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections import deque
from collections.abc import Callable

import msgspec

from grader.run.linux.pipes import PIPE_BYTES, widen
from grader.run.protocol.responses import (
    BY_CLOCK,
    MOST_IN_FLIGHT,
    Bounds,
    Frame,
    Log,
    Response,
    ResponseReader,
    Status,
)
from grader.run.protocol.wire import HEADER, NONCE_BYTES
from grader.threads import waited_seconds

_CHUNK = 1 << 18
_LARGE_BYTES = 1 << 20  # the largest pipe that any user may have: fewer switches to and fro
_PARTS_AT_ONCE = 512
_LAST_WORDS = 16  # reads of the log after a reply: a flood is not read to its end
_CORES = os.cpu_count() or 1
_SHORTEST_WAIT_SECONDS = 0.01
_NONCES_AT_ONCE = 64
#: How long a worker is left alone before its answers are taken, and its time is looked at, one by one.
_PATIENCE_SECONDS = 0.02


class _Request(msgspec.Struct, gc=False):
    frame: Frame
    bounds: Bounds
    number: int
    apart: bool  # not to be sent before all that was submitted earlier is over


class ForkedWorker:
    """One worker; its descriptors belong to this object."""

    def __init__(
        self, *, pid: int, pidfd: int, requests: int, replies: int, log: int, status: Callable[[], int]
    ) -> None:
        self._pidfd = pidfd
        self._requests = requests
        self._replies = replies
        self._log_pipe = log
        self._status = status
        self._log = Log()
        self._responses = ResponseReader()
        self._waiting: deque[_Request] = deque()
        self._in_flight: deque[_Request] = deque()
        self._bytes_in_flight = 0
        self._outgoing: list[bytes | memoryview] = []
        self._done: deque[Response] = deque()
        self._nonces: list[bytes] = []
        self._count = 0
        self._cpu_clock = (~pid << 3) | 2  # CPUCLOCK_SCHED of a process, all its threads together
        self._process = pid
        for descriptor in (requests, replies, log):
            os.set_blocking(descriptor, False)
        self._poller = select.poll()
        for descriptor in (log, pidfd):
            self._poller.register(descriptor, select.POLLIN)
        self._is_watching = False
        self._was_marked = False
        self._is_wide = False
        self._since, self._cpu_since, self._delay_since = 0.0, 0.0, 0.0  # when the oldest request's time began

    def submit(self, frame: Frame, bounds: Bounds, *, apart: bool = False) -> None:
        """Put a request behind those that have no end yet; `send` or `next` sends it."""
        self._waiting.append(_Request(frame, bounds, self._count, apart))
        self._count += 1

    def send(self) -> None:
        """Send as much of what was submitted as a pipe holds, and return at once."""
        if not self._in_flight:
            self._since = time.monotonic()
        while self._waiting and self._fits(self._waiting[0]):
            self._send(self._waiting.popleft())
        if self._outgoing:
            self._write()

    def _fits(self, request: _Request) -> bool:
        if not self._in_flight:
            return True
        room = PIPE_BYTES - self._bytes_in_flight - HEADER.size
        return not request.apart and len(request.frame.data) <= room and len(self._in_flight) < MOST_IN_FLIGHT

    def _send(self, request: _Request) -> None:
        nonce, frame = self._nonce(), request.frame
        if request.number == 0:
            self._log.begin(nonce)
        self._responses.expect(nonce, request.bounds.reply_bytes)
        self._in_flight.append(request)
        self._bytes_in_flight += HEADER.size + len(frame.data)
        self._outgoing += (HEADER.pack(frame.length, frame.tree_bytes, nonce), frame.data)
        if len(frame.data) > PIPE_BYTES:
            widen(self._requests, _LARGE_BYTES)

    def _nonce(self) -> bytes:
        """A fresh one; many are drawn at once, since each draw is a system call."""
        if not self._nonces:
            drawn = os.urandom(_NONCES_AT_ONCE * NONCE_BYTES)
            self._nonces = [drawn[at : at + NONCE_BYTES] for at in range(0, len(drawn), NONCE_BYTES)]
        return self._nonces.pop()

    def next(self) -> Response:
        """Wait for the end of the oldest request: its reply, the worker's death or its time."""
        while not self._done:
            self._advance()
        self._send_more()
        return self._done.popleft()

    def pump(self) -> None:
        """Deal with what has happened by now and send what can be sent, without waiting."""
        if self._in_flight and self._poller.poll(0):
            self._advance()
        self._send_more()

    @property
    def all_sent(self) -> bool:
        """Whether nothing waits to be sent."""
        return not self._waiting

    def _advance(self) -> None:
        try:
            self.send()
            self._step()
        except OSError:
            self._fail(self._gone("it closed its end"))

    def _send_more(self) -> None:
        if self._waiting:
            with contextlib.suppress(OSError):  # it is found out when the next end is waited for
                self.send()

    def _step(self) -> None:
        """Wait until something happens or time to look has come, and deal with it."""
        events = self._poll()
        if self._requests in events:
            self._write()
        if self._log_pipe in events:
            self._read_log()
        found = self._read_replies()
        if found:
            self._read_log()  # a worker prints before it answers: what belongs to these answers is here now
            self._finish(found)
        elif self._pidfd in events:
            self._fail(self._gone("it ended"))
        elif not self._is_watching:
            if self._was_marked or self._responses.is_midway or time.monotonic() - self._since >= _PATIENCE_SECONDS:
                self._watch()
        elif self._seconds_left() <= 0:
            self._fail(Response(Status.TIMED_OUT, why="" if self._has_used_its_time() else BY_CLOCK))

    def _has_used_its_time(self) -> bool:
        """Whether the oldest request had all the CPU time that it may have."""
        return self._cpu_seconds() - self._cpu_since >= self._in_flight[0].bounds.cpu_seconds

    def _poll(self) -> list[int]:
        """The descriptors that are ready."""
        if self._was_marked:  # while the answers were read there came more of them
            seconds, self._was_marked = 0.0, False
        else:
            seconds = self._seconds_left() if self._is_watching else _PATIENCE_SECONDS
        if self._outgoing:
            self._poller.register(self._requests, select.POLLOUT)
        events = [descriptor for descriptor, _ in self._poller.poll(1000 * max(seconds, 0.0))]
        if self._outgoing:
            self._poller.unregister(self._requests)
        return events

    def _write(self) -> None:
        outgoing = self._outgoing
        try:
            while outgoing:
                written = os.writev(self._requests, outgoing[:_PARTS_AT_ONCE])
                while outgoing and written >= len(outgoing[0]):
                    written -= len(outgoing.pop(0))
                if written:
                    outgoing[0] = memoryview(outgoing[0])[written:]
        except BlockingIOError:
            return

    def _read_replies(self) -> list[Response]:
        """The ends that have come; raises OSError where no more can come."""
        found: list[Response] = []
        while not found or found[-1].status is Status.ANSWERED:
            try:
                chunk = os.read(self._replies, _CHUNK)
            except BlockingIOError:
                break
            if not chunk and not found:
                raise BrokenPipeError
            found += self._responses.feed(chunk)
            if self._responses.is_midway and not self._is_wide:
                self._is_wide = True
                widen(self._replies, _LARGE_BYTES)
            if len(chunk) < _CHUNK:  # that was all, for now or for ever
                break
        return found

    def _finish(self, found: list[Response]) -> None:
        """Pair ends with their requests."""
        now = time.monotonic()
        times = self._times(now - self._since, len(found))
        if self._is_over(times[0]):
            self._fail(Response(Status.TIMED_OUT))
            return
        self._since = now
        for response, seconds in zip(found, times, strict=True):
            if response.status is not Status.ANSWERED:
                self._fail(response)
                return
            request = self._in_flight.popleft()
            self._bytes_in_flight -= HEADER.size + len(request.frame.data)
            printed = self._log.take(request.number, last=not self._in_flight)
            self._done.append(Response(response.status, response.data, response.tree_bytes, "", printed, seconds))
        if self._is_watching and not self._in_flight:
            self._is_watching = False
            self._poller.unregister(self._replies)
        if self._is_watching:
            self._delay_since = waited_seconds(self._process)

    def _times(self, seconds: float, count: int) -> list[float]:
        """How long each of some answers took that were found together.

        Whoever is watched wakes the host with the first of them, and the rest followed at once; else they share.
        """
        return [seconds, *[0.0] * (count - 1)] if self._is_watching else [seconds / count] * count

    def _is_over(self, seconds: float) -> bool:
        """Whether the oldest request took more CPU time than it may: it grows at most as fast as there are cores."""
        limit = self._in_flight[0].bounds.cpu_seconds
        if not self._is_watching and seconds * _CORES <= limit:
            return False
        cpu, before = self._cpu_seconds(), self._cpu_since
        self._cpu_since = cpu
        return cpu - before > limit and seconds * _CORES > limit

    def _watch(self) -> None:
        """From now on, until all is answered, wake up for each answer and keep account of the time of each."""
        self._is_watching = True
        self._poller.register(self._replies, select.POLLIN)
        possible = _CORES * (time.monotonic() - self._since)
        self._cpu_since = max(self._cpu_since, self._cpu_seconds() - possible)
        self._delay_since = waited_seconds(self._process)

    def _seconds_left(self) -> float:
        """How long the oldest request cannot run out of time: CPU time grows at most as fast as there are cores.

        By the clock it is charged for what it works or sleeps, not for what it waits for a core that others have.
        """
        bounds = self._in_flight[0].bounds
        wall = self._since + bounds.wall_seconds - time.monotonic()
        if wall <= 0:
            wall += waited_seconds(self._process) - self._delay_since
        left = bounds.cpu_seconds - (self._cpu_seconds() - self._cpu_since)
        return 0.0 if left <= 0 else min(wall, max(left / _CORES, _SHORTEST_WAIT_SECONDS))

    def _cpu_seconds(self) -> float:
        try:
            return time.clock_gettime(self._cpu_clock)
        except OSError:  # it is dead and buried
            return self._cpu_since

    def _read_log(self) -> None:
        try:
            chunk = os.read(self._log_pipe, _CHUNK)
        except BlockingIOError:
            return
        if not chunk:
            with contextlib.suppress(KeyError):
                self._poller.unregister(self._log_pipe)
        elif self._log.add(chunk):
            self._was_marked = True

    def _fail(self, end: Response) -> None:
        """The oldest request ends like this; what was submitted behind it has no end here."""
        with contextlib.suppress(OSError):
            for _ in range(_LAST_WORDS):
                chunk = os.read(self._log_pipe, _CHUNK)
                if not chunk:
                    break
                self._log.add(chunk)
        number = self._in_flight[0].number
        seconds = time.monotonic() - self._since
        printed = self._log.take(number, last=True)
        self._done.append(Response(end.status, why=end.why, printed=printed, seconds=seconds))
        self._in_flight.clear()
        self._waiting.clear()

    def _gone(self, why: str) -> Response:
        """Its pipe is closed: because it is dead, or did it do that itself?"""
        waiting = select.poll()
        waiting.register(self._pidfd, select.POLLIN)
        return Response(Status.DIED if waiting.poll(200) else Status.BROKEN, why=why)

    def read_all(self, seconds: float) -> bytes:
        """Everything on the answer pipe until its end, without the protocol: for a probe's worker."""
        os.set_blocking(self._replies, True)
        waiting = select.poll()
        waiting.register(self._replies, select.POLLIN)
        data = b""
        while waiting.poll(1000 * seconds):
            chunk = os.read(self._replies, _CHUNK)
            if not chunk:
                return data or os.read(self._log_pipe, _CHUNK)
            data += chunk
        raise OSError("the probe's worker does not answer")

    def kill(self) -> None:
        """SIGKILL by pidfd: never another process of the same number."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    def exit_status(self) -> int:
        """Ask the server, which is its parent. Raises SandboxFault if the server is gone, too."""
        return self._status()

    def close(self) -> None:
        """Kill it and let go of all descriptors."""
        self.kill()
        for descriptor in (self._requests, self._replies, self._log_pipe, self._pidfd):
            os.close(descriptor)
