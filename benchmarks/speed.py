"""How long a submission takes: a plain loop, this grader at each level, and peers with one process a submission.

All of them grade the same homework of five functions with ten cases each, in interleaved rounds of the same run; every
round has new texts and a new gradebook. What counts are ratios of medians. Run by `make bench`; the table goes between
the marks of docs/performance.md, the numbers into `--json FILE`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent))

import homework
from contestants import Contestant, Cost, gradescope, measure, ours, plain_loop, pytest

from grader.bank.build import build
from grader.bank.secret import TEST_SECRET
from grader.collect import iterate_class
from grader.grade import Desk, environment
from grader.load import load_assignment
from grader.model.bank import CaseBank
from grader.run import Level, probe

DOCUMENT = homework.HERE.parent / "docs" / "performance.md"
BEGIN, END = "<!-- written by `make bench`: begin -->", "<!-- end -->"
PLAIN, FULL, PYTEST, GRADESCOPE = "plain loop, one process", "ours, full", "pytest", "gradescope-utils"


@dataclass(frozen=True)
class Row:
    """One contestant's medians, and how many submissions they rest on."""

    framework: str
    name: str
    submissions: int
    wall_ms: float
    cpu_ms: float
    wall_ratio: float
    cpu_ratio: float


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--submissions", type=int, default=60, help="of the quick contestants, a round")
    parser.add_argument("--json", type=Path, default=homework.HERE / "results" / "speed.json")
    parser.add_argument("--no-document", action="store_true")
    options = parser.parse_args()
    bank = build(load_assignment(homework.COURSE, homework.SLUG), secret=TEST_SECRET)
    rows: list[Row] = []
    notes: list[str] = []
    for framework in ("numpy", "torch"):
        rows += _framework(framework, bank, options, notes)
    lines = [*_table(rows), "", *(f"- {note}" for note in notes), f"- {_machine()}"]
    last = _last_line(rows)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps({"rows": [asdict(row) for row in rows], "notes": notes, "line": last}, indent=1))
    if not options.no_document:
        _write(lines, last)
    print("\n".join(lines))
    print(last)


def _framework(framework: str, bank: CaseBank, options: argparse.Namespace, notes: list[str]) -> list[Row]:
    with ExitStack() as stack:
        entrants = _entrants(framework, bank, options.submissions, notes, stack)
        costs: dict[str, list[Cost]] = {entrant.name: [] for entrant in entrants}
        for number in range(options.rounds):
            turned = entrants[number % len(entrants) :] + entrants[: number % len(entrants)]
            for entrant in turned:
                with tempfile.TemporaryDirectory() as place:
                    homework.write_class(Path(place), framework, entrant.count, seed=number)
                    costs[entrant.name].append(measure(entrant, Path(place)))
            print(f"{framework}: round {number + 1} of {options.rounds}", file=sys.stderr)
    return list(_rows(framework, entrants, costs))


def _entrants(framework: str, bank: CaseBank, count: int, notes: list[str], stack: ExitStack) -> list[Contestant]:
    """Everyone who can take part; who cannot is noted with the reason."""
    slow = 4 if framework == "numpy" else 2
    found = [plain_loop(bank, framework, count)]
    for level in Level:
        findings = probe(level)
        if findings.level is not level:
            notes.append(f"{framework}: level {level.value} cannot be had here: {findings.reasons[level]}")
            continue
        desk = stack.enter_context(Desk.open(bank, level))
        _start(desk, framework)
        found.append(ours(bank, desk, level, slow if level is Level.NONE else count))
    for peer in (pytest, gradescope):
        try:
            found.append(peer(bank, framework, slow))
        except (OSError, RuntimeError) as error:
            notes.append(f"{framework}: {peer.__name__} is left out: {error}")
    return found


def _start(desk: Desk, framework: str) -> None:
    """The fork server starts with the first submission; a class waits for that once."""
    with tempfile.TemporaryDirectory() as place:
        homework.write_class(Path(place), framework, 2, seed=-1)
        for submission in iterate_class(Path(place), slug=homework.SLUG):
            desk.grade(submission)


def _rows(framework: str, entrants: list[Contestant], costs: dict[str, list[Cost]]) -> Iterator[Row]:
    base = costs[PLAIN]
    for entrant in entrants:
        own = costs[entrant.name]
        pairs = list(zip(own, base, strict=True))  # of the same round, under the same load
        yield Row(
            framework=framework,
            name=entrant.name,
            submissions=entrant.count * len(own),
            wall_ms=median(cost.wall_ms for cost in own),
            cpu_ms=median(cost.cpu_ms for cost in own),
            wall_ratio=median(one.wall_ms / other.wall_ms for one, other in pairs),
            cpu_ratio=median(one.cpu_ms / other.cpu_ms for one, other in pairs),
        )


def _table(rows: list[Row]) -> list[str]:
    lines = [
        "| | who | submissions | wall ms | CPU ms | wall, plain = 1 | CPU, plain = 1 |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {row.framework} | {row.name} | {row.submissions} | {row.wall_ms:.1f} | {row.cpu_ms:.1f} "
        f"| {row.wall_ratio:.2f} | {row.cpu_ratio:.2f} |"
        for row in rows
    ]
    return lines


def _last_line(rows: list[Row]) -> str:
    return "speed: " + " ".join(
        f"{framework} full/loop={_ratio(rows, framework, FULL, PLAIN)} "
        f"pytest/full={_ratio(rows, framework, PYTEST, FULL)} "
        f"gradescope/full={_ratio(rows, framework, GRADESCOPE, FULL)}"
        for framework in ("numpy", "torch")
    )


def _ratio(rows: list[Row], framework: str, over: str, under: str) -> str:
    """Of wall clocks, each relative to the plain loop of its round."""
    known = {row.name: row.wall_ratio for row in rows if row.framework == framework}
    return f"{known[over] / known[under]:.2f}" if over in known and under in known else "n/a"


def _machine() -> str:
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


def _write(lines: list[str], last: str) -> None:
    """Put the table between the marks."""
    text = DOCUMENT.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    DOCUMENT.write_text("\n".join([before + BEGIN, "", *lines, "", f"`{last}`", "", END + after]), "utf-8")


if __name__ == "__main__":
    main()
