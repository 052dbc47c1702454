"""An author's code, stopped where it does not come to an end."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

#: A mutant may loop for ever; the reference needs milliseconds.
MUTANT_SECONDS = 2.0


class TooSlowError(RuntimeError):
    """An author's code did not come to an end."""


#: What stops a program that takes too much of something.
ENDLESS = (TooSlowError, RecursionError, MemoryError)


#: Of the clock's time a program that waits for itself computes less than this, one that waits for others more.
_SLEEPS = 0.02
#: By the clock a program gets so many times its seconds where others have the machine.
_PATIENCE = 30.0


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TooSlowError inside after so many CPU seconds, or after as many by the clock where the program sleeps.

    Only where there are alarms, in the main thread.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    began, computed = time.monotonic(), time.process_time()

    def look(*_: object) -> None:
        passed, used = time.monotonic() - began, time.process_time() - computed
        if used >= 0.98 * seconds or used < _SLEEPS * passed or passed >= _PATIENCE * seconds:
            raise TooSlowError(f"stopped after {seconds:g} s")
        signal.setitimer(signal.ITIMER_REAL, max(seconds - used, 0.01))

    former = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)
