"""An author's code, stopped where it does not come to an end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

#: A mutant may loop for ever; the reference needs milliseconds.
MUTANT_SECONDS = 2.0


class TooSlowError(RuntimeError):
    """An author's code did not come to an end."""


#: What stops a program that takes too much of something.
ENDLESS = (TooSlowError, RecursionError, MemoryError)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TooSlowError inside after so many seconds; only where there are alarms, in the main thread."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise TooSlowError(f"stopped after {seconds:g} s")

    former = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)
