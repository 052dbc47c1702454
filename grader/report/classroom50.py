"""Classroom 50's `result.json`, schema `classroom50/result/v1`: public cases, in integers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Self

from grader.model.bank import PUBLIC
from grader.model.errors import GraderFault
from grader.model.result import ProblemResult, Report
from grader.report.markdown import cause
from grader.report.shares import shares
from grader.report.words import first_failures, harmless, points, what_went_wrong

SCHEMA: Final = "classroom50/result/v1"
#: The schema has no fractions, and our points do: every score and every maximum is in hundredths of a point.
UNITS_PER_POINT: Final = 100
_MOST_OUTPUT: Final = 2000


@dataclass(frozen=True, slots=True)
class Push:
    """What the runner says of the push that is graded; a result that says otherwise is refused."""

    classroom: str
    assignment: str
    submission: str  # the tag
    commit: str
    release: str
    review: str

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Self:
        """From the variables that the runner sets.

        Raises:
            GraderFault: one is missing.
        """
        names = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")
        if missing := [name for name in names if not environment.get(name)]:
            raise GraderFault(
                f"expected the variables of Classroom 50's runner, found no {', '.join(missing)}; "
                "this program is run by its workflow, a student runs: grader check"
            )
        classroom, assignment, submission, commit, release = (environment[name] for name in names)
        return cls(classroom, assignment, submission, commit, release, environment.get("REVIEW_URL") or commit)


def result_document(report: Report, push: Push) -> dict[str, Any]:
    """What one push earned on the public cases; the tests' scores add up to the score."""
    public = report.splits[PUBLIC]
    earned = shares([problem.splits[PUBLIC] for problem in report.problems], public)
    rows = zip(report.problems, earned, strict=True)
    return {
        "schema": SCHEMA,
        "classroom": push.classroom,
        "assignment": push.assignment,
        "submission": push.submission,
        "commit": push.commit,
        "release": push.release,
        "review": push.review,
        "datetime": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),  # the runner writes the commit's over it
        "score": units(points(public)),
        "max-score": units(public.points),
        "tests": [_test(report, problem, share) for problem, share in rows],
    }


def units(value: float) -> int:
    """Points as the schema counts them."""
    return round(value * UNITS_PER_POINT)


def _test(report: Report, problem: ProblemResult, earned: float) -> dict[str, Any]:
    cases = [case for case in problem.cases if case.split == PUBLIC]
    told = [case for each, case in first_failures(report, (PUBLIC,)) if each is problem]
    return {
        "test-name": problem.problem,
        "passed": all(case.passed for case in cases),
        "score": units(earned),
        "max-score": units(problem.splits[PUBLIC].points),
        "message": harmless(what_went_wrong(problem), limit=200),
        "output": harmless("\n".join(" ".join(cause(problem, case)) for case in told), limit=_MOST_OUTPUT),
    }
