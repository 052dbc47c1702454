"""Notebooks: the definitions of their code cells as ordinary source.

Only `cells` and `source` of the format are needed, so they are read and checked here: `nbformat` validates and upgrades
the whole document, which takes 0.2 s to import and is not made for hostile JSON. Tests read what `nbformat` writes.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from grader.collect.cells import Cell, definitions
from grader.collect.limits import CELL_BYTES, CELLS, CELLS_BYTES, DEPTH, JSON_VALUES, KIB, STUDENT_CHARACTERS
from grader.collect.magics import without_magics, written_file
from grader.collect.names import why_not_portable
from grader.languages import said
from grader.model.errors import SubmissionError

_WRITTEN_FILES: Final = 50


@dataclass(frozen=True, slots=True)
class Extract:
    """A notebook's definitions, each after a comment that names its cell."""

    source: bytes
    notes: tuple[str, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)  # that its cells write by `%%writefile`


def extract(notebook: bytes, name: str, wanted: Collection[str] = (), *, entry: str = "") -> Extract:
    """Imports, definitions and assignments of the code cells in order; SubmissionError for what is no notebook.

    With `wanted`, the names that are graded, only those assignments are kept that one of them needs. What
    a cell writes into `entry`, the file that the definitions become, is code like that of any other cell.
    """
    cells, notes = _code_cells(_document(notebook, name), name)
    cells, files = _written_files(cells, entry)
    source, more_notes = definitions(cells, wanted)
    return Extract(source, (*notes, *more_notes), files)


def _written_files(cells: list[Cell], entry: str) -> tuple[list[Cell], dict[str, bytes]]:
    """The cells, empty where they write a file, and these files; one that would lie elsewhere stays as it is."""
    files: dict[str, bytes] = {}
    left: list[Cell] = []
    for cell in cells:
        name, text, on = written_file(cell.source) or ("", "", False)
        if name and name == entry:
            left.append(Cell(cell.number, "\n" * (cell.source.count("\n") - text.count("\n")) + text))
            continue
        if name in files or (_can_lie_beside(name) and len(files) < _WRITTEN_FILES):
            files[name] = (files.get(name, b"") if on else b"") + text.encode("utf-8", "backslashreplace")
            left.append(Cell(cell.number, ""))
        else:
            left.append(cell)
    return left, files


def code_of(notebook: bytes, name: str) -> str:
    """The code cells as one text, without IPython's own lines; SubmissionError for what is no notebook."""
    return "\n".join(without_magics(cell.source)[0] for cell in _code_cells(_document(notebook, name), name)[0])


def _can_lie_beside(name: str) -> bool:
    """Whether a file of this name lies in the notebook's folder on every system."""
    parts = name.split("/")
    return (
        len(name) <= STUDENT_CHARACTERS and len(parts) < DEPTH and all(parts) and not any(map(why_not_portable, parts))
    )


def _document(notebook: bytes, name: str) -> dict[str, Any]:
    # Each makes an object of some 60 bytes; plots are long strings and have few.
    if sum(notebook.count(mark) for mark in b"[{,") > JSON_VALUES:
        raise SubmissionError(
            said("{name} holds too much besides its code; clear the outputs and save it again", name=name)
        )
    try:
        document = json.loads(notebook)
    except (ValueError, RecursionError) as error:  # also bytes that are not UTF-8, and integers of 5,000 digits
        raise SubmissionError(said("{name} is no notebook: it holds no valid JSON", name=name)) from error
    if not isinstance(document, dict):
        raise SubmissionError(
            said("{name} is no notebook: expected an object, found {found}", name=name, found=_kind(document))
        )
    return document


def _code_cells(document: dict[str, Any], name: str) -> tuple[list[Cell], list[str]]:
    """The code cells, numbered from 1 among themselves."""
    cells: list[Cell] = []
    notes: list[str] = []
    for raw in _raw_cells(document, name):
        if not isinstance(raw, dict):
            raise SubmissionError(
                said("{name} is no notebook: expected a cell, found {found}", name=name, found=_kind(raw))
            )
        if raw.get("cell_type") != "code":
            continue
        cell = Cell(len(cells) + 1, _text(raw, name))
        if len(cell.source.encode("utf-8", "surrogatepass")) > CELL_BYTES:
            notes.append(
                said(
                    "code cell {number} is longer than {most} KiB and is left out",
                    number=cell.number,
                    most=CELL_BYTES // KIB,
                )
            )
            cell = Cell(cell.number, "")
        cells.append(cell)
    if not cells:
        raise SubmissionError(said("{name} holds no code cell", name=name))
    if len(cells) > CELLS or sum(len(cell.source) for cell in cells) > CELLS_BYTES:
        raise SubmissionError(
            said(
                "{name} holds more than {size} KiB of code or {cells} code cells",
                name=name,
                size=CELLS_BYTES // KIB,
                cells=CELLS,
            )
        )
    return cells, notes


def _raw_cells(document: dict[str, Any], name: str) -> list[Any]:
    """Version 4 has its cells at the top, versions 2 and 3 in worksheets."""
    if "cells" in document or "worksheets" not in document:
        return _a_list(document.get("cells"), "cells", name)
    cells: list[Any] = []
    for sheet in _a_list(document["worksheets"], "worksheets", name):
        cells += _a_list(sheet.get("cells") if isinstance(sheet, dict) else None, "cells", name)
    return cells


def _a_list(value: object, field: str, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise SubmissionError(
            said(
                "{name} is no notebook: expected a list of {field}, found {found}",
                name=name,
                field=field,
                found=_kind(value),
            )
        )
    return value


def _text(cell: dict[str, Any], name: str) -> str:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    if not isinstance(source, str):
        raise SubmissionError(
            said("{name} is no notebook: expected a cell's source, found {found}", name=name, found=_kind(source))
        )
    return source


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", str: "a text", type(None): "nothing"}
    return kinds.get(type(value), "a number")
