"""What Canvas, Moodle and Gradescope download: whose file or folder each is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from grader.collect.archives import archive_suffix
from grader.collect.entry import is_python
from grader.collect.limits import MIB
from grader.collect.names import RawName
from grader.collect.source import Item, ItemKind, Renamed, Source
from grader.model.errors import SubmissionError

_CANVAS: Final = re.compile(
    r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<user>\d+)_(?P<submission>\d+)_(?P<file>.+)", re.DOTALL
)
# Canvas counts what was handed in again: `convolution-1.py` is the second attempt.
_CANVAS_AGAIN: Final = re.compile(r"(?P<stem>.+)-(?P<count>\d{1,3})(?P<suffix>\.\w+)", re.DOTALL)
_MOODLE: Final = re.compile(
    r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?P<what>file|onlinetext)_?(?P<file>.*)", re.DOTALL
)
_GRADESCOPE: Final = re.compile(r"submission_(?P<id>\d+)")
_METADATA: Final = "submission_metadata.yml"
_METADATA_BYTES: Final = 64 * MIB
_FIELD: Final = re.compile(r"[ \t]*(?:- )?[ \t]*:(?P<key>name|email):[ \t]*(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Handed:
    """What one student handed in: a folder of the class's source, or a source of the student's own."""

    name: RawName
    source: Source
    root: str  # "" for a source of the student's own
    items: tuple[Item, ...]  # of the class folder, that are this student's
    id: str = ""  # the platform's number for the student; Gradescope's numbers are those of submissions
    attempt: int = 1
    notes: tuple[str, ...] = ()
    odd: Item | None = None  # a link or device in the place of a submission


@dataclass(frozen=True, slots=True)
class ClassFolder:
    """The folder of a source that holds the students, and what lies in it."""

    source: Source
    path: str
    name: str
    items: tuple[Item, ...]
    slug: str

    @property
    def module(self) -> str:
        """The name of the expected entry, without suffix."""
        return self.slug.replace("-", "_")

    @property
    def folders(self) -> list[Item]:
        """The folders among the items."""
        return [item for item in self.items if item.kind is ItemKind.FOLDER]


def canvas(place: ClassFolder) -> list[Handed]:
    """`lastfirst_[LATE_]12345_67890_name.py`, where every program is named so; one student's files belong together."""
    groups: dict[tuple[str, str], list[tuple[re.Match[str], Item]]] = {}
    for item in place.items:
        match = None if item.kind is ItemKind.FOLDER else _CANVAS.fullmatch(item.name)
        if match:
            groups.setdefault((match["name"], match["user"]), []).append((match, item))
        elif item.kind is ItemKind.FOLDER or is_python(item) or archive_suffix(item.name):
            return []
    return [_canvas_student(place, name, user, files) for (name, user), files in groups.items()]


def _canvas_student(place: ClassFolder, name: str, user: str, files: list[tuple[re.Match[str], Item]]) -> Handed:
    plain = {match["file"]: item for match, item in files}
    counted = {file: _CANVAS_AGAIN.fullmatch(file) for file in plain}
    renamed = {again["stem"] + again["suffix"] if again else file: plain[file] for file, again in counted.items()}
    # Two names that became one were names of their own: `resnet-18.py` and `resnet-50.py`.
    items = renamed if len(renamed) == len(plain) else plain
    counts = [int(again["count"]) for again in counted.values() if again and again["stem"] == place.module]
    late = any(match["late"] for match, _ in files)
    return Handed(
        RawName(name, user, f"{name}_{user}"),
        Renamed(place.source, items),
        "",
        tuple(items.values()),
        id=user,
        attempt=1 + max(counts, default=0),
        notes=("handed in late, says Canvas",) if late else (),
    )


def moodle(place: ClassFolder) -> list[Handed]:
    """`Full Name_12345_assignsubmission_file_/…`, or files of such names where Moodle made no folders."""
    students: dict[tuple[str, str], dict[str, Item]] = {}
    folders: dict[tuple[str, str], Item] = {}
    for item in place.items:
        match = _MOODLE.fullmatch(item.name)
        if match is None:
            continue
        who = (match["name"], match["id"])
        if item.kind is ItemKind.FOLDER and (match["what"] == "file" or who not in folders):
            folders[who] = item
        elif item.kind is not ItemKind.FOLDER:
            students.setdefault(who, {})[match["file"] or item.name] = item
    found = [Handed(_moodle_name(who), place.source, item.path, (item,), who[1]) for who, item in folders.items()]
    for who, files in students.items():
        if who not in folders:
            found.append(Handed(_moodle_name(who), Renamed(place.source, files), "", tuple(files.values()), who[1]))
    return found


def _moodle_name(who: tuple[str, str]) -> RawName:
    return RawName(who[0], who[1], f"{who[0]}_{who[1]}")


def gradescope(place: ClassFolder) -> list[Handed]:
    """`submission_12345/` beside `submission_metadata.yml`, which knows the names."""
    if not any(item.name == _METADATA and item.kind is ItemKind.FILE for item in place.items):
        return []
    path = f"{place.path}/{_METADATA}" if place.path else _METADATA
    try:
        names = submitters(place.source.read(path, _METADATA_BYTES).decode("utf-8", "replace"))
    except SubmissionError:  # names are a kindness; without them each is its number
        names = {}
    matches = [(item, match) for item in place.folders if (match := _GRADESCOPE.fullmatch(item.name))]
    return [
        Handed(RawName(names.get(item.name) or item.name, match["id"], item.name), place.source, item.path, (item,))
        for item, match in matches
    ]


def is_platforms_own(name: str) -> bool:
    """True for a second item of a student whose program was found in another: Moodle's text typed online."""
    match = _MOODLE.fullmatch(name)
    return match is not None and match["what"] == "onlinetext"


def submitters(metadata: str) -> dict[str, str]:
    """The first submitter of each submission, by name or else e-mail address.

    Reads the few lines that matter instead of YAML: `submission_1:` at the margin, `- :name: Ada` somewhere below.
    """
    found: dict[str, str] = {}
    current = ""
    for line in metadata.splitlines():
        if line[:1] not in ("", " ", "-", "\t", "#"):
            current = line.rstrip().removesuffix(":").strip("'\"")
            continue
        field = _FIELD.fullmatch(line)
        value = field["value"].strip().strip("'\"") if field else ""
        if field and value and current and (current not in found or (field["key"] == "name" and "@" in found[current])):
            found[current] = value
    return found


#: In the order in which they are tried.
PLATFORMS: Final[tuple[Callable[[ClassFolder], list[Handed]], ...]] = (gradescope, canvas, moodle)
