"""Other correct programs must agree with the reference, far inside the tolerance; libraries within it."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager

from grader.author import Alternative, Oracle
from grader.bank.freeze import ALTERNATIVE_SHARE
from grader.judge.decide import decide, distance
from grader.load import LoadedProblem
from grader.model.bank import ProblemBank
from grader.validate.proof import Finding, Subject

#: What PyTorch reads once, when it is imported.
THREADS = "OMP_NUM_THREADS"


def alternatives_agree(subject: Subject) -> list[Finding]:
    """Alternatives against the reference."""
    findings = []
    for problem, bank in subject.pairs():
        if not problem.alternatives:
            findings.append(
                Finding("alternatives", problem.name, False, "expected at least one alternative, found none")
            )
        for other in problem.alternatives:
            limit = 1.0 if other.reference else ALTERNATIVE_SHARE
            findings.append(_agreement(subject, problem, bank, other, "alternatives", limit))
    return findings


def oracles_agree(subject: Subject) -> list[Finding]:
    """Independent libraries against the reference."""
    with _one_thread():
        return [
            _of_library(subject, problem, bank, oracle)
            for problem, bank in subject.pairs()
            for oracle in problem.oracles
        ]


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let a library that is imported here compute in one thread: on a few numbers, two wait longer than they work."""
    former = os.environ.get(THREADS)
    os.environ[THREADS] = "1"
    try:
        yield
    finally:
        if former is None:
            del os.environ[THREADS]
        else:
            os.environ[THREADS] = former


def _of_library(subject: Subject, problem: LoadedProblem, bank: ProblemBank, oracle: Oracle) -> Finding:
    if importlib.util.find_spec(oracle.package) is None:
        text = f"{oracle.function.__name__}: skipped, {oracle.package} is not installed"
        return Finding("oracles", problem.name, True, text)
    return _agreement(subject, problem, bank, oracle, "oracles", 1.0)


def _agreement(
    subject: Subject, problem: LoadedProblem, bank: ProblemBank, other: Alternative | Oracle, proof: str, limit: float
) -> Finding:
    name, worst, place = other.function.__name__, 0.0, ""
    wanted = getattr(other, "scenarios", ())
    for case in bank.cases:
        if wanted and case.scenario not in wanted:
            continue
        given, rule = subject.answer(other.function, problem, case).given, subject.rule(case)
        share = distance(given, rule)
        if share > worst:
            message = decide(given, rule).message
            worst, place = share, f"{case.id}: {message}" if message else case.id
    text = f"{name}: at most {worst:.2g} of the tolerance" + (f", at {place}" if place else "")
    if worst > limit:
        text += f"; expected at most {limit:g}"
    return Finding(proof, problem.name, worst <= limit, text, worst)
