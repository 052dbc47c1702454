"""Where files come from: a folder or an archive, looked at through the same three questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from grader.collect.limits import NAMES
from grader.collect.names import shown
from grader.languages import said
from grader.model.errors import SubmissionError


class ItemKind(Enum):
    """What a name stands for."""

    FILE = "file"
    FOLDER = "folder"
    ODD = "odd"  # a link, FIFO, socket or device: never read, and refused only where it would be the entry
    UNSAFE = "unsafe"  # no honest tool makes it: the whole submission is refused


class Item(Struct, frozen=True):
    """One name in a folder or archive."""

    path: str  # within its source, "/" between the parts
    kind: ItemKind
    size: int = 0  # bytes, as the source states them
    what: str = ""  # of an odd or unsafe one: "is a symlink"
    label: str = ""  # for messages, where the path is made up

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def complaint(self) -> str:
        """What to say of an odd or unsafe one: `data is a symlink`."""
        return f"{self.label or shown(self.path)} {self.what}"


class Source(Protocol):
    """A tree of names and bytes that nobody vouches for."""

    def entries(self, folder: str, most: int = NAMES) -> list[Item]:
        """What lies directly in `folder` ("" is the top), sorted by name; SubmissionError for more than `most`."""
        ...

    def read(self, path: str, most: int) -> bytes:
        """A file's bytes; SubmissionError if it is no regular file or holds more than `most` bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Renamed:
    """Some files and folders of a source under other names, in one folder."""

    source: Source
    items: Mapping[str, Item]  # by their names here

    def entries(self, folder: str, most: int = NAMES) -> list[Item]:
        """See Source."""
        if not folder:
            return [replace(item, path=name) for name, item in sorted(self.items.items())][:most]
        inner = self._original(folder)
        return [replace(item, path=folder + item.path[len(inner) :]) for item in self.source.entries(inner, most)]

    def read(self, path: str, most: int) -> bytes:
        """See Source."""
        return self.source.read(self._original(path), most)

    def _original(self, path: str) -> str:
        name, slash, rest = path.partition("/")
        return self.items[name].path + slash + rest


@dataclass(frozen=True, slots=True)
class WithFile:
    """A source with one more file at its top, or another in the place of the one there."""

    source: Source
    name: str
    data: bytes

    def entries(self, folder: str, most: int = NAMES) -> list[Item]:
        """See Source."""
        items = self.source.entries(folder, most)
        if folder:
            return items
        own = Item(self.name, ItemKind.FILE, len(self.data))
        return sorted([own, *(item for item in items if item.name != self.name)], key=lambda item: item.name)

    def read(self, path: str, most: int) -> bytes:
        """See Source."""
        if path != self.name:
            return self.source.read(path, most)
        if len(self.data) > most:
            raise SubmissionError(
                said(
                    "{name} holds {size} bytes; expected at most {most}", name=self.name, size=len(self.data), most=most
                )
            )
        return self.data


@dataclass(frozen=True, slots=True)
class Without:
    """A source without the files that a download adds to what was handed in."""

    source: Source
    hidden: Collection[str]  # paths

    def entries(self, folder: str, most: int = NAMES) -> list[Item]:
        """See Source."""
        return [item for item in self.source.entries(folder, most) if item.path not in self.hidden]

    def read(self, path: str, most: int) -> bytes:
        """See Source."""
        return self.source.read(path, most)
