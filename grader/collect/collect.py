"""One submission or a class's, from wherever they lie."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from grader.collect.archives import ArchiveLimits, archive_suffix, open_archive, stem
from grader.collect.entry import is_python, place_at
from grader.collect.folders import folder_source
from grader.collect.layouts import handed_in, lone_archive, looks_like_class
from grader.collect.limits import CLASS_ARCHIVE_BYTES, CLASS_ARCHIVE_MEMBERS, CLASS_STUDENTS, ENTRY_BYTES
from grader.collect.names import RawName, shown, unique_names
from grader.collect.platforms import Handed
from grader.collect.program import Student, Wanted, read_entry, read_program, submission
from grader.collect.source import Item, ItemKind, Renamed, Source
from grader.model.errors import GraderError, SubmissionError
from grader.model.outcome import Program
from grader.model.submission import Submission

_PATH_CHARACTERS = 300
_CLASS_LIMITS = ArchiveLimits(CLASS_ARCHIVE_BYTES, CLASS_ARCHIVE_MEMBERS)
_IMPORT = re.compile(rb"^[ \t]*(?:from[ \t]+\.?|import[ \t]+)([\w. \t,]+)", re.MULTILINE)


def collect_one(path: Path, *, slug: str, student: str = "", functions: Collection[str] = ()) -> Submission:
    """What one student handed in: a folder, a `.py`, a notebook or an archive. GraderError if it is not there.

    With `functions`, the names that are graded, a notebook keeps only those assignments that they need.
    """
    wanted = Wanted(slug, functions)
    absolute = path.absolute()
    who = Student(unique_names([RawName(student or _student(absolute))])[0], shown(str(path), _PATH_CHARACTERS))
    if absolute.is_dir() and not (absolute.is_symlink() and path.name):
        source = folder_source(absolute)
        return submission(who, lambda: read_program(source, "", wanted))
    if not (absolute.exists() or absolute.is_symlink()):
        raise GraderError(f"{who.source}: not there; expected a folder, a .py, a .ipynb or an archive")
    beside = folder_source(absolute.parent)
    return submission(who, lambda: _read_file(beside, absolute.name, wanted))


def collect_class(folder: Path, *, slug: str, functions: Collection[str] = ()) -> list[Submission]:
    """All submissions of a class, sorted by student: a folder of them, or what a learning platform downloads."""
    return list(iterate_class(folder, slug=slug, functions=functions))


def iterate_class(folder: Path, *, slug: str, functions: Collection[str] = ()) -> Iterator[Submission]:
    """As `collect_class`, one submission in memory at a time."""
    try:
        handed = _class(folder, slug)
    except SubmissionError as error:  # here it is the class's folder or archive that cannot be read
        raise GraderError(f"{shown(str(folder), _PATH_CHARACTERS)}: {error}") from error
    if not handed:
        where = shown(str(folder), _PATH_CHARACTERS)
        raise GraderError(f"{where}: no submissions; expected one folder, .py, .ipynb or archive a student")
    names = unique_names([each.name for each in handed])
    for name, each in sorted(zip(names, handed, strict=True), key=lambda pair: pair[0]):
        yield _read_handed(name, each, folder, Wanted(slug, functions))


def _class(folder: Path, slug: str) -> list[Handed]:
    if folder.is_file() and archive_suffix(folder.name):
        return handed_in(_class_archive(folder_source(folder.absolute().parent), folder.name), slug, archive=True)
    source = folder_source(folder)
    archive = lone_archive(source)
    if archive is not None:
        try:
            inner = _class_archive(source, archive.path)
            if looks_like_class(inner, slug):
                return handed_in(inner, slug, archive=True)
        except SubmissionError:  # then it is one student's, and its refusal says what is wrong
            pass
    return handed_in(source, slug, folder_name=folder.absolute().name)


def _class_archive(source: Source, path: str) -> Source:
    return open_archive(source.read(path, CLASS_ARCHIVE_BYTES), path, _CLASS_LIMITS)


def _read_handed(name: str, handed: Handed, folder: Path, wanted: Wanted) -> Submission:
    where = shown(str(folder / (handed.root or handed.name.origin)), _PATH_CHARACTERS)
    who = Student(name, where, handed.attempt, handed.notes)

    def read() -> tuple[Program, tuple[str, ...]]:
        if handed.odd is not None:
            raise SubmissionError(f"{handed.odd.complaint}; hand in the file or folder itself")
        return read_program(handed.source, handed.root, wanted)

    return submission(who, read)


def _student(path: Path) -> str:
    return path.resolve().name if path.is_dir() else stem(path.name)


def _read_file(beside: Source, name: str, wanted: Wanted) -> tuple[Program, tuple[str, ...]]:
    """One file, with those Python files of its folder that it imports; the rest of a Downloads folder is not read."""
    item = next((item for item in beside.entries("", CLASS_STUDENTS) if item.name == name), None)
    if item is None:
        raise SubmissionError(f"{shown(name)} is not there")
    if item.kind is not ItemKind.FILE:
        raise SubmissionError(f"{item.complaint}; hand in the file or folder itself")
    if not is_python(item):
        return read_program(Renamed(beside, {name: item}), "", wanted)
    files = Renamed(beside, _imported(beside, item))
    return read_entry(place_at(files, ""), item, wanted)


def _imported(beside: Source, entry: Item) -> dict[str, Item]:
    """The entry and the modules beside it that it imports, and that those import."""
    there = {item.name: item for item in beside.entries("", CLASS_STUDENTS) if item.kind is ItemKind.FILE}
    found = {entry.name: entry}
    ahead = [entry] if entry.name.lower().endswith(".py") else []
    while ahead:
        for match in _IMPORT.finditer(beside.read(ahead.pop().path, ENTRY_BYTES)):
            for module in match[1].decode("utf-8", "replace").split(","):
                name = f"{module.strip().split('.')[0].split(' ')[0]}.py"
                if name in there and name not in found:
                    found[name] = there[name]
                    ahead.append(there[name])
    return found
