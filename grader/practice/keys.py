"""Single key presses, on any system; without a terminal there are none."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator

UP, DOWN = "up", "down"
_ARROWS = {"\x1b[A": UP, "\x1b[B": DOWN, "\x1bOA": UP, "\x1bOB": DOWN, "\xe0H": UP, "\xe0P": DOWN}
#: An arrow or another function key is one press, however many bytes it sends.
_PRESS = re.compile(r"\x1b[\[O][0-9;]*[A-Za-z~]|[\xe0\x00].|.", re.DOTALL)


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


def next_keys(seconds: float) -> list[str]:
    """The keys that are pressed within that time, waiting for the first; often none."""
    return [_ARROWS.get(press, press) for press in _PRESS.findall(_typed(seconds))]


def _typed(seconds: float) -> str:
    if not sys.stdin.isatty():
        import time

        time.sleep(seconds)
        return ""
    if sys.platform == "win32":
        return _typed_on_windows(seconds)
    import os
    import select

    ready, _, _ = select.select([sys.stdin], [], [], seconds)
    if not ready:
        return ""
    data = os.read(sys.stdin.fileno(), 64)
    return data.decode("utf-8", "replace") if data else "q"  # the terminal is gone


def _typed_on_windows(seconds: float) -> str:
    import importlib
    import time

    console = importlib.import_module("msvcrt")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        typed = ""
        while console.kbhit():
            typed += str(console.getwch())
        if typed:
            return typed
        time.sleep(0.02)
    return ""
