"""Another secret draws other cases: they must be as good as these."""

from __future__ import annotations

from dataclasses import dataclass

from grader.bank.build import drawn_bank
from grader.bank.freeze import ATTEMPTS
from grader.load import LoadedAssignment
from grader.model.bank import ProblemBank
from grader.model.errors import SpecError
from grader.validate.parallel import each
from grader.validate.proof import Finding, Subject
from grader.validate.split import falls

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
    found = each(_trials, subject.assignment, subject.bank.problems, subject.executor)
    trials = [trial for of_problem in found for trial in of_problem]
    lost = [words for trial in trials for words in trial.wrong]
    worst = max(trials, key=lambda trial: trial.repeated)
    text = f"under {SECRETS} further secrets every case tells right from wrong and every set of them, too"
    if worst.repeated:
        text += f"; no draw was repeated more than {worst.repeated} times ({worst.case})"
    return [Finding("secrets", "", not lost, "; ".join(lost[:5]) if lost else text)]


def _trials(assignment: LoadedAssignment, known: ProblemBank) -> list[_Trial]:
    """A problem under every trial secret, in one process: the rows of its combinations are the same under all."""
    return [_trial(assignment, known, number) for number in range(SECRETS)]


def _trial(assignment: LoadedAssignment, known: ProblemBank, number: int) -> _Trial:
    """A problem's cases under one trial secret; its public ones are those that are known."""
    name = known.name
    problem = next(one for one in assignment.problems if one.name == name)
    try:
        bank = drawn_bank(assignment, problem, f"validate-trial-{number:02d}", public=known)
    except SpecError as error:
        return _Trial((f"trial secret {number}: {error}",))
    wrong = [f"{name}: {words}" for words in (*bank.weaknesses, *_further_falls(assignment, known, bank))]
    wrong += [
        f"{case.id}: expected a sound draw among {MOST_REPEATED}, found none among {case.repeated}"
        for case in bank.cases
        if case.repeated > MOST_REPEATED
    ]
    worst = max(bank.cases, key=lambda case: case.repeated)
    return _Trial(tuple(f"trial secret {number}: {words}" for words in wrong), worst.id, worst.repeated)


def _further_falls(assignment: LoadedAssignment, known: ProblemBank, bank: ProblemBank) -> list[str]:
    """Known mistakes that cost more than they may under this secret; those under the course's own are told already."""
    told = {fall.mistake for fall in falls(known, assignment.spec.score)}
    return [fall.words for fall in falls(bank, assignment.spec.score) if fall.mistake not in told]
