"""Which of the files in a class folder are whose: plain folders, and what learning platforms download.

Recognition is conservative: a layout is taken for a platform's only if its marks are unmistakable, since a plain
folder that is misread would give a student another name.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from grader.collect.archives import ArchiveLimits, open_archive, stem
from grader.collect.entry import is_archive
from grader.collect.limits import CLASS_ARCHIVE_BYTES, CLASS_ARCHIVE_MEMBERS, CLASS_STUDENTS
from grader.collect.names import RawName
from grader.collect.platforms import PLATFORMS
from grader.collect.platforms.nbgrader import students_folder
from grader.collect.platforms.place import ClassFolder, Found, Handed, class_folder
from grader.collect.source import Item, ItemKind, Renamed, Source
from grader.collect.zips import is_zip
from grader.languages import said
from grader.model.errors import SubmissionError

_WRAPPERS: Final = 3
_CLASS_LIMITS: Final = ArchiveLimits(CLASS_ARCHIVE_BYTES, CLASS_ARCHIVE_MEMBERS)


def handed_in(source: Source, slug: str, *, folder_name: str = "", archive: bool = False) -> list[Handed]:
    """Everything that a class handed in, in no order; an empty list if there is nothing."""
    place = _students_place(source, slug, folder_name, archive=archive)
    found = _recognized(place) or Found([])
    theirs = {item.path for item in (*found.ignored, *(item for each in found.handed for item in each.items))}
    return found.handed + [_plain(place, item) for item in place.works if item.path not in theirs]


def open_class_archive(source: Source, path: str) -> Source:
    """An archive with the limits of a whole class's."""
    return open_archive(source.read(path, CLASS_ARCHIVE_BYTES), path, _CLASS_LIMITS)


def lone_archive(source: Source, slug: str) -> Item | None:
    """The one archive that is all a class folder holds; a student's own or a whole class's."""
    works = class_folder(source, "", slug).works
    return works[0] if len(works) == 1 and is_archive(works[0]) else None


def looks_like_class(source: Source, slug: str) -> bool:
    """True for an archive that holds a class rather than one student's work."""
    return _is_class(_students_place(source, slug, "", archive=False))


def _is_class(place: ClassFolder) -> bool:
    """True for a platform's download and for folders that hold the expected entry each, in a folder more or not.

    Several archives and nothing else are a class's, too: Classroom 50's page makes them, and they are no one's program.
    """
    if len(place.works) > 1 and all(map(is_archive, place.works)):
        return True
    places = [place]
    if len(place.folders) == 1 and len(place.items) == 1:
        places.append(place.inside(place.folders[0]))
    return any(_recognized(each) or sum(_holds_entry(each, folder) for folder in each.folders) > 1 for each in places)


def _recognized(place: ClassFolder) -> Found | None:
    return next((found for platform in PLATFORMS if (found := platform(place))), None)


def _students_place(source: Source, slug: str, folder_name: str, *, archive: bool) -> ClassFolder:
    """The folder that holds the students, below whatever a platform wraps round it."""
    whole = replace(class_folder(source, "", slug), name=folder_name)
    place = _without_own_archive(whole)
    archive = archive or place is not whole
    for _ in range(_WRAPPERS):
        archive = archive or _is_unpacked_class(place)
        inner = students_folder(place) or _wrapped(place, archive=archive)
        if inner is None:
            break
        place = inner
    return place


def _without_own_archive(place: ClassFolder) -> ClassFolder:
    """Without the archive that was unpacked right here: it is the largest, and all that it holds lies beside it."""
    packed = max((item for item in place.items if is_archive(item)), key=lambda item: item.size, default=None)
    if packed is None or len(place.works) == 1:
        return place
    try:
        data = place.source.read(packed.path, CLASS_ARCHIVE_BYTES)
        if not is_zip(data):  # platforms make zips; a tar is unpacked to be listed, however large it becomes
            return place
        inside = class_folder(open_archive(data, packed.path, _CLASS_LIMITS), "", place.slug)
        is_class = _is_class(inside)
        beside = {item.name for item in place.source.entries(place.path, CLASS_STUDENTS)}
    except SubmissionError:  # then it is one student's, and its refusal says what is wrong
        return place
    names, others = {item.name for item in inside.works}, {item.name for item in place.works} - {packed.name}
    is_unpacked = is_class and names <= beside and (len(names) > 1 or names == others)
    return replace(place, items=tuple(item for item in place.items if item != packed)) if is_unpacked else place


def _is_unpacked_class(place: ClassFolder) -> bool:
    """True for a folder that holds nothing but a class's archive and what it was unpacked to."""
    folders = place.folders if len(place.items) == 1 else []
    return any(folder.name in place.unpacked and _is_class(place.inside(folder)) for folder in folders)


def _wrapped(place: ClassFolder, *, archive: bool) -> ClassFolder | None:
    """The one folder of a download that holds the class; a class's archive may name it as it likes."""
    if len(place.items) != 1 or not place.folders:
        return None
    inner = place.inside(place.folders[0])
    if _leads_to_platform(inner):
        return inner
    is_class = archive and not _holds_entry(place, place.folders[0]) and (len(inner.works) > 1 or _is_class(inner))
    return inner if is_class else None


def _leads_to_platform(place: ClassFolder) -> bool:
    """Whether a platform's download is here, or alone in folders of folders: unpacking a zip often makes one more."""
    for _ in range(_WRAPPERS):
        if _recognized(place) or students_folder(place):
            return True
        if len(place.items) != 1 or not place.folders:
            break
        place = place.inside(place.folders[0])
    return False


def _holds_entry(place: ClassFolder, folder: Item) -> bool:
    expected = {f"{place.module}.py", f"{place.module}.ipynb"}
    try:
        return any(item.name in expected for item in place.source.entries(folder.path, CLASS_STUDENTS))
    except SubmissionError:  # one student's folder; what is wrong with it is said where that student is read
        return False


def _plain(place: ClassFolder, item: Item) -> Handed:
    """A folder or file as it would lie in a folder of no platform: its name is the student's."""
    if item.kind is ItemKind.FOLDER:
        return Handed(RawName(item.name, origin=item.name), place.source, item.path, (item,))
    refusal = (
        said("{complaint}; hand in the file or folder itself", complaint=item.complaint)
        if item.kind is ItemKind.ODD
        else ""
    )
    name = RawName(stem(item.name), origin=item.name)
    return Handed(name, Renamed(place.source, {item.name: item}), items=(item,), refusal=refusal)
