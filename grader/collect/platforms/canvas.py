"""Canvas: a flat folder of `<name>_[LATE_]<user>_<upload>_<file>`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from grader.collect.archives import archive_suffix
from grader.collect.entry import module_name
from grader.collect.names import RawName, shown
from grader.collect.platforms.place import ClassFolder, Found, Handed, is_work
from grader.collect.source import Item, ItemKind, Renamed
from grader.languages import said

# Text and links have no number of an upload: they are entries of the form, not files.
_TAIL: Final = r"(?P<user>[0-9]+)_(?:(?P<upload>[0-9]+)_(?P<file>.+)|(?P<entry>text|link)\.html)"
_AFTER_NAME: Final = re.compile(_TAIL, re.DOTALL)
# Names are sortable names in small letters: any script, digits and underscores included.
_NAMED: Final = re.compile(rf"(?P<who>.+?)_(?P<late>LATE_)?{_TAIL}", re.DOTALL)
_ANONYMOUS: Final = re.compile(
    r"(?P<late>LATE_)?anon_(?P<user>[A-Za-z0-9]+)_(?:(?P<upload>[0-9]+)_(?P<file>.+)|(?P<entry>text|link)\.html)",
    re.DOTALL,
)
# Canvas counts what is handed in again, `convolution-1.py` being the second attempt, and from the ninth on adds a UUID.
_AGAIN: Final = re.compile(
    r"(?P<stem>.+?)-(?:(?P<count>[1-7])|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?P<suffix>\.tar\.\w+|\.\w+)?",
    re.DOTALL,
)
_UNCOUNTED: Final = 8
_ENTRIES: Final = {"text": "text typed into Canvas", "link": "a link"}


@dataclass(frozen=True, slots=True)
class _Upload:
    """One item of the download, as its name tells it."""

    item: Item
    who: str
    user: str
    late: bool
    number: str
    file: str
    entry: str

    @classmethod
    def of(cls, item: Item) -> _Upload | None:
        """None for an item that Canvas has not named."""
        anonymous = _ANONYMOUS.fullmatch(item.name)
        match = anonymous or _NAMED.fullmatch(item.name)
        if match is None:
            return None
        found = match.groupdict(default="")
        who = f"anon_{found['user']}" if anonymous else found["who"]
        return cls(item, who, found["user"], bool(found["late"]), found["upload"], found["file"], found["entry"])


def canvas(place: ClassFolder) -> Found | None:
    """A download if more works than not are named so; one that is named otherwise is one plain student."""
    named = [upload for item in place.items if (upload := _Upload.of(item))]
    # Canvas makes no folders; one of such a name is an archive that somebody unpacked, for sure if that is still there.
    marks = [upload for upload in named if upload.item.kind is ItemKind.FILE or upload.item.name in place.unpacked]
    works = [upload for upload in marks if upload.entry or is_work(upload.item)]
    misfits = len(place.works) - len([upload for upload in named if is_work(upload.item)])
    if not marks or (misfits and len(works) <= misfits):
        return None
    students: dict[tuple[str, str], list[_Upload]] = {}
    for upload in _with_numbered_names(named):
        students.setdefault((upload.who, upload.user), []).append(upload)
    return Found([_student(place, uploads) for uploads in students.values()])


def _with_numbered_names(uploads: list[_Upload]) -> list[_Upload]:
    """`group_1_2101_9001_x.py` is the upload 9001 of user 2101, if all others' numbers are as long as these.

    Read from the left it would be the upload 2101 of user 1. A number that another student has is never taken.
    """
    sure = {upload.user for upload in uploads if not _shifted(upload)}
    shortest = min(map(len, sure), default=0)
    return [
        shifted
        if (shifted := _shifted(upload))
        and len(upload.user) < shortest <= len(shifted.user)
        and shifted.user not in sure
        else upload
        for upload in uploads
    ]


def _shifted(upload: _Upload) -> _Upload | None:
    match = None if upload.late or upload.entry else _AFTER_NAME.fullmatch(f"{upload.number}_{upload.file}")
    if match is None:
        return None
    found = match.groupdict(default="")
    who = f"{upload.who}_{upload.user}"
    return replace(
        upload, who=who, user=found["user"], number=found["upload"], file=found["file"], entry=found["entry"]
    )


def _student(place: ClassFolder, uploads: list[_Upload]) -> Handed:
    first = uploads[0]
    files = sorted((upload for upload in uploads if upload.file), key=lambda upload: int(upload.number))
    named = {upload.file: upload.item for upload in files}
    again = {name: match for name in named if (match := _AGAIN.fullmatch(name))}
    renamed = {
        again[name]["stem"] + (again[name]["suffix"] or "") if name in again else name: named[name] for name in named
    }
    # Two names that became one were names of their own: `model-1.py` and `model-2.py`.
    is_counted = len(renamed) == len(named)
    is_late = any(upload.late for upload in uploads)
    notes = [said("handed in late, says {platform}", platform="Canvas")] if is_late else []
    if len(named) < len(files):
        notes.append(said("{file}: of files of one name the last upload is taken", file=shown(files[-1].file)))
    return Handed(
        RawName(first.who, first.user, f"{first.who}_{first.user}"),
        Renamed(place.source, renamed if is_counted else named),
        items=tuple(upload.item for upload in uploads),
        id=first.user,
        attempt=1 + max((_count(place, match) for match in again.values() if is_counted), default=0),
        is_late=is_late,
        notes=tuple(notes),
        refusal="" if files else _no_file(place, first),
    )


def _count(place: ClassFolder, again: re.Match[str]) -> int:
    """How often it was handed in before; `hw-2.zip` may be a student's own name, so only the expected name counts."""
    if not again["count"]:
        return _UNCOUNTED
    suffix = again["suffix"] or ""
    expected = again["stem"] == place.module or (
        bool(archive_suffix(suffix)) and module_name(again["stem"]) == place.module
    )
    return int(again["count"]) if expected else 0


def _no_file(place: ClassFolder, upload: _Upload) -> str:
    return f"handed in {_ENTRIES[upload.entry]}, no file; hand in {place.module}.py or {place.module}.ipynb"
