"""The tolerance for answers in float32 must still tell right from nearly right."""

from __future__ import annotations

from grader.bank.fakes import accepted_fakes
from grader.validate.proof import Finding, Subject


def tier_refuses_fakes(subject: Subject) -> list[Finding]:
    """Zeros, 0.99 of the truth and half precision through the float32 tolerance."""
    findings = []
    for problem, bank in subject.pairs():
        passed = [f"{name} passes {case.id}" for case in bank.cases for name in accepted_fakes(subject.rule(case))]
        text = "; ".join(passed[:5]) or "no case takes zeros, 0.99 of the truth or half precision for an answer"
        findings.append(Finding("float32", problem.name, not passed, text))
    return findings
