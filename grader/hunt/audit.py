"""After a class is scored: do programs with full marks hold beyond the cases? No answer changes a score."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grader.hunt.code import Pinned
from grader.hunt.draws import Draws
from grader.hunt.programs import HandedIn, Laboratory
from grader.hunt.search import Found, hunt
from grader.load import LoadedAssignment, LoadedProblem
from grader.model.result import Report
from grader.model.submission import Submission
from grader.report.document import Audit, AuditFinding
from grader.report.words import harmless
from grader.run import Level

#: Every audit begins alike: the same class gives the same findings, as far as the time goes.
SEED = 2


def audit(
    assignment: LoadedAssignment,
    submissions: Sequence[Submission],
    reports: Sequence[Report],
    *,
    level: Level,
    secret: str,
    seconds: float,
    progress: Callable[[str], None] = lambda _: None,
) -> list[Audit]:
    """Hunt in each problem with a domain, `seconds` a program: those with full marks, equal ones once."""
    by_id = {submission.id: submission for submission in submissions}
    found = []
    for problem in assignment.problems:
        if problem.domain is None:
            continue
        full = [by_id[report.id] for report in reports if report.id in by_id and _is_full(report, problem.name)]
        if full:
            found.append(_one(assignment, problem, full, level, secret, seconds, progress))
    return found


def pinned(found: Audit) -> list[Pinned]:
    """The cases of an audit as scenarios."""
    return [Pinned.named(found.problem, tuple(one.classes), one.case) for one in found.findings]


def summary(found: Audit) -> str:
    """How many programs with full marks fail, and which unusual classes all cases have on which they do."""
    count = sum(len(one.students) for one in found.findings)
    shared = set.intersection(*(set(one.classes) for one in found.findings))
    words = "; ".join(one for one in found.findings[0].classes if one in shared)
    where = f"where {words}" if words else "on cases that have nothing unusual in common"
    return f"{count} of {found.full_marks} full marks in {found.problem} fail {where}"


def _is_full(report: Report, problem: str) -> bool:
    results = [result for result in report.problems if result.problem == problem]
    return report.status == "graded" and all(result.total.earned == result.total.points for result in results)


def _one(
    assignment: LoadedAssignment,
    problem: LoadedProblem,
    full: Sequence[Submission],
    level: Level,
    secret: str,
    seconds: float,
    progress: Callable[[str], None],
) -> Audit:
    equal: dict[tuple[tuple[str, bytes], ...], list[Submission]] = {}
    for submission in full:
        equal.setdefault(_code(submission), []).append(submission)
    draws = Draws(assignment, problem, secret)
    with Laboratory(draws, level) as laboratory:
        programs = [HandedIn(same[0].id, same[0], laboratory) for same in equal.values()]
        hunted = hunt(draws, programs, seconds=seconds * len(programs), seed=SEED, progress=progress)
    alike = {same[0].id: same for same in equal.values()}
    findings = [_finding(one, alike[one.program]) for one in hunted.found if not one.uncertain]
    return Audit(problem.name, len(full), len(programs), hunted.tried, findings)


def _code(submission: Submission) -> tuple[tuple[str, bytes], ...]:
    """All Python of a submission: what makes two of them the same program."""
    program = submission.program
    files = program.files if program is not None else {}
    return tuple(sorted((name, data) for name, data in files.items() if name.endswith((".py", ".ipynb"))))


def _finding(found: Found, same: Sequence[Submission]) -> AuditFinding:
    one = Pinned.of(found)
    words = harmless(found.failure.words, limit=400)
    return AuditFinding([each.student for each in same], found.failure.verdict, words, list(one.classes), one.case)
