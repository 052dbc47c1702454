"""What is earned by doing nothing: constants, the inputs themselves, the bare starter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from grader.judge.decide import Callables, Rule, through_view
from grader.judge.problem import judge_problem
from grader.load import LoadedProblem
from grader.load.modules import Package
from grader.model.bank import BankCase, ProblemBank
from grader.model.outcome import Kind, Outcome
from grader.model.tree import map_leaves
from grader.model.values import Raises, Value
from grader.validate.proof import Finding, Subject, as_outcome

#: No program that knows nothing may earn more than this share of a problem.
MOST = 0.10

Guess = Callable[[BankCase], Outcome]


def constants_earn_nothing(subject: Subject) -> list[Finding]:
    """What constant answers, the inputs themselves and the bare starter earn."""
    findings = []
    starter = _starter(subject)
    for problem, bank in subject.pairs():
        guesses = dict(_guesses(bank, subject.course.callables))
        if starter is not None and hasattr(starter, problem.name):
            guesses["the bare starter"] = _program(subject, problem, getattr(starter, problem.name))
        earned = {name: _share(bank, guess, subject) for name, guess in guesses.items()}
        name = max(earned, key=lambda key: earned[key])
        text = f"at most {earned[name]:.0%} of the points without knowing anything (by {name})"
        findings.append(Finding("constants", problem.name, earned[name] <= MOST, text, earned[name]))
    return findings


def _share(bank: ProblemBank, guess: Guess, subject: Subject) -> float:
    """The greatest share over the total and both splits."""
    outcomes = {case.id: guess(case) for case in bank.cases}
    seen = replace(bank, scenarios=tuple(replace(scenario, view="") for scenario in bank.scenarios))
    result = judge_problem(seen, outcomes, subject.course.callables, rule=subject.bank.score_rule)
    scores = [result.total, *result.splits.values()]
    return max(float(score.earned / score.points) for score in scores)


def _guesses(bank: ProblemBank, callables: Callables) -> Iterator[tuple[str, Guess]]:
    """Programs that know nothing, each giving an answer as the scenario's view would show it."""
    for words, fill in (("zeros", 0.0), ("ones", 1.0)):
        yield words, lambda case, fill=fill: _value(case, _filled(case.expected, fill))  # type: ignore[misc]
    for parameter in bank.parameters:
        yield f"returning {parameter}", lambda case, name=parameter: _inputs(case, name, bank, callables)  # type: ignore[misc]
    yield "returning None", lambda case: _value(case, None)
    for constant in _constants(bank):
        yield f"always {_words(constant)}", lambda case, value=constant: _value(case, value)  # type: ignore[misc]
    for name in {case.expected.name for case in bank.cases if isinstance(case.expected, Raises)}:
        yield f"always raising {name}", lambda case, name=name: Outcome(case.id, Kind.RAISED, exceptions=(name,))  # type: ignore[misc]


def _constants(bank: ProblemBank) -> list[Value]:
    """Every small answer that is right somewhere: what a student could hope to hit."""
    found: dict[str, Value] = {}
    for case in bank.cases:
        for leaf in case.leaves[:1] if len(case.leaves) == 1 else ():
            small = not isinstance(leaf.expected, np.ndarray) or leaf.expected.size <= 2
            if small:
                found[repr(leaf.expected)] = leaf.expected
    return list(found.values())[:40]


def _filled(expected: Value, fill: float) -> Value:
    def leaf(part: Value) -> Value:
        if isinstance(part, np.ndarray):
            return np.full(part.shape, fill)
        return int(fill) if isinstance(part, int) else None

    return map_leaves(leaf, expected)


def _inputs(case: BankCase, name: str, bank: ProblemBank, callables: Callables) -> Outcome:
    values = [call.values.get(name) for call in case.task.calls]
    given = values[0] if len(values) == 1 else tuple(values)
    try:
        rule = Rule.of(case, bank.scenario_of[case.scenario], callables)
        return _value(case, through_view(given, rule.view, rule.calls))
    except Exception:  # a view of something that it was not made for
        return _value(case, None)


def _value(case: BankCase, value: Value) -> Outcome:
    return Outcome(case.id, Kind.VALUE, value=value)


def _program(subject: Subject, problem: LoadedProblem, function: Callable[..., Any]) -> Guess:
    return lambda case: as_outcome(case, subject.answer(function, problem, case))


def _starter(subject: Subject) -> Any:
    folder = subject.assignment.folder
    return Package(folder, "starter").load("starter") if (folder / "starter.py").is_file() else None


def _words(constant: Value) -> str:
    text = repr(constant.tolist() if isinstance(constant, np.ndarray) else constant)
    return text if len(text) <= 40 else text[:37] + "…"
