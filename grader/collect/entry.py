"""Which file of a folder is the submission's entry."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import PurePath

from grader.collect.archives import OTHER_ARCHIVE_SUFFIXES, archive_suffix, open_archive, stem
from grader.collect.limits import ARCHIVE_BYTES
from grader.collect.listing import PYTHON_SUFFIXES, visible
from grader.collect.names import shown
from grader.collect.source import Item, ItemKind, Source
from grader.languages import said
from grader.model.errors import SubmissionError

_WRAPPERS = 6  # folders and archives round the submission, each the only one in the one before
#: Archives that are opened one in another: a class's work is often packed again by the student's system or mailer.
_NESTED = 2
_NAMED = 6
#: Files that are read to find the one with the answers.
_LOOKED_INTO = 50


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of a source in which the entry lies."""

    source: Source
    root: str
    names: tuple[Item, ...]  # all that is directly in it
    items: tuple[Item, ...]  # what of that is not ignored
    archives: int = 0  # that were opened on the way


def place_at(source: Source, root: str, *, archives: int = 0) -> Place:
    """A folder of a source, looked at once; SubmissionError if anything in it is unsafe."""
    names = tuple(source.entries(root))
    return Place(source, root, names, tuple(visible(names)), archives)


def module_name(slug: str) -> str:
    """The name under which the entry is imported: the slug with underscores."""
    return slug.replace("-", "_")


def find_place(source: Source, root: str, slug: str) -> Place:
    """Where the Python files are: in `root`, in the one folder there, or in the one archive there."""
    place = place_at(source, root)
    for _ in range(_WRAPPERS):
        if any(is_python(item) for item in place.items):
            return place
        packed = [item for item in without_unpacked(place.items) if is_archive(item)]
        inner = _inner_folder(place, slug)
        if inner is not None and not packed:
            place = place_at(place.source, inner.path, archives=place.archives)
        elif len(packed) == 1 and inner is None:
            place = _open(place, packed[0])
        else:
            return place
    return place


def _inner_folder(place: Place, slug: str) -> Item | None:
    """The only folder, the one named after the assignment (nbgrader's `<student>/<assignment>/`), or with the entry."""
    folders = [item for item in place.items if item.kind is ItemKind.FOLDER]
    named = [item for item in folders if module_name(item.name) == module_name(slug)]
    if len(named) == 1:
        return named[0]
    if len(folders) < 2:
        return next(iter(folders), None)
    expected = {f"{module_name(slug)}{suffix}" for suffix in PYTHON_SUFFIXES}
    holding = [folder for folder in folders[:_LOOKED_INTO] if expected & _file_names(place.source, folder)]
    return holding[0] if len(holding) == 1 else None


def _file_names(source: Source, folder: Item) -> set[str]:
    try:
        return {item.name for item in source.entries(folder.path) if item.kind is ItemKind.FILE}
    except SubmissionError:  # it is told if the folder is entered
        return set()


def _open(place: Place, archive: Item) -> Place:
    if place.archives == _NESTED:
        raise SubmissionError(
            said(
                "{name} is an archive within an archive within an archive; hand in the files themselves",
                name=shown(archive.name),
            )
        )
    if archive_suffix(archive.name) in OTHER_ARCHIVE_SUFFIXES:
        raise SubmissionError(
            said("{name} cannot be opened; hand in the files themselves or a .zip", name=shown(archive.name))
        )
    source = open_archive(place.source.read(archive.path, ARCHIVE_BYTES), archive.name)
    return place_at(source, "", archives=place.archives + 1)


def is_archive(item: Item) -> bool:
    """True for files with the name of an archive, one that cannot be opened here included."""
    return item.kind is ItemKind.FILE and bool(archive_suffix(item.name))


def without_unpacked(items: Iterable[Item]) -> list[Item]:
    """All but archives beside which lies the folder that they unpack to: both are one work."""
    items = list(items)
    folders = {item.name for item in items if item.kind is ItemKind.FOLDER}
    return [item for item in items if not (is_archive(item) and folders.intersection(unpacked_names(item)))]


def unpacked_names(archive: Item) -> set[str]:
    """What systems call the folder that they unpack an archive to: of `work.tar.gz` both `work` and `work.tar`."""
    return {stem(archive.name), PurePath(archive.name).stem}


def is_python(item: Item) -> bool:
    """True for names of Python files and notebooks, whatever is behind the name."""
    return item.name.lower().endswith(PYTHON_SUFFIXES)


def choose_entry(place: Place, slug: str, functions: Collection[str] = ()) -> tuple[Item, tuple[str, ...]]:
    """The file that is graded, and a note where that is not plain; SubmissionError says what is there and expected."""
    expected = [f"{module_name(slug)}{suffix}" for suffix in PYTHON_SUFFIXES]
    candidates = [item for item in place.items if is_python(item)]
    for matches in (_named_exactly(candidates, expected), _named_but_for_case(candidates, expected)):
        if len(matches) == 1:
            return _required_file(matches[0]), ()
        if matches:
            *others, last = (shown(item.name) for item in matches)
            refusal = said("both {files} and {last} are there; hand in one of them", files=", ".join(others), last=last)
            return _with_answers(place, matches, functions, refusal)
    files = [item for item in candidates if item.kind is ItemKind.FILE]
    if len(files) == 1:
        return files[0], ()
    names = said("{module}.py or {module}.ipynb", module=module_name(slug))
    if files:
        refusal = said(
            "several Python files and none is {expected}: {files}",
            expected=names,
            files=_names(files),
        )
        return _with_answers(place, files, functions, refusal)
    if candidates:
        return _required_file(candidates[0]), ()
    if not place.items:
        raise SubmissionError(said("no Python file; expected {expected}, found an empty folder", expected=names))
    found = _names(list(place.items))
    raise SubmissionError(said("no Python file; expected {expected}, found {found}", expected=names, found=found))


def _with_answers(
    place: Place, items: list[Item], functions: Collection[str], refusal: str
) -> tuple[Item, tuple[str, ...]]:
    from grader.collect.choice import file_with_answers, readable_code  # parses; most submissions need no choice

    files = [item for item in items if item.kind is ItemKind.FILE][:_LOOKED_INTO] if functions else []
    chosen = file_with_answers({item.name: readable_code(place.source, item) for item in files}, functions)
    entry = next((item for item in files if item.name == chosen), None)
    if entry is None:
        raise SubmissionError(refusal)
    others = _names([item for item in items if item != entry])
    note = said("{file} is graded: {others} has no other answer", file=shown(entry.name), others=others)
    return entry, (note,)


def _named_exactly(candidates: list[Item], expected: list[str]) -> list[Item]:
    return [item for item in candidates if item.name in expected]


def _named_but_for_case(candidates: list[Item], expected: list[str]) -> list[Item]:
    return [item for item in candidates if item.name.lower() in expected]


def _required_file(item: Item) -> Item:
    if item.kind is ItemKind.FILE:
        return item
    what = said("is a folder") if item.kind is ItemKind.FOLDER else item.what
    raise SubmissionError(said("{path} {what}; hand in the file itself", path=shown(item.name), what=what))


def _names(items: list[Item]) -> str:
    names = ", ".join(shown(item.name) for item in items[:_NAMED])
    return names if len(items) <= _NAMED else said("{names} and {count} more", names=names, count=len(items) - _NAMED)
