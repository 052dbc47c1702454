"""`course.toml`: read, checked, and wrong entries told with their line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from grader.model.course import Course, Homework, Item, Late
from grader.model.errors import GraderError
from grader.term.moments import instant

COURSE_FILE: Final = "course.toml"
_FORMS: Final[Sequence[type[BaseModel]]] = (Course, Homework, Late, Item)
_TABLE: Final = re.compile(r"\s*\[\s*(?P<path>[^\]]+?)\s*\]\s*(#.*)?")
_PART: Final = re.compile(r"""\s*(?:"(?P<quoted>[^"]*)"|'(?P<literal>[^']*)'|(?P<bare>[^.\s]+))\s*(?:\.|$)""")


def read_course(folder: Path, slugs: Collection[str]) -> Course:
    """The term of a course's folder; one of defaults where there is no `course.toml`.

    Raises:
        GraderError: the file says something that is not understood; a line each, with its place.
    """
    file = folder / COURSE_FILE
    if not file.exists():
        return Course()
    text = _text(file)
    try:
        # Decimals, since 0.1 per cent of a float is no exact number of points.
        course = Course.model_validate(tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as error:
        raise GraderError(_no_toml(file, text, str(error))) from error
    except ValidationError as error:
        raise GraderError("\n".join(_told(file, text, found) for found in error.errors())) from error
    _require_sense(file, text, course, slugs)
    return course


def _no_toml(file: Path, text: str, words: str) -> str:
    """What tomllib says, with the line where an editor finds it."""
    told = re.fullmatch(r"(?P<what>.*) \(at line (?P<line>[0-9]+), column [0-9]+\)", words)
    if told is None:
        return f"{file}: no TOML: {words}; see the example in docs/instructor.md"
    line = text.split("\n")[int(told["line"]) - 1]
    short = re.search(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?![0-9:])", line)
    hint = f"a time needs seconds: {short.group()}:00" if short else "see the example in docs/instructor.md"
    return f"{file}:{told['line']}: no TOML: {told['what'].lower()}; {hint}"


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise GraderError(f"{file}: cannot be read ({error.strerror}); make it readable") from error
    except UnicodeDecodeError as error:
        raise GraderError(f"{file}: not in UTF-8 (byte {error.start}); save it in UTF-8") from error


def _require_sense(file: Path, text: str, course: Course, slugs: Collection[str]) -> None:
    """What no single field can say: that assignments exist, and that dates are moments, in order."""
    wrong: list[str] = []
    for late, path in [(course.late, ("late",)), *((h.late, ("assignments", s, "late")) for s, h in _lates(course))]:
        if late and late.percent_per_day is not None and late.percent_per_hour is not None:
            wrong.append(f"{_at(file, text, path)}: expected percent_per_day or percent_per_hour, found both")
    for slug, homework in course.assignments.items():
        path = ("assignments", slug)
        if slug not in slugs:
            near = get_close_matches(slug, slugs, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(sorted(slugs)) or 'none'}"
            wrong.append(f"{_at(file, text, path)}: there is no assignment {slug!r} here; {hint}")
        moments: dict[str, datetime] = {}
        for name in ("due", "late_until"):
            try:
                if value := getattr(homework, name):
                    moments[name] = instant(value, course.time_zone)
            except ValueError as error:
                wrong.append(f"{_at(file, text, (*path, name))}: {name}: {error}")
        if len(moments) == 2 and moments["late_until"] < moments["due"]:
            wrong.append(f"{_at(file, text, (*path, 'late_until'))}: late_until lies before due; exchange them")
    if wrong:
        raise GraderError("\n".join(wrong))


def _lates(course: Course) -> list[tuple[str, Homework]]:
    return [(slug, homework) for slug, homework in course.assignments.items() if homework.late]


def _told(file: Path, text: str, found: Any) -> str:
    """One error of pydantic in the words of who wrote the file."""
    path = tuple(str(part) for part in found["loc"])
    where, name = _at(file, text, path), path[-1] if path else "the file"
    if found["type"] == "extra_forbidden":
        known = _known(path[:-1])
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known here are: {', '.join(known)}"
        return f"{where}: unknown key {name!r}; {hint}"
    words = found["msg"].removeprefix("Value error, ")
    return f"{where}: {name}: {words[0].lower()}{words[1:]}"


def _known(path: tuple[str, ...]) -> list[str]:
    """The keys of the table at a path."""
    form: type[BaseModel] = Course
    if path[:1] == ("late",) or path[2:3] == ("late",):
        form = Late
    elif path[2:3] == ("items",):
        form = Item
    elif path[:1] == ("assignments",):
        form = Homework
    return list(form.model_fields)


def _at(file: Path, text: str, path: tuple[str, ...]) -> str:
    """The line of a key or table; of what stands in it, where the key has no line of its own."""
    table: tuple[str, ...] = ()
    best, length = 1, 0
    for number, line in enumerate(text.split("\n"), 1):
        if header := _TABLE.fullmatch(line):
            table = _parts(header["path"])
            here = table
        else:
            key, equals, _ = line.partition("=")
            here = (*table, *_parts(key)) if equals and not key.lstrip().startswith("#") else ()
        if len(here) > length and here == path[: len(here)]:
            best, length = number, len(here)
    return f"{file}:{best}"


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(next(filter(None, match.groups()), "") for match in _PART.finditer(dotted.strip()))
