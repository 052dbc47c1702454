"""In the worker: an exception as text, whatever it does when it is looked at."""

from __future__ import annotations

import linecache
import os
from dataclasses import dataclass
from types import TracebackType

from grader.languages import said
from grader.model.cells import place_of
from grader.run.protocol.convert import clean

MESSAGE_CHARACTERS, TRACEBACK_CHARACTERS, FRAMES, CLASSES = 4000, 8000, 12, 20


@dataclass(frozen=True, slots=True)
class Failure:
    """What can be said of an exception: classes, message, own frames, last line in the entry, depth."""

    names: list[str]
    message: str
    traceback: str
    line: int | None  # in the entry; a notebook's author has no such file, so there it is None
    spot: str  # the same for people: `line 4`, or `cell 3, line 4`; empty where no frame is in the entry
    is_binding: bool  # raised by the call itself, before the function's first line


def describe(error: BaseException, folder: str, entry: str) -> Failure:
    """Look at `error` once; its context and notes are not followed, they may be endless."""
    frames = _own_frames(error.__traceback__, folder)
    in_entry = [line for name, line, _ in frames if name == entry][-1:]
    path = os.path.join(folder, entry)
    after_worker = error.__traceback__.tb_next if error.__traceback__ else None
    return Failure(
        names=[_name(base) for base in type(error).__mro__[:CLASSES] if issubclass(base, BaseException)],
        message=message_of(error),
        traceback=clean("\n".join(_formatted(frames, folder)), TRACEBACK_CHARACTERS),
        line=next((line for line in in_entry if not in_cell(path, line)), None),
        spot="".join(spot(path, line) for line in in_entry),
        is_binding=after_worker is None,
    )


def in_cell(path: str, line: int) -> str:
    """`cell 3, line 4` for a line of a notebook's definitions, empty for one of any other file."""
    return place_of("".join(linecache.getlines(path)), line)


def spot(path: str, line: int) -> str:
    """How a student finds a line of one of the own files: `line 4`, or `cell 3, line 4`."""
    return in_cell(path, line) or said("line {line}", line=line)


def message_of(error: BaseException) -> str:
    """str(error), or what can be had of it."""
    try:
        text = str(error)
    except BaseException as second:  # a student's __str__ may raise anything
        text = f"(its message could not be made: {_name(type(second))})"
    return clean(text, MESSAGE_CHARACTERS)


def _name(kind: type) -> str:
    return clean(str(kind.__name__), 100)


def _own_frames(traceback: TracebackType | None, folder: str) -> list[tuple[str, int, str]]:
    """File, line and function of the frames that are the submission's own, the outermost first."""
    frames: list[tuple[str, int, str]] = []
    steps = 0
    while traceback is not None and steps < 100_000:
        code = traceback.tb_frame.f_code
        if code.co_filename.startswith(folder + os.sep):
            frames.append((code.co_filename[len(folder) + 1 :], traceback.tb_lineno or 0, code.co_name))
        traceback = traceback.tb_next
        steps += 1
    return frames


def _formatted(frames: list[tuple[str, int, str]], folder: str) -> list[str]:
    shown = frames if len(frames) <= FRAMES else frames[: FRAMES // 2] + frames[-FRAMES // 2 :]
    lines = []
    for at, (name, line, function) in enumerate(shown):
        if len(frames) > FRAMES and at == FRAMES // 2:
            lines.append(f"  … {len(frames) - FRAMES} more …")
        place = in_cell(os.path.join(folder, name), line) or f"{name}, line {line}"
        lines.append(f"{place}, in {function}")
        source = linecache.getline(os.path.join(folder, name), line).strip()
        if source:
            lines.append(f"    {source[:200]}")
    return lines
