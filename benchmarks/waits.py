"""Where people wait: programs that hang, releases, banks after a change, small calls of torch; beside an older build.

Run by `make waits BASE=CHECKOUT`. Both builds run from their own checkouts, by turns within every round, each with its
own copy of the course and its own caches. Given are medians, and medians of the ratios within a round; the tables go
between the marks of docs/performance.md, the numbers into `--json FILE`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent))

import document
import homework
from waiting import Build, Place, first_words, rebuild, release, torch_calls

QUICK, HANGING, IN_ALL = "37 submissions", "40 submissions, 3 of which hang", "one submission that hangs everywhere"
FIRST, WHOLE = "`grader check`, one problem hangs: first words", "`grader check`, one problem hangs: all"
RELEASE, REBUILD = "`grader release`, all targets", "`grader grade` after one scenario was changed"
TORCH = "200 small calls of torch, plain Python = 1"
#: What is measured, and at most so many times the older build.
TARGETS = {HANGING: 1 / 12, IN_ALL: 1 / 10, WHOLE: 1 / 3, RELEASE: 1 / 4, REBUILD: 1 / 3}
#: In the last line: an older build's time over ours.
SPOKEN = {"hang": HANGING, "release": RELEASE, "rebuild": REBUILD}
OURS, BASE = "ours", "base"


@dataclass(frozen=True)
class Row:
    """One thing that is waited for, in seconds, or as a ratio for torch."""

    what: str
    base: float | None
    ours: float
    ratio: float | None  # ours over base, in the same round


MEASURES: dict[str, Callable[[Place], float]] = {
    QUICK: lambda place: place.grade_seconds("quick"),
    HANGING: lambda place: place.grade_seconds("hanging"),
    IN_ALL: lambda place: place.grade_seconds("everywhere"),
    FIRST: lambda place: first_words(place)[0],
    WHOLE: lambda place: first_words(place)[1],
    RELEASE: release,
    REBUILD: rebuild,
    TORCH: torch_calls,
}


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", type=Path, help="a checkout of another build, with its .venv")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, default=homework.HERE / "results" / "waits.json")
    parser.add_argument("--no-document", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        builds = {OURS: Build(homework.HERE.parent)} | ({BASE: Build(options.base.resolve())} if options.base else {})
        places = {name: Place.made(Path(folder, name), build) for name, build in builds.items()}
        rows = _rows(_measured(places, options.rounds))
    last = _last_line(rows)
    lines = [*_table(rows), "", *document.targets(_targets(rows)), "", f"- {document.machine()}"]
    document.write_json(options.json, {"rows": [asdict(row) for row in rows], "line": last})
    if not options.no_document:
        document.write("make waits", [*lines, "", f"`{last}`"])
    print("\n".join(lines))
    print(last)


def _measured(places: dict[str, Place], rounds: int) -> dict[str, dict[str, list[float]]]:
    """By what is waited for and build, a value a round; every round begins with the other build."""
    found: dict[str, dict[str, list[float]]] = {what: {name: [] for name in places} for what in MEASURES}
    for place in places.values():
        place.warm()
    for number in range(rounds):
        for what, measure in MEASURES.items():
            for name in sorted(places, reverse=number % 2 == 0):
                found[what][name].append(measure(places[name]))
                print(f"round {number + 1}: {what}: {name} {found[what][name][-1]:.2f}", file=sys.stderr)
    return found


def _rows(found: dict[str, dict[str, list[float]]]) -> list[Row]:
    rows = []
    for what, values in found.items():
        ours, base = values[OURS], values.get(BASE)
        ratio = median(one / other for one, other in zip(ours, base, strict=True)) if base else None
        rows.append(Row(what, median(base) if base else None, median(ours), ratio))
    return rows


def _table(rows: Sequence[Row]) -> list[str]:
    cells = ((row.what, _shown(row.base), _shown(row.ours), _shown(row.ratio)) for row in rows)
    return document.table(("what", "base, s", "ours, s", "ours, base = 1"), cells, words=1)


def _targets(rows: Sequence[Row]) -> list[document.Target]:
    known = {row.what: row for row in rows}
    found = [document.Target(f"{what}, base = 1", known[what].ratio, bound) for what, bound in TARGETS.items()]
    found.append(document.Target(f"{HANGING}, {QUICK} = 1", known[HANGING].ours / known[QUICK].ours, 3.0))
    found.append(document.Target(f"{FIRST}, s", known[FIRST].ours, 0.5))
    found.append(document.Target(TORCH, known[TORCH].ours, 1.5))
    return found


def _last_line(rows: Sequence[Row]) -> str:
    known = {row.what: row for row in rows}

    def times(what: str) -> str:
        ratio = known[what].ratio
        return "n/a" if ratio is None else f"{1 / ratio:.1f}x"

    spoken = " ".join(f"{name}={times(what)}" for name, what in SPOKEN.items())
    return f"waits: {spoken} torch={known[TORCH].ours:.2f}x"


def _shown(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.2f}"


if __name__ == "__main__":
    main()
