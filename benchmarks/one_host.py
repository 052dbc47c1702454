"""A host process with one class and one gradebook; it grades as many as it is told and says what they cost.

Started by `scaling.py`, one line of JSON for every line that it reads. Its peak of memory is its own, as the kernel
counts it, and holds no memory of whoever started it.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import homework
from clocks import Clock, Cost
from contestants import Ours

from grader.bank.build import build
from grader.bank.secret import TEST_SECRET
from grader.grade import GradingSession
from grader.gradebook import Gradebook
from grader.load import load_assignment
from grader.run import Level


def main() -> None:
    """Grade the class in the folder of the first argument, one submission in memory at a time."""
    folder = Path(sys.argv[1])
    bank = build(load_assignment(homework.COURSE, homework.SLUG), secret=TEST_SECRET)
    with Gradebook.open(folder.with_suffix(".db")) as book, GradingSession.open(bank, Level.FULL) as session:
        own = Ours(bank, session, Level.FULL)
        clock = Clock()
        work = own.collected(folder)
        first = next(work)
        listed = clock.cost()
        list(own.scores([first], book))  # starts the fork server
        _answer(0, listed)
        for line in sys.stdin:
            clock = Clock()
            graded = len(list(own.scores(islice(work, int(line)), book)))
            _answer(graded, clock.cost())


def _answer(graded: int, cost: Cost) -> None:
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    peak_mib = int(status["VmHWM"].split()[0]) / 1024
    print(json.dumps({"graded": graded, **asdict(cost), "peak_mib": peak_mib}), flush=True)


if __name__ == "__main__":
    main()
