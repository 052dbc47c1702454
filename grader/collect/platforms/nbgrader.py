"""nbgrader: `submitted/<student>/<assignment>/`; its exchange: `inbound/<student>+<assignment>+<time>[+<random>]/`."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from grader.collect.entry import is_python, module_name
from grader.collect.limits import KIB
from grader.collect.names import RawName
from grader.collect.platforms.place import ClassFolder, Found, Handed, is_work
from grader.collect.platforms.times import instant
from grader.collect.source import Item, ItemKind, Source, Without
from grader.model.errors import SubmissionError

_SUBMITTED: Final = "submitted"
_INBOUND: Final = "inbound"
_BESIDE: Final = {
    _SUBMITTED: frozenset({"source", "release", "autograded", "feedback", "nbgrader_config.py", "gradebook.db"}),
    _INBOUND: frozenset({"outbound", "feedback"}),
}
_EXCHANGED: Final = re.compile(r"(?P<who>.+)\+(?P<slug>[^+]+)\+(?P<at>[0-9][^+]+ UTC)(?:\+.*)?", re.DOTALL)
_TIME: Final = "timestamp.txt"
_TIME_BYTES: Final = KIB
#: What nbgrader adds to a student's folder.
_ADDED: Final = (_TIME, "submission_secret.txt")


def students_folder(place: ClassFolder) -> ClassFolder | None:
    """`submitted/` or `inbound/` of a course's folder, which holds nothing else that could be a student's."""
    for name, beside in _BESIDE.items():
        inner = next((item for item in place.folders if item.name == name), None)
        others = [item for item in place.items if item.name != name]
        if inner is None or (any(map(is_work, others)) and not beside & {item.name for item in others}):
            continue
        found = place.inside(inner)
        return None if any(is_python(item) for item in found.items) else found
    return None


def exchange(place: ClassFolder) -> Found | None:
    """What lies in `inbound/`: a folder an attempt, of which the newest counts."""
    named = [(match, item) for item in place.folders if (match := _EXCHANGED.fullmatch(item.name))]
    if not named or (place.name != _INBOUND and len(named) < len(place.works)):
        return None
    students: dict[str, list[tuple[str, Item]]] = {}
    for match, item in named:
        if module_name(match["slug"]) == place.module:
            students.setdefault(match["who"], []).append((match["at"], item))
    handed = []
    for who, attempts in students.items():
        at, newest = max(attempts, key=lambda each: each[0])
        handed.append(
            Handed(
                RawName(who, who, newest.name),
                _without_added(place.source, newest.path),
                newest.path,
                tuple(item for _, item in attempts),
                who,
                handed_in=_time(place.source, newest.path) or instant(at),
                attempt=len(attempts),
            )
        )
    theirs = {item.path for each in handed for item in each.items}
    return Found(handed, tuple(item for _, item in named if item.path not in theirs))


def submitted(place: ClassFolder) -> Found | None:
    """What lies in `submitted/`; who handed in other assignments only is not of this class's work."""
    if place.name != _SUBMITTED:
        return None
    handed: list[Handed] = []
    others: list[Item] = []
    for item in place.folders:
        work = _assignment(place, item)
        if work is None:
            others.append(item)
            continue
        name = RawName(item.name, origin=item.name)
        source, at = _without_added(place.source, work), _time(place.source, work)
        handed.append(Handed(name, source, item.path, (item,), handed_in=at))
    return Found(handed, tuple(others)) if handed or others else None


def _assignment(place: ClassFolder, student: Item) -> str | None:
    """The folder of a student's work, the student's own where no assignment's are in it; None if only others are."""
    try:
        items = place.inside(student).items
    except SubmissionError:  # a folder that cannot be listed is this student's refusal, not the class's
        return student.path
    folders = [item for item in items if item.kind is ItemKind.FOLDER]
    named = [item.path for item in folders if module_name(item.name) == place.module]
    if named:
        return named[0]
    return None if folders and len(folders) == len(items) else student.path


def _without_added(source: Source, folder: str) -> Source:
    return Without(source, frozenset(f"{folder}/{name}" for name in _ADDED))


def _time(source: Source, folder: str) -> datetime | None:
    try:
        text = source.read(f"{folder}/{_TIME}", _TIME_BYTES).decode("utf-8", "replace")
    except SubmissionError:
        return None
    return instant(text, without_zone_utc=True)
