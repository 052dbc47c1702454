"""Every known mistake must be caught by a private case; the public ones may let it through."""

from __future__ import annotations

import numpy as np

from grader.model.bank import PRIVATE, PUBLIC, BankCase, ProblemBank
from grader.model.tree import leaves
from grader.model.values import Raises, Value
from grader.validate.proof import Finding, Subject


def mistakes_fail(subject: Subject) -> list[Finding]:
    """Known mistakes against the private cases."""
    findings = []
    for problem, bank in subject.pairs():
        if not problem.mistakes:
            findings.append(Finding("mistakes", problem.name, False, "expected at least one known mistake, found none"))
        for number, mistake in enumerate(bank.mistakes):
            findings.append(_killed(bank, number, mistake.name))
        findings += _twins(bank)
    return findings


def _killed(bank: ProblemBank, number: int, name: str) -> Finding:
    killers = [case for case in bank.cases if case.split == PRIVATE and case.known[number].wrong]
    if not killers:
        return Finding("mistakes", bank.name, False, f"{name}: expected a private case that it fails, found none")
    best = max(killers, key=lambda case: case.known[number].margin)
    margin = best.known[number].margin
    public = sum(case.known[number].wrong for case in bank.cases if case.split == PUBLIC)
    text = f"{name}: fails {len(killers)} private and {public} public cases; margin {margin:.1e} at {best.id}"
    return Finding("mistakes", bank.name, True, text, margin)


def _twins(bank: ProblemBank) -> list[Finding]:
    """Two mistakes with the same answers everywhere could never be told apart, so neither would be named."""
    found = []
    for one in range(len(bank.mistakes)):
        for other in range(one + 1, len(bank.mistakes)):
            if all(_same(case, one, other) for case in bank.cases):
                text = f"{bank.mistakes[one].name} and {bank.mistakes[other].name} answer alike on every case"
                found.append(Finding("mistakes", bank.name, False, text))
    return found


def _same(case: BankCase, one: int, other: int) -> bool:
    first, second = case.known[one], case.known[other]
    if isinstance(first.outcome, Raises) or isinstance(second.outcome, Raises):
        return isinstance(first.outcome, type(second.outcome)) and first.outcome == second.outcome
    if first.modified != second.modified:
        return False
    parts, others = leaves(first.outcome), leaves(second.outcome)
    if [(path, np.shape(value)) for path, value in parts] != [(path, np.shape(value)) for path, value in others]:
        return False
    return all(_alike(a, b) for (_, a), (_, b) in zip(parts, others, strict=True))


def _alike(one: Value, other: Value) -> bool:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray) and one.dtype.kind in "fc":
        return bool(np.allclose(one, other, rtol=1e-9, atol=0.0, equal_nan=True))
    return bool(np.array_equal(np.asarray(one), np.asarray(other)))


def public_lets_through(subject: Subject) -> list[Finding]:
    """Whether the private cases have a purpose."""
    findings = []
    for _, bank in subject.pairs():
        through = [
            mistake.name
            for number, mistake in enumerate(bank.mistakes)
            if not any(case.known[number].wrong for case in bank.cases if case.split == PUBLIC)
        ]
        text = f"{len(through)} of {len(bank.mistakes)} mistakes pass every public case"
        if not through:
            text += ": the public cases catch every known mistake already"
        findings.append(Finding("split", bank.name, True, text))
    total = sum("0 of" not in finding.text[:4] for finding in findings)
    ok = total > 0
    return [*findings, Finding("split", "", ok, f"in {total} problems some mistake passes every public case")]
