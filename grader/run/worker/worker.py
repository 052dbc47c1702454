"""The worker: imports one submission and answers case by case until it is killed.

After the import nothing in this process is to be believed: it can only answer for itself.
"""

from __future__ import annotations

import contextlib
import difflib
import errno
import inspect
import io
import os
import signal
import sys
import time
import types
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.frameworks import Arrays, Unconvertible
from grader.languages import said
from grader.model.codec import Buffers, body
from grader.model.values import NoValueError
from grader.run.protocol.convert import ArgumentMaker, Converter, TooLarge, clean
from grader.run.protocol.wire import (
    HEADER,
    MARK,
    NONCE_BYTES,
    TREE_BYTES,
    Compute,
    Load,
    Reply,
    decode_request,
    encode,
)
from grader.run.worker.evaluation import Evaluation
from grader.run.worker.failures import Failure, describe
from grader.run.worker.imports import Libraries, NotAllowed
from grader.run.worker.loader import DoesNotCompile, Loaded, load
from grader.run.worker.statements import ImportTimeout

_PARTS_AT_ONCE = 512
_READ_AT_ONCE = 1 << 15  # a larger buffer would be new memory each time
_BYTES_WAITING = 0x541B  # FIONREAD
_UNREAD_BYTES = 1 << 16  # of replies, before the host is woken
_LARGE_READ = 1 << 20
#: Names that Jupyter defines and Python does not.
_OF_NOTEBOOKS = ("display", "get_ipython")


class Printed:
    """Whether anything was printed; `watch` makes the streams that tell."""

    def __init__(self) -> None:
        self.anything = False

    def watch(self, descriptor: int) -> io.TextIOWrapper:
        """A text stream over a descriptor, as Python's own standard streams are."""
        outer = self

        class Watched(io.FileIO):
            def write(self, data: Any) -> Any:
                outer.anything = True
                return super().write(data)

        raw = io.BufferedWriter(Watched(descriptor, "w", closefd=False))
        return io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", line_buffering=True)


class Worker:
    """One submission's process, from its first request to its end."""

    def __init__(
        self,
        libraries: Libraries,
        folder: str,
        requests: int,
        replies: int,
        *,
        arrays: Arrays | None = None,
        printed: Printed | None = None,
        log: int = 2,
        isolated_seconds: float = 0.0,
    ) -> None:
        self._libraries = libraries
        self._folder = folder
        self._requests = requests
        self._replies = replies
        # Without it, every request's end is marked: for a host whose threads cannot see the order of two pipes.
        self._printed = printed or Printed()
        self._marks_all = printed is None
        self._log = log
        self._isolated_seconds = isolated_seconds
        self._token = b""
        self._number = 0  # of the request at hand
        self._data, self._at = b"", 0  # requests that were read, and where the next one starts
        self._unread = 0  # bytes of replies since the host was woken
        self._streams = (sys.stdout, sys.stderr)
        self._loaded = Loaded({})
        self._import_seconds = 0.0
        self._entry = ""
        self._problems: frozenset[str] = frozenset()  # names of functions that may be asked for
        self._callables: dict[str, Callable[..., Any]] = {}
        self._names: dict[int, str] = {}
        self._arrays = arrays  # None where the framework's arrays are NumPy's

    def serve(self) -> None:
        """Answer until the host closes the pipe."""
        while self.answer():
            pass

    def answer(self) -> bool:
        """Answer one request; False at the pipe's end."""
        frame = self._receive()
        if frame is None:
            return False
        started = time.perf_counter()
        nonce, tree_bytes, data = frame
        self._token = self._token or nonce
        request = decode_request(memoryview(data)[:tree_bytes])
        if isinstance(request, Load):
            reply, buffers = self._load(request), Buffers()
        else:
            reply, buffers = self._computed(request, data, tree_bytes)
        if self._flush():
            self._mark()
        reply.seconds = time.perf_counter() - started
        self._send(nonce, reply, buffers)
        if not self._marks_all and (self._unread > _UNREAD_BYTES or self._has_nothing_to_do()):
            self._mark()  # nothing to do, or much to be read: the host sleeps until then
            self._unread = 0
        self._number += 1
        return True

    def _has_nothing_to_do(self) -> bool:
        """Whether no request is here, neither read nor in the pipe."""
        import fcntl  # not on Windows, where every answer is marked

        return self._at == len(self._data) and not any(fcntl.ioctl(self._requests, _BYTES_WAITING, b"\0\0\0\0"))

    def _receive(self) -> tuple[bytes, int, bytes | bytearray] | None:
        """One frame: nonce, length of the tree, body. A read may bring several."""
        while len(self._data) - self._at < HEADER.size:
            more = os.read(self._requests, _READ_AT_ONCE)
            if not more:
                return None
            self._data, self._at = self._data[self._at :] + more, 0
        length, tree_bytes, nonce = HEADER.unpack_from(self._data, self._at)
        start = self._at + HEADER.size
        self._at = min(start + length, len(self._data))
        have = self._at - start
        if have == length:
            return nonce, tree_bytes, self._data[start : self._at]
        whole = bytearray(length)
        view = memoryview(whole)
        view[:have] = self._data[start:]
        while have < length:
            more = os.read(self._requests, min(length - have, _LARGE_READ))
            if not more:
                return None
            view[have : have + len(more)] = more
            have += len(more)
        return nonce, tree_bytes, whole

    def _flush(self) -> bool:
        """Whether anything was printed since the last time."""
        for stream in (
            self._streams if (sys.stdout, sys.stderr) == self._streams else (*self._streams, sys.stdout, sys.stderr)
        ):
            try:  # `suppress` costs more than what it guards
                stream.flush()
            except BaseException:
                continue
        printed, self._printed.anything = self._printed.anything, False
        return printed or self._marks_all

    def _mark(self) -> None:
        """Behind what was printed, or to wake the host."""
        with contextlib.suppress(OSError):  # a submission may have closed it; the host then looks by itself
            os.write(self._log, MARK.pack(self._token[:NONCE_BYTES], self._number))

    def _send(self, nonce: bytes, reply: Reply, buffers: Buffers) -> None:
        tree = encode(reply)
        if len(tree) > TREE_BYTES:
            buffers = Buffers()
            tree = encode(Reply("output_too_large", message=said("its lists and texts are too long; return arrays")))
        length, tree_bytes, parts = body(tree, buffers)
        parts = [HEADER.pack(length, tree_bytes, nonce[:NONCE_BYTES]), *parts]
        self._unread += HEADER.size + length
        if length > _UNREAD_BYTES and not self._marks_all:
            self._mark()  # more than a pipe may hold: the host shall read while it is written
        written = _write(self._replies, parts[:_PARTS_AT_ONCE])
        if written < HEADER.size + length:
            self._send_rest(parts, written)

    def _send_rest(self, parts: Sequence[bytes | memoryview], written: int) -> None:
        """Of a reply that a pipe does not take at once."""
        rest = [memoryview(part) for part in parts if len(part)]
        while True:
            while rest and written >= len(rest[0]):
                written -= len(rest.pop(0))
            if not rest:
                return
            rest[0] = rest[0][written:]
            written = _write(self._replies, rest[:_PARTS_AT_ONCE])

    def _load(self, request: Load) -> Reply:
        self._entry, self._problems = request.entry, frozenset(request.problems)
        try:
            self._prepare(request)
            self._import_seconds = request.wall_seconds
            with _deadline(request.wall_seconds):
                self._loaded = load(
                    self._folder,
                    request.entry,
                    module=request.module,
                    libraries=self._libraries,
                    source=request.source,
                    names=request.names,
                    compile_only=request.compile_only,
                )
        except DoesNotCompile as error:
            return Reply("does_not_compile", message=str(error), line=error.line)
        return Reply("value", notes=self._loaded.notes, isolated_seconds=self._isolated_seconds)

    def _prepare(self, request: Load) -> None:
        """The named callables of public.py."""
        if request.public:
            public: dict[str, Any] = {"__name__": "public"}
            exec(compile(request.public, "public.py", "exec", dont_inherit=True), public)
            for name, value in public.items():
                if callable(value) and not name.startswith("_"):
                    self._callables[name] = self._adapted(value)
            self._names = {id(value): name for name, value in self._callables.items()}

    def _adapted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A callable of public.py takes and gives arrays; for another framework they are converted around it."""
        arrays = self._arrays
        if arrays is None:
            return function

        def adapted(*arguments: Any) -> Any:
            result = function(*(arrays.to_numpy(item) for item in arguments))
            return arrays.to_framework(np.asarray(result) if isinstance(result, np.generic) else result)

        return adapted

    def _computed(self, request: Compute, data: bytes | bytearray, tree_bytes: int) -> tuple[Reply, Buffers]:
        found = self._find(request.function)
        if isinstance(found, Reply):
            return found, Buffers()
        arrays = self._arrays
        from_foreign, to_foreign = (arrays.to_numpy, arrays.to_framework) if arrays else (None, None)
        converter = Converter(request.output_bytes, self._names, from_foreign)
        answer = Evaluation(request, ArgumentMaker(data, tree_bytes, self._callables, to_foreign), converter, arrays)
        try:
            reply = answer.compute(found)
        except (NoValueError, Unconvertible) as error:
            reply = Reply("wrong_type", message=clean(str(error), 1000))
        except TooLarge:
            reply = _too_large()
        except BaseException as error:
            reply = self._failed(error, found, request)
        if answer.seen:
            reply = Reply("forbidden", message=said("used {name}, which this problem forbids", name=answer.seen))
        buffers = converter.buffers if reply.kind == "value" else Buffers()
        return reply, buffers

    def _find(self, name: str) -> Callable[..., Any] | Reply:
        """The function, or a reply that says why there is none."""
        namespace = self._loaded.namespace
        if name not in namespace:
            late = self._loaded.timed_out
            return self._too_late(late) if late else Reply("missing", message=self._absence(name))
        found = namespace[name]
        if inspect.isclass(found):
            return Reply("missing", message=said("{name} is a class; a function is expected", name=name))
        if not callable(found):
            kind = type(found).__name__
            return Reply(
                "missing", message=said("{name} is of type {type}; a function is expected", name=name, type=kind)
            )
        return found  # type: ignore[no-any-return]

    def _too_late(self, failure: Failure) -> Reply:
        """For what stands below the place where the file's time ran out."""
        message = said(
            "the import took longer than {seconds:g} s; it was here then: {where}; what stands above it is graded: "
            'put what only tries it out below `if __name__ == "__main__":`',
            seconds=self._import_seconds,
            where=failure.spot or "?",
        )
        return Reply("timed_out", message=message, traceback=failure.traceback, line=failure.line)

    def _absence(self, name: str) -> str:
        namespace = self._loaded.namespace
        own = {key for key, value in namespace.items() if isinstance(value, types.FunctionType)}
        functions = sorted(own - self._problems)
        for key, value in namespace.items():
            if inspect.isclass(value) and name in vars(value):
                return said(
                    "{name} is a method of the class {type}; a function at the top level of the file is expected",
                    name=name,
                    type=key,
                )
        near = difflib.get_close_matches(name, functions, n=1)
        clauses = [said("function {function} not found", function=name)]
        clauses += [said("did you mean {name}?", name=clean(near[0], 100))] if near else []
        return "; ".join([*clauses, *filter(None, [self._loaded.failed])])

    def _cause(self, error: BaseException) -> str:
        """For a name that is not defined: who defines it elsewhere, or which failed statement may have defined it."""
        if isinstance(error, NameError) and error.name in _OF_NOTEBOOKS:
            return "; " + said("{name} is there only while a notebook runs: leave it out", name=error.name)
        failed = self._loaded.failed if isinstance(error, NameError) else ""
        return f"; {failed}" if failed else ""

    def _failed(self, error: BaseException, function: Callable[..., Any], request: Compute) -> Reply:
        failure = describe(error, self._folder, self._entry)
        message = failure.message
        kind = "raised"
        if isinstance(error, NotImplementedError):
            kind = "not_implemented"
        elif isinstance(error, NotAllowed):
            kind = "forbidden"
        elif isinstance(error, MemoryError) or (self._arrays and self._arrays.is_out_of_memory(message)):
            kind = "out_of_memory"
        elif isinstance(error, TypeError) and not failure.traceback:
            message = f"{message}; {_called_as(request, function)}"
        return Reply(
            kind,
            exceptions=failure.names,
            message=message + _hint(error) + self._cause(error),
            traceback=failure.traceback,
            line=failure.line,
        )


def _write(descriptor: int, parts: Sequence[bytes | memoryview]) -> int:
    """One gathering write where the system has it."""
    return os.writev(descriptor, parts) if hasattr(os, "writev") else os.write(descriptor, parts[0])


def _too_large() -> Reply:
    return Reply("output_too_large", message=said("the answer is larger than this problem allows"))


def _called_as(request: Compute, function: Callable[..., Any]) -> str:
    names = ", ".join(request.calls[0].names) if request.calls else ""
    code = getattr(function, "__code__", None)
    takes_self = code is not None and code.co_varnames[:1] == ("self",) and code.co_argcount
    hint = f"; {said('a plain function without self is expected')}" if takes_self else ""
    return said("it is called as {call}", call=f"{request.function}({names})") + hint


def _hint(error: BaseException) -> str:
    if isinstance(error, EOFError):
        return "; " + said("there is nobody to answer: do not call input()")
    if isinstance(error, PermissionError):
        return "; " + said("processes, the network and files outside the submission are not available here")
    if isinstance(error, OSError) and error.errno == errno.EROFS:
        return "; " + said("only the submission's folder and the folder of the tempfile module can be written to here")
    return ""


@contextlib.contextmanager
def _deadline(seconds: float) -> Any:
    """Raise ImportTimeout in the running code shortly before the host gives up, so that the line is known."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def expire(number: int, frame: Any) -> None:
        raise ImportTimeout

    previous = signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, 0.9 * seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
