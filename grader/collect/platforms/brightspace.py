"""Brightspace: a folder an attempt, `<number>-<number> - First Last - Sep 24, 2024 926 PM/`, beside `index.html`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from grader.collect.names import RawName
from grader.collect.platforms.place import ClassFolder, Found, Handed
from grader.collect.source import Item, ItemKind, Renamed
from grader.languages import said

_NAMED: Final = re.compile(
    r"(?P<first>[0-9]+)-(?P<second>[0-9]+) - (?P<name>.+?) - "
    r"(?P<month>[A-Z][a-z]{2}) (?P<day>[0-9]{1,2}), (?P<year>[0-9]{4}) (?P<clock>[0-9]{1,4}) (?P<half>[AP]M)"
    r"(?: - (?P<file>.+))?",
    re.DOTALL,
)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class _Work:
    """One item as its name tells it."""

    item: Item
    first: str
    second: str
    name: str
    at: datetime
    file: str


def brightspace(place: ClassFolder) -> Found | None:
    """The students of all folders, and of files where there are none, that are named so; the newest attempt counts."""
    works = [work for item in place.items if (work := _work(item))]
    # One number is the student's, the other the assignment's: that of the student differs from student to student.
    is_first = len({work.first for work in works}) > 1 or len({work.name for work in works}) == 1
    students: dict[tuple[str, str], list[_Work]] = {}
    for work in works:
        students.setdefault((work.name, work.first if is_first else work.second), []).append(work)
    if not students:
        return None
    return Found([_student(place, *who, theirs) for who, theirs in students.items()])


def _work(item: Item) -> _Work | None:
    match = _NAMED.fullmatch(item.name)
    if match is None or (item.kind is ItemKind.FOLDER) == bool(match["file"]):
        return None
    clock = match["clock"].zfill(4)  # 926 is 9:26
    hour = int(clock[:2]) % 12 + 12 * (match["half"] == "PM")
    try:
        month = _MONTHS.index(match["month"]) + 1
        at = datetime(int(match["year"]), month, int(match["day"]), hour, int(clock[2:]))  # noqa: DTZ001 - none is told
    except ValueError:
        return None
    return _Work(item, match["first"], match["second"], match["name"], at, match["file"] or "")


def _student(place: ClassFolder, name: str, number: str, works: list[_Work]) -> Handed:
    newest = max(works, key=lambda work: work.at)
    files = {work.file: work.item for work in works if work.file and work.at == newest.at}
    return Handed(
        RawName(name, number, f"{name} {number}"),
        Renamed(place.source, files) if newest.file else place.source,
        "" if newest.file else newest.item.path,
        tuple(work.item for work in works),
        number,
        attempt=len({work.at for work in works}),
        # Brightspace tells no time zone, so this is no instant that could be compared with a deadline.
        notes=(said("handed in {moment} by Brightspace's clock", moment=f"{newest.at:%Y-%m-%d %H:%M}"),),
    )
