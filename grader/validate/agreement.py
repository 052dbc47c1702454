"""Other correct programs must agree with the reference, far inside the tolerance."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

import numpy as np

from grader.author import Alternative, Oracle
from grader.bank.evaluate import Answer
from grader.judge.canonical import flatten
from grader.judge.compare import compare, in_tolerances
from grader.judge.judge import checked
from grader.load import LoadedProblem
from grader.model.bank import BankCase, ProblemBank
from grader.model.result import Verdict
from grader.model.values import Raises
from grader.validate.proof import Finding, Subject

#: Alternatives must stay within this share of the limit on every case; oracles only within the limit itself.
SHARE = 0.01


def alternatives_agree(subject: Subject) -> list[Finding]:
    """Alternatives against the reference."""
    findings = []
    for problem, bank in subject.pairs():
        if not problem.alternatives:
            findings.append(
                Finding("alternatives", problem.name, False, "expected at least one alternative, found none")
            )
        for other in problem.alternatives:
            limit = 1.0 if other.reference else SHARE
            findings.append(_agreement(subject, problem, bank, other, "alternatives", limit))
    return findings


def oracles_agree(subject: Subject) -> list[Finding]:
    """Independent libraries against the reference."""
    findings = []
    for problem, bank in subject.pairs():
        for oracle in problem.oracles:
            if importlib.util.find_spec(oracle.package) is None:
                text = f"{oracle.function.__name__}: skipped, {oracle.package} is not installed"
                findings.append(Finding("oracles", problem.name, True, text))
            else:
                findings.append(_agreement(subject, problem, bank, oracle, "oracles", 1.0))
    return findings


def _agreement(
    subject: Subject, problem: LoadedProblem, bank: ProblemBank, other: Alternative | Oracle, proof: str, limit: float
) -> Finding:
    name, worst, place = other.function.__name__, 0.0, ""
    wanted = getattr(other, "scenarios", ())
    for case in bank.cases:
        if wanted and case.scenario not in wanted:
            continue
        check = next(scenario.check for scenario in problem.scenarios if scenario.name == case.scenario)
        share, why = distance(subject.answer(other.function, problem, case), case, check)
        if share > worst:
            worst, place = share, f"{case.id}{why}"
    text = f"{name}: at most {worst:.2g} of the tolerance" + (f", at {place}" if place else "")
    if worst > limit:
        text += f"; expected at most {limit:g}"
    return Finding(proof, problem.name, worst <= limit, text, worst)


def distance(given: Answer, case: BankCase, check: Callable[..., object] | None = None) -> tuple[float, str]:
    """How far an answer lies from the truth, as a share of the tolerance; infinite where it fails otherwise.

    Where the scenario has a checker, that decides, and nothing lies between 0 and infinity.
    """
    if isinstance(case.expected, Raises):
        same = isinstance(given.outcome, Raises) and case.expected.name in given.outcome.names
        return (0.0, "") if same else (float("inf"), f": expected {case.expected.name}")
    if isinstance(given.outcome, Raises):
        return float("inf"), f": raised {given.error!r}"
    found = compare(given.outcome, case.expected, case.leaves)
    if check and found.verdict not in (Verdict.WRONG_SHAPE, Verdict.WRONG_TYPE):
        found = checked(given.outcome, case.expected, case.task.calls, check)
        return (0.0, "") if found.passed else (float("inf"), f": {found.message}")
    if not found.passed:
        return (found.difference.tolerances if found.difference else float("inf")), f": {found.message}"
    actual = dict(flatten(given.outcome))
    shares = [
        float(np.max(in_tolerances(np.asarray(actual[leaf.path]), leaf), initial=0.0))
        for leaf in case.leaves
        if leaf.tolerance is not None and leaf.path in actual
    ]
    return max(shares, default=0.0), ""
