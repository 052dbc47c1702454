"""The judge and three usual comparisons, each as a function that takes an answer for a case or does not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from grader.bank.evaluate import Answer
from grader.model.bank import BankCase
from grader.model.tree import pairs
from grader.model.values import Atom, Raises
from grader.validate.mutation import wrongness
from grader.validate.proof import Subject

Accepts = Callable[[Answer, BankCase], bool]


def comparisons(subject: Subject) -> dict[str, Accepts]:
    """Ours and the usual ones, with their defaults."""
    found: dict[str, Accepts] = {
        "ours": lambda given, case: wrongness(given, subject.rule(case)) == 0,
        "assert_allclose": lambda given, case: _usual(given, case, _assert_allclose),
        "np.allclose": lambda given, case: _usual(given, case, lambda a, f: bool(np.allclose(a, f, equal_nan=True))),
    }
    try:
        import torch
    except ImportError:
        print("torch.testing.assert_close: skipped, torch is not installed")
        return found

    def assert_close(a: np.ndarray, f: np.ndarray) -> bool:
        try:
            pair = (torch.from_numpy(np.array(a, order="C")), torch.from_numpy(np.array(f, order="C")))
            torch.testing.assert_close(*pair, equal_nan=True, check_dtype=False)
        except AssertionError:
            return False
        return True

    found["torch.assert_close"] = lambda given, case: _usual(given, case, assert_close)
    return found


def _assert_allclose(a: np.ndarray, f: np.ndarray) -> bool:
    try:
        np.testing.assert_allclose(a, f)
    except AssertionError:
        return False
    return True


def _usual(given: Answer, case: BankCase, close: Callable[[np.ndarray, np.ndarray], bool]) -> bool:
    """A comparison of arrays applied part by part; structure is compared for it, which is in its favour."""
    if isinstance(case.expected, Raises):
        return isinstance(given.outcome, Raises) and case.expected.name in given.outcome.names
    if isinstance(given.outcome, Raises):
        return False
    parts = pairs(given.outcome, case.expected)
    return parts is not None and all(_part(a, f, close) for a, f in parts)


def _part(a: Atom, f: Atom, close: Callable[[np.ndarray, np.ndarray], bool]) -> bool:
    if not isinstance(a, np.ndarray) or not isinstance(f, np.ndarray):
        return np.asarray(a).shape == np.asarray(f).shape and bool(np.all(a == f))
    try:
        return close(a, f)
    except (ValueError, TypeError, RuntimeError):
        return False
