"""Answers that look like float32 and are none: a case that takes one of them for right is drawn again."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from grader.judge.decide import Given, Rule, decide
from grader.model.tree import map_leaves
from grader.model.values import Raises, Value, returned

NOTHING = "zeros"
#: Nothing, one percent short, half precision.
FAKES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    NOTHING: np.zeros_like,
    "0.99 of the truth": lambda truth: (0.99 * truth).astype(np.float32).astype(np.float64),
    "the truth in half precision": lambda truth: truth.astype(np.float16).astype(np.float64),
}


def accepted_fakes(rule: Rule) -> list[str]:
    """The fakes that a case accepts though they differ from the truth.

    Where a checker decides, many answers are right, and those near the truth may be: nothing alone is a fake.
    """
    if isinstance(rule.expected, Raises) or all(leaf.tolerance is None for leaf in rule.leaves):
        return []
    with np.errstate(all="ignore"):
        return [name for name, fake in FAKES.items() if (name == NOTHING or not rule.check) and _passes(rule, fake)]


def _passes(rule: Rule, fake: Callable[[np.ndarray], np.ndarray]) -> bool:
    changed = False

    def replaced(leaf: Value) -> Value:
        nonlocal changed
        if not isinstance(leaf, np.ndarray) or leaf.dtype.kind != "f":
            return leaf
        answer = fake(leaf)
        changed = changed or not np.array_equal(answer, leaf, equal_nan=True)
        return answer

    answer = map_leaves(replaced, returned(rule.expected))
    return changed and decide(Given(answer), rule).passed
