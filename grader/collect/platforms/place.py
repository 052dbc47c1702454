"""A class folder, and what a platform finds in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from grader.collect.entry import is_archive, is_python, module_name, unpacked_names, without_unpacked
from grader.collect.limits import CLASS_STUDENTS
from grader.collect.listing import is_ignored
from grader.collect.names import RawName
from grader.collect.source import Item, ItemKind, Source


@dataclass(frozen=True, slots=True)
class Handed:
    """What one student, or one group, handed in: a folder of the class's source, or a source of the student's own."""

    name: RawName
    source: Source
    root: str = ""  # "" for a source of the student's own
    items: tuple[Item, ...] = ()  # of the class folder, that are this student's
    id: str = ""  # the student's own on this platform: the same whenever and with whomever the work is handed in
    members: tuple[str, ...] = ()  # of a group
    handed_in: datetime | None = None  # with its time zone
    late_seconds: float | None = None
    is_late: bool = False  # says the platform, which may not tell by how much
    member_ids: tuple[str, ...] = ()  # in the order of `members`, where all are told
    attempt: int = 1
    notes: tuple[str, ...] = ()
    refusal: str = ""  # why there is nothing to read


@dataclass(frozen=True, slots=True)
class Found:
    """What a platform recognizes in a class folder; the other items are read as in a plain folder."""

    handed: list[Handed]
    ignored: tuple[Item, ...] = ()  # the platform's own files, and work for another assignment


@dataclass(frozen=True, slots=True)
class ClassFolder:
    """The folder of a source that holds the students, and what lies in it."""

    source: Source
    path: str
    name: str
    items: tuple[Item, ...]
    slug: str
    unpacked: frozenset[str] = frozenset()  # names of the folders that archives here unpack to

    @property
    def module(self) -> str:
        """The name of the expected entry, without suffix."""
        return module_name(self.slug)

    @property
    def folders(self) -> list[Item]:
        """The folders among the items."""
        return [item for item in self.items if item.kind is ItemKind.FOLDER]

    @property
    def works(self) -> list[Item]:
        """The items that can be somebody's work."""
        return [item for item in self.items if is_work(item)]

    def file(self, name: str) -> Item | None:
        """The regular file of this name, if there is one."""
        return next((item for item in self.items if item.name == name and item.kind is ItemKind.FILE), None)

    def inside(self, folder: Item) -> ClassFolder:
        """A folder in this one, as a class folder; SubmissionError if it cannot be listed."""
        return class_folder(self.source, folder.path, self.slug)


Platform: TypeAlias = Callable[[ClassFolder], Found | None]


def class_folder(source: Source, path: str, slug: str) -> ClassFolder:
    """A folder of a source, looked at once; an archive that was unpacked beside itself is left out."""
    # An unsafe member at the top of a class archive belongs to nobody, so it costs nobody anything.
    items = [item for item in source.entries(path, CLASS_STUDENTS) if item.kind is not ItemKind.UNSAFE]
    items = [item for item in items if not is_ignored(item.name)]
    unpacked = frozenset(name for item in items if is_archive(item) for name in unpacked_names(item))
    return ClassFolder(source, path, path.rpartition("/")[2], tuple(without_unpacked(items)), slug, unpacked)


def is_work(item: Item) -> bool:
    """True for folders, programs, archives, and links, which are refused by name; not for READMEs and rosters."""
    return item.kind is not ItemKind.FILE or is_python(item) or is_archive(item)
