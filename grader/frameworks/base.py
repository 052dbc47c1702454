"""What the grader must know of an array library in order to run programs that are written in it."""

from __future__ import annotations

import contextlib
import importlib
import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol


class Unconvertible(Exception):
    """A value that has no plain meaning as an array, in a sentence for the student."""


class Guard(Protocol):
    """A watch over one call for the functions that a problem forbids."""

    seen: str  # the first forbidden function that ran; empty if none did

    def run(self, function: Callable[..., Any], arguments: Iterable[Any]) -> Any:
        """Call the function; its exceptions pass through."""


class Arrays(Protocol):
    """In a worker, and in a debugged program: how values come into a framework and out of it."""

    def to_framework(self, value: Any) -> Any:
        """A NumPy array as the framework's own, over the same memory where that can be; anything else as it is."""

    def to_numpy(self, value: Any) -> Any:
        """The framework's array as NumPy's; anything else as it is. Raises Unconvertible."""

    def memory_of(self, value: Any) -> Any:
        """As `to_numpy`, also within tuples and lists, where no copy is needed; anything else as it is."""

    def guard(self, forbidden: Iterable[str]) -> Guard:
        """A watch for calls of these functions."""

    def is_out_of_memory(self, message: str) -> bool:
        """Whether an exception with this message says that memory was refused."""


class Preload(Protocol):
    """Imports a framework in the process that workers are forked from, and runs what is slow at first use."""

    def __call__(self, *, broad: bool, quick: bool) -> None:
        """`broad`: also what few programs need; `quick`: nothing that can be imported when it is needed."""


@dataclass(frozen=True)
class Framework:
    """One array library."""

    name: str  # as results name it; also of the module that a program imports
    title: str  # for people
    distributions: tuple[str, ...]  # that must be installed, and may be imported; also the name to allow it by
    preload: Preload
    arrays: Callable[[], Arrays | None]  # called in the worker's process after `preload`; None: its arrays are NumPy's
    extra: str = ""  # of our own distribution, which installs it
    slow_parts: bytes = b""  # a pattern of names whose first use imports for seconds: those want a broad preload
    #: Regular expressions with what takes their place, which make a starter in NumPy one in this framework.
    starter: tuple[tuple[str, str], ...] = ()
    #: Code that makes an array called `{name}` the framework's own, to be pasted by a student; empty: it is already.
    paste: str = ""
    rehearsal: str = ""  # a program of ours with the usual calls, as a file of this package
    #: Versions from which on it answers differently than before, "2.14", each with what changed, in words.
    changes: tuple[tuple[str, str], ...] = ()

    def changed_between(self, one: str, other: str) -> tuple[str, ...]:
        """What answers differently in one of two versions; versions as `2.13.0+cpu`."""
        low, high = sorted((_numbers(one), _numbers(other)))
        return tuple(f"from {since} on {what}" for since, what in self.changes if low < _numbers(since) <= high)


def _numbers(version: str) -> tuple[int, ...]:
    """`(2, 13, 0)` of `2.13.0+cpu`; what is no number ends it."""
    parts = version.partition("+")[0].split(".")
    return tuple(int(part) for part in itertools.takewhile(str.isdigit, parts))


def import_all(names: Iterable[str]) -> None:
    """Import modules by name, as far as they are there."""
    for name in names:
        with contextlib.suppress(ImportError, OSError):
            importlib.import_module(name)
