"""Do the cases catch wrong programs that nobody thought of? The mutation score of each problem.

A mutant that fails a case is killed; the cases that killed others are run first. One that fails none is run on 200
further inputs, drawn from the problem's domain or, where it declares none, over all scenarios, half of these moved to
edge values or to twice their range: if it agrees with the truth there to 1e-10 of max|F| it is equivalent, no other
program. Any other survivor needs a reason, one line in `reference/<slug>/survivors.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import inf
from typing import Any

from grader.bank.evaluate import Answer, Course
from grader.bank.limited import ENDLESS, MUTANT_SECONDS, limited
from grader.judge.decide import Rule, decide
from grader.load import LoadedAssignment, LoadedProblem
from grader.model.bank import BankCase, CaseBank, ProblemBank
from grader.model.errors import SpecError
from grader.validate.equivalence import Yardstick
from grader.validate.mutants import Mutant, mutants
from grader.validate.parallel import each
from grader.validate.proof import Finding, Subject


@dataclass(frozen=True)
class Fate:
    """What became of one mutant."""

    mutant: Mutant
    killer: str = ""  # the case that it fails, if any
    equivalent: bool = False


def cases_kill_mutants(subject: Subject) -> list[Finding]:
    """Mutants of the reference against all cases."""
    _reasons(subject)  # an unreadable file is told before anything is run
    pieces = [
        (replace(subject.bank, problems=(bank,)), subject.secret)
        for bank in subject.bank.problems
        if not bank.is_measured  # a changed program that predicts as well is no wrong one; see baselines_in_order
    ]
    findings = each(_one_problem, subject.assignment, pieces, subject.executor)
    return [finding for found in findings for finding in found]


def _one_problem(assignment: LoadedAssignment, piece: tuple[CaseBank, str]) -> list[Finding]:
    bank, secret = piece
    subject = Subject(assignment, bank, Course.of(assignment.public_source), secret)
    (part,) = bank.problems
    problem = next(one for one in assignment.problems if one.name == part.name)
    fates = [*_fates(subject, problem, part)]
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
    findings += [
        Finding("mutants", problem.name, True, f"line {m.line} is equivalent: {m.name}")
        for m in (each.mutant for each in fates if each.equivalent)
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


def _fates(subject: Subject, problem: LoadedProblem, bank: ProblemBank) -> Iterator[Fate]:
    """Each mutant on the cases until one kills it and, if it passes them all, on further inputs.

    Mutants come in the order of the file, and what kills one often kills the next.
    """
    cases, yardstick = list(bank.cases), Yardstick(subject, problem)
    for mutant in mutants(problem.solution):
        killer = next((case for case in cases if _fails(mutant, subject, problem, case)), None)
        if killer is None:
            yield Fate(mutant, equivalent=yardstick.same(mutant.function))
        else:
            cases.sort(key=lambda case: case is not killer)
            yield Fate(mutant, killer.id)


def _fails(mutant: Mutant, subject: Subject, problem: LoadedProblem, case: BankCase) -> bool:
    return wrongness(run(mutant.function, subject, problem, case), subject.rule(case)) > 0


def run(function: Callable[..., Any], subject: Subject, problem: LoadedProblem, case: BankCase) -> Answer | None:
    """A program's answer to one case, or None where it does not come to an end."""
    try:
        with limited(MUTANT_SECONDS):
            return subject.answer(function, problem, case)
    except ENDLESS:
        return None


def wrongness(given: Answer | None, rule: Rule) -> float:
    """How wrong an answer is, in tolerances: 0 for a right one, infinite where no number says it."""
    return inf if given is None else decide(given.given, rule).margin


def _reasons(subject: Subject) -> dict[str, dict[str, str]]:
    file = subject.assignment.reference / "survivors.toml"
    if not file.is_file():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SpecError(f'{file}: expected [problem] tables of "mutant" = "reason": {error}') from error
