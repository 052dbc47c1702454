"""Do the cases catch wrong programs that nobody thought of? The mutation score of each problem.

A mutant that fails a case is killed. One that fails none is run on 200 further inputs, drawn over all scenarios, half
of them moved to edge values or to twice their range: if it agrees with the truth there to 1e-10 of max|F| it is
equivalent, no other program. Any other survivor needs a reason, one line in `reference/<slug>/survivors.toml`.
"""

from __future__ import annotations

import signal
import threading
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf
from typing import Any

import numpy as np

from grader.bank.draw import arguments
from grader.bank.evaluate import Answer, Course, answer, widened
from grader.bank.secret import seed
from grader.bank.spread import move
from grader.judge.decide import Rule, decide
from grader.load import LoadedAssignment, LoadedProblem
from grader.model.bank import BankCase, CaseBank, ProblemBank
from grader.model.errors import SpecError
from grader.model.outcome import Arguments
from grader.model.spec import Scenario
from grader.model.tree import pairs
from grader.model.values import Atom, Raises, Value
from grader.validate.mutants import Mutant, mutants
from grader.validate.parallel import each
from grader.validate.proof import Finding, Subject

INPUTS = 200
EQUAL = 1e-10
#: A mutant may loop for ever; the reference needs milliseconds.
SECONDS = 2.0


@dataclass(frozen=True)
class Fate:
    """What became of one mutant."""

    mutant: Mutant
    killer: str = ""  # the case that it fails, if any
    equivalent: bool = False
    margin: float = 0.0  # in tolerances, on the case where it is farthest off


class TooSlowError(RuntimeError):
    """A mutant did not come to an end."""


def cases_kill_mutants(subject: Subject) -> list[Finding]:
    """Mutants of the reference against all cases."""
    _reasons(subject)  # an unreadable file is told before anything is run
    pieces = [(replace(subject.bank, problems=(bank,)), subject.secret) for bank in subject.bank.problems]
    findings = each(_one_problem, subject.assignment, pieces, subject.executor)
    return [finding for found in findings for finding in found]


def _one_problem(assignment: LoadedAssignment, piece: tuple[CaseBank, str]) -> list[Finding]:
    bank, secret = piece
    subject = Subject(assignment, bank, Course.of(assignment.public_source), secret)
    (part,) = bank.problems
    problem = next(one for one in assignment.problems if one.name == part.name)
    yardstick = Yardstick(subject, problem)
    fates = [fate(subject, problem, part, mutant, yardstick) for mutant in mutants(problem.solution)]
    return _findings(problem, part, fates, _reasons(subject).get(part.name, {}))


def _findings(problem: LoadedProblem, bank: ProblemBank, fates: list[Fate], reasons: dict[str, str]) -> list[Finding]:
    killed = [each for each in fates if each.killer]
    same = sum(each.equivalent for each in fates)
    alive = [each.mutant for each in fates if not each.killer and not each.equivalent]
    unexplained = [mutant for mutant in alive if mutant.name not in reasons]
    score = len(killed) / max(1, len(fates) - same)
    text = f"{len(killed)} of {len(fates) - same} mutants killed ({same} equivalent), {len(alive)} survive"
    findings = [Finding("mutants", problem.name, not unexplained, text, score)]
    findings += [Finding("mutants", problem.name, False, f"line {m.line} survives: {m.name}") for m in unexplained]
    findings += [
        Finding("mutants", problem.name, True, f"line {m.line} survives, because {reasons[m.name]}: {m.name}")
        for m in alive
        if m.name in reasons
    ]
    stale = set(reasons) - {mutant.name for mutant in alive}
    findings += [
        Finding("mutants", problem.name, False, f"survivors.toml explains what does not survive: {name}")
        for name in stale
    ]
    return findings + _useless(problem, bank)


def _useless(problem: LoadedProblem, bank: ProblemBank) -> list[Finding]:
    """Scenarios on which no known mistake fails prove nothing about misunderstandings."""
    idle = [
        scenario.name
        for scenario in bank.scenarios
        if not any(known.wrong for case in bank.cases if case.scenario == scenario.name for known in case.known)
    ]
    words = (
        f"scenarios that catch no known mistake: {', '.join(idle)}"
        if idle
        else "every scenario catches a known mistake"
    )
    return [Finding("scenarios", problem.name, True, words)]


def fate(subject: Subject, problem: LoadedProblem, bank: ProblemBank, mutant: Mutant, yardstick: Yardstick) -> Fate:
    """Run a mutant on the cases and, if it passes them all, on further inputs."""
    for case in sorted(bank.cases, key=lambda case: case.split):
        margin = wrongness(run(mutant.function, subject, problem, case), subject.rule(case))
        if margin > 0:
            return Fate(mutant, killer=case.id, margin=margin)
    return Fate(mutant, equivalent=yardstick.same(mutant.function))


def run(function: Callable[..., Any], subject: Subject, problem: LoadedProblem, case: BankCase) -> Answer | None:
    """A program's answer to one case, or None where it does not come to an end."""
    try:
        with limited():
            return subject.answer(function, problem, case)
    except (TooSlowError, RecursionError, MemoryError):
        return None


def wrongness(given: Answer | None, rule: Rule) -> float:
    """How wrong an answer is, in tolerances: 0 for a right one, infinite where no number says it."""
    return inf if given is None else decide(given.given, rule).margin


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
        """Whether a program agrees with the reference on all of them to EQUAL of max|F|."""
        for scenario, calls, truth in self.truths:
            try:
                with limited():
                    given = answer(function, calls, self._subject.course, scenario.view)
            except (TooSlowError, RecursionError, MemoryError):
                return False
            if not _equal(given.outcome, truth.outcome):
                return False
        return True


def further_inputs(subject: Subject, problem: LoadedProblem) -> Iterator[tuple[Scenario, tuple[Arguments, ...]]]:
    """Fresh draws over all scenarios; every second round at edge values or twice its range."""
    scenarios = [scenario for scenario in problem.scenarios if not scenario.keeps_inputs]
    for number in range(INPUTS):
        scenario = scenarios[number % len(scenarios)]
        rng = np.random.default_rng(seed(subject.secret, subject.assignment.slug, problem.name, "further", number))
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


def _equal(one: Value | Raises, other: Value | Raises) -> bool:
    if isinstance(one, Raises) or isinstance(other, Raises):
        return isinstance(one, Raises) and isinstance(other, Raises) and one.name == other.name
    parts = pairs(one, other)
    return parts is not None and all(_equal_leaf(a, b) for a, b in parts)


def _equal_leaf(one: Atom, other: Atom) -> bool:
    if not isinstance(one, np.ndarray) or not isinstance(other, np.ndarray):
        return bool(one == other)
    if one.shape != other.shape:
        return False
    if one.dtype.kind not in "fc" and other.dtype.kind not in "fc":
        return bool(np.array_equal(one, other))
    finite = np.abs(other[np.isfinite(other)])
    return bool(np.allclose(one, other, rtol=0.0, atol=EQUAL * float(finite.max(initial=0.0)), equal_nan=True))


@contextmanager
def limited() -> Iterator[None]:
    """Stop an author's code that does not come to an end; only where there are alarms, in the main thread."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise TooSlowError

    former = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)


def _reasons(subject: Subject) -> dict[str, dict[str, str]]:
    file = subject.assignment.reference / "survivors.toml"
    if not file.is_file():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SpecError(f'{file}: expected [problem] tables of "mutant" = "reason": {error}') from error
