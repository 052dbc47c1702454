"""Do the proofs hold under any secret? Every proof that depends on what is drawn, for all assignments, many secrets.

Mutants, which take longer than all else together, are run under the first `--mutants` of the secrets only. `--seed
TEXT` derives the secrets from a text, so that a run can be repeated; without it they are fresh.
"""

from __future__ import annotations

import argparse
import os
import secrets
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rich.console import Console
from rich.progress import track

from grader.bank.build import assembled, build, problem_bank
from grader.bank.public import Course
from grader.load import LoadedAssignment, load_assignment, slugs
from grader.model.bank import CaseBank
from grader.model.errors import SpecError
from grader.model.folders import ASSIGNMENTS
from grader.pool import process_pool
from grader.release.bundle import HANDOUTS
from grader.release.scan import Scanner
from grader.threads import use_one_thread
from grader.validate.agreement import alternatives_agree, oracles_agree
from grader.validate.baselines import baselines_in_order
from grader.validate.coverage import domains_covered
from grader.validate.draws import draws_repeated, repeated_draws
from grader.validate.mistakes import mistakes_fail
from grader.validate.mutation import cases_kill_mutants
from grader.validate.nothing import constants_earn_nothing
from grader.validate.proof import Finding, Subject
from grader.validate.tier import tier_refuses_fakes

ROOT = Path(__file__).resolve().parent.parent


def handouts_leave(subject: Subject) -> list[Finding]:
    """Whether a release would refuse the handout, for a number in it that looks like a private one."""
    slug = subject.assignment.slug
    files = [ROOT / ASSIGNMENTS / slug / name for name in HANDOUTS]
    scanner = Scanner.of(ROOT, slug, public=subject.bank, private=subject.bank, secret=subject.secret)
    found = scanner.findings({file.name: file.read_bytes() for file in files if file.is_file()})
    return [Finding("release", "", ok=False, text=words) for words in found]


PROOFS = (
    alternatives_agree,
    oracles_agree,
    baselines_in_order,
    mistakes_fail,
    constants_earn_nothing,
    domains_covered,
    tier_refuses_fakes,
    draws_repeated,
    handouts_leave,
)


@dataclass(frozen=True)
class Trial:
    """What one assignment's cases are worth under one secret."""

    slug: str
    secret: str
    failures: tuple[str, ...]
    draws: int = 0  # repeated
    sets: int = 0  # of private cases, repeated


def trial(slug: str, secret: str, *, mutants: bool = False) -> Trial:
    """Build the bank of one assignment under one secret, and prove."""
    assignment = _assignment(slug)
    try:
        parts = [
            problem_bank(assignment, problem, secret, public=public)
            for problem, public in zip(assignment.problems, _public(slug).problems, strict=True)
        ]
    except SpecError as error:
        return Trial(slug, secret, (str(error),))
    bank = assembled(assignment, parts, secret=secret)
    subject = Subject(assignment, bank, Course.of(assignment.public_source), secret)
    proofs = (*PROOFS, cases_kill_mutants) if mutants else PROOFS
    findings = [finding for proof in proofs for finding in proof(subject) if not finding.ok]
    failures = tuple(f"{finding.proof}: {finding.problem}: {finding.text}" for finding in findings)
    return Trial(slug, secret, failures, repeated_draws(bank.problems), sum(part.repeated for part in bank.problems))


@lru_cache
def _assignment(slug: str) -> LoadedAssignment:
    return load_assignment(ROOT, slug)


@lru_cache
def _public(slug: str) -> CaseBank:
    """The public cases, which are the same under every secret: once in each process."""
    return build(_assignment(slug), secret=None)


def made_of(seed: str, count: int) -> list[str]:
    """Secrets that follow from a text, or fresh ones where it is empty."""
    return [f"{seed}-{number:03d}-trial-secret" if seed else secrets.token_urlsafe(32) for number in range(count)]


def trials(names: Sequence[str], tried: Sequence[str], mutants: int, pool: Executor) -> Iterator[Trial]:
    """All trials, as they end."""
    futures = [
        pool.submit(trial, slug, secret, mutants=number < mutants)
        for number, secret in enumerate(tried)
        for slug in names
    ]
    for future in as_completed(futures):
        yield future.result()


def main() -> None:
    """Try the assignments that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("slugs", nargs="*")
    parser.add_argument("--secrets", type=int, default=200)
    parser.add_argument("--mutants", type=int, default=5)
    parser.add_argument("--seed", default="")
    options = parser.parse_args()
    names, tried = options.slugs or slugs(ROOT), made_of(options.seed, options.secrets)
    console = Console(width=150)
    found: list[Trial] = []
    use_one_thread()
    with process_pool(os.cpu_count() or 1) as pool:
        total = len(names) * len(tried)
        for done in track(
            trials(names, tried, options.mutants, pool), description="secrets", total=total, console=console
        ):
            found.append(done)
            if not console.is_terminal and len(found) % (10 * len(names)) == 0:
                console.print(f"{len(found)} of {total} banks proved", highlight=False)
            for words in done.failures:
                console.print(
                    f"{done.slug} under {done.secret}: {words}", markup=False, highlight=False, soft_wrap=True
                )
    report(found, names)


def report(found: Sequence[Trial], names: Sequence[str]) -> None:
    """What was drawn again, by assignment, and the line that says whether any secret failed."""
    for slug in names:
        mine = [one for one in found if one.slug == slug]
        draws, sets = sum(one.draws for one in mine), sum(one.sets for one in mine)
        print(f"{slug}: {draws} draws and {sets} sets of private cases repeated under {len(mine)} secrets")
    tried = {one.secret for one in found}
    failed = {one.secret for one in found if one.failures}
    print(f"secrets: {len(failed)} failures of {len(tried)}")
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()
