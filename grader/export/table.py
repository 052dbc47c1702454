"""A CSV file cell by cell, so that single cells are replaced and every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from grader.model.errors import GraderError
from grader.model.text import Text
from grader.report.words import harmless

#: Moodle lets a teacher choose the colon, too.
_SEPARATORS: Final = ",;\t:"


class Cell(NamedTuple):
    """What a cell says, and where it stands in the text."""

    value: str
    start: int
    end: int


class Row(NamedTuple):
    """The cells of one row, and the place behind its line break."""

    cells: tuple[Cell, ...]
    end: int

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.cells[0].start

    @property
    def is_blank(self) -> bool:
        """Whether no cell says anything."""
        return not any(cell.value.strip() for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """A header and rows of the same width."""

    text: Text
    separator: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]  # without the header's

    @classmethod
    def of(cls, text: Text) -> Table:
        """Parse a file (RFC 4180), split at what gives the header most cells.

        Raises:
            GraderError: a quotation mark is torn, a row has another width than the header, or there is no header.
        """
        if not text.value.strip():
            raise GraderError(f"{text.file}: expected a header and rows, found an empty file; export it again")
        separator = max(_SEPARATORS, key=lambda each: len(_first(text, each)))
        rows = tuple(_rows(text, separator))
        header = tuple(cell.value.strip() for cell in rows[0].cells)
        table = cls(text, separator, header, rows[1:])
        for row in table.rows:
            if len(row.cells) != len(header) and not row.is_blank:
                raise GraderError(
                    f"{table.at(row)}: expected {len(header)} cells as in the header, found {len(row.cells)}; put "
                    "cells that hold a separator in quotation marks, or export the file again"
                )
        return table

    def at(self, row: Row, column: int | None = None) -> str:
        """`grades.csv:7` for messages; with a column `grades.csv:7, column "ID"`."""
        return _place(self.text, row.start, self.header[column] if column is not None else "")

    def column(self, *titles: str) -> int | None:
        """The column that has one of these titles, without regard to case; None if there is none.

        Raises:
            GraderError: several have it.
        """
        wanted = {title.casefold() for title in titles}
        found = [number for number, title in enumerate(self.header) if title.casefold() in wanted]
        if len(found) > 1:
            raise GraderError(
                f"{self.text.file}:1: the column {self.header[found[0]]!r} stands {len(found)} times; "
                "delete all but one, or export the file again"
            )
        return found[0] if found else None

    def required(self, *titles: str) -> int:
        """As `column`, where it must be there.

        Raises:
            GraderError: it is not; the message tells what there is.
        """
        found = self.column(*titles)
        if found is None:
            raise GraderError(f"{self.text.file}:1: expected a column {titles[0]!r}, found {self.columns}")
        return found

    @property
    def columns(self) -> str:
        """The header for messages."""
        return ", ".join(repr(harmless(title, limit=60)) for title in self.header[:30])

    def edited(self, edits: Mapping[Cell, str], dropped: set[int]) -> str:
        """The text with other words in some cells and without some rows, by number."""
        parts: list[str] = []
        done = 0
        for number, row in enumerate(self.rows):
            if number in dropped:
                parts.append(self.text.value[done : row.start])
                done = row.end
                continue
            for cell in row.cells:
                if cell in edits:
                    parts += [self.text.value[done : cell.start], self._written(cell, edits[cell])]
                    done = cell.end
        return "".join([*parts, self.text.value[done:]])

    def _written(self, cell: Cell, value: str) -> str:
        """A cell in quotation marks where the old one was, or where it needs them."""
        was_quoted = self.text.value[cell.start : cell.start + 1] == '"'
        if was_quoted or any(mark in value for mark in (self.separator, '"', "\n", "\r")):
            return '"' + value.replace('"', '""') + '"'
        return value


def _pattern(separator: str) -> re.Pattern[str]:
    mark = re.escape(separator)
    return re.compile(rf'(?:"([^"]*(?:""[^"]*)*)"|((?!")[^{mark}\r\n]*))({mark}|\r\n|\n|\r|\Z)')


def _rows(text: Text, separator: str) -> Iterator[Row]:
    """Every row.

    Raises:
        GraderError: a quotation mark is torn.
    """
    pattern, cells, position, size = _pattern(separator), list[Cell](), 0, len(text.value)
    header: tuple[Cell, ...] = ()
    while position < size or cells:
        match = pattern.match(text.value, position)
        if match is None:
            title = header[len(cells)].value if len(cells) < len(header) else ""
            raise GraderError(
                f"{_place(text, position, title)}: a quotation mark is opened here and not closed before the next "
                'separator; write " within a cell as "", or export the file again'
            )
        quoted, plain, end = match.groups()
        value = plain if quoted is None else quoted.replace('""', '"')
        cells.append(Cell(value, position, match.end() - len(end)))
        position = match.end()
        if end != separator:
            row = Row(tuple(cells), position)
            header = header or row.cells
            yield row
            cells = []


def _first(text: Text, separator: str) -> tuple[Cell, ...]:
    """The header's cells, if this is the separator; none where it cannot be."""
    try:
        return next(_rows(text, separator)).cells
    except GraderError:
        return ()


def _place(text: Text, start: int, title: str) -> str:
    line = len(re.findall(r"\r\n|\n|\r", text.value[:start])) + 1
    return f"{text.file}:{line}" + (f", column {harmless(title, limit=60)!r}" if title else "")
