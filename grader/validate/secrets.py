"""Another secret draws other cases: they must be as good as these."""

from __future__ import annotations

from dataclasses import dataclass

from grader.bank.freeze import ATTEMPTS
from grader.load import LoadedAssignment
from grader.model.errors import SpecError
from grader.validate.parallel import each, problem_of
from grader.validate.proof import Finding, Subject

#: Further secrets that are tried; so few suffice, since a case that is hard to draw shows in how often it was repeated.
SECRETS = 4
#: A case that needs more of its ATTEMPTS draws than these may find none under one secret in a thousand.
MOST_REPEATED = ATTEMPTS // 2


@dataclass(frozen=True)
class _Trial:
    """What is wrong with a problem's cases under one secret, and the case whose draw was repeated most."""

    wrong: tuple[str, ...]
    case: str = ""
    repeated: int = 0


def other_secrets_serve(subject: Subject) -> list[Finding]:
    """Cases under other secrets."""
    pieces = [(number, problem.name) for problem in subject.assignment.problems for number in range(SECRETS)]
    trials = each(_trial, subject.assignment, pieces, subject.executor)
    lost = [words for trial in trials for words in trial.wrong]
    worst = max(trials, key=lambda trial: trial.repeated)
    text = f"under {SECRETS} further secrets every case tells right from wrong and every set of them, too"
    if worst.repeated:
        text += f"; no draw was repeated more than {worst.repeated} times ({worst.case})"
    return [Finding("secrets", "", not lost, "; ".join(lost[:5]) if lost else text)]


def _trial(assignment: LoadedAssignment, piece: tuple[int, str]) -> _Trial:
    """A problem's cases under one trial secret."""
    number, name = piece
    try:
        bank = problem_of(assignment, name, secret=f"validate-trial-{number:02d}")
    except SpecError as error:
        return _Trial((f"trial secret {number}: {error}",))
    wrong = [f"{name}: {words}" for words in bank.weaknesses]
    wrong += [
        f"{case.id}: expected a sound draw among {MOST_REPEATED}, found none among {case.repeated}"
        for case in bank.cases
        if case.repeated > MOST_REPEATED
    ]
    worst = max(bank.cases, key=lambda case: case.repeated)
    return _Trial(tuple(f"trial secret {number}: {words}" for words in wrong), worst.id, worst.repeated)
