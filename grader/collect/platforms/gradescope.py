"""Gradescope: `submission_<number>/` beside `submission_metadata.yml`, which knows whose each is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from grader.collect.limits import KIB, MIB
from grader.collect.names import RawName
from grader.collect.platforms.place import ClassFolder, Found, Handed
from grader.collect.platforms.times import instant
from grader.model.errors import SubmissionError

_FOLDER: Final = re.compile(r"submission_(?P<number>[0-9]+)")
_METADATA: Final = "submission_metadata.yml"
_METADATA_BYTES: Final = 64 * MIB
#: Of one submission's submitters; a group of ten has 1 KiB.
_SUBMITTERS_BYTES: Final = 16 * KIB
_MARGIN: Final = re.compile(rb"^['\"]?(?P<folder>submission_[0-9]+)['\"]?:[ \t]*\r?$", re.MULTILINE)
_FIRST: Final = re.compile(rb"(?P<indent> +):\w+:")
_KEY: Final = re.compile(rb"^(?P<indent> +):(?P<key>submitters|created_at):", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Submitted:
    """What the metadata tells of one submission."""

    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    at: datetime | None = None


def gradescope(place: ClassFolder) -> Found | None:
    """A download if the metadata is there; a submission that it tells nothing of is called by its number."""
    metadata = place.file(_METADATA)
    numbers = {item: match["number"] for item in place.folders if (match := _FOLDER.fullmatch(item.name))}
    if metadata is None or not numbers:
        return None
    try:
        told = _Metadata(place.source.read(metadata.path, _METADATA_BYTES))
    except SubmissionError:  # too large, or no file any more; then each is called by its number
        told = _Metadata(b"")
    handed = []
    for item, number in numbers.items():
        each = told.of(item.name)
        # Who of a group is named first may change, and who joins has a row already: the lowest number stays longest.
        own = min(each.ids, key=lambda text: (len(text), text), default="")
        name = RawName(" & ".join(each.names) or item.name, own or number, item.name)
        members = each.names if len(each.names) > 1 else ()
        ids = each.ids if members and len(each.ids) == len(members) else ()
        handed.append(Handed(name, place.source, item.path, (item,), own, members, each.at, member_ids=ids))
    return Found(handed, (metadata,))


class _Metadata:
    """The YAML of all submissions, of which only the lines that tell submitters and time are ever parsed.

    The rest holds what programs of students printed. A key counts only in the column of its submission's first key:
    whatever is printed stands further to the right.
    """

    def __init__(self, data: bytes) -> None:
        """Find where each submission begins."""
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            data = data.decode("utf-16", "replace").encode("utf-8", "replace")
        self._data = data
        begins = list(_MARGIN.finditer(data))
        ends = [*(match.start() for match in begins[1:]), len(data)]
        self._spans: dict[str, tuple[int, int]] = {}
        for match, end in zip(begins, ends, strict=True):
            self._spans.setdefault(match["folder"].decode(), (match.end() + 1, end))

    def of(self, folder: str) -> _Submitted:
        """What is told of one submission; nothing where the lines are torn."""
        begin, end = self._spans.get(folder, (0, 0))
        first = _FIRST.match(self._data, begin, end)
        if first is None:
            return _Submitted()
        values: dict[bytes, Any] = {}
        for match in _KEY.finditer(self._data, begin, end):
            if match["indent"] == first["indent"] and match["key"] not in values:
                values[match["key"]] = _loaded(self._block(match, end))
        names, ids = _people(values.get(b"submitters"))
        created = values.get(b"created_at")
        return _Submitted(names, ids, instant(created) if isinstance(created, str) else None)

    def _block(self, key: re.Match[bytes], end: int) -> bytes:
        """A key's line and those that belong to it: what stands further to the right, or is an item of its list."""
        indent = len(key["indent"])
        first, *lines = self._data[key.start() : min(end, key.start() + 2 * _SUBMITTERS_BYTES)].split(b"\n")
        block = [first[indent:]]
        for line in lines:
            rest = line[indent:]
            if line[:indent].strip() or not (rest.strip() == b"" or rest.startswith((b" ", b"- "))):
                break
            block.append(rest)
        return b"\n".join(block)


def _loaded(block: bytes) -> Any:
    """The value of the one key in a block, all scalars as text; None if the YAML is torn, or too long to be honest."""
    import yaml  # late: no other platform needs it

    if not block or len(block) > _SUBMITTERS_BYTES:
        return None
    try:
        text = block.decode()
    except UnicodeDecodeError:
        text = block.decode("cp1252", "replace")
    try:
        # The base loader makes text, lists and mappings, nothing else; without merge keys aliases multiply nothing.
        loaded = yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - the base loader is safe
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return next(iter(loaded.values()), None) if isinstance(loaded, Mapping) and len(loaded) == 1 else None


def _people(submitters: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names and ids of the submitters; who has no name is called by e-mail address, who has no sid has that as id."""
    names, ids = [], []
    for person in submitters if isinstance(submitters, list) else []:
        if not isinstance(person, Mapping):
            continue
        told = {key: person[key].strip() for key in (":name", ":email", ":sid") if isinstance(person.get(key), str)}
        email = told.get(":email", "")
        if name := told.get(":name") or email or told.get(":sid"):
            names.append(name)
            ids.append(told.get(":sid") or email.lower())
    return tuple(names), tuple(filter(None, ids))
