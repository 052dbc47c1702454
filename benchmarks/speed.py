"""How long a submission takes: a plain loop, this grader at each level, and peers as their users run them.

All of them grade the same homework of five functions with ten cases each, in interleaved rounds of the same run; every
round has new texts and a new gradebook. What counts are ratios of the same round. Before anything is timed, everyone
has to give all points to a right program and few to a wrong one. Run by `make bench`; the tables go between the marks
of docs/performance.md, the numbers into `--json FILE`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent))

import document
import homework
from clocks import Clock, Cost
from contestants import PLAIN, Contestant, Ours, forked_loop, plain_loop, require_honest
from peers import gradescope, nbgrader, otter, pytest

from grader.bank.build import build
from grader.bank.secret import TEST_SECRET
from grader.grade import GradingSession
from grader.load import load_assignment
from grader.model.bank import CaseBank
from grader.report.profile import STAGES, with_rest
from grader.run import Level, probe

FULL, PYTEST, GRADESCOPE = "ours, full", "pytest", "gradescope-utils"
FRAMEWORKS = ("numpy", "torch")
#: At most so many times the plain loop, at least so many times the speed of pytest and gradescope-utils.
TARGETS = {"numpy": (2.0, 30.0, 18.0), "torch": (3.0, 120.0, 95.0)}
#: Submissions a round of those that start a process for each.
SLOW = {"numpy": 4, "torch": 2}
SLOWEST = 2


@dataclass(frozen=True)
class Row:
    """One contestant's medians, and how many submissions they rest on; ratios are of the same round."""

    framework: str
    name: str
    submissions: int
    wall_ms: float
    cpu_ms: float
    wall_to_plain: float
    cpu_to_plain: float
    wall_to_full: float | None


@dataclass(frozen=True)
class Stage:
    """What ours at level full spent where, a submission."""

    framework: str
    name: str
    wall_ms: float
    share: float


def main() -> None:
    """Measure and write."""
    options = _options()
    bank = build(load_assignment(homework.COURSE, homework.SLUG), secret=TEST_SECRET)
    rows: list[Row] = []
    stages: list[Stage] = []
    notes: list[str] = []
    for framework in FRAMEWORKS:
        with ExitStack() as stack:
            own = _own(framework, bank, options.submissions, stack, notes)
            entrants = [*_loops(framework, bank, options.submissions), *own]
            entrants += [] if options.no_peers else _peers(framework, bank, notes)
            rows += _rows(framework, entrants, _measured(framework, entrants, options.rounds))
            stages += _stages(framework, own)
    notes.append(document.machine())
    last = _last_line(rows)
    lines = [*_table(rows), "", *document.targets(_targets(rows)), "", *_stage_table(stages), ""]
    lines += [f"- {note}" for note in notes]
    content = {"rows": [asdict(row) for row in rows], "stages": [asdict(stage) for stage in stages], "notes": notes}
    document.write_json(options.json, {**content, "line": last})
    if not options.no_document:
        document.write("make bench", [*lines, "", f"`{last}`"])
    print("\n".join(lines))
    print(last)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--submissions", type=int, default=60, help="of the quick contestants, a round")
    parser.add_argument("--json", type=Path, default=homework.HERE / "results" / "speed.json")
    parser.add_argument("--no-peers", action="store_true", help="only the loops and ours")
    parser.add_argument("--no-document", action="store_true")
    return parser.parse_args()


def _loops(framework: str, bank: CaseBank, count: int) -> list[Contestant]:
    found = [plain_loop(bank, framework, count), forked_loop(bank, framework, count)]
    for loop in found:
        require_honest(loop, framework)
    return found


def _own(framework: str, bank: CaseBank, count: int, stack: ExitStack, notes: list[str]) -> list[Ours]:
    """Ours at every level that can be had; a fork server starts with the first submission, which no clock sees."""
    found = []
    for level in Level:
        findings = probe(level)
        if findings.level is not level:
            notes.append(f"{framework}: level {level.value} cannot be had here: {findings.reasons[level]}")
            continue
        session = stack.enter_context(GradingSession.open(bank, level))
        own = Ours(bank, session, level, SLOW[framework] if level is Level.NONE else count)
        require_honest(own, framework)
        own.forget()
        found.append(own)
    return found


def _peers(framework: str, bank: CaseBank, notes: list[str]) -> list[Contestant]:
    """Those whose packages install and who grade rightly; the others are noted."""
    few = SLOW[framework]
    found = []
    for peer, count in ((pytest, few), (gradescope, few), (otter, SLOWEST), (nbgrader, SLOWEST)):
        print(f"{framework}: {peer.__name__} is made ready", file=sys.stderr)
        try:
            entrant = peer(bank, framework, count)
            require_honest(entrant, framework)
        except (OSError, RuntimeError) as error:
            print(error, file=sys.stderr)
            reason = error if isinstance(error, OSError) else "it does not grade the homework; make bench says why"
            notes.append(f"{framework}: {peer.__name__} is left out: {reason}")
        else:
            found.append(entrant)
    return found


def _measured(framework: str, entrants: Sequence[Contestant], rounds: int) -> dict[str, list[Cost]]:
    """Costs by contestant and round; every round begins with another contestant."""
    costs: dict[str, list[Cost]] = {entrant.name: [] for entrant in entrants}
    for number in range(rounds):
        first = number % len(entrants)
        for entrant in (*entrants[first:], *entrants[:first]):
            with tempfile.TemporaryDirectory() as place:
                folder = Path(place)
                homework.write_class(folder, framework, entrant.count, seed=number)
                entrant.arrange(folder)
                clock = Clock()
                scores = entrant.grade(folder)
                costs[entrant.name].append(clock.cost(len(scores)))
        print(f"{framework}: round {number + 1} of {rounds}", file=sys.stderr)
    return costs


def _rows(framework: str, entrants: Sequence[Contestant], costs: dict[str, list[Cost]]) -> Iterator[Row]:
    for entrant in entrants:
        own = costs[entrant.name]
        yield Row(
            framework=framework,
            name=entrant.name,
            submissions=entrant.count * len(own),
            wall_ms=median(cost.wall_ms for cost in own),
            cpu_ms=median(cost.cpu_ms for cost in own),
            wall_to_plain=_over(own, costs[PLAIN], _wall_ms),
            cpu_to_plain=_over(own, costs[PLAIN], lambda cost: cost.cpu_ms),
            wall_to_full=_over(own, costs[FULL], _wall_ms) if FULL in costs else None,
        )


def _wall_ms(cost: Cost) -> float:
    return cost.wall_ms


def _over(own: Sequence[Cost], other: Sequence[Cost], clock: Callable[[Cost], float]) -> float:
    """The median of the ratios within a round, whose contestants had the same load."""
    return median(clock(one) / clock(two) for one, two in zip(own, other, strict=True))


def _table(rows: Sequence[Row]) -> list[str]:
    titles = ("", "who", "submissions", "wall ms", "CPU ms", "wall, plain = 1", "CPU, plain = 1", "wall, ours full = 1")
    cells = (
        (
            row.framework,
            row.name,
            str(row.submissions),
            f"{row.wall_ms:.1f}",
            f"{row.cpu_ms:.1f}",
            f"{row.wall_to_plain:.2f}",
            f"{row.cpu_to_plain:.2f}",
            "n/a" if row.wall_to_full is None else f"{row.wall_to_full:.2f}",
        )
        for row in rows
    )
    return document.table(titles, cells, words=2)


def _stages(framework: str, own: Sequence[Ours]) -> list[Stage]:
    """Of level full; the shares add up to one."""
    full = next((each for each in own if each.level is Level.FULL), None)
    if full is None:
        return []
    parts = with_rest(full.stages, full.seconds)
    return [
        Stage(framework, name, 1000 * seconds / full.graded, seconds / sum(parts.values()))
        for name, seconds in parts.items()
    ]


def _stage_table(stages: Sequence[Stage]) -> list[str]:
    titles = ("", "stage of ours, full", "what it is", "wall ms", "share")
    cells = (
        (stage.framework, stage.name, STAGES[stage.name], f"{stage.wall_ms:.2f}", f"{100 * stage.share:.1f} %")
        for stage in stages
    )
    return document.table(titles, cells, words=3)


def _targets(rows: Sequence[Row]) -> Iterator[document.Target]:
    for framework, (loop, pytest_speed, gradescope_speed) in TARGETS.items():
        known = {row.name: row for row in rows if row.framework == framework}
        full = known.get(FULL)
        yield document.Target(f"{framework} full/loop, wall", full.wall_to_plain if full else None, loop)
        yield document.Target(f"{framework} full/loop, CPU", full.cpu_to_plain if full else None, loop)
        for name, speed in ((PYTEST, pytest_speed), (GRADESCOPE, gradescope_speed)):
            found = known[name].wall_to_full if name in known else None
            yield document.Target(f"{framework} {name}/full, wall", found, speed, at_least=True)


def _last_line(rows: Sequence[Row]) -> str:
    """Wall clocks: ours over the loop, peers over ours."""
    wall = {target.what: target.found for target in _targets(rows)}

    def shown(what: str) -> str:
        return "n/a" if wall[what] is None else f"{wall[what]:.2f}"

    return "speed: " + " ".join(
        f"{framework} full/loop={shown(f'{framework} full/loop, wall')} "
        f"pytest/full={shown(f'{framework} {PYTEST}/full, wall')} "
        f"gradescope/full={shown(f'{framework} {GRADESCOPE}/full, wall')}"
        for framework in FRAMEWORKS
    )


if __name__ == "__main__":
    main()
