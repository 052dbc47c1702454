"""In the fork server, before its first fork: the worker's own way, walked a few times with a program of ours.

What Python and NumPy then hold in their caches (specialised bytecode, looked-up methods, loops of ufuncs), every worker
inherits. Without it each begins cold, and copies a page of the server for every cache entry that it fills.
"""

from __future__ import annotations

import linecache
import os
import sys
from pathlib import Path

import numpy as np

import grader.frameworks
from grader.frameworks import Framework
from grader.model.codec import Buffers
from grader.model.outcome import Arguments, Task
from grader.model.values import Form, Value
from grader.run.protocol.prepared import frame, prepare
from grader.run.protocol.responses import Frame
from grader.run.protocol.wire import HEADER, NONCE_BYTES, Load
from grader.run.worker.imports import PACKAGE, Libraries
from grader.run.worker.worker import Printed, Worker

_NAME = "rehearsal"
_TIMES = 10  # CPython specialises a function's bytecode after eight calls


class Rehearsal:
    """Made before the server is restricted, since it reads a file; performed after, where the workers will be."""

    def __init__(self, framework: Framework, libraries: Libraries) -> None:
        self._libraries = libraries
        self._arrays = framework.arrays()
        program = Path(grader.frameworks.__file__).with_name(framework.rehearsal)
        load = _load(framework.name, program.read_bytes())
        self._frames = [load, *(item.frame for item in prepare(_tasks()).tasks)]

    def perform(self, folder: str) -> None:
        """Import and call; modules, paths and finders are left as they were."""
        null = os.open("/dev/null", os.O_WRONLY | os.O_CLOEXEC)
        try:
            for _ in range(_TIMES):
                self._once(folder, null)
        finally:
            os.close(null)
            linecache.clearcache()

    def repeat(self, requests: int, replies: int) -> None:
        """The same once more, in a worker that was made like all others will be; pipes are blocking."""
        for request in self._frames:
            _write(requests, request)
            if not _skip_frame(replies):
                return

    def _once(self, folder: str, null: int) -> None:
        kept = (sys.meta_path[:], sys.path[:], sys.path_hooks[:])
        readable, writable = os.pipe()
        worker = Worker(self._libraries, folder, readable, null, arrays=self._arrays, printed=Printed(), log=null)
        try:
            for request in self._frames:
                _write(writable, request)
                worker.answer()
        finally:
            os.close(readable)
            os.close(writable)
            sys.meta_path[:], sys.path[:], sys.path_hooks[:] = kept
            for name in (PACKAGE, _NAME):
                sys.modules.pop(name, None)
            sys.path_importer_cache.pop(folder, None)


def _load(framework: str, source: bytes) -> Frame:
    entry = f"{_NAME}.py"
    load = Load(
        entry=entry,
        module=_NAME,
        framework=framework,
        public=b"",
        watched=[],
        wall_seconds=5.0,
        source=source,
        names=[entry],
    )
    return frame(load, Buffers())


def _write(pipe: int, request: Frame) -> None:
    os.write(pipe, HEADER.pack(request.length, request.tree_bytes, bytes(NONCE_BYTES)) + request.data)


def _skip_frame(pipe: int) -> bool:
    """Read one reply; False if the worker has ended instead."""
    header = os.read(pipe, HEADER.size)
    if len(header) < HEADER.size:
        return False
    left, _, _ = HEADER.unpack(header)
    while left:
        chunk = os.read(pipe, left)
        if not chunk:
            return False
        left -= len(chunk)
    return True


def _tasks() -> list[Task]:
    """Answers, exceptions and an absent function; small arrays in every form."""
    values: dict[str, Value] = {
        "x": np.linspace(-1.0, 1.0, 12).reshape(4, 3),
        "y": np.ones((3, 5)),
        "n": 3,
        "flag": True,
    }
    plain = Arguments(values)
    formed = Arguments(values, {"x": Form("F"), "y": Form("strided", writeable=False)})
    names = ("everything", "toolbox", "everything", "total", "later", "undefined", "absent")
    tasks = [Task("p/s/public/0", name, (plain,)) for name in names]
    return [*tasks, Task("p/s/public/0", "everything", (plain, formed)), Task("p/s/public/0", "total", (formed,))]
