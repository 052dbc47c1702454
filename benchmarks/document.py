"""What the benchmarks write: tables between marks of docs/performance.md, JSON, and the machine they ran on."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import homework

from grader.grade import environment

DOCUMENT = homework.HERE.parent / "docs" / "performance.md"
END = "<!-- end -->"


def table(titles: Sequence[str], rows: Iterable[Sequence[str]], *, words: int) -> list[str]:
    """Markdown; the first `words` columns hold words, the others numbers."""
    marks = ["---" if column < words else "--:" for column in range(len(titles))]
    return [f"| {' | '.join(titles)} |", f"|{'|'.join(marks)}|", *(f"| {' | '.join(row)} |" for row in rows)]


@dataclass(frozen=True)
class Target:
    """A ratio that was promised: at most, or at least, the bound; without a number it was not measured."""

    what: str
    found: float | None
    bound: float
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        """As far as it was measured."""
        return self.found is not None and (self.found >= self.bound if self.at_least else self.found <= self.bound)


def targets(wanted: Iterable[Target]) -> list[str]:
    """What was promised beside what was found."""
    rows = (
        (
            target.what,
            f"{'at least' if target.at_least else 'at most'} {target.bound:g}",
            "n/a" if target.found is None else f"{target.found:.2f}",
            "yes" if target.is_met else "no",
        )
        for target in wanted
    )
    return table(("target", "wanted", "found", "met"), rows, words=1)


def write(command: str, lines: Sequence[str], *, into: Path = DOCUMENT) -> None:
    """Put the lines between the marks of a command. Raises ValueError if the document has no such marks."""
    begin = f"<!-- written by `{command}`: begin -->"
    before, found, rest = into.read_text("utf-8").partition(begin)
    _, ended, after = rest.partition(END)
    if not (found and ended):
        raise ValueError(f"{into.name}: expected the marks {begin!r} and {END!r}, found none; put them back")
    into.write_text("\n".join([before + begin, "", *lines, "", END + after]), "utf-8")


def write_json(file: Path, content: Mapping[str, Any]) -> None:
    """All numbers of a run."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=1), "utf-8")


def machine() -> str:
    """Cores, kernel, versions and how busy it was."""
    cpu = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "?"
    )
    versions = ", ".join(f"{name} {number}" for name, number in environment().items() if name != "machine")
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores {cpu}, {platform.release()}; {versions}; load {load:.1f} at the end"


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text("utf-8").splitlines()
    except OSError:
        return []
