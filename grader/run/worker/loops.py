"""In the worker: event loops of asyncio that wake by a pipe, since a worker may make no socket, not even a pair.

`asyncio.run` in a graded function then works at every level; what a loop would do with the network is refused.
"""

from __future__ import annotations

import os
from importlib.machinery import SourceFileLoader
from types import ModuleType
from typing import Any

#: The part of asyncio that makes the pair.
MODULE = "asyncio.selector_events"


class LoopLoader(SourceFileLoader):
    """Loads `MODULE`, with pipes."""

    def exec_module(self, module: ModuleType) -> None:
        """Run it as it is, then change it."""
        super().exec_module(module)
        wake_by_pipe(module)


class _End:
    """One end of a pipe, with what a loop asks of a socket."""

    def __init__(self, descriptor: int) -> None:
        os.set_blocking(descriptor, False)
        self._descriptor = descriptor

    def fileno(self) -> int:
        return self._descriptor

    def recv(self, most: int) -> bytes:
        return os.read(self._descriptor, most)

    def send(self, data: bytes) -> int:
        return os.write(self._descriptor, data)

    def close(self) -> None:
        os.close(self._descriptor)


def wake_by_pipe(module: Any) -> None:
    """Let the loops of `MODULE` make a pipe where they make a pair of sockets."""

    def make_self_pipe(loop: Any) -> None:
        loop._ssock, loop._csock = map(_End, os.pipe())
        loop._internal_fds += 1
        loop._add_reader(loop._ssock.fileno(), loop._read_from_self)

    module.BaseSelectorEventLoop._make_self_pipe = make_self_pipe
