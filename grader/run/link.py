"""The judge's end of a forked worker: three pipes and a pidfd, waited for together."""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import signal
import time
from collections.abc import Callable

from grader.run.exchange import Bounds, End, Exchange, Frame, Incoming, Log
from grader.run.wire import HEADER, NONCE_BYTES

_CHUNK = 1 << 16
_LARGE_CHUNK = 1 << 20
_LAST_WORDS = 64  # reads of the log after a reply: a flood is not read to its end
_CORES = os.cpu_count() or 1
_SHORTEST_WAIT_SECONDS = 0.01
_NONCES_AT_ONCE = 64


def _widen(pipe: int) -> None:
    """The largest pipe that any user may have, for arrays larger than an ordinary one: fewer switches to and fro."""
    with contextlib.suppress(OSError):  # a user may have only so many
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _LARGE_CHUNK)


class Link:
    """One worker; its descriptors belong to this object."""

    def __init__(
        self, *, pid: int, pidfd: int, requests: int, replies: int, log: int, status: Callable[[], int | None]
    ) -> None:
        self._pidfd = pidfd
        self._requests = requests
        self._replies = replies
        self._log_pipe = log
        self._status = status
        self._log = Log()
        self._nonces: list[bytes] = []
        self._cpu_clock = (~pid << 3) | 2  # CPUCLOCK_SCHED of a process, all its threads together
        for descriptor in (requests, replies, log):
            os.set_blocking(descriptor, False)
        # The order matters: a worker prints before it replies, so a log seen after the reply is complete.
        self._poller = select.poll()
        for descriptor in (replies, log, pidfd):
            self._poller.register(descriptor, select.POLLIN)

    def _cpu_seconds(self) -> float:
        try:
            return time.clock_gettime(self._cpu_clock)
        except OSError:  # it is dead and buried
            return 0.0

    def _nonce(self) -> bytes:
        """A fresh one; many are drawn at once, since each draw is a system call."""
        if not self._nonces:
            drawn = os.urandom(_NONCES_AT_ONCE * NONCE_BYTES)
            self._nonces = [drawn[at : at + NONCE_BYTES] for at in range(0, len(drawn), NONCE_BYTES)]
        return self._nonces.pop()

    def exchange(self, frame: Frame, bounds: Bounds) -> Exchange:
        """Send a request and wait for its reply, its death or its time."""
        nonce = self._nonce()
        started, cpu = time.monotonic(), self._cpu_seconds()
        outgoing: list[bytes | memoryview] = [HEADER.pack(frame.length, frame.tree_bytes, nonce), frame.data]
        if len(frame.data) > _CHUNK:
            _widen(self._requests)
        incoming = Incoming(nonce, bounds.reply_bytes)
        end = self._converse(outgoing, incoming, bounds, started=started, cpu=cpu)
        seconds = time.monotonic() - started
        # CPU time grows at most as fast as there are cores: mostly it need not be read again.
        if end.end is End.ANSWERED and seconds * _CORES > bounds.cpu_seconds < self._cpu_seconds() - cpu:
            end = Exchange(End.TIMED_OUT)
        return Exchange(end.end, end.data, end.tree_bytes, end.why, self._log.take(), seconds)

    def _converse(
        self, outgoing: list[bytes | memoryview], incoming: Incoming, bounds: Bounds, *, started: float, cpu: float
    ) -> Exchange:
        try:
            self._write(outgoing)
        except OSError:
            return self._gone("it closed its end")
        wait = min(bounds.wall_seconds, max(bounds.cpu_seconds / _CORES, _SHORTEST_WAIT_SECONDS))
        while True:
            if outgoing:
                self._poller.register(self._requests, select.POLLOUT)
            events = self._poller.poll(1000 * wait)
            try:
                end = self._handle(events, outgoing, incoming)
            except OSError:
                return self._gone("it closed its end")
            if end is not None:
                return end
            wait = self._wait_seconds(bounds, started, cpu)
            if wait <= 0:
                return Exchange(End.TIMED_OUT)

    def _handle(
        self, events: list[tuple[int, int]], outgoing: list[bytes | memoryview], incoming: Incoming
    ) -> Exchange | None:
        """Deal with what is ready; the end of the exchange, or None."""
        ready = [descriptor for descriptor, _ in events]
        if self._log_pipe in ready:
            self._read_log()
        if self._requests in ready:
            self._write(outgoing)
            if not outgoing:
                self._poller.unregister(self._requests)
        if self._replies in ready:
            chunk = os.read(self._replies, _CHUNK if incoming.body is None else _LARGE_CHUNK)
            if not chunk:
                return self._gone("it closed the answer pipe")
            incoming.feed(chunk)
            if incoming.problem:
                return incoming.problem
            if len(chunk) == _CHUNK:
                _widen(self._replies)  # more is to come
            if incoming.is_complete:
                self._read_last_words(more=self._log_pipe in ready)
                return Exchange(End.ANSWERED, incoming.body or b"", incoming.tree_bytes)
        elif self._pidfd in ready:
            return self._gone("it ended")
        return None

    def _wait_seconds(self, bounds: Bounds, started: float, cpu: float) -> float:
        """How long nothing can have run out: CPU time grows at most as fast as there are cores."""
        wall = started + bounds.wall_seconds - time.monotonic()
        left = bounds.cpu_seconds - (self._cpu_seconds() - cpu)
        return 0.0 if left <= 0 else min(wall, max(left / _CORES, _SHORTEST_WAIT_SECONDS))

    def _write(self, outgoing: list[bytes | memoryview]) -> None:
        try:
            while outgoing:
                written = os.writev(self._requests, outgoing)
                while outgoing and written >= len(outgoing[0]):
                    written -= len(outgoing.pop(0))
                if written:
                    outgoing[0] = memoryview(outgoing[0])[written:]
        except BlockingIOError:
            return

    def _read_log(self) -> None:
        try:
            chunk = os.read(self._log_pipe, _CHUNK)
        except BlockingIOError:
            return
        if chunk:
            self._log.add(chunk)
        else:
            self._poller.unregister(self._log_pipe)

    def _read_last_words(self, *, more: bool) -> None:
        if not more:
            return
        with contextlib.suppress(OSError):
            for _ in range(_LAST_WORDS):
                chunk = os.read(self._log_pipe, _CHUNK)
                if not chunk:
                    break
                self._log.add(chunk)

    def _gone(self, why: str) -> Exchange:
        """Its pipe is closed: because it is dead, or did it do that itself?"""
        self._read_last_words(more=True)
        waiting = select.poll()
        waiting.register(self._pidfd, select.POLLIN)
        return Exchange(End.DIED if waiting.poll(200) else End.BROKEN, why=why)

    def read_all(self, seconds: float) -> bytes:
        """Everything on the answer pipe until its end, without the protocol: for a probe's worker."""
        os.set_blocking(self._replies, True)
        waiting = select.poll()
        waiting.register(self._replies, select.POLLIN)
        data = b""
        while waiting.poll(1000 * seconds):
            chunk = os.read(self._replies, _CHUNK)
            if not chunk:
                self._read_last_words(more=True)
                return data or self._log.take().encode()
            data += chunk
        raise OSError("the probe's worker does not answer")

    def kill(self) -> None:
        """SIGKILL by pidfd: never another process of the same number."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    def exit_status(self) -> int | None:
        """Ask the server, which is its parent."""
        return self._status()

    def close(self) -> None:
        """Kill it and let go of all descriptors."""
        self.kill()
        for descriptor in (self._requests, self._replies, self._log_pipe, self._pidfd):
            os.close(descriptor)
