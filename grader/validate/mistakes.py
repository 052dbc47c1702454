"""Every known mistake must be caught by a private case, return values, and be told apart from the others."""

from __future__ import annotations

from grader.bank.weakness import twins
from grader.model.bank import PRIVATE, PUBLIC, ProblemBank
from grader.model.values import Raises
from grader.validate.proof import Finding, Subject

#: Exceptions of a program that was written wrongly, whatever it is called with. No AttributeError: a mistake may expect
#: an array where a plain number is given.
BROKEN = ("NameError", "UnboundLocalError", "ImportError", "ModuleNotFoundError", "SyntaxError")


def mistakes_fail(subject: Subject) -> list[Finding]:
    """Known mistakes against the private cases."""
    findings = []
    for problem, bank in subject.pairs():
        if not problem.mistakes:
            findings.append(Finding("mistakes", problem.name, False, "expected at least one known mistake, found none"))
        for number, mistake in enumerate(problem.mistakes):
            findings += [_killed(bank, number, mistake.label), *_crash(bank, number, mistake.label)]
        findings += [Finding("mistakes", bank.name, False, words) for words in twins(bank)]
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


def _crash(bank: ProblemBank, number: int, title: str) -> list[Finding]:
    """A mistake that gives no value where one is expected is a broken program, and would name nobody."""
    raised = [(case, case.known[number].outcome) for case in bank.cases]
    crashes = [(case.id, outcome.name) for case, outcome in raised if isinstance(outcome, Raises)]
    broken = [crash for crash in crashes if crash[1] in BROKEN]
    values = any(not isinstance(outcome, Raises) for case, outcome in raised if not isinstance(case.expected, Raises))
    if values and not broken:
        return []
    place, name = (broken or crashes)[0]
    text = f"{title}: expected a program that returns values, found {name} at {place}"
    return [Finding("mistakes", bank.name, False, text)]
