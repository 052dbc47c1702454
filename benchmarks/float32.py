"""Where a program in float32 can be right: what a case must be for the accuracy benchmark to ask for it."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.bank.evaluate import Answer, answer
from grader.bank.spread import move
from grader.judge.float32 import FLOAT32_GUARD, FLOAT32_WIDENING
from grader.model.bank import BankCase
from grader.model.tree import leaves
from grader.model.values import Raises
from grader.validate.mutation import wrongness
from grader.validate.proof import Subject

#: Half a unit of float32's last place: what reading a number in float32 may move it by.
_HALF_UNIT = 2.0**-24


def takes_float32(case: BankCase) -> bool:
    """Whether float32 comes in: the reference in another memory order is then a program in float32, too."""
    return any(
        isinstance(leaf, np.ndarray) and leaf.dtype == np.float32
        for call in case.task.calls
        for _, leaf in leaves(dict(call.values))
    )


def float32_can(case: BankCase, given: Answer | None) -> bool:
    """Whether a case admits float32 answers at all: no overflow, and a tolerance that is still a tolerance."""
    if given is None or isinstance(given.outcome, Raises) != isinstance(case.expected, Raises):
        return False
    if isinstance(given.outcome, Raises):
        return True
    finite = all(
        not isinstance(value, np.ndarray) or value.dtype.kind != "f" or np.isfinite(value).all()
        for _, value in leaves(given.outcome)
    )
    return finite and all(
        leaf.tolerance is None or bool((leaf.tolerance * FLOAT32_WIDENING <= FLOAT32_GUARD * leaf.size).all())
        for leaf in case.leaves
    )


def readable(case: BankCase, subject: Subject) -> bool:
    """Whether float32 can read a case's inputs.

    None of them overflows or vanishes there, and the reference, in float64, stays within what a float32 answer may be
    off by when each input moves by half a unit of float32's last place: a threshold of 1e-8 asks for digits that
    float32 does not have.
    """
    if not all(_held(value) for call in case.task.calls for _, value in leaves(dict(call.values))):
        return False
    problem = next(one for one, bank in subject.pairs() if any(other is case for other in bank.cases))
    view = next(scenario.view for scenario in problem.scenarios if scenario.name == case.scenario)
    signs = np.random.default_rng(0)

    def nudge(leaf: Any) -> Any:
        return leaf * (1 + _HALF_UNIT * signs.choice((-1.0, 1.0), size=np.shape(leaf)))

    for _ in range(4):
        given = answer(problem.solution, move(case.task.calls, frozenset(), nudge), subject.course, view)
        if wrongness(given, subject.rule(case)) > FLOAT32_WIDENING:
            return False
    return True


def _held(value: Any) -> bool:
    values = np.asarray(value)
    if values.dtype.kind != "f":
        return True
    with np.errstate(all="ignore"):
        narrow = values.astype(np.float32)
    lost = ~np.isfinite(narrow) | ((narrow == 0) & (values != 0))
    return not bool((np.isfinite(values) & lost).any())
