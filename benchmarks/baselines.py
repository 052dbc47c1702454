"""What the baselines of measured problems reach under many secrets, and whether the steps between them are real.

Each secret draws a data set of its own; every baseline runs on it. A step is real where it is many times its own
standard deviation over secrets: the baselines share the test rows, so their difference varies less than either.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from grader.bank.build import build
from grader.bank.measured import LEAST_STEP
from grader.load import load_assignment
from grader.model.bank import BankCase
from grader.threads import use_one_thread

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Print the table of one assignment."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("slug", nargs="?", default="competition")
    parser.add_argument("--secrets", type=int, default=20)
    options = parser.parse_args()
    use_one_thread()
    assignment = load_assignment(ROOT, options.slug)
    banks = [build(assignment, secret=f"baselines-{number:03d}") for number in range(options.secrets)]
    cases = [case for bank in banks for case in bank.cases() if case.public_half is not None]
    console = Console(width=120)
    console.print(by_secret(cases))
    console.print(summary(cases))
    print(f"{sum(case.repeated for case in cases)} draws of {len(cases)} were repeated for a step below {LEAST_STEP}")


def by_secret(cases: Sequence[BankCase]) -> Table:
    """A line a secret: what each baseline reaches on the public and on the private half."""
    names = [*cases[0].baselines]
    table = Table("secret", *names, title="accuracy on the public / the private half", box=None)
    for number, case in enumerate(cases):
        table.add_row(str(number), *(" / ".join(f"{value:.3f}" for value in case.baselines[name]) for name in names))
    return table


def summary(cases: Sequence[BankCase]) -> Table:
    """Each baseline over all secrets and halves, and the step from the one before."""
    values = {name: np.array([case.baselines[name] for case in cases]).ravel() for name in cases[0].baselines}
    table = Table("baseline", "mean", "sd", "least", "most", "step", "its sd", "least step", box=None)
    steps = {high: values[high] - values[low] for low, high in pairwise(values)}
    for name, found in values.items():
        step = steps.get(name)
        told = [] if step is None else [f"{step.mean():.3f}", f"{step.std():.3f}", f"{step.min():.3f}"]
        table.add_row(
            name, *(f"{number:.3f}" for number in (found.mean(), found.std(), found.min(), found.max())), *told
        )
    return table


if __name__ == "__main__":
    main()
