"""How far do a thousand answers of a public board carry, with the Ladder and without?

Somebody hands in a fair classifier a thousand times, each time with other labels where it is unsure, and looks at
nothing but the public value that the board tells. Two ways are tried: the tries that were told the most vote; or a few
labels are changed at a time, and kept where the board tells more. Nobody asks the private half: what it gains is luck.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from grader.bank.build import case_bank
from grader.bank.secret import TEST_SECRET
from grader.leaderboard.board import board
from grader.leaderboard.bound import expected_gap
from grader.leaderboard.ladder import default_step
from grader.model.bank import PUBLIC, SPLITS, BankCase
from grader.model.board import Standing

ROOT = Path(__file__).resolve().parent.parent
UNSURE, VOTERS, CHANGED = 300, 201, 6

#: One answer of the board: the labels of a try -> the public value that is told.
Ask = Callable[[np.ndarray], Fraction]


@dataclass(frozen=True)
class Classifier:
    """What a student has: the labels that a fair program is sure of, and the second choice where it is not."""

    first: np.ndarray
    second: np.ndarray
    unsure: np.ndarray  # rows, the least sure first


@dataclass(frozen=True)
class Reached:
    """The accuracies of the plain program and of the one that the board's answers made of it, by split."""

    before: dict[str, float]
    after: dict[str, float]
    told: Fraction  # by the board, last


class PublicBoard:
    """A student's line of the public board after each try, as `grader leaderboard` makes it."""

    def __init__(self, case: BankCase, *, ladder: float | None) -> None:
        assert case.public_half is not None
        self._half, self._labels = case.public_half, np.asarray(case.expected)
        self._ladder, self._values, self.told = ladder, list[Fraction](), Fraction(0)

    def ask(self, labels: np.ndarray) -> Fraction:
        """Hand in, and read the public value."""
        right = labels == self._labels
        values = {
            split: Fraction(int(right[rows].sum()), int(rows.sum()))
            for split, rows in zip(SPLITS, (self._half, ~self._half), strict=True)
        }
        # What was released before stands for all values before: the Ladder looks at nothing else.
        self._values = self._values[-1:] if self._ladder is None else [self.told] if self._values else []
        self._values.append(values[PUBLIC])
        one = Standing("somebody", values, tuple(self._values))
        rows = {PUBLIC: int(self._half.sum()), "private": int((~self._half).sum())}
        found = board([one], assignment="competition", split=PUBLIC, metric="accuracy", rows=rows, ladder=self._ladder)
        self.told = found.places[0].value
        return self.told


def classifier(case: BankCase) -> Classifier:
    """Kernel ridge regression on all columns, the strong baseline, with its second choices."""
    train_x, train_y, test_x = (np.asarray(value) for value in case.task.calls[0].values.values())
    mean, spread = train_x.mean(axis=0), train_x.std(axis=0)
    rows, new_rows = (train_x - mean) / spread, (test_x - mean) / spread
    scores = _kernel(new_rows, rows) @ np.linalg.solve(
        _kernel(rows, rows) + 0.3 * np.eye(len(rows)), np.eye(3)[train_y]
    )
    order = np.argsort(scores, axis=1)
    best = np.sort(scores, axis=1)
    return Classifier(order[:, -1], order[:, -2], np.argsort(best[:, -1] - best[:, -2])[:UNSURE])


def _kernel(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    squares = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1) - 2 * one @ other.T
    kernel: np.ndarray = np.exp(-0.1 * squares)
    return kernel


def vote(mine: Classifier, ask: Ask, answers: int, rng: np.random.Generator) -> np.ndarray:
    """A coin for each unsure row at every try; the tries whose answer rose most over the one before vote."""
    coins = rng.random((answers, UNSURE)) < 0.5
    told = np.array([float(ask(_with(mine, each))) for each in coins])
    best = np.argsort(-told, kind="stable")[:VOTERS]
    rose = np.flatnonzero(np.diff(told, prepend=told[0]) > 0)
    chosen = best if len(np.unique(told)) > VOTERS // 10 else rose  # a board that hardly moves tells by its steps alone
    return _with(mine, coins[chosen].mean(axis=0) > 0.5) if len(chosen) else mine.first


def climb(mine: Classifier, ask: Ask, answers: int, rng: np.random.Generator) -> np.ndarray:
    """A few unsure rows are changed at every try, and stay changed where more is told than before."""
    kept = np.ones(UNSURE, dtype=bool)
    best = ask(_with(mine, kept))
    for _ in range(answers - 1):
        trial = kept.copy()
        trial[rng.integers(UNSURE, size=CHANGED)] ^= True
        told = ask(_with(mine, trial))
        if told > best:
            best, kept = told, trial
    return _with(mine, kept)


def _with(mine: Classifier, first: np.ndarray) -> np.ndarray:
    """The labels with the first choice on the unsure rows where it says so, with the second elsewhere."""
    labels = mine.first.copy()
    labels[mine.unsure] = np.where(first, mine.first[mine.unsure], mine.second[mine.unsure])
    return labels


WAYS = {"vote": vote, "climb": climb}


def reached(case: BankCase, way: str, *, ladder: float | None, answers: int, seed: int) -> Reached:
    """What one way makes of the plain program with so many answers."""
    mine, public = classifier(case), PublicBoard(case, ladder=ladder)
    after = WAYS[way](mine, public.ask, answers, np.random.default_rng(seed))
    return Reached(accuracies(case, mine.first), accuracies(case, after), public.told)


def accuracies(case: BankCase, labels: np.ndarray) -> dict[str, float]:
    """Of each half."""
    assert case.public_half is not None
    right = labels == np.asarray(case.expected)
    return {
        split: float(right[rows].mean())
        for split, rows in zip(SPLITS, (case.public_half, ~case.public_half), strict=True)
    }


def board_case(secret: str = TEST_SECRET) -> BankCase:
    """The case of the competition whose rows have two halves."""
    bank = case_bank(ROOT, "competition", secret=secret)
    return next(case for case in bank.cases() if case.public_half is not None)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--answers", type=int, default=1000)
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    case = board_case()
    assert case.public_half is not None
    rows = int(case.public_half.sum())
    table = Table("board", "way", "public", "private", "public gain", "private gain", box=None)
    for words, ladder in (
        ("plain", None),
        (f"Ladder, step {default_step(rows):.3f}", default_step(rows)),
        ("Ladder, step 0.010", 0.01),
    ):
        for way in WAYS:
            found = [
                reached(case, way, ladder=ladder, answers=options.answers, seed=seed) for seed in range(options.seeds)
            ]
            cells = [np.array([each.after[split] for each in found]) for split in SPLITS]
            gains = [cell - found[0].before[split] for cell, split in zip(cells, SPLITS, strict=True)]
            table.add_row(
                words,
                way,
                *(f"{cell.mean():.3f}" for cell in cells),
                *(f"{gain.mean():+.3f} (most {gain.max():+.3f})" for gain in gains),
            )
    before = found[0].before
    told = " and ".join(f"{split} {value:.3f}" for split, value in before.items())
    print(f"{options.answers} answers, {options.seeds} seeds; the plain program: {told}")
    Console(width=120).print(table)
    gap = expected_gap(rows, attempts=1)
    print(f"one program chosen without the board is within ±{gap:.3f} of the truth, with probability 95 %")


if __name__ == "__main__":
    main()
