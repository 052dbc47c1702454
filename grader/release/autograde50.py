"""Classroom 50's side: `python -I -m grader.release.autograde50 BUNDLE` grades the checkout into `result.json`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from grader.collect import collect_one
from grader.grade import GradingSession, needs_framework
from grader.isolation import Owner, isolation_level
from grader.model.bank import PUBLIC, CaseBank
from grader.model.errors import GraderError, GraderFault
from grader.model.result import Report
from grader.release.autograde import frozen_bank
from grader.report.classroom50 import Push, result_document
from grader.report.github import summary
from grader.report.words import private_note, shown
from grader.run import probe

#: Of a Release's notes; GitHub takes 125,000 characters.
_BODY_BYTES = 100_000


def main(arguments: list[str]) -> int:
    """Grade; a status other than 0 means that the grader failed, which is no student's zero."""
    try:
        push = Push.of(os.environ)
        bank = frozen_bank(Path(arguments[0]))
        report = graded(bank, Path.cwd())
    except GraderError as error:
        print(f"grader: {error}")  # noqa: T201  what the workflow's log shows
        return 3
    hidden = sum(problem.count("private") for problem in bank.problems)
    body = summary(report, note=private_note(bank.slug, hidden), most_bytes=_BODY_BYTES)
    Path("release-body.md").write_bytes(body)
    document = json.dumps(result_document(report, push), indent=1, allow_nan=False)
    Path("result.json").write_text(document + "\n", encoding="utf-8")
    if output := os.environ.get("GITHUB_OUTPUT"):
        with Path(output).open("a", encoding="utf-8") as stream:
            stream.write(_outputs(report))
    return 0


def graded(bank: CaseBank, checkout: Path) -> Report:
    """The checkout on the public cases.

    Raises:
        GraderError: a library is not installed, or the grader failed.
    """
    # A student's own code beside public cases only: the workflow's machine is the student's anyway.
    level = isolation_level(probe(), named=None, owner=Owner.SELF, private_cases=False)
    names = [problem.name for problem in bank.problems]
    submission = collect_one(checkout, slug=bank.slug, student=os.environ.get("USERNAME", ""), functions=names)
    with GradingSession.open(bank, level) as session:
        if session.lacks_framework(submission):
            raise GraderFault(needs_framework(submission))
        report = session.grade(submission)
    if report.status != "graded":
        raise GraderFault("; ".join(report.notes) or "the grader failed on this submission")
    return report


def _outputs(report: Report) -> str:
    """The step's outputs, in words of our own: a line break of a submission's would begin another output."""
    public = report.splits[PUBLIC]
    status = "success" if public.earned == public.points else "failure"
    return f"status={status}\nsummary=public {shown(public)}/{public.points} points\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
