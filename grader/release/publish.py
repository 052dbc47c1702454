"""What of a bank a student may have: public cases, and nothing that tells of a private one but how many there are."""

from __future__ import annotations

from dataclasses import replace

from grader.bank import store
from grader.model.bank import PRIVATE, PUBLIC, BankCase, CaseBank, ProblemBank, ScenarioInfo

#: Stands for all scenarios that have no public case: their names and titles say what the private ones try.
UNSEEN = "private"


def published(bank: CaseBank) -> CaseBank:
    """The bank with public cases only, without the secret's fingerprint and without names of what is private."""
    problems = tuple(_problem(problem) for problem in bank.only(splits=(PUBLIC,)).problems)
    return store.with_digests(replace(bank, problems=problems, secret_fingerprint=""))


def _problem(problem: ProblemBank) -> ProblemBank:
    shown = tuple(scenario for scenario in problem.scenarios if scenario.counts.get(PUBLIC, 0))
    hidden = sum(scenario.counts.get(PRIVATE, 0) for scenario in problem.scenarios if scenario not in shown)
    rest = (ScenarioInfo(UNSEEN, {}, counts={PUBLIC: 0, PRIVATE: hidden}),) if hidden else ()
    telling = [number for number in range(len(problem.mistakes)) if any(_shows(case, number) for case in problem.cases)]
    return replace(
        problem,
        scenarios=shown + rest,
        mistakes=tuple(problem.mistakes[number] for number in telling),
        cases=tuple(_with(case, telling) for case in problem.cases),
    )


def _shows(case: BankCase, mistake: int) -> bool:
    """Whether a mistake is visible in a case at all; one that no public case shows is never named here."""
    return bool(case.known) and case.known[mistake].wrong


def _with(case: BankCase, mistakes: list[int]) -> BankCase:
    return replace(case, known=tuple(case.known[number] for number in mistakes) if case.known else ())
