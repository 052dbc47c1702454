"""Draws from a problem's domain, each with its truth and a tolerance measured as the bank measures it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from grader.author import Case, case_from
from grader.bank.draw import Place, arguments
from grader.bank.evaluate import Course, answer
from grader.bank.freeze import IllConditionedError, Workshop, frozen
from grader.bank.spread import UnstableShapeError
from grader.domain.covering import has_sizes
from grader.domain.domain import Domain
from grader.domain.errors import DomainDeclarationError
from grader.domain.sample import sample
from grader.domain.strategy import selections
from grader.judge.decide import Rule, decide, distance
from grader.load import LoadedAssignment, LoadedProblem
from grader.model.bank import PRIVATE, BankCase, ScenarioInfo
from grader.model.errors import GraderError, SpecError
from grader.model.spec import Scenario

#: The name of the scenario that all draws belong to while they are only drawn.
SCENARIO = "hunt"
SEEDS = 2**16
#: Each size has all of its values in 1 - 1 / WIDE of the draws, since few sizes go with small bounds for all of them.
WIDE = 4


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


@dataclass(frozen=True)
class Drawn:
    """One draw: the case, frozen unless the reference is uncertain there, which `doubt` then says."""

    recipe: Recipe
    case: Case
    frozen: BankCase | None
    doubt: str = ""
    disagrees: str = ""  # the name of a correct program that differs from the reference

    @property
    def elements(self) -> int:
        """How many numbers a reader of the case would see."""
        return sum(np.size(value) for value in self.case.inputs.values())


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
        self.shop = Workshop(assignment.slug, bare, self.scenario, public, secret, limits)
        self._made: dict[Recipe, Drawn | None] = {}

    @property
    def info(self) -> ScenarioInfo:
        """The scenario of all draws, as the judge reads it."""
        view, check = self.scenario.view, self.scenario.check
        return ScenarioInfo(
            SCENARIO, "", view=view.__name__ if view else "", check=check.__name__ if check else "", counts={PRIVATE: 1}
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
        return self._judged(self._frozen(recipe, case))

    def _frozen(self, recipe: Recipe, case: Case) -> Drawn:
        place = Place(self.assignment.slug, self.problem.name, SCENARIO, PRIVATE, len(self._made))
        try:
            calls = arguments(case, self.problem, self.shop.where)
            return Drawn(recipe, case, frozen(self.shop, place, case, calls))
        except (IllConditionedError, UnstableShapeError, SpecError) as error:
            return Drawn(recipe, case, None, doubt=str(error))

    def _judged(self, drawn: Drawn) -> Drawn:
        """The draw with a doubt where another correct program gives something else than the reference."""
        if drawn.frozen is None:
            return drawn
        rule = self.rule(drawn.frozen)
        for other in self.problem.alternatives:
            given = answer(other.function, drawn.frozen.task.calls, self.shop.course, self.scenario.view).given
            if distance(given, rule) > 1:
                name, found = other.function.__name__, decide(given, rule)
                words = f"{name} counts as correct and gives something else: {found.message or found.verdict.value}"
                return replace(drawn, doubt=words, disagrees=name)
        return drawn


def _scenario(problem: LoadedProblem) -> Scenario:
    """How draws are compared: as the cases of combinations are, or else as the first scenario's."""
    plain = [scenario for scenario in problem.scenarios if not scenario.keeps_inputs]
    chosen = next((scenario for scenario in plain if scenario.numbered), (plain or problem.scenarios)[0])
    return chosen.model_copy(update={"name": SCENARIO, "keeps_inputs": False})
