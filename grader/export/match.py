"""Which row of a platform's file is whose: by number, login, e-mail; by a name only where the instructor says so."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from grader.export.wish import Key, Sheet, Wish
from grader.model.errors import GraderError
from grader.model.grades import Grade
from grader.model.roster import Student
from grader.report.words import harmless


@dataclass(frozen=True)
class Matched:
    """Grades by row, and those that have none."""

    rows: dict[int, Grade]
    lost: tuple[Grade, ...]


def matched(sheet: Sheet, wish: Wish) -> Matched:
    """Every grade's row.

    Raises:
        GraderError: a student has two rows or a row two students, nobody has one, or the names say otherwise.
    """
    index = [_values(sheet, key) for key in sheet.keys]
    by_name = _names(sheet) if wish.rows else {}
    rows: dict[int, Grade] = {}
    lost: list[Grade] = []
    told: list[int] = []  # rows whose student is known by an identifier alone
    for grade in wish.grades:
        said = _said(grade.student, wish)
        found = _mapped(sheet, said, index, by_name) if said else _found(sheet, grade.student, index)
        if found is None:
            lost.append(grade)
            continue
        if found in rows:
            raise GraderError(
                f"{sheet.table.at(sheet.table.rows[found])}: is the row of two students, "
                f"{_who(rows[found].student)} and {_who(grade.student)}; say with --map FILE whose it is"
            )
        rows[found] = grade
        told += [] if said else [found]
    _require_somebody(sheet, wish, rows)
    if not wish.known:
        _require_names(sheet, {row: rows[row] for row in told})
    return Matched(rows, tuple(lost))


def _values(sheet: Sheet, key: Key) -> dict[str, list[int]]:
    """The rows by what a column tells; several where it tells nobody apart."""
    index: dict[str, list[int]] = {}
    for row in sheet.students:
        if value := key.part(sheet.table.rows[row].cells[key.column].value):
            index.setdefault(_compared(key, value), []).append(row)
    return index


def _names(sheet: Sheet) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for row in sheet.students:
        index.setdefault(sheet.name(sheet.table.rows[row]).strip(), []).append(row)
    return index


def _found(sheet: Sheet, student: Student, index: Sequence[dict[str, list[int]]]) -> int | None:
    """The row of a student by identifiers, which may not contradict each other."""
    found: dict[int, Key] = {}
    for key, values in zip(sheet.keys, index, strict=True):
        for kind in key.kinds:
            told = getattr(student, kind)
            rows = values.get(_compared(key, told), []) if told else []
            if len(rows) > 1:
                raise _unclear(sheet, student, rows[0], rows[1], f"{told!r} stands in both")
            found |= {row: key for row in rows if row not in found}
    if len(found) > 1:
        (first, key), (second, other) = list(found.items())[:2]
        words = f"{sheet.table.header[key.column]!r} says one, {sheet.table.header[other.column]!r} the other"
        raise _unclear(sheet, student, first, second, words)
    return next(iter(found), None)


def _unclear(sheet: Sheet, student: Student, first: int, second: int, words: str) -> GraderError:
    places = [sheet.table.at(sheet.table.rows[row]) for row in (first, second)]
    return GraderError(
        f"{places[0]} and {places[1]}: {_who(student)} could be either, {words}; say with --map FILE which"
    )


def _said(student: Student, wish: Wish) -> str:
    return next((wish.rows[own] for own in (*student.ids, student.name) if own in wish.rows), "")


def _mapped(sheet: Sheet, said: str, index: Sequence[dict[str, list[int]]], by_name: dict[str, list[int]]) -> int:
    """The row that the instructor's map means: by an identifier, or else by the whole name."""
    found = {
        row for key, values in zip(sheet.keys, index, strict=True) for row in values.get(_compared(key, said), ())
    } or set(by_name.get(said, ()))
    if len(found) != 1:
        raise GraderError(
            f"{sheet.table.text.file}: --map says {harmless(said)!r}, which stands in {len(found)} rows; "
            "expected an identifier or a name that stands in one"
        )
    return found.pop()


def _compared(key: Key, value: str) -> str:
    value = value.strip()
    return value.casefold() if key.ignores_case else value


def _require_somebody(sheet: Sheet, wish: Wish, rows: dict[int, Grade]) -> None:
    if wish.grades and not rows:
        columns = ", ".join(repr(sheet.table.header[key.column]) for key in sheet.keys)
        raise GraderError(
            f"{sheet.table.text.file}: expected students of this class, found none of {len(wish.grades)} by {columns}: "
            "export the file of this class, give the class a list in course.toml, or say with --map FILE who is who"
        )


def _require_names(sheet: Sheet, rows: dict[int, Grade]) -> None:
    """Numbers of two systems may be the same by chance; then the names are others.

    Raises:
        GraderError: of those whose name is known, most are called otherwise.
    """
    named = {row: grade.student.name for row, grade in rows.items() if grade.student.name not in grade.student.ids}
    other = [row for row, name in named.items() if _letters(name) != _letters(sheet.name(sheet.table.rows[row]))]
    if sheet.names and len(other) > len(named) / 2:
        row = sheet.table.rows[other[0]]
        raise GraderError(
            f"{sheet.table.at(row)}: the identifiers fit and the names do not: {len(other)} of {len(named)}, the first "
            f"is {harmless(named[other[0]])!r} here and {harmless(sheet.name(row))!r} there. Were they numbers of "
            "another system? Give the class a list in course.toml, or say with --map FILE who is who"
        )


def _letters(name: str) -> str:
    """A name without order, case, accents, spaces and marks: `Lovelace, Ada` is `lovelaceada`."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sorted(letter for letter in plain if letter.isalnum()))


def _who(student: Student) -> str:
    return harmless(student.name or student.id, limit=60)
