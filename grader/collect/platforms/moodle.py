"""Moodle: `<full name>_<number>_assignsubmission_file[_]/…`, or files of such names where Moodle made no folders."""

from __future__ import annotations

import re
from typing import Final

from grader.collect.names import RawName
from grader.collect.platforms.place import ClassFolder, Found, Handed
from grader.collect.source import Item, ItemKind, Renamed
from grader.languages import said

# Moodle puts spaces for the underscores of names. The number is that of a participant or of a team; students without a
# team share a folder that has none. Plugins have English names in every language.
_NAMED: Final = re.compile(
    r"(?P<who>.+?)(?:_(?P<id>[0-9]+))?_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<file>.*))?", re.DOTALL
)
_FILE: Final = "file"
_TEXT: Final = "onlinetext"
# What Moodle calls everybody whose name is hidden; in other languages only namesakes get their numbers.
_HIDDEN: Final = "Participant"


def moodle(place: ClassFolder) -> Found | None:
    """The students of all items that are named so."""
    students: dict[tuple[str, str], list[tuple[re.Match[str], Item]]] = {}
    for item in place.items:
        if match := _NAMED.fullmatch(item.name):
            students.setdefault((match["who"], match["id"] or ""), []).append((match, item))
    if not students:
        return None
    return Found([_student(place, *who, works) for who, works in students.items()])


def _student(place: ClassFolder, who: str, number: str, works: list[tuple[re.Match[str], Item]]) -> Handed:
    name = RawName(f"{who} {number}" if who == _HIDDEN else who, number, f"{who}_{number}")
    items = tuple(item for _, item in works)
    notes = () if number else ("Moodle tells no number: students without a team share this folder",)
    files = [(match, item) for match, item in works if match["plugin"] != _TEXT]
    files = [each for each in files if each[0]["plugin"] == _FILE] or files
    folders = [item for _, item in files if item.kind is ItemKind.FOLDER]
    if folders:
        return Handed(name, place.source, folders[0].path, items, number, notes=notes)
    flat = {match["file"] or item.name: item for match, item in files}
    refusal = said(
        "handed in text typed into Moodle, no file; hand in {module}.py or {module}.ipynb", module=place.module
    )
    return Handed(name, Renamed(place.source, flat), "", items, number, notes=notes, refusal="" if flat else refusal)
