"""Build an assignment's case bank, or take it from the cache of the same content."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from grader.author import Mistake
from grader.bank import store
from grader.bank.cache import Progress, cache_file, read
from grader.bank.evaluate import Course
from grader.bank.freeze import ATTEMPTS, CaseBuilder, freeze
from grader.bank.preview import preview
from grader.bank.reuse import Parts, Reused, keep, unchanged
from grader.bank.secret import fingerprint
from grader.bank.weakness import weaknesses
from grader.load import LoadedAssignment, LoadedProblem, load_assignment
from grader.model.bank import (
    PRIVATE,
    PUBLIC,
    SPLITS,
    BankCase,
    CaseBank,
    MistakeInfo,
    ProblemBank,
    ScenarioInfo,
    Sentence,
)
from grader.model.outcome import Budget
from grader.model.spec import Limits, Scenario, Text
from grader.model.values import Raises

#: Int answers above this, or more of them than that, cannot be guessed by a constant.
SMALL_INT, FEW = 1000, 8
#: A weakness that so many sets of private cases in a row have is no matter of luck.
PATIENCE = 5


def case_bank(course: Path, slug: str, *, secret: str | None, progress: Progress | None = None) -> CaseBank:
    """The bank of one assignment; built once, then read from `.grader/cache/`. Without a secret: public cases only.

    Raises:
        SpecError: the assignment or its reference cannot be used.
    """
    file = cache_file(course, slug, secret)
    bank = read(file)
    if bank is None:
        parts = Parts.of(course, slug, secret)
        bank = _with_unchanged(course, slug, secret, parts, progress)
        if cache_file(course, slug, secret) == file:  # no file was edited meanwhile
            keep(bank, course, file, parts)
    return bank


def _with_unchanged(
    course: Path, slug: str, secret: str | None, parts: Parts, progress: Progress | None = None
) -> CaseBank:
    """The bank of these files, in which only what an edit changed is drawn anew, and only that is loaded."""
    known = unchanged(course, slug, parts)
    assignment = load_assignment(course, slug, without=known.problems)
    preview(assignment, secret=secret)
    found = {**known.problems}
    for problem in assignment.problems:
        reused = known.scenarios.get(problem.name)
        found[problem.name] = problem_bank(assignment, problem, secret, progress, reused=reused)
    return assembled(assignment, [found[name] for name in assignment.spec.problems], secret=secret)


def build(
    assignment: LoadedAssignment,
    *,
    secret: str | None,
    progress: Progress | None = None,
    problems: tuple[str, ...] = (),
) -> CaseBank:
    """Build a bank from a loaded assignment, without any cache; without a secret it holds the public cases only."""
    wanted = [problem for problem in assignment.problems if not problems or problem.name in problems]
    return assembled(assignment, [problem_bank(assignment, each, secret, progress) for each in wanted], secret=secret)


def assembled(assignment: LoadedAssignment, parts: Sequence[ProblemBank], *, secret: str | None) -> CaseBank:
    """The bank of problems that are built already."""
    bank = CaseBank(
        slug=assignment.slug,
        title=sentence(assignment.spec.title),
        libraries=assignment.spec.libraries,
        score_rule=assignment.spec.score,
        problems=tuple(parts),
        public_source=assignment.public_source,
        secret_fingerprint=fingerprint(secret) if secret else "",
        environment={"python": platform.python_version(), "numpy": np.__version__, "machine": platform.machine()},
    )
    return store.with_digests(bank)


def problem_bank(
    assignment: LoadedAssignment,
    problem: LoadedProblem,
    secret: str | None,
    progress: Progress | None = None,
    *,
    public: ProblemBank | None = None,
    reused: Reused | None = None,
) -> ProblemBank:
    """A problem's cases, with what every known mistake gives on each; the rest as `drawn_bank` takes it."""
    if progress:
        progress(problem.name)
    bank = drawn_bank(assignment, problem, secret, public=public, reused=reused)
    return replace(bank, cases=tuple(replace(case, known=tuple(case.known)) for case in bank.cases))


def drawn_bank(
    assignment: LoadedAssignment,
    problem: LoadedProblem,
    secret: str | None,
    *,
    public: ProblemBank | None = None,
    reused: Reused | None = None,
) -> ProblemBank:
    """A problem's cases; all private ones are drawn anew while other draws could mend what is weak about them together.

    What is the same in PATIENCE sets is no matter of luck, and the author's to mend: `validate` tells it. Of the known
    mistakes those are run that this asks for. `public` is the same problem's bank under another secret, whose public
    cases are these, too; `reused` what an earlier bank under this secret holds already.
    """
    if public is not None:
        reused = Reused(public, frozenset(public.scenario_of), (PUBLIC,))
    limits, course = problem.spec.limits or assignment.spec.limits, Course.of(assignment.public_source)
    builders = [
        CaseBuilder(assignment.slug, problem, scenario, course, secret or "", limits) for scenario in problem.scenarios
    ]
    first = {builder.scenario.name: _cases(builder, PUBLIC, reused) for builder in builders}
    if not secret:
        return _bank(problem, builders, first, limits)
    return _strongest(assignment, problem, builders, first, reused)


def _strongest(
    assignment: LoadedAssignment,
    problem: LoadedProblem,
    builders: Sequence[CaseBuilder],
    first: Mapping[str, list[BankCase]],
    reused: Reused | None,
) -> ProblemBank:
    """The public cases with the first set of private ones that has no weakness, or with that of fewest."""
    callables = {each.__name__: each for one in problem.scenarios for each in (one.view, one.check, one.metric) if each}
    tried: list[ProblemBank] = []
    for attempt in range(ATTEMPTS):
        cases = {
            builder.scenario.name: first[builder.scenario.name] + _cases(builder, PRIVATE, reused, set_attempt=attempt)
            for builder in builders
        }
        bank = _bank(problem, builders, cases, builders[0].limits)
        weak = weaknesses(bank, callables, rule=assignment.spec.score)
        tried.append(replace(bank, repeated=attempt, weaknesses=weak))
        latest = {one.weaknesses for one in tried[-PATIENCE:]}
        if not weak or (len(tried) >= PATIENCE and len(latest) == 1):
            break
    return min(tried, key=lambda one: len(one.weaknesses))


def _cases(builder: CaseBuilder, split: str, reused: Reused | None, *, set_attempt: int = 0) -> list[BankCase]:
    known = reused.cases(builder.scenario.name, split, set_attempt) if reused else None
    if known is not None:
        return known
    count: int = getattr(builder.scenario, split)
    return [freeze(builder, split, index, set_attempt=set_attempt) for index in range(count)]


def _bank(
    problem: LoadedProblem, builders: Sequence[CaseBuilder], cases: Mapping[str, list[BankCase]], limits: Limits
) -> ProblemBank:
    every = [case for builder in builders for case in cases[builder.scenario.name]]
    return ProblemBank(
        name=problem.name,
        points=problem.spec.points,
        summary=problem.summary,
        parameters=problem.parameters,
        scenarios=tuple(_scenario_info(builder.scenario, cases[builder.scenario.name]) for builder in builders),
        mistakes=tuple(_mistake_info(mistake) for mistake in problem.mistakes),
        cases=tuple(every),
        discrete=all(is_discrete(case) for case in every),
        hints=tuple(sentence(hint) for hint in problem.spec.hints),
        limits=Budget(limits.cpu_seconds or 0.0, limits.memory_mib, limits.output_mib),
    )


def _scenario_info(scenario: Scenario, cases: list[BankCase]) -> ScenarioInfo:
    return ScenarioInfo(
        name=scenario.name,
        title={"en": scenario.title, **({"zh": scenario.zh} if scenario.zh else {})},
        weight=scenario.weight,
        hint=sentence(scenario.hint) if scenario.hint else None,
        view=scenario.view.__name__ if scenario.view else "",
        check=scenario.check.__name__ if scenario.check else "",
        metric=scenario.metric.__name__ if scenario.metric else "",
        repeats=scenario.repeats,
        keeps_inputs=scenario.keeps_inputs,
        all_or_nothing=all(is_discrete(case) for case in cases),
        counts={split: getattr(scenario, split) for split in SPLITS},
    )


def _mistake_info(mistake: Mistake) -> MistakeInfo:
    title = sentence(mistake.title) if mistake.title else {"en": mistake.name.replace("_", " ")}
    return MistakeInfo(mistake.name, mistake.identifier, sentence(mistake.text), title)


def sentence(text: Text) -> Sentence:
    """A text as a plain mapping by language."""
    return {"en": text.en, **({"zh": text.zh} if text.zh else {})}


def is_discrete(case: BankCase) -> bool:
    """Whether the answer is one of few: bools, strings, None, an exception, a handful of small ints."""
    if isinstance(case.expected, Raises):
        return True
    for leaf in case.leaves:
        if leaf.tolerance is not None:
            return False
        if isinstance(leaf.expected, np.ndarray) and leaf.expected.dtype.kind in "iu":
            if leaf.expected.size > FEW or np.abs(leaf.expected).max(initial=0) > SMALL_INT:
                return False
        elif isinstance(leaf.expected, int):
            return False
    return True
