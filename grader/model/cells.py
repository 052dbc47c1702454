"""Where a line of a notebook's extracted source stands in the notebook itself.

The source is one module: a header that no other file has, then each cell below a comment with its number.
"""

from __future__ import annotations

from typing import Final

from grader.languages import said

#: The first line decides the encoding, so that no comment of a student's on the second can.
HEADER: Final = "# -*- coding: utf-8 -*- the code cells of a notebook"
CELL_MARK: Final = "# cell "


def place_of(source: str, line: int) -> str:
    """`cell 3, line 4` for a line (from 1) of a notebook's source; empty for any other source, or above all cells."""
    lines = source.split("\n")
    if lines[0] != HEADER or not 0 < line <= len(lines):
        return ""
    mark = next((at for at in range(line, 0, -1) if _number(lines[at - 1])), 0)
    if not mark:
        return ""
    return said("cell {cell}, line {line}", cell=_number(lines[mark - 1]), line=max(line - mark, 1))


def _number(line: str) -> str:
    """The number in a comment that names a cell, empty for every other line."""
    number = line.removeprefix(CELL_MARK)
    return number if line != number and number.isdecimal() else ""
