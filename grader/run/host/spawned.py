"""Workers without a fork server: each a process of its own, on any system; threads wait for its pipes."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import subprocess
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from grader.languages import said
from grader.model.outcome import Program
from grader.run.host.environment import command, variables
from grader.run.linux.levels import Level
from grader.run.protocol.prepared import Prepared
from grader.run.protocol.responses import BY_CLOCK, Bounds, Frame, Log, Response, ResponseReader, Status
from grader.run.protocol.wire import HEADER, NONCE_BYTES

_START_SECONDS = 60.0
_CHUNK = 1 << 16
_SETTLE_SECONDS = 0.2  # at most, for what was printed before the reply, on a pipe of its own


@contextlib.contextmanager
def spawner(
    level: Level, program: Program, libraries: Sequence[str], sentence: str, prepared: Prepared
) -> Iterator[Callable[[], SpawnedWorker]]:
    """A folder with the program's files, and a way to start workers in it; removed afterwards."""
    base = tempfile.mkdtemp(prefix="grader-run-")
    try:
        submission, scratch = Path(base, "submission"), Path(base, "scratch")
        scratch.mkdir()
        for name, data in program.files.items():
            path = submission / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        settings = {
            "level": level,
            "framework": program.framework,
            "libraries": list(libraries),
            "sentence": sentence,
            "folder": str(submission),
            "memory_mib": prepared.memory_mib,
        }
        environment = {
            **variables(),
            "HOME": str(scratch),
            "TMPDIR": str(scratch),
            "TEMP": str(scratch),
        }
        yield lambda: SpawnedWorker(settings, str(submission), environment)
    finally:
        shutil.rmtree(base, ignore_errors=True)


class SpawnedWorker:
    """One process; its standard input carries requests, its output replies, its error what it prints."""

    def __init__(self, settings: dict[str, object], folder: str, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            command("worker.standalone", json.dumps(settings)),
            env=environment,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            start_new_session=os.name == "posix",
        )
        self._log = Log()
        self._log_grew = threading.Condition()
        self._responses = ResponseReader()
        self._waiting: deque[tuple[Frame, Bounds]] = deque()
        self._number = 0
        self._chunks: queue.Queue[bytes] = queue.Queue(maxsize=256)
        self._threads = [
            self._reader(self._process.stdout, self._chunks.put),
            self._reader(self._process.stderr, self._add_to_log),
        ]
        self._await_ready()

    def _reader(self, stream: IO[bytes] | None, use: Callable[[bytes], None]) -> threading.Thread:
        assert stream is not None

        def read() -> None:
            with contextlib.suppress(OSError, ValueError):
                while chunk := os.read(stream.fileno(), _CHUNK):
                    use(chunk)
            if stream is self._process.stdout:
                use(b"")

        thread = threading.Thread(target=read, daemon=True)
        thread.start()
        return thread

    def _add_to_log(self, chunk: bytes) -> None:
        with self._log_grew:
            self._log.add(chunk)
            self._log_grew.notify_all()

    def _await_ready(self) -> None:
        """The import of the libraries is the grader's time, not the submission's."""
        with contextlib.suppress(queue.Empty):
            self._chunks.get(timeout=_START_SECONDS)

    def submit(self, frame: Frame, bounds: Bounds, *, apart: bool = False) -> None:
        """Put a request behind those that have no end yet; each is sent apart from the others."""
        self._waiting.append((frame, bounds))

    def send(self) -> None:
        """Nothing goes ahead here: one request at a time."""

    @property
    def all_sent(self) -> bool:
        """Whether nothing waits to be sent."""
        return not self._waiting

    def pump(self) -> None:
        """Nor does anything go on by itself."""

    def next(self) -> Response:
        """Send the oldest request and wait for its reply, its death or its time (wall clock only)."""
        frame, bounds = self._waiting.popleft()
        started = time.monotonic()
        nonce = os.urandom(NONCE_BYTES)
        if self._number == 0:
            self._log.begin(nonce)
        self._responses.expect(nonce, bounds.reply_bytes)
        data = HEADER.pack(frame.length, frame.tree_bytes, nonce) + frame.data
        sender = threading.Thread(target=self._write, args=(data,), daemon=True)
        sender.start()
        result = self._await(started + bounds.wall_seconds)
        printed = self._taken(wait=result.status is Status.ANSWERED)
        return Response(result.status, result.data, result.tree_bytes, result.why, printed, time.monotonic() - started)

    def _taken(self, *, wait: bool) -> str:
        """What was printed, once the mark behind it is here."""
        with self._log_grew:
            if wait:
                self._log_grew.wait_for(lambda: self._log.has(self._number), _SETTLE_SECONDS)
            self._number += 1
            return self._log.take(self._number - 1, last=True)

    def _write(self, data: bytes) -> None:
        assert self._process.stdin is not None
        view = memoryview(data)
        with contextlib.suppress(OSError, ValueError):
            while view:
                view = view[self._process.stdin.write(view) or 0 :]

    def _await(self, deadline: float) -> Response:
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                return Response(Status.TIMED_OUT, why=BY_CLOCK)
            try:
                chunk = self._chunks.get(timeout=left)
            except queue.Empty:
                continue
            if not chunk:
                return self._gone()
            found = self._responses.feed(chunk)
            if found:
                return found[0]

    def _gone(self) -> Response:
        try:
            self._process.wait(timeout=0.3)
        except subprocess.TimeoutExpired:
            return Response(Status.BROKEN, why=said("it closed the answer pipe"))
        return Response(Status.DIED, why=said("it ended"))

    def kill(self) -> None:
        """End it, and on POSIX whatever it started in its group."""
        if os.name == "posix":
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, 9)
        self._process.kill()

    def exit_status(self) -> int | None:
        """Its status, negative for a signal."""
        try:
            return self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return None

    def close(self) -> None:
        """Kill it and let go of its pipes."""
        self.kill()
        self._process.wait()
        with contextlib.suppress(queue.Empty):
            while True:
                self._chunks.get_nowait()
        for thread in self._threads:
            thread.join(timeout=1)
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
