"""Single key presses, on any system; without a terminal there are none."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def pressed_keys() -> Iterator[object]:
    """The terminal in a state in which keys come one by one and are not shown; as it was afterwards."""
    if not sys.stdin.isatty() or sys.platform == "win32":
        yield None
        return
    import termios
    import tty

    before = termios.tcgetattr(sys.stdin)
    try:
        tty.setcbreak(sys.stdin)
        yield None
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def next_key(seconds: float) -> str:
    """The key that is pressed within that time, or an empty string."""
    if not sys.stdin.isatty():
        import time

        time.sleep(seconds)
        return ""
    if sys.platform == "win32":
        return _windows_key(seconds)
    import os
    import select

    ready, _, _ = select.select([sys.stdin], [], [], seconds)
    if not ready:
        return ""
    data = os.read(sys.stdin.fileno(), 32)
    return data.decode("utf-8", "replace") if data else "q"  # the terminal is gone


def _windows_key(seconds: float) -> str:
    import importlib
    import time

    console = importlib.import_module("msvcrt")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if console.kbhit():
            return str(console.getwch())
        time.sleep(0.02)
    return ""
