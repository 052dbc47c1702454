"""Which of the files in a class folder are whose: plain folders, and what learning platforms download.

Recognition is conservative: a layout is taken for a platform's only if its marks are unmistakable, since a plain
folder that is misread would give a student another name.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from grader.collect.archives import archive_suffix, stem
from grader.collect.entry import is_python, module_name
from grader.collect.limits import CLASS_STUDENTS
from grader.collect.listing import is_ignored
from grader.collect.names import RawName
from grader.collect.platforms import PLATFORMS, ClassFolder, Handed, is_platforms_own
from grader.collect.source import Item, ItemKind, Renamed, Source
from grader.model.errors import SubmissionError

_WRAPPERS: Final = 3
_NBGRADER: Final = "submitted"
_NBGRADER_BESIDE: Final = frozenset({"source", "release", "autograded", "feedback", "nbgrader_config.py"})


def handed_in(source: Source, slug: str, *, folder_name: str = "", archive: bool = False) -> list[Handed]:
    """Everything that a class handed in, in no order; an empty list if there is nothing."""
    place = _class_folder(source, slug, folder_name, archive=archive)
    for platform in PLATFORMS:
        if found := platform(place):
            theirs = {item.path for each in found for item in each.items}
            rest = [item for item in place.items if item.path not in theirs and not is_platforms_own(item.name)]
            return found + _plain(replace(place, items=tuple(rest)))
    return _plain(place)


def lone_archive(source: Source) -> Item | None:
    """The one archive that is all a class folder holds; a student's own or a whole class's."""
    items = [item for item in _items(source, "") if _is_students(item)]
    return items[0] if len(items) == 1 and items[0].kind is ItemKind.FILE and archive_suffix(items[0].name) else None


def looks_like_class(source: Source, slug: str) -> bool:
    """True for an archive that holds a class rather than one student's work."""
    place = _class_folder(source, slug, "", archive=False)
    if any(platform(place) for platform in PLATFORMS) or _prefix(place) or place.name == _NBGRADER:
        return True
    candidates = place.folders
    if len(candidates) == 1 and len(place.items) == 1:
        place = _folder(source, candidates[0].path, slug)
    return sum(_holds_entry(place, folder) for folder in place.folders) > 1


def _class_folder(source: Source, slug: str, folder_name: str, *, archive: bool) -> ClassFolder:
    """The folder that holds the students, below whatever a platform wraps round it."""
    place = replace(_folder(source, "", slug), name=folder_name)
    for _ in range(_WRAPPERS):
        inner = _nbgrader(place) or _wrapped(place, archive=archive)
        if inner is None:
            break
        place = inner
    return place


def _folder(source: Source, path: str, slug: str) -> ClassFolder:
    return ClassFolder(source, path, path.rpartition("/")[2], tuple(_items(source, path)), slug)


def _items(source: Source, path: str) -> list[Item]:
    """An unsafe member at the top of a class archive belongs to nobody, so it costs nobody anything."""
    items = source.entries(path, CLASS_STUDENTS)
    return [item for item in items if not is_ignored(item.name) and item.kind is not ItemKind.UNSAFE]


def _nbgrader(place: ClassFolder) -> ClassFolder | None:
    """`submitted/<student>/<assignment>/`, beside nbgrader's other folders or alone."""
    submitted = [item for item in place.folders if item.name == _NBGRADER]
    others = [item for item in place.items if item.name != _NBGRADER]
    if not submitted or (any(map(_is_students, others)) and not _NBGRADER_BESIDE & {item.name for item in others}):
        return None
    inner = _folder(place.source, submitted[0].path, place.slug)
    return None if any(is_python(item) for item in inner.items) else inner


def _wrapped(place: ClassFolder, *, archive: bool) -> ClassFolder | None:
    """The one folder of a download that holds the class; a class's archive may name it as it likes."""
    if len(place.items) != 1 or not place.folders:
        return None
    inner = _folder(place.source, place.items[0].path, place.slug)
    if inner.name.endswith("-submissions") and inner.folders and len(inner.folders) == len(inner.items):
        return inner
    if any(platform(inner) for platform in PLATFORMS):
        return inner
    is_class = archive and not _holds_entry(place, place.items[0]) and sum(map(_is_students, inner.items)) > 1
    return inner if is_class else None


def _holds_entry(place: ClassFolder, folder: Item) -> bool:
    expected = {f"{place.module}.py", f"{place.module}.ipynb"}
    try:
        return any(item.name in expected for item in place.source.entries(folder.path, CLASS_STUDENTS))
    except SubmissionError:  # one student's folder; what is wrong with it is said where that student is read
        return False


def _prefix(place: ClassFolder) -> str:
    """GitHub Classroom's `<assignment>-`, if all folders have it and nothing else is there."""
    if len(place.folders) != len([item for item in place.items if _is_students(item)]) or not place.folders:
        return ""
    for name in (place.slug, place.name.removesuffix("-submissions") if place.name.endswith("-submissions") else ""):
        if name and all(item.name.startswith(f"{name}-") and len(item.name) > len(name) + 1 for item in place.folders):
            return f"{name}-"
    return ""


def _is_students(item: Item) -> bool:
    """Folders, programs, archives, and links, which are refused by name; not READMEs, rosters and settings."""
    if item.kind is ItemKind.FILE:
        return is_python(item) or bool(archive_suffix(item.name))
    return True


def _plain(place: ClassFolder) -> list[Handed]:
    prefix = _prefix(place)
    return [
        handed
        for item in place.items
        if _is_students(item) and (handed := _plain_student(place, item, prefix)) is not None
    ]


def _plain_student(place: ClassFolder, item: Item, prefix: str) -> Handed | None:
    if item.kind is ItemKind.FOLDER:
        if place.name == _NBGRADER and not _nbgrader_has(place, item):
            return None
        return Handed(RawName(item.name.removeprefix(prefix), origin=item.name), place.source, item.path, (item,))
    name = RawName(stem(item.name), origin=item.name)
    if item.kind is ItemKind.ODD:
        return Handed(name, place.source, "", (item,), odd=item)
    return Handed(name, Renamed(place.source, {item.name: item}), "", (item,))


def _nbgrader_has(place: ClassFolder, student: Item) -> bool:
    """False for a student who handed in other assignments only."""
    try:
        items = _items(place.source, student.path)
    except SubmissionError:  # a folder that cannot be listed is this student's refusal, not the class's
        return True
    folders = [item for item in items if item.kind is ItemKind.FOLDER]
    if not folders or len(folders) != len(items):
        return True
    return any(module_name(item.name) == module_name(place.slug) for item in folders)
