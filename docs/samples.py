"""Write down what the sample submissions earn under the test secret, for a person to read and commit.

python docs/samples.py convolution      # prints the tables of expected.toml
"""

from __future__ import annotations

import sys
from pathlib import Path

from grader.bank.build import case_bank
from grader.bank.secret import TEST_SECRET
from grader.collect import collect_class
from grader.execution import grade_all
from grader.model.bank import PRIVATE, PUBLIC
from grader.model.result import Report
from grader.report.words import points
from grader.run import probe

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Print one table a student."""
    slug = sys.argv[1]
    bank = case_bank(ROOT, slug, secret=TEST_SECRET)
    work = collect_class(ROOT / "submissions" / slug, slug=slug)
    for report in sorted(grade_all(work, bank, level=probe().level), key=lambda report: report.student):
        print("\n".join(table(report)) + "\n")


def table(report: Report) -> list[str]:
    """One student's table in TOML."""
    lines = [f"[{report.student}]", f"score = {points(report.total)}"]
    lines += [f"{split} = {points(report.splits[split])}" for split in (PUBLIC, PRIVATE)]
    for problem in report.problems:
        verdicts = sorted({case.verdict.value for case in problem.cases if not case.passed})
        if verdicts:
            lines += [f"[{report.student}.problems.{problem.problem}]", f"verdicts = {verdicts}".replace("'", '"')]
            if problem.misconception:
                lines.append(f'misconception = "{problem.misconception}"')
    return lines


if __name__ == "__main__":
    main()
