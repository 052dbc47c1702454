"""The host's end of a fork server: start it, ask it for workers, end it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import socket
from collections.abc import Sequence

from grader.run.host.forked import ForkedWorker
from grader.run.host.launch import Launched, launch
from grader.run.linux.levels import Level
from grader.run.linux.scratch import remove
from grader.run.linux.syscalls import core
from grader.run.protocol.responses import SandboxFault
from grader.run.protocol.wire import Broken, Ended, Ready, Restock, Spawn, Started, decode_control, encode

_START_SECONDS = 120.0
_ANSWER_SECONDS = 30.0


class ServerDied(SandboxFault):
    """The fork server is gone or does not answer."""


class ForkServer:
    """One running server; it, and every worker of it, dies with this object's process."""

    def __init__(
        self,
        *,
        level: Level,
        framework: str,
        libraries: Sequence[str],
        sentence: str,
        broad: bool = False,
        launched: Launched | None = None,
    ) -> None:
        started = launched or launch(
            level=level, framework=framework, libraries=libraries, sentence=sentence, broad=broad
        )
        self.broad = broad  # whether a framework's slow parts are imported beforehand
        self._ended: dict[int, int] = {}
        self.latest = 0  # the worker that was handed over last; others wait in stock
        self._process, self._control = started.process, started.control
        self._errors, self._folder = started.errors, started.folder
        try:
            self._receive(Ready, _START_SECONDS)
        except ServerDied:
            self.close()
            raise

    def _receive(self, kind: type, seconds: float) -> tuple[object, list[int]]:
        """The next message of that kind; ends of earlier workers are noted on the way."""
        self._control.settimeout(seconds)
        while True:
            try:
                message, descriptors, _, _ = socket.recv_fds(self._control, 1 << 16, 4)
            except OSError as error:
                raise ServerDied(f"the sandbox's server does not answer: {error}{self._last_words()}") from error
            if not message:
                raise ServerDied(f"the sandbox's server ended{self._last_words()}")
            said = decode_control(message)
            if isinstance(said, Broken):
                raise ServerDied(said.message)
            if isinstance(said, Ended):
                self._ended[said.pid] = said.status
            if isinstance(said, kind):
                return said, descriptors

    def _last_words(self) -> str:
        with contextlib.suppress(OSError, ValueError):
            self._errors.seek(0)
            text = self._errors.read()[-2000:].decode("utf-8", "replace").strip()
            return f": {text}" if text else ""
        return ""

    def spawn(self, order: Spawn, files: int, *, meanwhile: bool = False) -> ForkedWorker:
        """A worker over the files whose bytes are in the descriptor `files`. Raises ServerDied.

        `meanwhile`: this process has work of its own to do while the worker works, and would be in its way.
        """
        self._ended.clear()
        order.host_core = core() if meanwhile else -1
        try:
            socket.send_fds(self._control, [encode(order)], [files])
            started, descriptors = self._receive(Started, _ANSWER_SECONDS)
        except OSError as error:
            raise ServerDied(str(error)) from error
        assert isinstance(started, Started)
        pid = self.latest = started.pid
        pidfd, requests, replies, log = descriptors
        return ForkedWorker(
            pid=pid, pidfd=pidfd, requests=requests, replies=replies, log=log, status=lambda: self._status_of(pid)
        )

    def restock(self) -> None:
        """Let it make workers ahead while nothing else is to be done. That it is gone the next `spawn` finds out."""
        with contextlib.suppress(OSError):
            self._control.send(encode(Restock()))

    def _status_of(self, pid: int) -> int:
        """How a worker ended. Raises ServerDied: with its server it was killed, and that is no submission's fault."""
        while pid not in self._ended:
            self._receive(Ended, _ANSWER_SECONDS)
        return self._ended[pid]

    def is_alive(self) -> bool:
        """Whether the server runs."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the server, with it its worker, and remove its folder. May be called twice."""
        self._control.close()
        with contextlib.suppress(OSError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._errors.close()
        if self._folder:
            remove(self._folder)


def bundle_of(files: Sequence[bytes]) -> int:
    """The bytes of all files, one after the other, as a sealed descriptor in memory."""
    descriptor = os.memfd_create("submission", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    for data in files:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE)
    return descriptor
