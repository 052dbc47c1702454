"""What one student handed in; apart from a whole class's, so that `grader check` loads no more than it needs."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path

from grader.collect.archives import stem
from grader.collect.beside import with_companions
from grader.collect.entry import is_python, place_at
from grader.collect.folders import folder_source
from grader.collect.limits import CLASS_STUDENTS
from grader.collect.names import RawName, shown, unique_names
from grader.collect.program import Student, Wanted, read_entry, read_program, submission
from grader.collect.source import ItemKind, Renamed, Source, WithFile
from grader.languages import said
from grader.model.errors import GraderError, SubmissionError
from grader.model.outcome import Program
from grader.model.submission import Submission

#: Of a path, in messages.
PATH_CHARACTERS = 300


def collect_one(path: Path, *, slug: str, student: str = "", functions: Collection[str] = ()) -> Submission:
    """What one student handed in: a folder, a `.py`, a notebook or an archive. GraderError if it is not there.

    With `functions`, the names that are graded, a notebook keeps only those assignments that they need.
    """
    wanted = Wanted(slug, functions)
    absolute = path.absolute()
    who = Student(unique_names([RawName(student or _student(absolute))])[0], str(absolute))
    if absolute.is_dir() and not (absolute.is_symlink() and path.name):
        source = folder_source(absolute)
        return submission(who, lambda: read_program(source, "", wanted))
    if not (absolute.exists() or absolute.is_symlink()):
        raise GraderError(
            said(
                "{path}: not there; expected a folder, a .py, a .ipynb or an archive",
                path=shown(str(path), PATH_CHARACTERS),
            )
        )
    beside = folder_source(absolute.parent)
    return submission(who, lambda: _read_file(beside, absolute.name, wanted))


def collect_cells(folder: Path, cells: Sequence[str], *, slug: str, functions: Collection[str] = ()) -> Submission:
    """What stands in the cells of a running notebook, with what they import and name of the folder."""
    absolute = folder.absolute()
    name = f"{slug.replace('-', '_')}.ipynb"
    source = WithFile(folder_source(absolute), name, _notebook(cells))
    who = Student(unique_names([RawName(_student(absolute))])[0], str(absolute))
    return submission(who, lambda: _read_file(source, name, Wanted(slug, functions)))


def _notebook(cells: Sequence[str]) -> bytes:
    """A notebook file of code cells."""
    empty = {"cell_type": "code", "metadata": {}, "outputs": []}
    numbered = [{**empty, "execution_count": number, "source": cell} for number, cell in enumerate(cells, start=1)]
    document = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": numbered}
    return json.dumps(document).encode("utf-8", "backslashreplace")


def _student(path: Path) -> str:
    return path.resolve().name if path.is_dir() else stem(path.name)


def _read_file(beside: Source, name: str, wanted: Wanted) -> tuple[Program, tuple[str, ...]]:
    """One file, with what it imports and names of its folder."""
    item = next((item for item in beside.entries("", CLASS_STUDENTS) if item.name == name), None)
    if item is None:
        raise SubmissionError(said("{name} is not there", name=shown(name)))
    if item.kind is not ItemKind.FILE:
        raise SubmissionError(said("{complaint}; hand in the file or folder itself", complaint=item.complaint))
    if not is_python(item):
        return read_program(Renamed(beside, {name: item}), "", wanted)
    return read_entry(place_at(with_companions(beside, item), ""), item, wanted)
