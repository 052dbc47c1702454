"""Gradescope's side: `python -m grader.release.autograde /autograder` grades one submission into results.json."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from grader.bank import store
from grader.collect import collect_one
from grader.grade import GradingSession
from grader.isolation import Owner, isolation_level
from grader.model.bank import CaseBank
from grader.model.errors import GraderError, GraderFault
from grader.report.gradescope import results
from grader.report.redact import Audience, redact
from grader.run import probe

#: A platform has nobody to name a weak level, so the instructor hears where the autograder can grade.
_REMEDY = "grade elsewhere: on Linux 5.13 or newer with Landlock; nothing was graded here"
_RELEASE_AGAIN = "make the autograder again with `grader release` and upload that; nothing was graded here"


def main(arguments: list[str]) -> int:
    """Grade; without a result the platform shows that the autograder failed, which is no student's zero."""
    root = Path(arguments[0])
    try:
        document = graded(root)
    except GraderError as error:
        print(f"grader: {error}")  # noqa: T201  what the platform shows to the instructor
        return 3
    folder = root / "results"
    folder.mkdir(exist_ok=True)
    (folder / "results.json").write_text(json.dumps(document, allow_nan=False), encoding="utf-8")
    return 0


def graded(root: Path) -> dict[str, object]:
    """The one submission in `submission/` as the platform wants it.

    Raises:
        GraderError: no cases, too weak an isolation, or the grader failed.
    """
    bank = frozen_bank(root / "source")
    level = isolation_level(probe(), named=None, owner=Owner.ANOTHER, private_cases=True, remedy=_REMEDY)
    names = [problem.name for problem in bank.problems]
    submission = collect_one(root / "submission", slug=bank.slug, student="submission", functions=names)
    with GradingSession.open(bank, level) as session:
        report = session.grade(submission)
    if report.status != "graded":
        raise GraderFault("; ".join(report.notes) or "the grader failed on this submission")
    return results(redact(report, bank, Audience.STUDENT), bank)


def frozen_bank(source: Path) -> CaseBank:
    """The only bank beside this autograder's files.

    Raises:
        GraderError: there is none, or one that this version cannot read.
    """
    files = sorted(source.glob("*.bank"))
    if len(files) != 1:
        raise GraderFault(f"{source}: expected one file of frozen cases, found {len(files)}; {_RELEASE_AGAIN}")
    return store.read(files[0], remedy=_RELEASE_AGAIN)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
