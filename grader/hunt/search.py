"""Find a draw on which a program differs from the reference, and shrink it; hypothesis draws and shrinks."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from hypothesis import HealthCheck, find, settings
from hypothesis.errors import NoSuchExample

from grader.hunt.draws import Drawn, Draws, Recipe, recipes
from grader.hunt.programs import Failure, Program
from grader.model.bank import BankCase
from grader.model.result import Verdict

#: Draws are made in short rounds, since shrinking goes through a round again; so many rounds of so many at most.
ROUND, ROUNDS = 25, 200
#: The share of the time in which draws are made; the rest is for running programs and for shrinking.
DRAWING = 0.4
#: The share that shrinking has even where programs that hang took all the rest.
SHRINKING = 0.2


class TimeIsUpError(BaseException):
    """Ends a search; hypothesis takes any `Exception` for a failure of the function that it calls."""


@dataclass(frozen=True)
class Found:
    """A program's difference from the reference, on the smallest draw that was found."""

    problem: str
    program: str
    drawn: Drawn
    frozen: BankCase
    failure: Failure
    uncertain: bool = False  # the program counts as correct, so the reference itself is in question

    @property
    def hangs(self) -> bool:
        """Whether the program does not come to an end; that is shrunk apart from wrong answers."""
        return self.failure.verdict is Verdict.TIMED_OUT

    @property
    def size(self) -> tuple[int, int, int]:
        """What is smaller is easier to read: few unusual classes, few numbers."""
        return len(self.drawn.recipe.titles), self.drawn.elements, self.drawn.recipe.seed


@dataclass
class Hunted:
    """What a hunt in one problem came to."""

    problem: str
    draws: int = 0
    tried: int = 0  # programs
    of: int = 0
    found: list[Found] = field(default_factory=list)
    #: Why differences were left out: the reference itself is uncertain there.
    doubts: dict[Recipe, str] = field(default_factory=dict)


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
    until, hunted = start + seconds, Hunted(draws.problem.name, of=len(programs))
    made = _draw_many(draws, seed, until=start + DRAWING * seconds)
    hunted.draws = len(made)
    progress(f"{hunted.problem}: {hunted.draws} draws")
    differing = []
    for program in programs:
        if hunted.tried and time.monotonic() > until:
            break
        hunted.tried += 1
        search = _Search(draws, program, hunted)
        if search.begins(made):
            differing.append(search)
        progress(f"{hunted.problem}: {program.name}: {'differs' if search.first else 'no difference'}")
    differing.sort(key=lambda search: search.hangs)  # each look at a program that hangs takes its whole time
    until = max(until, time.monotonic() + SHRINKING * seconds)
    for number, search in enumerate(differing):
        now = time.monotonic()
        hunted.found.append(search.smallest(until=now + (until - now) / (len(differing) - number)))
    return hunted


def _draw_many(draws: Draws, seed: int, *, until: float) -> dict[Drawn, int]:
    """Draws, each with the seed of its round; where it differs, hypothesis goes through that round alone again."""
    made: dict[Drawn, int] = {}

    def collect(recipe: Recipe) -> bool:
        if made and time.monotonic() > until:
            raise TimeIsUpError
        drawn = draws.drawn(recipe)
        if drawn is not None:
            made.setdefault(drawn, now)
        return False

    for now in range(seed * ROUNDS, (seed + 1) * ROUNDS):
        _find(draws, collect, now)
        if time.monotonic() > until:
            break
    return made


def _find(draws: Draws, holds: Callable[[Recipe], bool], seed: int) -> None:
    """Call `holds` with recipes, and once it is true with ever simpler ones; the same seed begins alike each time."""
    chosen = settings(max_examples=ROUND, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    try:
        find(recipes(draws.domain), holds, settings=chosen, random=Random(seed))  # noqa: S311 - no secret
    except (NoSuchExample, TimeIsUpError):
        return


class _Search:
    """One program's answers: on all draws at once, then on one draw at a time while hypothesis shrinks."""

    def __init__(self, draws: Draws, program: Program, hunted: Hunted) -> None:
        self.draws, self.program, self.hunted = draws, program, hunted
        self.known: dict[Recipe, Found | None] = {}
        self.first: Found | None = None
        self.seed, self.until = 0, 0.0

    @property
    def hangs(self) -> bool:
        """Whether the difference that is shrunk is that the program does not come to an end."""
        return self.first is not None and self.first.hangs

    def begins(self, made: Mapping[Drawn, int]) -> bool:
        """Whether the program differs on one of many draws."""
        suspect = self.program.failures([one.rough for one in made])
        for drawn, seed in made.items():
            self.known[drawn.recipe] = None
            if drawn.rough.id in suspect and self.first is None:
                self._look(drawn, suspect[drawn.rough.id])
                self.seed = seed
        return self.first is not None

    def smallest(self, *, until: float) -> Found:
        """The smallest difference that there is time for."""
        self.until = until
        _find(self.draws, self._differs, self.seed)
        return min((found for found in self.known.values() if found is not None), key=lambda found: found.size)

    def _differs(self, recipe: Recipe) -> bool:
        if time.monotonic() > self.until:
            raise TimeIsUpError
        if recipe not in self.known:
            self.known[recipe] = None
            drawn = self.draws.drawn(recipe)
            if drawn is not None and (found := self.program.failures([drawn.rough])):
                self._look(drawn, found[drawn.rough.id])
        return self.known[recipe] is not None

    def _look(self, drawn: Drawn, suspicion: Failure) -> None:
        """Judge a suspicious answer by the measured tolerance, and only where the reference is sure of itself."""
        measured = self.draws.measured(drawn)
        if measured.frozen is None:
            self.hunted.doubts[drawn.recipe] = measured.doubt
            return
        sure = self.hangs and suspicion.verdict is Verdict.TIMED_OUT  # once was confirmed, and takes long
        failure = suspicion if sure else self.program.failures([measured.frozen]).get(measured.frozen.id)
        if failure is None or (self.first is not None and self.hangs != (failure.verdict is Verdict.TIMED_OUT)):
            return
        if self.draws.takes_fakes(measured.frozen):
            return
        if not self.program.counts_as_correct and (words := self.draws.disputed(drawn, measured.frozen)):
            self.hunted.doubts[drawn.recipe] = words
            return
        uncertain = self.program.counts_as_correct
        found = Found(self.hunted.problem, self.program.name, drawn, measured.frozen, failure, uncertain=uncertain)
        self.known[drawn.recipe] = found
        self.first = self.first or found
