"""Draws from a problem's domain, each with its truth and a tolerance measured as the bank measures it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from grader.author import Case, case_from
from grader.bank.draw import CaseKey, arguments
from grader.bank.evaluate import Course, answer
from grader.bank.freeze import FACTOR, CaseBuilder, WeakDrawError, fakes_of, frozen_case
from grader.bank.spread import UNIT, UnstableShapeError
from grader.domain.covering import has_sizes
from grader.domain.domain import Domain
from grader.domain.errors import DomainDeclarationError
from grader.domain.sample import sample
from grader.domain.strategy import selections
from grader.judge.decide import Rule, decide
from grader.load import LoadedAssignment, LoadedProblem
from grader.model.bank import PRIVATE, BankCase, ScenarioInfo
from grader.model.errors import GraderError, SpecError
from grader.model.outcome import Arguments
from grader.model.spec import Scenario
from grader.model.tree import leaves
from grader.model.values import shape_of
from grader.validate.equivalence import compared_as

#: The name of the scenario that all draws belong to while they are only drawn.
SCENARIO = "hunt"
SEEDS = 2**16
#: Each size has all of its values in 1 - 1 / WIDE of the draws, since few sizes go with small bounds for all of them.
WIDE = 4
#: No measured tolerance is smaller, as a share of the answer's size: whoever is within it is right.
LEAST = FACTOR * UNIT
#: CPU seconds that a program has while it is only suspected; a measured draw has those of a case.
SHORT = 0.5


@dataclass(frozen=True)
class Recipe:
    """What one draw is made from, simple to compare: a recipe always gives the same case."""

    titles: tuple[str, ...]  # of its unusual classes
    first: tuple[int, ...]  # from how many of its values each size is drawn
    seed: int


@st.composite
def recipes(draw: st.DrawFn, domain: Domain) -> Recipe:
    """Recipes that shrink to ordinary classes, then to small sizes, then to small seeds."""
    chosen = draw(selections(domain, has_sizes))
    counts = [len(values) for values in domain.variables.values()]
    first = tuple(1 + min(draw(st.integers(0, WIDE * count)), count - 1) for count in counts)
    return Recipe(domain.unusual(chosen), first, draw(st.integers(0, SEEDS)))


@dataclass(frozen=True, eq=False)  # equal to itself alone: each recipe is drawn once
class Drawn:
    """One draw with its truth, and with the least tolerance that any answer has."""

    recipe: Recipe
    case: Case
    calls: tuple[Arguments, ...]
    rough: BankCase

    @property
    def elements(self) -> int:
        """How many numbers a reader of the case would see."""
        return sum(math.prod(shape_of(leaf)) for _, leaf in leaves(dict(self.case.inputs)))


@dataclass(frozen=True)
class Measured:
    """A draw with its measured tolerance; or none, and the doubt that the reference leaves there."""

    frozen: BankCase | None
    doubt: str = ""


class Draws:
    """The draws of one problem, each made once for all programs."""

    def __init__(self, assignment: LoadedAssignment, problem: LoadedProblem, secret: str) -> None:
        """Nothing is drawn yet.

        Raises:
            GraderError: the problem declares no domain.
        """
        if problem.domain is None:
            raise GraderError(
                f"{problem.file}: {problem.name} declares no domain, so there is nothing to draw from: "
                "`domain = Domain(…)`, see docs/author.md"
            )
        self.assignment, self.problem, self.domain = assignment, problem, problem.domain
        self.scenario = _scenario(problem)
        limits = problem.spec.limits or assignment.spec.limits
        public = Course.of(assignment.public_source)
        bare = replace(problem, mistakes=())  # what a mistake gives on a draw is of no use
        self.builder = CaseBuilder(assignment.slug, bare, self.scenario, public, secret, limits)
        short = limits.model_copy(update={"cpu_seconds": min(SHORT, limits.cpu_seconds or SHORT)})
        self._quick = replace(self.builder, limits=short)
        self._made: dict[Recipe, Drawn | None] = {}
        self._measured: dict[Recipe, Measured] = {}
        self._disputed: dict[Recipe, str] = {}

    @property
    def info(self) -> ScenarioInfo:
        """The scenario of all draws, as the judge reads it."""
        view, check = self.scenario.view, self.scenario.check
        return ScenarioInfo(
            SCENARIO, {}, view=view.__name__ if view else "", check=check.__name__ if check else "", counts={PRIVATE: 1}
        )

    def rule(self, case: BankCase) -> Rule:
        """What an answer that has been through the view is judged by."""
        return Rule(case.expected, case.leaves, case.task.calls, check=self.scenario.check)

    def drawn(self, recipe: Recipe) -> Drawn | None:
        """The draw of a recipe; None where nothing is both of its classes and within its bounds."""
        if recipe not in self._made:
            self._made[recipe] = self._draw(recipe)
        return self._made[recipe]

    def _draw(self, recipe: Recipe) -> Drawn | None:
        bounds = dict(zip(self.domain.variables, recipe.first, strict=True))
        rng = np.random.default_rng(recipe.seed)
        selection = self.domain.selection(*recipe.titles)
        try:
            case = case_from(sample(self.domain, rng, selection, searches=1, first=bounds))
        except DomainDeclarationError:
            return None
        if self.scenario.adjust:
            case = self.scenario.adjust(case, frozenset(recipe.titles))
        calls = arguments(case, self.problem, self.builder.where)
        least = case if case.relative_tolerance is not None else case.tolerance(LEAST, reason="until it is measured")
        try:
            return Drawn(recipe, case, calls, frozen_case(self._quick, self._key(), least, calls))
        except (WeakDrawError, SpecError):  # it does not raise what its classes say: another class hides that
            return None

    def _key(self) -> CaseKey:
        return CaseKey(self.assignment.slug, self.problem.name, SCENARIO, PRIVATE, len(self._made))

    def measured(self, drawn: Drawn) -> Measured:
        """The draw with the tolerance that it would have as a case."""
        if drawn.recipe not in self._measured:
            key = replace(self._key(), index=int(drawn.rough.id.rsplit("/", 1)[-1]))
            try:
                found = Measured(frozen_case(self.builder, key, drawn.case, drawn.calls))
            except (WeakDrawError, UnstableShapeError, SpecError) as error:
                found = Measured(None, str(error))
            self._measured[drawn.recipe] = found
        return self._measured[drawn.recipe]

    def takes_fakes(self, case: BankCase) -> bool:
        """Whether doing nothing passes a draw, so that it could be no case."""
        return bool(fakes_of(self.builder, case))

    def disputed(self, drawn: Drawn, case: BankCase) -> str:
        """What another correct program gives on a measured draw, if that is not the reference's answer."""
        if drawn.recipe not in self._disputed:
            self._disputed[drawn.recipe] = self._dispute(case)
        return self._disputed[drawn.recipe]

    def _dispute(self, case: BankCase) -> str:
        rule = self.rule(case)
        for other in self.problem.alternatives:
            given = answer(other.function, case.task.calls, self.builder.course, self.scenario.view).given
            found = decide(given, rule)
            if not found.passed:
                name = other.function.__name__
                return f"{name} counts as correct and gives something else: {found.message or found.verdict.value}"
        return ""


def _scenario(problem: LoadedProblem) -> Scenario:
    return compared_as(problem).model_copy(update={"name": SCENARIO, "keeps_inputs": False})
