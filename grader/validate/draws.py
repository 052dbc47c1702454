"""How often the bank had to draw again before its cases told right from wrong."""

from __future__ import annotations

from grader.model.bank import ProblemBank
from grader.validate.proof import Finding, Subject


def draws_repeated(subject: Subject) -> list[Finding]:
    """Draws that were too weak, and were repeated."""
    banks = subject.bank.problems
    sets = sum(bank.repeated for bank in banks)
    text = f"{repeated_draws(banks)} draws and {sets} sets of private cases were too weak and were drawn again"
    return [Finding("draws", "", True, text)]


def repeated_draws(banks: tuple[ProblemBank, ...]) -> int:
    """How many draws of single cases were repeated for the cases that the banks hold."""
    return sum(case.repeated for bank in banks for case in bank.cases)
