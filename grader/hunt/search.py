"""Find a draw on which a program differs from the reference, and shrink it; hypothesis draws and shrinks."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from hypothesis import HealthCheck, find, settings
from hypothesis.errors import NoSuchExample

from grader.hunt.draws import Drawn, Draws, Recipe, recipes
from grader.hunt.programs import Failure, Program
from grader.model.bank import BankCase
from grader.model.result import Verdict

#: So many draws at most are tried on every program of a problem.
DRAWS = 2000
#: The share of the time in which draws are made; the rest is for running programs and for shrinking.
DRAWING = 0.5


class TimeIsUpError(BaseException):
    """Ends a search; hypothesis takes any `Exception` for a failure of the function that it calls."""


@dataclass(frozen=True)
class Found:
    """A program's difference from the reference, on the smallest draw that was found."""

    problem: str
    program: str
    drawn: Drawn
    failure: Failure

    @property
    def uncertain(self) -> bool:
        """Whether the reference itself is in question, so that it is no program's fault."""
        return bool(self.drawn.disagrees)


@dataclass
class Hunted:
    """What a hunt in one problem came to."""

    problem: str
    draws: int = 0
    tried: int = 0  # programs
    of: int = 0
    found: list[Found] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)  # why draws were left out, one sentence each


def hunt(
    draws: Draws,
    programs: Sequence[Program],
    *,
    seconds: float,
    seed: int,
    progress: Callable[[str], None] = lambda _: None,
) -> Hunted:
    """Try every program of one problem on the same draws, and shrink the first difference of each."""
    start = time.monotonic()
    hunted = Hunted(draws.problem.name, of=len(programs))
    made = _draw_many(draws, seed, until=start + DRAWING * seconds)
    hunted.draws, hunted.doubts = len(made), [one.doubt for one in made if one.doubt and not one.disagrees]
    progress(f"{hunted.problem}: {hunted.draws} draws")
    sure = [one for one in made if one.frozen is not None and not one.doubt]
    for number, program in enumerate(programs):
        left = start + seconds - time.monotonic()
        if left <= 0 or not sure:
            break
        hunted.tried += 1
        until = time.monotonic() + left / (len(programs) - number)
        found = _on(draws, program, sure, seed, until=until)
        if found is not None:
            hunted.found.append(found)
        progress(f"{hunted.problem}: {program.name}: {'differs' if found else 'no difference'}")
    _note_disagreement(draws, made, hunted, seed, until=start + seconds)
    return hunted


def _draw_many(draws: Draws, seed: int, *, until: float) -> list[Drawn]:
    made: dict[Recipe, Drawn] = {}

    def collect(recipe: Recipe) -> bool:
        if made and time.monotonic() > until:
            raise TimeIsUpError
        drawn = draws.drawn(recipe)
        if drawn is not None:
            made[recipe] = drawn
        return False

    _find(draws, collect, seed)
    return list(made.values())


def _find(draws: Draws, holds: Callable[[Recipe], bool], seed: int) -> None:
    """Call `holds` with recipes, and once it is true with ever simpler ones; the same seed begins alike each time."""
    chosen = settings(max_examples=DRAWS, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    try:
        find(recipes(draws.domain), holds, settings=chosen, random=Random(seed))  # noqa: S311 - no secret
    except (NoSuchExample, TimeIsUpError):
        return


def _on(draws: Draws, program: Program, sure: Sequence[Drawn], seed: int, *, until: float) -> Found | None:
    failures = program.failures([case for case in (one.frozen for one in sure) if case is not None])
    failing = [one for one in sure if one.frozen is not None and one.frozen.id in failures]
    if not failing:
        return None
    known = {one.recipe: failures.get(_id(one)) for one in sure}
    first = failures[_id(failing[0])].verdict

    def differs(recipe: Recipe) -> Found | None:
        drawn = draws.drawn(recipe)
        if drawn is None or drawn.frozen is None or drawn.doubt:
            return None
        if recipe not in known:
            known[recipe] = program.failures([drawn.frozen]).get(drawn.frozen.id)
        failure = known[recipe]
        alike = failure is not None and (failure.verdict is Verdict.TIMED_OUT) == (first is Verdict.TIMED_OUT)
        return Found(draws.problem.name, program.name, drawn, failure) if alike and failure else None

    best = _shrunk(draws, differs, seed, until=until)
    begun = (Found(draws.problem.name, program.name, one, failures[_id(one)]) for one in failing)
    return min([*begun, *([best] if best else [])], key=_size)


def _id(drawn: Drawn) -> str:
    case: BankCase | None = drawn.frozen
    return case.id if case is not None else ""


def _shrunk(draws: Draws, differs: Callable[[Recipe], Found | None], seed: int, *, until: float) -> Found | None:
    """The smallest difference that there was time for."""
    best: list[Found] = []

    def holds(recipe: Recipe) -> bool:
        if time.monotonic() > until:
            raise TimeIsUpError
        found = differs(recipe)
        if found is not None:
            best.append(found)
        return found is not None

    _find(draws, holds, seed)
    return min(best, key=_size, default=None)


def _size(found: Found) -> tuple[int, int, int]:
    recipe = found.drawn.recipe
    return len(recipe.titles), found.drawn.elements, recipe.seed


def _note_disagreement(draws: Draws, made: Sequence[Drawn], hunted: Hunted, seed: int, *, until: float) -> None:
    """Each correct program that differs from the reference somewhere, on the smallest draw."""
    for name in dict.fromkeys(one.disagrees for one in made if one.disagrees):

        def differs(recipe: Recipe, name: str = name) -> Found | None:
            drawn = draws.drawn(recipe)
            if drawn is None or drawn.disagrees != name:
                return None
            return Found(hunted.problem, name, drawn, Failure(Verdict.WRONG_VALUE, drawn.doubt))

        best = _shrunk(draws, differs, seed, until=until)
        begun = [found for one in made if (found := differs(one.recipe))]
        hunted.found.append(min([*begun, *([best] if best else [])], key=_size))
