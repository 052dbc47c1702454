"""CSV as spreadsheets and platforms write it: any usual encoding and separator, and errors that name the line."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.model.errors import GraderError
from grader.model.text import read_text

_SEPARATORS: Final = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column, without spaces at either end, and where it stands."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """A cell; empty where the table has no such column."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A file with a header. Columns are called in small letters, as they are compared."""

    file: Path
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def require(self, *columns: str) -> None:
        """The columns are there, each once.

        Raises:
            GraderError: one is not; the message says which there are.
        """
        for column in columns:
            if column not in self.columns:
                there = ", ".join(filter(None, self.columns))
                raise GraderError(f"{self.file}:1: expected a column {column!r}, found: {there}; add it to the header")
        require_once(self.file, self.columns, columns)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


def require_once(file: Path, columns: Collection[str], wanted: Collection[str]) -> None:
    """No wanted column stands twice in a header, where it would be a matter of luck which is read.

    Raises:
        GraderError: one does.
    """
    for column, count in Counter(columns).items():
        if count > 1 and column in wanted:
            raise GraderError(f"{file}:1: the column {column!r} stands {count} times; rename or delete all but one")


def read_table(file: Path) -> Table:
    """A CSV file: UTF-8, UTF-16 or Windows-1252, with or without BOM, separated by comma, semicolon or tab.

    Raises:
        GraderError: it cannot be read, or a line is torn; the message names the line.
    """
    text = read_text(file).value
    separator = _separator(text)
    records = _records(file, text, separator)
    _, header = next(records, (1, []))
    if not any(header):
        raise GraderError(f"{file}: expected a header and a line a student, found an empty file")
    columns = tuple(cell.strip().lower() for cell in header)
    return Table(file, columns, tuple(_row(file, columns, *record) for record in records))


def _separator(text: str) -> str:
    """What splits the first line into most cells; a comma where nothing does."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=lambda separator: len(next(csv.reader([first], delimiter=separator), [])))


def _records(file: Path, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Every line that is not blank, with its number."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise GraderError(
                f"{file}:{line}: a torn quotation mark in the line that begins here ({error}); "
                'write " within a cell as "" and close every cell that was opened'
            ) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


def _row(file: Path, columns: tuple[str, ...], line: int, cells: list[str]) -> Row:
    while len(cells) > len(columns) and not cells[-1].strip():
        cells.pop()
    if len(cells) != len(columns):
        raise GraderError(
            f"{file}:{line}: expected {len(columns)} cells as in the header, found {len(cells)}; "
            "put cells that hold a comma in quotation marks, and leave none out"
        )
    named: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=True):
        named.setdefault(column, cell.strip())
    return Row(line, named)
