"""Whether a mutant that no case kills is another program at all: the reference's answers on further inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import numpy as np

from grader.author import Case, Domain, case_from
from grader.bank.belongs import unusual_classes
from grader.bank.draw import arguments
from grader.bank.evaluate import Answer, answer, widened
from grader.bank.limited import ENDLESS, MUTANT_SECONDS, limited
from grader.bank.secret import seed
from grader.bank.spread import move
from grader.domain.covering import rows
from grader.domain.errors import DomainDeclarationError
from grader.domain.sample import sample
from grader.judge.decide import Rule, checked
from grader.load import LoadedProblem
from grader.model.outcome import Arguments
from grader.model.spec import Scenario
from grader.model.tree import pairs
from grader.model.values import Atom, Raises, Value
from grader.validate.proof import Subject

INPUTS = 200
EQUAL = 1e-10
#: Of the size of a whole answer: what is less, in a part of it that is 0 but for rounding, is rounding.
ROUNDING = 1e-12
#: The share of its classes that a part of a row keeps.
PART = 0.5

Drawn = tuple[Scenario, tuple[Arguments, ...]]


class Yardstick:
    """The reference on INPUTS further inputs, computed once: what tells another program from the same one."""

    def __init__(self, subject: Subject, problem: LoadedProblem) -> None:
        self._subject = subject
        self._problem = problem

    @cached_property
    def truths(self) -> list[tuple[Scenario, tuple[Arguments, ...], Answer]]:
        """Inputs with the reference's answers; what lies outside of the problem's definition is left out."""
        found = []
        for scenario, calls in further_inputs(self._subject, self._problem):
            truth = answer(self._problem.solution, calls, self._subject.course, scenario.view)
            if not isinstance(truth.outcome, Raises) or truth.outcome.name == "ValueError":
                found.append((scenario, calls, truth))
        return found

    def same(self, function: Callable[..., Any]) -> bool:
        """Whether a program agrees with the reference on all of them to EQUAL of max|F|, and changes no argument.

        Where a checker decides, it agrees if the checker takes its answers.
        """
        for scenario, calls, truth in self.truths:
            try:
                with limited(MUTANT_SECONDS):
                    given = answer(function, calls, self._subject.course, scenario.view)
            except ENDLESS:
                return False
            if given.modified != truth.modified or not _agrees(given.outcome, truth.outcome, scenario, calls):
                return False
        return True


def further_inputs(subject: Subject, problem: LoadedProblem) -> Iterator[Drawn]:
    """Draws of the problem's domain, or where it declares none, of its scenarios."""
    rngs = [
        np.random.default_rng(seed(subject.secret, subject.assignment.slug, problem.name, "further", number))
        for number in range(INPUTS)
    ]
    return _of_domain(problem, problem.domain, rngs) if problem.domain else _of_scenarios(problem, rngs)


def compared_as(problem: LoadedProblem) -> Scenario:
    """How draws of the domain are compared: as the cases of combinations are, or else as the first scenario's."""
    plain = [scenario for scenario in problem.scenarios if not scenario.keeps_inputs]
    return next((scenario for scenario in plain if scenario.numbered), (plain or problem.scenarios)[0])


def _of_domain(problem: LoadedProblem, domain: Domain, rngs: list[np.random.Generator]) -> Iterator[Drawn]:
    """Every second draw has a whole row of classes, every other one some classes of it and any of the others."""
    scenario = compared_as(problem)
    for number, rng in enumerate(rngs):
        row = rows(domain)[number // 2 % len(rows(domain))]
        part = {name: one for name, one in row.items() if number % 2 == 0 or one.raises or rng.random() < PART}
        try:
            drawn = sample(domain, rng, part, searches=1)
        except DomainDeclarationError:
            continue
        yield scenario, widened(arguments(_adjusted(scenario, problem, case_from(drawn)), problem, str(problem.file)))


def _adjusted(scenario: Scenario, problem: LoadedProblem, case: Case) -> Case:
    """The case as the scenario makes it of one of the domain; without that it may lie where rounding decides."""
    if scenario.adjust is None:
        return case
    where = str(problem.file)
    titles = unusual_classes(problem.domain, arguments(case, problem, where), where)
    adjusted: Case = scenario.adjust(case, frozenset(titles))
    return adjusted


def _of_scenarios(problem: LoadedProblem, rngs: list[np.random.Generator]) -> Iterator[Drawn]:
    """Draws over all scenarios; every second round at edge values or twice its range."""
    scenarios = [scenario for scenario in problem.scenarios if not scenario.keeps_inputs]
    for number, rng in enumerate(rngs):
        scenario = scenarios[number % len(scenarios)]
        calls = widened(arguments(scenario.draw(rng), problem, str(problem.file)))
        turn = number // len(scenarios) % 4
        if turn == 1:
            calls = move(calls, frozenset(), lambda leaf: leaf * 2.0)
        elif turn == 3:
            calls = move(calls, frozenset(), lambda leaf, rng=rng: _edged(leaf, rng))  # type: ignore[misc]
        yield scenario, calls


def _edged(leaf: Value, rng: np.random.Generator) -> Value:
    """A few elements at zero, one, minus one or the value of another element."""
    if not isinstance(leaf, np.ndarray):
        return leaf
    edged = leaf.copy()
    if edged.size:
        places = rng.integers(edged.size, size=max(1, edged.size // 4))
        edged.flat[places] = rng.choice([0.0, 1.0, -1.0, float(edged.flat[0])], size=places.size)
    return edged


def _agrees(outcome: Value | Raises, truth: Value | Raises, scenario: Scenario, calls: tuple[Arguments, ...]) -> bool:
    if scenario.check is None or isinstance(outcome, Raises):
        return _equal(outcome, truth)
    return checked(outcome, Rule(truth, (), calls, check=scenario.check), scenario.check).passed


def _equal(one: Value | Raises, other: Value | Raises) -> bool:
    if isinstance(one, Raises) or isinstance(other, Raises):
        return isinstance(one, Raises) and isinstance(other, Raises) and one.name == other.name
    parts = pairs(one, other)
    if parts is None:
        return False
    rounding = ROUNDING * max((_size(leaf) for _, leaf in parts), default=0.0)
    return all(_equal_leaf(a, b, rounding) for a, b in parts)


def _size(leaf: Atom) -> float:
    """The largest finite element of an array of floats."""
    if not isinstance(leaf, np.ndarray) or leaf.dtype.kind not in "fc":
        return 0.0
    return float(np.abs(leaf[np.isfinite(leaf)]).max(initial=0.0))


def _equal_leaf(one: Atom, other: Atom, rounding: float) -> bool:
    """Whether two leaves are equal to EQUAL of their size, or to the rounding of the whole answer."""
    if not isinstance(one, np.ndarray) or not isinstance(other, np.ndarray):
        return bool(one == other)
    if one.shape != other.shape:
        return False
    if one.dtype == other.dtype and one.tobytes() == other.tobytes():
        return True  # what most of them are; `allclose` takes twenty times as long
    if one.dtype.kind not in "fc" and other.dtype.kind not in "fc":
        return bool(np.array_equal(one, other))
    return bool(np.allclose(one, other, rtol=0.0, atol=max(EQUAL * _size(other), rounding), equal_nan=True))
