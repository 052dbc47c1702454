"""Classroom 50's `scores.json`: an override for every student who has a grade, which collecting then keeps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from grader.export.wish import Change, Filled, Wish
from grader.model.errors import GraderError
from grader.model.grades import Grade
from grader.model.text import Text, read_text
from grader.report.classroom50 import units
from grader.report.words import harmless

SCHEMA: Final = "classroom50/scores/v1"
_KINDS: Final = ("github", "login")


def classroom50(file: Path, wish: Wish) -> Filled:
    """`CLASSROOM/scores.json` of the configuration repository.

    Raises:
        GraderError: it is no such file, lacks the assignment, or nobody in it has a grade.
    """
    text = read_text(file)
    document = _document(text)
    entries = _entries(file, document, wish)
    by_user = {_user(grade, wish): grade for grade in wish.grades if grade.earned is not None and _user(grade, wish)}
    changes: list[Change] = []
    remarks: list[str] = []
    placed: set[str] = set()
    for entry in entries:
        users = [str(entry.get("owner", "")), *map(str, entry.get("member_usernames") or ())]
        names = [user.casefold() for user in users if user.casefold() in by_user]
        placed |= set(names)
        if names and not entry.get("submissions"):
            remarks.append(f"{harmless(users[0])} has submitted nothing there: left out")
        elif names:
            changes += _override(file, entry, [by_user[name] for name in names], wish)
    if wish.grades and not placed:
        raise GraderError(
            f"{file}: expected students of this class, found none of {len(wish.grades)} by their GitHub accounts; give "
            "the class a list with a column github, or say with --map FILE who is who"
        )
    lost = [grade for user, grade in by_user.items() if user not in placed]
    remarks += [f"no entry for {harmless(grade.student.name, limit=60)}: left out" for grade in lost]
    data = text.encoded(_written(text.value, document)) if changes else text.encoded(text.value)
    return Filled(data, len(placed), tuple(changes), tuple(remarks))


def _user(grade: Grade, wish: Wish) -> str:
    """The account by which Classroom 50 knows a student."""
    student = grade.student
    said = next((wish.rows[own] for own in (*student.ids, student.name) if own in wish.rows), "")
    told = [said, *(getattr(student, kind) for kind in _KINDS)]
    return next(filter(None, told), "").casefold()


def _document(text: Text) -> dict[str, Any]:
    try:
        document = json.loads(text.value)
    except ValueError as error:
        raise GraderError(f"{text.file}: no JSON ({error}); pull the configuration repository again") from error
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise GraderError(f"{text.file}: expected the schema {SCHEMA!r}; name CLASSROOM/scores.json of the repository")
    return document


def _entries(file: Path, document: Mapping[str, Any], wish: Wish) -> list[dict[str, Any]]:
    assignments = document.get("assignments")
    there = assignments if isinstance(assignments, dict) else {}
    name = wish.column or next((title for title in wish.titles if title in there), wish.titles[0])
    if name not in there:
        known = ", ".join(map(repr, there)) or "none"
        raise GraderError(f"{file}: expected the assignment {name!r}, found {known}; name one with --column")
    entries = there[name].get("entries") if isinstance(there[name], dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise GraderError(f"{file}: expected entries in {name!r}, found none; run its collection first")
    return entries


def _override(file: Path, entry: dict[str, Any], grades: list[Grade], wish: Wish) -> list[Change]:
    """Write the grade over the newest submission.

    Raises:
        GraderError: members of one group have different grades, of which an entry holds one.
    """
    scores = {(units(float(wish.value(grade))), units(float(wish.points(grade)))) for grade in grades}
    if len(scores) > 1:
        names = ", ".join(harmless(grade.student.name, limit=60) for grade in grades)
        raise GraderError(
            f"{file}: {names} are one entry and have different grades; Classroom 50 holds one, so enter them elsewhere"
        )
    ((score, most),) = scores
    newest = entry["submissions"][0]
    before = f"{newest.get('score')}/{newest.get('max-score')}" + (" override" if entry.get("override") else "")
    if before == f"{score}/{most} override":
        return []
    entry["override"] = True
    rows = [{"test-name": "graded", "passed": score == most, "score": score, "max-score": most}]
    newest |= {"score": score, "max-score": most, "tests": rows}
    return [Change(harmless(str(entry["owner"])), before, f"{score}/{most} override", "score/max-score")]


def _written(before: str, document: Mapping[str, Any]) -> str:
    """The document in the form in which it was written, if that is a usual one."""
    original = json.loads(before)
    end = before[len(before.rstrip()) :]
    for indent in (2, None, 1, 4, "\t"):
        for separators in ((",", ": "), (",", ":")) if indent else ((",", ":"), (", ", ": ")):
            for ascii_only in (False, True):
                form: dict[str, Any] = {"indent": indent, "separators": separators, "ensure_ascii": ascii_only}
                if json.dumps(original, **form) + end == before:
                    return json.dumps(document, **form) + end
    return json.dumps(document, indent=2, ensure_ascii=False) + end
