"""The tolerance for answers in float32 must still tell right from nearly right."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from grader.judge.decide import Given, Rule, decide
from grader.model.bank import BankCase
from grader.model.tree import map_leaves
from grader.model.values import Raises, Value
from grader.validate.proof import Finding, Subject

#: Answers that look like float32 and are none: nothing, one percent short, half precision.
FAKES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "zeros": np.zeros_like,
    "0.99 of the truth": lambda truth: (0.99 * truth).astype(np.float32).astype(np.float64),
    "the truth in half precision": lambda truth: truth.astype(np.float16).astype(np.float64),
}


def tier_refuses_fakes(subject: Subject) -> list[Finding]:
    """Zeros, 0.99 of the truth and half precision through the float32 tolerance."""
    findings = []
    for problem, bank in subject.pairs():
        passed = [f"{name} passes {case.id}" for case in bank.cases for name in fooled(case, subject.rule(case))]
        text = "; ".join(passed[:5]) or "no case takes zeros, 0.99 of the truth or half precision for an answer"
        findings.append(Finding("float32", problem.name, not passed, text))
    return findings


def fooled(case: BankCase, rule: Rule) -> list[str]:
    """The fakes that a case accepts though they differ from the truth."""
    if isinstance(case.expected, Raises) or all(leaf.tolerance is None for leaf in case.leaves):
        return []
    with np.errstate(all="ignore"):
        return [name for name, fake in FAKES.items() if _passes(case, rule, fake)]


def _passes(case: BankCase, rule: Rule, fake: Callable[[np.ndarray], np.ndarray]) -> bool:
    changed = False

    def replaced(leaf: Value) -> Value:
        nonlocal changed
        if not isinstance(leaf, np.ndarray) or leaf.dtype.kind != "f":
            return leaf
        answer = fake(leaf)
        changed = changed or not np.array_equal(answer, leaf, equal_nan=True)
        return answer

    answer = map_leaves(replaced, case.expected)
    return changed and decide(Given(answer), rule).passed
