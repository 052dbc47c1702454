"""Programs that know nothing (constants, the inputs themselves), and what a problem's cases pay them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import partial

import numpy as np

from grader.judge.decide import Callables, Given, Rule, decide, through_view
from grader.judge.score import split_scores, total_score
from grader.model.bank import BankCase, ProblemBank
from grader.model.result import Score
from grader.model.tree import map_leaves
from grader.model.values import Raises, Value

#: No program that knows nothing may earn more than this share of a problem.
MOST = 0.10

#: What a program gives on a case, after the scenario's view.
Guess = Callable[[BankCase], Given]


def earned(bank: ProblemBank, guess: Guess, callables: Callables, *, rule: str, splits: tuple[str, ...]) -> float:
    """The greatest share of the points that a guess earns, of the total by the course's rule and of `splits`."""
    shares = {
        case.id: Fraction(
            decide(guess(case), Rule.of(case, bank.scenario_of[case.scenario], callables, viewed=True)).credit
        )
        for case in bank.cases
    }
    by_split: Mapping[str, Score] = split_scores(bank, shares)
    scores = [total_score(bank, shares, rule), *(by_split[split] for split in splits)]
    return max(float(score.earned / score.points) for score in scores)


def guesses(bank: ProblemBank, callables: Callables) -> Iterator[tuple[str, Guess]]:
    """Programs that know nothing, each giving an answer as the scenario's view would show it."""
    for words, fill in (("zeros", 0.0), ("ones", 1.0)):
        yield words, partial(_filled, fill=fill)
    for parameter in bank.parameters:
        yield f"returning {parameter}", partial(_inputs, name=parameter, bank=bank, callables=callables)
    yield "returning None", _always(None)
    for constant in _constants(bank):
        yield f"always {_words(constant)}", _always(constant)
    for name in sorted({case.expected.name for case in bank.cases if isinstance(case.expected, Raises)}):
        yield f"always raising {name}", _always(Raises((name,)))


def _always(outcome: Value | Raises) -> Guess:
    return lambda _: Given(outcome)


def _constants(bank: ProblemBank) -> list[Value]:
    """Every small answer that is right somewhere: what a student could hope to hit."""
    found: dict[str, Value] = {}
    for case in bank.cases:
        for leaf in case.leaves[:1] if len(case.leaves) == 1 else ():
            small = not isinstance(leaf.expected, np.ndarray) or leaf.expected.size <= 2
            if small:
                found[repr(leaf.expected)] = leaf.expected
    return list(found.values())[:40]


def _filled(case: BankCase, *, fill: float) -> Given:
    def leaf(part: Value) -> Value:
        if isinstance(part, np.ndarray):
            return np.full(part.shape, fill)
        return int(fill) if isinstance(part, int) else None

    return Given(None if isinstance(case.expected, Raises) else map_leaves(leaf, case.expected))


def _inputs(case: BankCase, *, name: str, bank: ProblemBank, callables: Callables) -> Given:
    values = [call.values.get(name) for call in case.task.calls]
    given = values[0] if len(values) == 1 else tuple(values)
    try:
        rule = Rule.of(case, bank.scenario_of[case.scenario], callables)
        return Given(through_view(given, rule.view, rule.calls))
    except Exception:  # a view of something that it was not made for
        return Given(None)


def _words(constant: Value) -> str:
    text = repr(constant.tolist() if isinstance(constant, np.ndarray) else constant)
    return text if len(text) <= 40 else text[:37] + "…"
