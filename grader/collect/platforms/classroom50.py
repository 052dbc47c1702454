"""Classroom 50: `<classroom>-<assignment>_submissions_<time>/` with a clone `<classroom>-<assignment>-<user>/` each."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from grader.collect.limits import MIB
from grader.collect.names import RawName
from grader.collect.platforms.place import ClassFolder, Found, Handed
from grader.collect.platforms.times import instant
from grader.collect.source import Without
from grader.languages import said
from grader.model.errors import SubmissionError

_FOLDER: Final = re.compile(r"(?P<prefix>.+)_submissions_[0-9]{4}(?:_[0-9]{2}){2}_T(?:_[0-9]{2}){3}")
_SCORES: Final = "scores.csv"
_SCORES_BYTES: Final = 16 * MIB
_SCORES_COLUMNS: Final = frozenset({"username", "submission_tag", "datetime", "late"})
#: What the download adds to each clone.
_ADDED: Final = ("result.json", "results.json")
_NEVER: Final = datetime.min.replace(tzinfo=UTC)

_Row = Mapping[str, str]


def classroom50(place: ClassFolder) -> Found | None:
    """Clones by the folder's name, or else by a common beginning that ends with the slug."""
    prefix = _prefix(place)
    clones = [item for item in place.folders if prefix and item.name.startswith(prefix) and item.name != prefix]
    if not clones:
        return None
    scores = place.file(_SCORES)
    rows = _rows(place) if scores else {}
    handed = []
    for item in clones:
        user = item.name.removeprefix(prefix)
        source = Without(place.source, frozenset(f"{item.path}/{name}" for name in _ADDED))
        name = RawName(user, origin=item.name)
        handed.append(_timed(Handed(name, source, item.path, (item,), user), rows.get(user.lower(), [])))
    return Found(handed, (scores,) if scores else ())


def _prefix(place: ClassFolder) -> str:
    if match := _FOLDER.fullmatch(place.name):
        return f"{match['prefix']}-"
    # Told another folder, the download has no such name: `--dir`.
    mark = f"-{place.slug}-"
    begun = [item.name.partition(mark)[0] + mark for item in place.folders if mark in item.name[1:]]
    is_common = len(set(begun)) == 1 and len(begun) > max(len(place.works) - len(begun), 1)
    return begun[0] if is_common else ""


def _rows(place: ClassFolder) -> dict[str, list[_Row]]:
    """The lines of `scores.csv` by user, one a submission; none where the file is none of Classroom 50's."""
    try:
        data = place.source.read(f"{place.path}/{_SCORES}" if place.path else _SCORES, _SCORES_BYTES)
    except SubmissionError:
        return {}
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""), restval="")
    users: dict[str, list[_Row]] = {}
    try:
        if set(reader.fieldnames or ()) >= _SCORES_COLUMNS:
            for row in reader:
                if row["submission_tag"]:  # a line of blanks stands for who handed in nothing
                    users.setdefault(row["username"].removeprefix("'").lower(), []).append(row)
    except csv.Error:  # what was read before the torn line stays
        pass
    return users


def _timed(handed: Handed, rows: list[_Row]) -> Handed:
    """With the time and lateness of the newest submission."""
    if not rows:
        return handed
    times = {number: instant(row["datetime"]) for number, row in enumerate(rows)}
    newest = max(times, key=lambda number: (times[number] or _NEVER, -number))
    late = rows[newest]["late"].strip().lower()
    return replace(
        handed,
        handed_in=times[newest],
        late_seconds=0.0 if late == "false" else None,
        is_late=late == "true",
        attempt=len(rows),
        notes=(said("handed in late, says {platform}", platform="Classroom 50"),) if late == "true" else (),
    )
