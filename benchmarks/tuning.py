"""What each measure for speed buys: the same class graded with it and without it, by turns, in one process.

    python benchmarks/tuning.py [--rounds 12] [--count 50] [--framework numpy] [--measure holes] [--write]

`--write` puts the table into docs/performance.md.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parent))

import homework
from clocks import Clock, Cost
from contestants import Ours
from document import machine, table, write

from grader.bank.build import build
from grader.bank.secret import TEST_SECRET
from grader.collect import collect_class
from grader.grade import GradingSession
from grader.gradebook import Gradebook
from grader.load import load_assignment
from grader.model.bank import CaseBank
from grader.model.submission import Submission
from grader.run import Level, probe
from grader.run.tuning.measures import OFF, VARIABLE, Measure

ALL_TOGETHER = "all together"
TITLES = ("measure", "wall, NumPy", "CPU, NumPy", "wall, PyTorch", "CPU, PyTorch")


@dataclass(frozen=True)
class Ratio:
    """Time with a measure over time without it: the median of all rounds, and that median's standard error."""

    middle: float
    error: float

    @classmethod
    def of(cls, ratios: Sequence[float]) -> Ratio:
        """The error is taken from the quartiles, which a round beside a busy neighbour hardly moves."""
        if len(ratios) < 2:
            return cls(ratios[0], float("nan"))
        low, _, high = quantiles(ratios, n=4)
        return cls(median(ratios), 1.253 * (high - low) / 1.349 / sqrt(len(ratios)))

    def __str__(self) -> str:
        return f"{self.middle:.3f} ± {self.error:.3f}"


@dataclass(frozen=True)
class Gain:
    """What one measure does to a framework's class."""

    wall: Ratio
    cpu: Ratio


class Class:
    """A host with a fork server under certain measures, that has graded one submission already."""

    def __init__(self, bank: CaseBank, level: Level, tuning: str | None, first: Submission, stack: ExitStack) -> None:
        desk = stack.enter_context(GradingSession.open(bank, level))
        place = stack.enter_context(tempfile.TemporaryDirectory())
        self._book = stack.enter_context(Gradebook.open(Path(place, "gradebook.db")))
        self._own = Ours(bank, desk, level)
        before = os.environ.pop(VARIABLE, None)
        if tuning is not None:
            os.environ[VARIABLE] = tuning
        list(self._own.scores([first], self._book))  # starts the fork server
        os.environ.pop(VARIABLE, None)
        if before is not None:
            os.environ[VARIABLE] = before

    def cost(self, submissions: Sequence[Submission]) -> Cost:
        """Of grading these, a submission."""
        clock = Clock()
        graded = len(list(self._own.scores(submissions, self._book)))
        return clock.cost(graded)


def without(measure: str) -> str:
    """The names of all other measures, as the environment variable takes them."""
    return OFF if measure == ALL_TOGETHER else ",".join(sorted(each for each in Measure if each != measure))


def gain(bank: CaseBank, level: Level, measure: str, work: Sequence[Submission], *, rounds: int) -> Gain:
    """Both take turns; which of them is first changes with every round."""
    wall, cpu = [], []
    with ExitStack() as stack:
        pair = [Class(bank, level, tuning, work[0], stack) for tuning in (None, without(measure))]
        for number in range(rounds):
            order = pair if number % 2 else pair[::-1]
            costs = {judge: judge.cost(work[1:]) for judge in order}
            tuned, plain = (costs[judge] for judge in pair)
            wall.append(tuned.wall_ms / plain.wall_ms)
            cpu.append(tuned.cpu_ms / plain.cpu_ms)
    return Gain(Ratio.of(wall), Ratio.of(cpu))


def row(measure: str, gains: Sequence[Gain | None]) -> tuple[str, ...]:
    """One line of the table."""
    cells = [cell for each in gains for cell in ((str(each.wall), str(each.cpu)) if each else ("n/a", "n/a"))]
    return (measure, *cells)


def main() -> None:
    """Measure and print; rows come as they are known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--count", type=int, default=50, help="submissions in a turn")
    parser.add_argument("--framework", choices=("numpy", "torch"))
    parser.add_argument("--measure", choices=[*Measure, ALL_TOGETHER])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    level = probe().level
    bank = build(load_assignment(homework.COURSE, homework.SLUG), secret=TEST_SECRET)
    rows = []
    with tempfile.TemporaryDirectory() as place:
        works = {}
        for framework in ("numpy", "torch"):
            homework.write_class(Path(place, framework), framework, options.count + 1)
            works[framework] = collect_class(Path(place, framework), slug=homework.SLUG)
        for measure in [options.measure] if options.measure else [*Measure, ALL_TOGETHER]:
            gains = [
                gain(bank, level, measure, work, rounds=options.rounds)
                if options.framework in {None, framework}
                else None
                for framework, work in works.items()
            ]
            rows.append(row(measure, gains))
            print(*rows[-1], sep="   ", flush=True)
    if options.write:
        rounds = f"{options.rounds} rounds of {options.count} submissions each way; {machine()}."
        write("benchmarks/tuning.py", [*table(TITLES, rows, words=1), "", rounds])


if __name__ == "__main__":
    main()
