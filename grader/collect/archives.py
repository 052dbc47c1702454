"""Archives, read in memory member by member; nothing is ever extracted to a disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePath

from msgspec.structs import replace

from grader.collect.limits import ARCHIVE_MEMBERS, NAMES, TAR_BYTES, in_mib
from grader.collect.names import shown
from grader.collect.source import Item, ItemKind
from grader.languages import said
from grader.model.errors import SubmissionError

ARCHIVE_SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
#: What people hand in and nothing here reads; named so that the refusal can say so.
OTHER_ARCHIVE_SUFFIXES = (".7z", ".rar", ".gz", ".bz2", ".xz")
_DRIVE = re.compile(r"[A-Za-z]:")
_NAME_CHARACTERS = 1_000
_PARTS = 20


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of an archive as the archive states it."""

    name: str
    kind: ItemKind
    size: int
    what: str
    read: Callable[[int], bytes | None]  # at most so many bytes, None if it is damaged


def archive_suffix(name: str) -> str:
    """The suffix by which a name is an archive's, or empty."""
    lowered = name.lower()
    matching = [suffix for suffix in ARCHIVE_SUFFIXES + OTHER_ARCHIVE_SUFFIXES if lowered.endswith(suffix)]
    return max(matching, key=len, default="")


def stem(name: str) -> str:
    """A file name without its suffix, `.tar.gz` as one."""
    suffix = archive_suffix(name)
    return name[: -len(suffix)] if suffix else PurePath(name).stem


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What one archive may hold; a whole class's may hold more than a student's."""

    unpacked_bytes: int = TAR_BYTES
    members: int = ARCHIVE_MEMBERS


def open_archive(data: bytes, name: str, limits: ArchiveLimits | None = None) -> ArchiveSource:
    """The members of a zip or tar as a source; SubmissionError names an archive that cannot be read."""
    from grader.collect.tar import is_tar, tar_members  # late: a student's own folder needs no archive
    from grader.collect.zips import is_zip, zip_members

    limits = limits or ArchiveLimits()
    try:
        if is_zip(data):
            return ArchiveSource((Member(*member) for member in zip_members(data, limits.members)), name)
        if is_tar(data):
            members = tar_members(data, most_bytes=limits.unpacked_bytes, most_members=limits.members)
            return ArchiveSource((Member(*member) for member in members), name)
    except SubmissionError as refusal:
        raise SubmissionError(f"{shown(name)}: {refusal}") from refusal
    raise SubmissionError(said("{name} is no zip or tar archive, or it is damaged; hand in a .zip", name=shown(name)))


class ArchiveSource:
    """An archive's members as a tree of folders."""

    def __init__(self, members: Iterable[Member], name: str) -> None:
        """Build the tree; a member that no honest tool makes stands in it as unsafe."""
        self._name = name
        self._folders: dict[str, dict[str, Item]] = {"": {}}
        self._readers: dict[str, Callable[[int], bytes | None]] = {}
        for member in members:
            self._add(member)

    def _add(self, member: Member) -> None:
        safe, what = _parts(member.name)
        folder = self._make_folders(safe if what else safe[:-1])
        if folder is None:
            return
        if what:
            path = _join(folder, f"unsafe member {len(self._folders[folder])}")
            self._put(folder, Item(path, ItemKind.UNSAFE, what=what, label=shown(member.name)))
        elif safe and member.kind is ItemKind.FOLDER:
            self._make_folders(safe)
        elif safe:
            path = "/".join(safe)
            self._readers[path] = member.read
            self._put(folder, Item(path, member.kind, member.size, member.what))

    def _make_folders(self, parts: list[str]) -> str | None:
        """The path of the folder, made with all above it; None if a file stands where a folder should."""
        above = ""
        for part in parts:
            path = _join(above, part)
            if path not in self._folders:
                if not self._put(above, Item(path, ItemKind.FOLDER)):
                    return None
                self._folders[path] = {}
            above = path
        return above

    def _put(self, folder: str, item: Item) -> bool:
        """Add an item; a second of the same name makes both unsafe, since tools differ in which one they show."""
        there = self._folders[folder].get(item.name)
        if there is not None:
            twice = replace(there, kind=ItemKind.UNSAFE, what=said("stands twice in the archive"))
            self._folders[folder][item.name] = twice
            return False
        self._folders[folder][item.name] = item
        return True

    def entries(self, folder: str, most: int = NAMES) -> list[Item]:
        """See Source."""
        items = self._folders.get(folder, {})
        if len(items) > most:
            raise SubmissionError(
                said("{folder} holds more than {most} names", folder=shown(folder) or said("the archive"), most=most)
            )
        return sorted(items.values(), key=lambda item: item.name)

    def read(self, path: str, most: int) -> bytes:
        """See Source."""
        folder, _, name = path.rpartition("/")
        item = self._folders.get(folder, {}).get(name)
        if item is None or item.kind is not ItemKind.FILE:
            raise SubmissionError(said("{path} is no file of the archive", path=shown(path)))
        if item.size > most:
            raise SubmissionError(
                said(
                    "{path} has {size}, at most {most} are read",
                    path=shown(path),
                    size=in_mib(item.size),
                    most=in_mib(most),
                )
            )
        data = self._readers[path](most + 1)
        if data is None or len(data) != item.size:
            raise SubmissionError(
                said(
                    "{name}: {path} is damaged in it; make the archive again", name=shown(self._name), path=shown(path)
                )
            )
        return data


def _parts(name: str) -> tuple[list[str], str]:
    """The parts of a member's name, and why it is unsafe; then the parts are those before the unsafe one."""
    if len(name) > _NAME_CHARACTERS or name.count("/") > _PARTS:
        return [], said("has a name that is too long or too deep")
    if name.startswith("/"):
        return [], said("has an absolute name")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    for index, part in enumerate(parts):
        if part == "..":
            return parts[:index], said("leads out of the archive")
        if "\\" in part:
            return parts[:index], said("has a backslash in its name")
        if _DRIVE.match(part):
            return parts[:index], said("has a drive letter in its name")
    return parts, ""


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
