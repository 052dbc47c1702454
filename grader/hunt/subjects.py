"""Which of an author's programs a hunt tries: those that the cases do not tell from the reference, and alternatives."""

from __future__ import annotations

import time

from grader.hunt.draws import Draws
from grader.hunt.programs import OwnProgram
from grader.model.bank import PRIVATE, ProblemBank
from grader.validate.mutants import Mutant, mutants
from grader.validate.mutation import run, wrongness
from grader.validate.proof import Subject


def unnoticed(subject: Subject, draws: Draws, bank: ProblemBank, *, until: float) -> list[OwnProgram]:
    """Known mistakes that pass every private case, and mutants of the reference that pass every case.

    `until` is a reading of `time.monotonic`: mutants that were not looked at by then are left out.
    """
    private = [case for case in bank.cases if case.split == PRIVATE]
    passing = [
        OwnProgram(mistake.label, mistake.function, draws)
        for number, mistake in enumerate(draws.problem.mistakes)
        if not any(case.known[number].wrong for case in private)
    ]
    alive = [
        mutant
        for mutant in mutants(draws.problem.solution)
        if time.monotonic() < until and _passes(subject, draws, bank, mutant)
    ]
    return passing + [OwnProgram(f"line {one.line}: {one.name}", one.function, draws) for one in alive]


def _passes(subject: Subject, draws: Draws, bank: ProblemBank, mutant: Mutant) -> bool:
    cases = sorted(bank.cases, key=lambda case: case.split)
    answers = ((run(mutant.function, subject, draws.problem, case), subject.rule(case)) for case in cases)
    return all(wrongness(given, rule) == 0 for given, rule in answers)


def alternatives(draws: Draws) -> list[OwnProgram]:
    """The other correct programs: where one differs, the reference itself is uncertain."""
    found = draws.problem.alternatives
    return [OwnProgram(one.function.__name__, one.function, draws, counts_as_correct=True) for one in found]
