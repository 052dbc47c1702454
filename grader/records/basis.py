"""What a result was graded by, and what a later grading was graded by otherwise: why a score changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import msgspec

from grader.bank.store import digest_of
from grader.model.bank import CaseBank, ProblemBank
from grader.model.code import code_digest
from grader.model.errors import GradebookError
from grader.model.meaning import RUN_AGAIN
from grader.model.outcome import Budget


class ProblemBasis(msgspec.Struct, frozen=True):
    """One problem as it was graded."""

    points: int
    cpu_seconds: float  # 0 where the author states none
    memory_mib: int
    output_mib: int
    cases: int
    weights: Mapping[str, int]  # by scenario
    answers: str  # digest of arguments, expected answers, tolerances and rules


class Basis(msgspec.Struct, frozen=True):
    """Everything that scores depend on beside the submission, as far as a person would give it as a reason."""

    rule: str
    secret: str  # fingerprint
    isolation: str
    grader: str  # version
    code: str  # digest of the code that decides verdicts
    versions: Mapping[str, str]
    problems: Mapping[str, ProblemBasis]


def basis_of(
    bank: CaseBank, *, isolation: str, version: str, code: tuple[str, ...], versions: Mapping[str, str]
) -> Basis:
    """What results are graded by now; `code` are the packages of the grader that decide verdicts."""
    return Basis(
        rule=bank.score_rule,
        secret=bank.secret_fingerprint,
        isolation=isolation,
        grader=version,
        code=code_digest(*code)[:16],
        versions=versions,
        problems={problem.name: _problem(problem) for problem in bank.problems},
    )


def _problem(problem: ProblemBank) -> ProblemBasis:
    limits = problem.limits
    return ProblemBasis(
        points=problem.points,
        cpu_seconds=limits.cpu_seconds,
        memory_mib=limits.memory_mib,
        output_mib=limits.output_mib,
        cases=len(problem.cases),
        weights={scenario.name: scenario.weight for scenario in problem.scenarios},
        # The limits have reasons of their own.
        answers=digest_of(replace(problem, limits=Budget()), RUN_AGAIN)[:16],
    )


def encode_basis(basis: Basis) -> tuple[str, bytes]:
    """A basis as bytes, and the digest under which it is kept."""
    data = msgspec.json.encode(basis, order="deterministic")
    return hashlib.sha256(data).hexdigest()[:32], data


@lru_cache(maxsize=256)
def decode_basis(data: bytes) -> Basis:
    """A basis from its bytes.

    Raises:
        GradebookError: they are none.
    """
    try:
        return msgspec.json.decode(data, type=Basis)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise GradebookError(f"what a stored result was graded by cannot be read ({error}); grade again") from error


def changes(before: Basis, after: Basis) -> dict[str, tuple[str, ...]]:
    """What is otherwise, in sentences: by problem, and under "" what concerns them all."""
    found = {
        name: tuple(_problem_changes(name, before.problems.get(name), after.problems.get(name)))
        for name in dict.fromkeys([*before.problems, *after.problems])
    }
    return {"": tuple(_general_changes(before, after)), **{name: words for name, words in found.items() if words}}


def _general_changes(before: Basis, after: Basis) -> list[str]:
    words = []
    if before.secret != after.secret:
        words.append("private cases drawn from another secret")
    if before.rule != after.rule:
        words.append(f"{after.rule} cases count, before {before.rule}")
    if before.isolation != after.isolation:
        words.append(f"isolation {after.isolation}, before {before.isolation}")
    if before.code != after.code:
        newer = f"{before.grader} to {after.grader}" if before.grader != after.grader else after.grader
        words.append(f"grader updated ({newer})")
    for name in dict.fromkeys([*before.versions, *after.versions]):
        old, new = before.versions.get(name, "none"), after.versions.get(name, "none")
        if old != new:
            words.append(f"{name} {new}, before {old}")
    return words


def _problem_changes(name: str, before: ProblemBasis | None, after: ProblemBasis | None) -> list[str]:
    if before is None or after is None:
        return [f"{name} is new" if before is None else f"{name} is no longer asked for"]
    words = []
    for field, what, unit in _LIMITS:
        old, new = getattr(before, field), getattr(after, field)
        if old != new and not (old and new):
            words.append(f"{what} of {name} " + (f"stated, {new:g} {unit}" if new else "no longer stated"))
        elif old != new:
            verb = "raised" if new > old else "lowered"
            words.append(f"{what} of {name} {verb} ({old:g} to {new:g} {unit})")
    if before.points != after.points:
        words.append(f"points of {name} {after.points}, before {before.points}")
    if before.weights != after.weights:
        words.append(f"weights of {name} changed")
    if before.cases != after.cases:
        words.append(f"{name} has {after.cases} cases, before {before.cases}")
    elif before.answers != after.answers:
        words.append(f"cases of {name} changed")
    return words


_LIMITS = (("cpu_seconds", "limit", "s"), ("memory_mib", "memory limit", "MiB"), ("output_mib", "output limit", "MiB"))
