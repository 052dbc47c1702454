"""What the baselines reach on every case with a metric, and by how much the closest two of them are apart."""

from __future__ import annotations

from grader.bank.measured import LEAST_STEP
from grader.judge.measure import closest
from grader.model.bank import ProblemBank
from grader.validate.proof import Finding, Subject


def baselines_in_order(subject: Subject) -> list[Finding]:
    """Baselines against each other on every half."""
    return [_in_order(bank) for bank in subject.bank.problems if bank.is_measured]


def _in_order(bank: ProblemBank) -> Finding:
    measured = [case for case in bank.cases if case.baselines]
    least = min(measured, key=lambda case: closest(case.baselines))
    step = closest(least.baselines)
    told = " < ".join(f"{name} {' and '.join(f'{x:.3f}' for x in each)}" for name, each in least.baselines.items())
    text = f"closest at {least.id}: {told}; a step is at least {step:.3f}, asked are {LEAST_STEP}"
    return Finding("baselines", bank.name, step >= LEAST_STEP, text, step)
