"""An author's code, stopped where it does not come to an end."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from grader.threads import waited_seconds

#: A mutant may loop for ever; the reference needs milliseconds.
MUTANT_SECONDS = 2.0


class TooSlowError(RuntimeError):
    """An author's code did not come to an end."""


#: What stops a program that takes too much of something.
ENDLESS = (TooSlowError, RecursionError, MemoryError)


def charged() -> float:
    """Seconds of work and sleep so far: the clock's, without what this thread waited for a core that others have."""
    return time.monotonic() - waited_seconds()


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TooSlowError inside after so many seconds of work and sleep.

    Only where there are alarms, in the main thread.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    end = charged() + seconds

    def look(*_: object) -> None:
        left = end - charged()
        if left <= 0:
            raise TooSlowError(f"stopped after {seconds:g} s")
        signal.setitimer(signal.ITIMER_REAL, max(left, 0.001))

    former = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)
