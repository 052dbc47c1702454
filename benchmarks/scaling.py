"""How cost grows: with the class, who hangs in it, jobs, a cluster's workers, cases, problems, arrays, assignments.

Run by `make scaling`; the tables go between the marks of docs/performance.md, the numbers into `--json FILE`. What is
compared is measured by turns in the same run; on a busy machine only ratios mean something.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import log
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent))

import document
import homework
from classes import ClassCost, by_hanging, by_heads, by_jobs, by_workers
from courses import COMMANDS, by_assignments
from growth import MIB, TOTAL, Growth, by_bytes, by_cases, by_problems, copy_seconds

from grader.bank.build import build
from grader.bank.secret import TEST_SECRET
from grader.load import load_assignment

FRAMEWORKS = ("numpy", "torch")
COUNTS = {"cases": (10, 100, 1000), "problems": (1, 10, 100)}
BYTES = (1 << 10, MIB, 100 * MIB)
JOBS = (1, 2)
HANGING, CLASS = (0.0, 0.01, 0.05, 0.2), 100
ASSIGNMENTS = {"validate": (2, 8), "list": (5, 20), "release": (5, 20)}
#: An exponent above this is called worse than linear; below it is the noise of a ratio of two clocks.
LINEAR = 1.05


@dataclass(frozen=True)
class Found:
    """All that was measured."""

    small: ClassCost
    large: ClassCost
    jobs: dict[int, list[float]]
    workers: dict[int, list[float]]  # of a cluster on this machine
    hanging: dict[float, list[float]]  # seconds of a class
    commands: list[Growth]  # with the assignments of a course
    growths: dict[str, list[Growth]]
    arrays: list[Growth]
    copies: tuple[float, ...]

    @property
    def heads_ratio(self) -> float:
        """CPU a head, large class over small."""
        return self.large.cpu_ms / self.small.cpu_ms

    @property
    def memory_ratio(self) -> float:
        """Peak of the host, large class over small."""
        return self.large.peak_mib / self.small.peak_mib

    @property
    def jobs_ratio(self) -> float:
        """Throughput of the most jobs over that of one: the median of the rounds."""
        one, most = self.jobs[JOBS[0]], self.jobs[JOBS[-1]]
        return median(single / several for single, several in zip(one, most, strict=True))

    @property
    def hanging_exponent(self) -> float:
        """Of the seconds that those who hang add to a class."""
        none, *_, some, most = HANGING
        added = [
            log((found_most - found_none) / (found_some - found_none))
            for found_none, found_some, found_most in zip(
                *(self.hanging[each] for each in (none, some, most)), strict=True
            )
        ]
        return median(added) / log(most / some)

    @property
    def largest_exponent(self) -> float:
        """Of all stages, however they grow; of arrays, beside a copy."""
        found = [growth.exponents() for growths in self.growths.values() for growth in growths]
        found += [growth.exponents() for growth in self.commands] + [{"hanging": self.hanging_exponent}]
        found += [growth.exponents(self.copies) for growth in self.arrays]
        return max(exponent for exponents in found for exponent in exponents.values())


def main() -> None:
    """Measure and write."""
    options = _options()
    found = _measured(options)
    last = (
        f"scaling: head{found.large.heads}/head{found.small.heads}={found.heads_ratio:.2f} "
        f"memory{found.large.heads}/memory{found.small.heads}={found.memory_ratio:.2f} "
        f"jobs{JOBS[-1]}/jobs{JOBS[0]}={found.jobs_ratio:.2f} largest_exponent={found.largest_exponent:.2f}"
    )
    lines = [*_tables(found), "", *document.targets(_targets(found)), "", f"- {document.machine()}"]
    document.write_json(options.json, {**asdict(found), "line": last})
    if not options.no_document:
        document.write("make scaling", [*lines, "", f"`{last}`"])
    print("\n".join(lines))
    print(last)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--classes", type=int, nargs=2, default=[400, 4000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, default=homework.HERE / "results" / "scaling.json")
    parser.add_argument("--no-document", action="store_true")
    return parser.parse_args()


def _measured(options: argparse.Namespace) -> Found:
    rounds = options.rounds
    small, large = by_heads(*options.classes, rounds=rounds)
    bank = build(load_assignment(homework.COURSE, homework.SLUG), secret=TEST_SECRET)
    return Found(
        small=small,
        large=large,
        jobs=by_jobs(bank, JOBS, size=200, rounds=rounds),
        workers=by_workers(bank, JOBS, size=200, rounds=rounds),
        hanging=by_hanging(bank, HANGING, size=CLASS, rounds=rounds),
        commands=[by_assignments(command, ASSIGNMENTS[command], repeat=rounds) for command in COMMANDS],
        growths={
            "cases": [by_cases(framework, COUNTS["cases"], repeat=2 * rounds) for framework in FRAMEWORKS],
            "problems": [by_problems(framework, COUNTS["problems"], repeat=2 * rounds) for framework in FRAMEWORKS],
        },
        arrays=[by_bytes(framework, BYTES, repeat=rounds) for framework in FRAMEWORKS],
        copies=tuple(copy_seconds(size, repeat=rounds) for size in BYTES),
    )


def _targets(found: Found) -> Iterator[document.Target]:
    heads = f"{found.large.heads} against {found.small.heads}"
    yield document.Target(f"CPU a head, a class of {heads}", found.heads_ratio, 1.1)
    yield document.Target(f"peak memory of the host, a class of {heads}", found.memory_ratio, 1.1)
    yield document.Target(f"throughput of {JOBS[-1]} jobs against {JOBS[0]}", found.jobs_ratio, 1.8, at_least=True)
    yield document.Target("largest exponent of a stage", found.largest_exponent, LINEAR)


def _tables(found: Found) -> Iterator[str]:
    yield from _heads(found)
    yield ""
    yield from _jobs("jobs", found.jobs)
    yield ""
    yield from _jobs("workers in a cluster", found.workers)
    yield ""
    yield from _hanging(found)
    yield ""
    yield from _commands(found.commands)
    for what, growths in found.growths.items():
        yield ""
        yield from _growth(what, growths)
    yield ""
    yield from _arrays(found)


def _heads(found: Found) -> list[str]:
    titles = ("class of", "CPU ms a head", "wall ms a head", "peak memory of the host, MiB")
    rows = [
        (str(cost.heads), f"{cost.cpu_ms:.2f}", f"{cost.wall_ms:.2f}", f"{cost.peak_mib:.1f}")
        for cost in (found.small, found.large)
    ]
    wall = found.large.wall_ms / found.small.wall_ms
    rows.append(("ratio", f"{found.heads_ratio:.2f}", f"{wall:.2f}", f"{found.memory_ratio:.2f}"))
    return document.table(titles, rows, words=1)


def _jobs(what: str, jobs: dict[int, list[float]]) -> list[str]:
    rows = [
        (str(count), f"{median(each):.2f}", f"{median(a / b for a, b in zip(jobs[JOBS[0]], each, strict=True)):.2f}")
        for count, each in jobs.items()
    ]
    return document.table((what, "wall ms a head", "times the throughput of one"), rows, words=1)


def _hanging(found: Found) -> list[str]:
    """The seconds of a class, beside those of a class in which nobody hangs."""
    none = found.hanging[HANGING[0]]
    rows = [
        (
            f"{round(share * CLASS)} of {CLASS}",
            f"{median(each):.2f}",
            f"{median(a / b for a, b in zip(each, none, strict=True)):.2f}",
        )
        for share, each in found.hanging.items()
    ]
    word = "linear" if found.hanging_exponent <= LINEAR else "worse than linear"
    rows.append((f"exponent of what they add: {word}", f"{found.hanging_exponent:.2f}", ""))
    return document.table(("who hang in one problem", "seconds of the class", "nobody = 1"), rows, words=1)


def _commands(growths: Sequence[Growth]) -> list[str]:
    """Seconds of a command, warm, in courses of so many assignments."""
    rows = []
    for growth in growths:
        sizes = " and ".join(str(size) for size in growth.sizes)
        seconds = " and ".join(f"{found[TOTAL]:.2f}" for found in growth.stages)
        rows.append((f"`grader {growth.name}`", sizes, seconds, f"{growth.exponents()[TOTAL]:.2f}"))
    return document.table(("command", "assignments of the course", "seconds", "exponent"), rows, words=3)


def _growth(what: str, growths: Sequence[Growth]) -> list[str]:
    names = list(growths[0].stages[0])
    rows = []
    for growth in growths:
        for size, seconds in zip(growth.sizes, growth.stages, strict=True):
            rows.append((growth.name, str(size), *(f"{1000 * seconds[name]:.2f}" for name in names)))
        rows.append((growth.name, *_exponents(growth.exponents(), names)))
    return document.table(("wall ms a submission", what, *names), rows, words=2)


def _exponents(known: Mapping[str, float], names: Sequence[str], beside: str = "") -> list[str]:
    """A row of exponents, and what they come to."""
    word = "linear" if max(known.values()) <= LINEAR else "worse than linear"
    return [f"exponent{beside}: {word}", *(f"{known[name]:.2f}" if name in known else "-" for name in names)]


def _arrays(found: Found) -> list[str]:
    """The array's bytes go there and come back."""
    names = list(found.arrays[0].stages[0])
    rows = []
    for growth in found.arrays:
        for size, seconds, copy in zip(growth.sizes, growth.stages, found.copies, strict=True):
            cells = [f"{each:.6f}" for each in (*seconds.values(), copy)]
            ratios = [f"{seconds[name] / copy:.1f}" for name in (TOTAL, "transfer")]
            rows.append((growth.name, str(size), *cells, *ratios))
        rows.append((growth.name, *_exponents(growth.exponents(found.copies), names, ", a copy's = 1"), "", "", ""))
    titles = ("seconds a case", "bytes of the array", *names, "a copy both ways", "total, copy = 1")
    return document.table((*titles, "transfer, copy = 1"), rows, words=2)


if __name__ == "__main__":
    main()
