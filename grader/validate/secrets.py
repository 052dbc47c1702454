"""Another secret draws other cases: they must be as good as these."""

from __future__ import annotations

from pathlib import Path

from grader.bank.build import build
from grader.load import load_assignment
from grader.model.errors import SpecError
from grader.validate.parallel import each
from grader.validate.proof import Finding, Subject

#: Further secrets that are tried: a draw that is ill-conditioned, or lets a mistake through, once in twenty shows.
SECRETS = 20


def other_secrets_serve(subject: Subject) -> list[Finding]:
    """Cases under twenty other secrets."""
    lost = [problem for problems in each(_trial, subject, range(SECRETS)) for problem in problems]
    text = f"under {SECRETS} further secrets every case tells right from wrong and every set of them, too"
    return [Finding("secrets", "", not lost, "; ".join(lost[:5]) if lost else text)]


def _trial(course: Path, slug: str, _: str, number: int) -> list[str]:
    """What is wrong with the cases of one trial secret."""
    try:
        bank = build(load_assignment(course, slug), secret=f"validate-trial-{number:02d}")
    except SpecError as error:
        return [f"trial secret {number}: {error}"]
    return [
        f"trial secret {number}: {problem.name}: {words}" for problem in bank.problems for words in problem.weaknesses
    ]
