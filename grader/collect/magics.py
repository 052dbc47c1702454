"""IPython's own syntax in a cell: taken out without moving a line."""

from __future__ import annotations

import re
from typing import Final

# `%matplotlib`, `!pip`, `?name`, `name?`, `x = !ls` and `x = %timeit f()`, at the start of a logical line.
_MAGIC: Final = re.compile(
    r"[ \t]*(?:[%!?]|[\w.]+(?:\[[^\n\]]*\])?\?{1,2}[ \t]*(?:\n|\Z)|[A-Za-z_][\w., \t*\[\]]*=[ \t]*[%!])"
)
_INDENT: Final = re.compile(r"[ \t]*")
# A magic's own line, which a backslash continues.
_MAGIC_LINE: Final = re.compile(r"(?:[^\n\\]|\\\n|\\)*+")
# What a logical line is made of; strings and comments are skipped whole. Possessive, so the time is linear.
_TOKEN: Final = re.compile(
    r'"{3}(?:[^"\\]|\\.|"(?!""))*+(?:"{3}|\Z)'
    r"|'{3}(?:[^'\\]|\\.|'(?!''))*+(?:'{3}|\Z)"
    r'|"(?:[^"\\\n]|\\.)*+"?'
    r"|'(?:[^'\\\n]|\\.)*+'?"
    r"|#[^\n]*"
    r"|\\\n"
    r"""|[^"'#\\\n()\[\]{}]++"""
    r"|.",
    re.DOTALL,
)
_CELL_MAGIC: Final = re.compile(r"\s*%%[ \t]*(\w*)[^\n]*")
_WRITES: Final = re.compile(
    r"\s*%%[ \t]*(?:writefile|file)[ \t]+(?P<on>-a[ \t]+|--append[ \t]+)?(?P<name>\S+)[ \t]*(?:\n|\Z)"
)
#: Cell magics whose body is run as it stands, in the notebook's own names.
_PYTHON_CELL_MAGICS: Final = frozenset({"time", "capture", "prun"})


def without_magics(source: str) -> tuple[str, str]:
    """The cell with `pass` for every magic, and a note on a cell that is not Python at all."""
    magic = _CELL_MAGIC.match(source)
    if magic is None:
        return without_line_magics(source), ""
    if magic[1] not in _PYTHON_CELL_MAGICS:
        return "", f"%%{magic[1][:30]} is not run"
    body = source[magic.end() :]
    return "\n" * magic[0].count("\n") + without_line_magics(body), ""


def written_file(source: str) -> tuple[str, str, bool] | None:
    """Name and text of the file that the cell writes by `%%writefile`, and whether it is written on."""
    magic = _WRITES.match(source)
    if magic is None:
        return None
    return magic["name"].strip("\"'").removeprefix("./"), source[magic.end() :], bool(magic["on"])


def without_line_magics(source: str) -> str:
    """Source with `pass` for every magic's line."""
    pieces: list[str] = []
    position = 0
    while position < len(source):
        if _MAGIC.match(source, position):
            end = _end_of(_MAGIC_LINE, source, position)
            indent = source[position : _end_of(_INDENT, source, position)]
            pieces.append(f"{indent}pass" + "\n" * source.count("\n", position, end))
        else:
            end = _end_of_logical_line(source, position)
            pieces.append(source[position:end])
        if source[end : end + 1] == "\n":
            pieces.append("\n")
            end += 1
        position = end
    return "".join(pieces)


def _end_of_logical_line(source: str, position: int) -> int:
    """Where the line ends that strings, brackets and backslashes may continue."""
    depth = 0
    while position < len(source):
        first = source[position]
        if first == "\n" and depth == 0:
            return position
        depth = max(0, depth + (first in "([{") - (first in ")]}"))
        position = _end_of(_TOKEN, source, position)
    return position


def _end_of(pattern: re.Pattern[str], source: str, position: int) -> int:
    match = pattern.match(source, position)
    return match.end() if match else position
