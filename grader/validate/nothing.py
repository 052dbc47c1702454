"""What is earned by doing nothing: constants, the inputs themselves, the bare starter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.bank.guesses import MOST, Guess, earned, guesses
from grader.load import LoadedProblem
from grader.load.modules import Package
from grader.model.bank import SPLITS
from grader.validate.proof import Finding, Subject


def constants_earn_nothing(subject: Subject) -> list[Finding]:
    """What constant answers, the inputs themselves and the bare starter earn."""
    findings = []
    starter, callables = _starter(subject), subject.course.callables
    for problem, bank in subject.pairs():
        tried = dict(guesses(bank, callables))
        if starter is not None and hasattr(starter, problem.name):
            tried["the bare starter"] = _program(subject, problem, getattr(starter, problem.name))
        rule = subject.bank.score_rule
        shares = {name: earned(bank, guess, callables, rule=rule, splits=SPLITS) for name, guess in tried.items()}
        name = max(shares, key=lambda key: shares[key])
        text = f"at most {shares[name]:.0%} of the points without knowing anything (by {name})"
        findings.append(Finding("constants", problem.name, shares[name] <= MOST, text, shares[name]))
    return findings


def _program(subject: Subject, problem: LoadedProblem, function: Callable[..., Any]) -> Guess:
    return lambda case: subject.answer(function, problem, case).given


def _starter(subject: Subject) -> Any:
    folder = subject.assignment.folder
    return Package(folder, "starter").load("starter") if (folder / "starter.py").is_file() else None
