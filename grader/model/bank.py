"""The case bank: what running, judging and reporting need of an assignment, with no code of its reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Annotated

import numpy as np

from grader.model.meaning import BY_PARTS, MEASURED, RUN_AGAIN, SCORE_AGAIN, WORDS
from grader.model.outcome import Budget, Task
from grader.model.values import Atom, Raises, Value

PUBLIC, PRIVATE = "public", "private"
SPLITS = (PUBLIC, PRIVATE)

#: Languages of sentences: {"en": …, "zh": …}; English is always there.
Sentence = Mapping[str, str]


@dataclass(frozen=True)
class Leaf:
    """One part of an expected answer that is compared by itself."""

    path: Annotated[str, RUN_AGAIN]
    #: An array (0-d for a scalar), or a str, None or an int too large for an array.
    expected: Annotated[Atom, RUN_AGAIN]
    tolerance: Annotated[np.ndarray | None, RUN_AGAIN] = None  # per element, absolute; None: compared exactly
    size: Annotated[float, RUN_AGAIN] = 0.0  # max(max|F|, scale): what relative statements refer to

    @cached_property
    def array(self) -> np.ndarray:
        """The expected array; raises `TypeError` where the part is a str, None or an int too large for an array."""
        if not isinstance(self.expected, np.ndarray):
            raise TypeError(f"{self.path or 'the answer'}: expected an array, found {type(self.expected).__name__}")
        return self.expected

    @cached_property
    def finite(self) -> bool:
        """Whether every expected element is finite, which makes the comparison one line."""
        return bool(np.isfinite(self.array).all())

    @cached_property
    def probe(self) -> tuple[int, float, float] | None:
        """A place (a flat index), the number there and its tolerance, where one look tells most other answers apart.

        None for what is not compared within a tolerance, or not with finite floats.
        """
        if self.tolerance is None or self.array.dtype.kind != "f" or not self.array.size or not self.finite:
            return None
        place = int(np.argmax(np.abs(self.array)))
        return place, self.array.item(place), self.tolerance.item(place)


@dataclass(frozen=True)
class Known:
    """What a known mistake gives on one case: its answer, or the exception, and whether that is wrong."""

    mistake: Annotated[str, RUN_AGAIN]
    outcome: Annotated[Value | Raises, RUN_AGAIN]
    wrong: Annotated[bool, RUN_AGAIN]
    #: Greatest error as a multiple of the tolerance; inf for a shape, a type, a NaN.
    margin: Annotated[float, RUN_AGAIN] = 0.0
    modified: Annotated[bool, RUN_AGAIN] = False  # it changes an argument
    steady: Annotated[bool, RUN_AGAIN] = True  # rounding does not choose its answer among many


@dataclass(frozen=True)
class BankCase:
    """One frozen case: what the worker is told, and what only the judge knows."""

    id: Annotated[str, RUN_AGAIN]  # problem/scenario/split/index
    task: Annotated[Task, BY_PARTS]
    expected: Annotated[Value | Raises, RUN_AGAIN]  # after the view, in canonical form
    leaves: Annotated[tuple[Leaf, ...], BY_PARTS]
    known: Annotated[Sequence[Known], BY_PARTS] = ()
    notes: Annotated[tuple[str, ...], WORDS] = ()
    #: What is unusual about its arguments, where the problem declares a domain.
    classes: Annotated[tuple[str, ...], SCORE_AGAIN] = ()
    #: The classes in other languages, in the same order.
    translated: Annotated[Mapping[str, tuple[str, ...]], WORDS] = field(default_factory=dict)
    #: Of its own, where the scenario's title does not say what it is about.
    title: Annotated[Sentence, WORDS] = field(default_factory=dict)
    repeated: Annotated[int, WORDS] = 0  # how many draws before it were too weak
    #: Of a measured case: which rows are the public half's, and what each baseline reaches on each half, in its order.
    public_half: Annotated[np.ndarray | None, RUN_AGAIN] = None
    baselines: Annotated[Mapping[str, tuple[float, ...]], RUN_AGAIN] = field(default_factory=dict)
    shares: Annotated[bool, RUN_AGAIN] = False  # the reference's own answer shares memory with an argument

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

    name: Annotated[str, RUN_AGAIN]
    title: Annotated[Sentence, WORDS]
    weight: Annotated[int, SCORE_AGAIN] = 1
    hint: Annotated[Sentence | None, SCORE_AGAIN] = None
    view: Annotated[str, RUN_AGAIN] = ""  # name in public.py
    check: Annotated[str, RUN_AGAIN] = ""  # name in public.py
    metric: Annotated[str, RUN_AGAIN] = ""  # name in public.py
    repeats: Annotated[bool, RUN_AGAIN] = False
    keeps_inputs: Annotated[bool, RUN_AGAIN] = False
    all_or_nothing: Annotated[bool, SCORE_AGAIN] = False  # few-valued answers: a constant must not earn points
    #: Cases by split, also where the bank holds only one split.
    counts: Annotated[Mapping[str, int], SCORE_AGAIN] = field(default_factory=dict)


@dataclass(frozen=True)
class MistakeInfo:
    """A known mistake as results show it."""

    name: Annotated[str, SCORE_AGAIN]
    identifier: Annotated[str, SCORE_AGAIN]
    text: Annotated[Sentence, SCORE_AGAIN]
    title: Annotated[Sentence, SCORE_AGAIN]  # in a few words; the name with spaces where the author gives none


_STANDARD = Budget(cpu_seconds=0.0)  # not stated


@dataclass(frozen=True)
class ProblemBank:
    """All cases of one problem."""

    name: Annotated[str, RUN_AGAIN]
    points: Annotated[int, SCORE_AGAIN]
    summary: Annotated[str, WORDS]
    parameters: Annotated[tuple[str, ...], RUN_AGAIN]
    scenarios: Annotated[tuple[ScenarioInfo, ...], BY_PARTS]
    mistakes: Annotated[tuple[MistakeInfo, ...], BY_PARTS]
    cases: Annotated[tuple[BankCase, ...], BY_PARTS]
    #: Every answer is a bool, a string or a small int: a match needs more evidence.
    discrete: Annotated[bool, RUN_AGAIN] = False
    hints: Annotated[tuple[Sentence, ...], SCORE_AGAIN] = ()  # of the author, step by step
    #: As the author states them. A task's own budget is wider where the reference is slow, and that is measured.
    limits: Annotated[Budget, BY_PARTS] = _STANDARD
    repeated: Annotated[int, WORDS] = 0  # how many whole sets of private cases before these were too weak
    #: What is still weak about all cases together, where no set was better.
    weaknesses: Annotated[tuple[str, ...], WORDS] = ()

    @cached_property
    def scenario_of(self) -> Mapping[str, ScenarioInfo]:
        """Scenarios by name."""
        return {scenario.name: scenario for scenario in self.scenarios}

    @cached_property
    def is_measured(self) -> bool:
        """Whether a metric decides in place of one right answer."""
        return any(scenario.metric for scenario in self.scenarios)

    @cached_property
    def board_metric(self) -> str:
        """The metric of the case whose rows have a public and a private half; empty where there is none."""
        found = (self.scenario_of[case.scenario].metric for case in self.cases if case.public_half is not None)
        return next(found, "")

    @cached_property
    def groups(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """The ids of the cases of each scenario and split."""
        found: dict[tuple[str, str], list[str]] = {}
        for case in self.cases:
            found.setdefault((case.scenario, case.split), []).append(case.id)
        return {key: tuple(ids) for key, ids in found.items()}

    @cached_property
    def may_share(self) -> bool:
        """Whether an answer may share memory with an argument, as the reference's own does somewhere."""
        return any(case.shares for case in self.cases)

    @cached_property
    def ordinary(self) -> tuple[tuple[str, str], ...]:
        """The ids of the cases that expect a value, each with its split."""
        return tuple((case.id, case.split) for case in self.cases if not isinstance(case.expected, Raises))

    @cached_property
    def raising(self) -> frozenset[str]:
        """The ids of the cases that expect an exception."""
        return frozenset(case.id for case in self.cases if isinstance(case.expected, Raises))

    def title_of(self, case: str) -> Sentence:
        """What a case is about: its own title, or its scenario's."""
        own = next((one.title for one in self.cases if one.id == case), None)
        return own or self.scenario_of[case.split("/")[1]].title

    def count(self, split: str) -> int:
        """How many cases a split has, whether or not this bank holds them."""
        return sum(scenario.counts.get(split, 0) for scenario in self.scenarios)


@dataclass(frozen=True)
class CaseBank:
    """An assignment frozen under one secret."""

    slug: Annotated[str, RUN_AGAIN]
    title: Annotated[Sentence, WORDS]
    libraries: Annotated[tuple[str, ...], RUN_AGAIN]
    score_rule: Annotated[str, SCORE_AGAIN]
    problems: Annotated[tuple[ProblemBank, ...], BY_PARTS]
    public_source: Annotated[bytes, RUN_AGAIN] = b""
    secret_fingerprint: Annotated[str, RUN_AGAIN] = ""
    environment: Annotated[Mapping[str, str], MEASURED] = field(default_factory=dict)
    evidence: Annotated[str, MEASURED] = ""  # digest of all that is marked RUN_AGAIN
    scoring: Annotated[str, MEASURED] = ""  # digest of all that is marked SCORE_AGAIN

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

    @property
    def board_metric(self) -> str:
        """What a leaderboard ranks by; empty where it is points."""
        return next((problem.board_metric for problem in self.problems if problem.board_metric), "")

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
