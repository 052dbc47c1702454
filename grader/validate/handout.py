"""What a handout says of each problem, line by line: how it is called, and its points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.load import LoadedAssignment, LoadedProblem
from grader.load.signature import of_reference, of_words
from grader.validate.proof import Finding

#: Headings of a table's column of points, in the languages of the course.
POINTS = ("points", "分值", "分数")
_FENCE = re.compile(r"^\s*(```|~~~)")
#: Where a signature stands by custom: at the start of a heading or of a list's item, or anywhere in a table's row.
_ANNOUNCED = re.compile(r"^(?:#+\s*(?:\d+[.)]?\s*)?|\s*[-*+]\s+|\|[^`]*)`(?P<name>\w+)(?:\((?P<parameters>[^`]*)\))?`")
_STATED_POINTS = re.compile(r"\b(?P<points>\d+)\s*(?:points?\b|分)")


@dataclass(frozen=True)
class Said:
    """One statement of a handout; `problem` is empty where it is about all of them together."""

    line: int
    problem: str
    signature: str | None = None
    points: int | None = None


def statements(text: str, names: Sequence[str]) -> list[Said]:
    """Signatures and points in the headings, tables and list items of a handout about these problems."""
    found: list[Said] = []
    column: int | None = None  # of the points in the table that is being read
    listed = False  # that table has a row of a problem already
    for number, line in _text_lines(text):
        cells = [cell.strip().strip("*") for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            column, listed = None, False
        elif column is None:
            column = next((index for index, cell in enumerate(cells) if cell.lower() in POINTS), None)
        announced = _ANNOUNCED.match(line)
        name = announced["name"] if announced and announced["name"] in names else ""
        points = _points(line, cells, column)
        listed = listed or bool(name)
        if name:
            found.append(Said(number, name, _signature(announced, name), points))
        elif points is not None and cells and listed:
            found.append(Said(number, "", points=points))
    return found


def _text_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines outside of code, with their numbers."""
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if _FENCE.match(line):
            inside = not inside
        elif not inside:
            yield number, line


def _points(line: str, cells: Sequence[str], column: int | None) -> int | None:
    if cells:
        stated = cells[min(column, len(cells) - 1)] if column is not None else ""
        return int(stated) if stated.isdecimal() else None
    stated_there = _STATED_POINTS.search(line) if _ANNOUNCED.match(line) else None
    return int(stated_there["points"]) if stated_there else None


def _signature(announced: re.Match[str] | None, name: str) -> str | None:
    if announced is None or announced["parameters"] is None:
        return None
    return of_words(name, announced["parameters"])


def handout_findings(file: Path, assignment: LoadedAssignment) -> list[Finding]:
    """What one handout says against the references and the points that are declared."""
    text = file.read_text(encoding="utf-8")
    said = statements(text, assignment.spec.problems)
    findings = [finding for problem in assignment.problems for finding in _of_problem(file, problem, assignment, said)]
    findings += _totals(file, assignment, said)
    words = f"{file.name}: every problem is there with the reference's parameters and its points"
    return findings or [Finding("handout", "", True, words)]


def _of_problem(
    file: Path, problem: LoadedProblem, assignment: LoadedAssignment, said: Sequence[Said]
) -> Iterator[Finding]:
    own = [one for one in said if one.problem == problem.name]
    wanted, points = of_reference(problem), problem.spec.points

    def wrong(text: str, line: int | None = None) -> Finding:
        place = file.name if line is None else f"{file.name}:{line}"
        return Finding("handout", problem.name, False, f"{place}: {text}")

    for one in own:
        if one.signature not in (None, wanted):
            yield wrong(
                f"expected {wanted} as in {assignment.reference.name}/solution.py, found {one.signature}", one.line
            )
        if one.points not in (None, points):
            yield wrong(f"expected {points} points as in {problem.file.name}, found {one.points}", one.line)
    if not any(one.signature for one in own):
        yield wrong(f"expected `{wanted}` in a heading, a table's row or a list's item, found none")
    if not any(one.points is not None for one in own):
        yield wrong(
            f"expected its {points} points in a heading, a list's item or a table's column of points, found none"
        )


def _totals(file: Path, assignment: LoadedAssignment, said: Sequence[Said]) -> Iterator[Finding]:
    if not assignment.is_whole:
        return
    total = sum(problem.spec.points for problem in assignment.problems)
    for one in said:
        if not one.problem and one.points != total:
            text = f"{file.name}:{one.line}: expected {total} points together, found {one.points}"
            yield Finding("handout", "", False, text)
