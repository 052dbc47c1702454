"""Blackboard: flat `<assignment>_<user>_attempt_<time>_<file>`, with a `.txt` of its own for every attempt."""

from __future__ import annotations

import re
from typing import Final

from grader.collect.limits import KIB
from grader.collect.names import RawName
from grader.collect.platforms.place import ClassFolder, Found, Handed
from grader.collect.source import Item, ItemKind, Renamed
from grader.languages import said
from grader.model.errors import SubmissionError

_NAMED: Final = re.compile(
    r"(?P<lead>.+?_.+?)_attempt_(?P<at>[0-9]{4}(?:-[0-9]{2}){5})(?:_(?P<file>.+)|\.txt)", re.DOTALL
)
_NAME: Final = re.compile(r"Name:\s*(?P<name>\S.*?)\s*\((?P<user>[^()]+)\)\s*")
_TEXT_BYTES: Final = 256 * KIB

_Attempts = dict[str, dict[str, Item]]  # by time, then by name of file; "" is Blackboard's own


def blackboard(place: ClassFolder) -> Found | None:
    """The students of all files that are named so; of a student's attempts the newest counts."""
    students: dict[str, _Attempts] = {}
    for item in place.items:
        match = _NAMED.fullmatch(item.name) if item.kind is ItemKind.FILE else None
        if match:
            students.setdefault(match["lead"], {}).setdefault(match["at"], {})[match["file"] or ""] = item
    return Found([_student(place, lead, attempts) for lead, attempts in students.items()]) if students else None


def _student(place: ClassFolder, lead: str, attempts: _Attempts) -> Handed:
    newest = max(attempts)
    files = {name: item for name, item in attempts[newest].items() if name}
    items = tuple(item for attempt in attempts.values() for item in attempt.values())
    name, user = _who(place, lead, attempts[newest].get(""))
    day, clock = newest[:10], newest[11:].replace("-", ":")
    refusal = said("handed in no file; hand in {module}.py or {module}.ipynb", module=place.module)
    return Handed(
        RawName(name, user, lead),
        Renamed(place.source, files),
        items=items,
        id=user,
        attempt=len(attempts),
        # Blackboard tells no time zone, so this is no instant that could be compared with a deadline.
        notes=(said("handed in {moment} by Blackboard's clock", moment=f"{day} {clock}"),),
        refusal="" if files else refusal,
    )


def _who(place: ClassFolder, lead: str, text: Item | None) -> tuple[str, str]:
    """Name and user by the first line of Blackboard's own file, which alone tells a user with an underscore."""
    guessed = lead.rpartition("_")[2]
    try:
        data = place.source.read(text.path, _TEXT_BYTES) if text else b""
    except SubmissionError:
        data = b""
    match = _NAME.fullmatch(data.partition(b"\n")[0].decode("utf-8-sig", "replace"))
    if match and lead.endswith(f"_{match['user']}"):
        return match["name"], match["user"]
    return guessed, guessed
