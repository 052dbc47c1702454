"""What is weak about all cases of a problem together: then its private cases are drawn again.

A single draw can be sound and the set of them still please a constant, or leave two known mistakes alike.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.bank.guesses import MOST, earned, guesses
from grader.judge.decide import Callables
from grader.model.bank import PRIVATE, BankCase, ProblemBank
from grader.model.tree import pairs
from grader.model.values import Atom, Raises, shape_of


def weaknesses(bank: ProblemBank, callables: Callables, *, rule: str) -> tuple[str, ...]:
    """In the author's words, what other private cases could mend; public cases are the same under every secret."""
    return (*_paid_guesses(bank, callables, rule), *uncaught(bank), *twins(bank))


def _paid_guesses(bank: ProblemBank, callables: Callables, rule: str) -> Iterator[str]:
    for name, guess in guesses(bank, callables):
        share = earned(bank, guess, callables, rule=rule, splits=(PRIVATE,))
        if share > MOST:
            yield f"constants: expected that {name} earns at most {MOST:.0%} of the points, found {share:.0%}"


def uncaught(bank: ProblemBank) -> list[str]:
    """The known mistakes that no private case catches."""
    return [
        f"{mistake.name}: expected a private case that it fails, found none"
        for number, mistake in enumerate(bank.mistakes)
        if not any(case.known[number].wrong for case in bank.cases if case.split == PRIVATE)
    ]


def twins(bank: ProblemBank) -> list[str]:
    """Two mistakes with the same answers everywhere could never be told apart, so neither would be named.

    Variants of one mistake may be alike: whichever agrees, the name is the same.
    """
    return [
        f"{bank.mistakes[one].name} and {bank.mistakes[other].name} answer alike on every case"
        for one in range(len(bank.mistakes))
        for other in range(one + 1, len(bank.mistakes))
        if bank.mistakes[one].name != bank.mistakes[other].name and all(_same(case, one, other) for case in bank.cases)
    ]


def _same(case: BankCase, one: int, other: int) -> bool:
    first, second = case.known[one], case.known[other]
    if isinstance(first.outcome, Raises) or isinstance(second.outcome, Raises):
        return isinstance(first.outcome, type(second.outcome)) and first.outcome == second.outcome
    if first.modified != second.modified:
        return False
    parts = pairs(first.outcome, second.outcome)
    return parts is not None and all(_alike(a, b) for a, b in parts)


def _alike(one: Atom, other: Atom) -> bool:
    if shape_of(one) != shape_of(other):
        return False
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray) and one.dtype.kind in "fc":
        return bool(np.allclose(one, other, rtol=1e-9, atol=0.0, equal_nan=True))
    return bool(np.array_equal(np.asarray(one), np.asarray(other)))
