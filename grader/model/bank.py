"""The case bank: what running, judging and reporting need of an assignment, with no code of its reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from grader.model.outcome import Task
from grader.model.values import Raises, Value

PUBLIC, PRIVATE = "public", "private"
SPLITS = (PUBLIC, PRIVATE)

#: Languages of sentences: {"en": …, "zh": …}; English is always there.
Sentence = Mapping[str, str]


@dataclass(frozen=True)
class Leaf:
    """One part of an expected answer that is compared by itself."""

    path: str
    expected: Value  # an array (0-d for a scalar), or a str, None or an int too large for an array
    tolerance: np.ndarray | None = None  # per element, absolute; None: compared exactly
    size: float = 0.0  # max(max|F|, scale): what relative statements refer to

    @cached_property
    def finite(self) -> bool:
        """Whether every expected element is finite, which makes the comparison one line."""
        return bool(np.isfinite(self.expected).all())

    @cached_property
    def probe(self) -> tuple[int, float, float] | None:
        """A place (a flat index), the number there and its tolerance, where one look tells most other answers apart.

        None for what is not compared within a tolerance, or not with finite floats.
        """
        if self.tolerance is None or self.expected.dtype.kind != "f" or not self.expected.size or not self.finite:
            return None
        place = int(np.argmax(np.abs(self.expected)))
        return place, self.expected.item(place), self.tolerance.item(place)


@dataclass(frozen=True)
class Known:
    """What a known mistake gives on one case: its answer, or the exception, and whether that is wrong."""

    mistake: str
    outcome: Value | Raises
    wrong: bool
    margin: float = 0.0  # greatest error as a multiple of the tolerance; inf for a shape, a type, a NaN
    modified: bool = False  # it changes an argument


@dataclass(frozen=True)
class BankCase:
    """One frozen case: what the worker is told, and what only the judge knows."""

    id: str  # problem/scenario/split/index
    task: Task
    expected: Value | Raises  # after the view, in canonical form
    leaves: tuple[Leaf, ...]
    known: tuple[Known, ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def problem(self) -> str:
        """The problem's name."""
        return self.id.split("/")[0]

    @cached_property
    def scenario(self) -> str:
        """The scenario's name."""
        return self.id.split("/")[1]

    @cached_property
    def split(self) -> str:
        """`public` or `private`."""
        return self.id.split("/")[2]


@dataclass(frozen=True)
class ScenarioInfo:
    """A scenario as results show it."""

    name: str
    title: str
    weight: int = 1
    hint: Sentence | None = None
    view: str = ""  # name in public.py
    check: str = ""  # name in public.py
    keeps_inputs: bool = False
    all_or_nothing: bool = False  # few-valued answers: a constant must not earn points
    counts: Mapping[str, int] = field(default_factory=dict)  # cases by split, also where the bank holds only one split


@dataclass(frozen=True)
class MistakeInfo:
    """A known mistake as results show it."""

    name: str
    identifier: str
    text: Sentence


@dataclass(frozen=True)
class ProblemBank:
    """All cases of one problem."""

    name: str
    points: int
    summary: str
    parameters: tuple[str, ...]
    scenarios: tuple[ScenarioInfo, ...]
    mistakes: tuple[MistakeInfo, ...]
    cases: tuple[BankCase, ...]
    discrete: bool = False  # every answer is a bool, a string or a small int: a match needs more evidence
    hints: tuple[Sentence, ...] = ()  # of the author, step by step

    @cached_property
    def scenario_of(self) -> Mapping[str, ScenarioInfo]:
        """Scenarios by name."""
        return {scenario.name: scenario for scenario in self.scenarios}

    @cached_property
    def groups(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """The ids of the cases of each scenario and split."""
        found: dict[tuple[str, str], list[str]] = {}
        for case in self.cases:
            found.setdefault((case.scenario, case.split), []).append(case.id)
        return {key: tuple(ids) for key, ids in found.items()}

    def count(self, split: str) -> int:
        """How many cases a split has, whether or not this bank holds them."""
        return sum(scenario.counts.get(split, 0) for scenario in self.scenarios)


@dataclass(frozen=True)
class CaseBank:
    """An assignment frozen under one secret."""

    slug: str
    title: Sentence
    libraries: tuple[str, ...]
    score_rule: str
    problems: tuple[ProblemBank, ...]
    public_source: bytes = b""
    secret_fingerprint: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    evidence: str = ""  # digest of what verdicts depend on; points, weights and hints are not part of it
    scoring: str = ""  # digest of what only the score and its words depend on

    @property
    def module(self) -> str:
        """The entry's module name: the slug with underscores."""
        return self.slug.replace("-", "_")

    @property
    def points(self) -> int:
        """The points of all problems."""
        return sum(problem.points for problem in self.problems)

    def cases(self) -> Iterator[BankCase]:
        """All cases in order."""
        for problem in self.problems:
            yield from problem.cases

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """What the worker is told, in order: public cases first, since a student reads all that is said in those."""
        return tuple(case.task for split in SPLITS for case in self.cases() if case.split == split)

    def problem(self, name: str) -> ProblemBank:
        """One problem by name."""
        return next(problem for problem in self.problems if problem.name == name)

    def only(self, *, splits: tuple[str, ...] = SPLITS, problems: tuple[str, ...] = ()) -> CaseBank:
        """The same bank with only these splits and, if any is named, only these problems."""
        kept = tuple(
            replace(problem, cases=tuple(case for case in problem.cases if case.split in splits))
            for problem in self.problems
            if not problems or problem.name in problems
        )
        return replace(self, problems=kept)
