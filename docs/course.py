"""Write docs/course.md: the course week by week, and what `grader validate` measures of each assignment.

python docs/course.py [PROOFS.json]   # of `grader validate --test-secret --json`, which is run without it
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from grader.load import LoadedAssignment, load_assignment, slugs

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "course.md"
MARK = "<!-- measured -->"
HEAD = """# The course

Written by `python docs/course.py`. The lectures are Hung-yi Lee's (machine learning, National Taiwan University);
pages are those of the lecture notes. `grader list --course` prints the same order.

## A term, week by week

Each assignment is an evening's work, or two. Backpropagation comes after logistic regression, whose gradient is its
first example. A shorter term takes one assignment a week, and leaves out the second one where a week has two. The
competition is handed out when the optimizers are done, and closes with the term.

| week | assignment | lecture | what it teaches |
|--:|---|---|---|
"""
COUNTED = """
## What stands behind each assignment

Cases and known mistakes, counted from the declarations.

| assignment | problems | points | public cases | private cases | known mistakes | in PyTorch too |
|---|--:|--:|--:|--:|--:|---|
"""
MEASURED = f"""
## What is proved

{MARK}
With the published test secret: mutants of the reference that a private case kills, of those that are not equivalent
to it; classes of inputs, and pairs of classes, that the private cases hold; the largest error of a right answer
(alternatives and oracles) as a share of the tolerance; the smallest error of a known mistake in tolerances, in the
case that shows it best.

| assignment | mutants killed | classes | pairs | right answers at most | mistakes at least |
|---|--:|--:|--:|--:|--:|
"""


def main(arguments: list[str]) -> None:
    """Write the page."""
    document = json.loads(Path(arguments[0]).read_text(encoding="utf-8")) if arguments else proofs()
    rows = measured({one["assignment"]: one["findings"] for one in document["assignments"]})
    PAGE.write_text(counted() + MEASURED + "".join(rows), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")


def counted() -> str:
    """The part of the page that follows from the declarations alone."""
    assignments = [load_assignment(ROOT, slug) for slug in slugs(ROOT)]
    by_week = sorted(assignments, key=lambda one: (one.spec.week or 0, one.slug))
    term = "".join(
        f"| {one.spec.week} | [{one.spec.title.en}](../assignments/{one.slug}/README.md) (`{one.slug}`) "
        f"| {one.spec.lecture} | {one.spec.teaches.en if one.spec.teaches else ''} |\n"
        for one in by_week
    )
    return HEAD + term + COUNTED + "".join(rows(by_week))


def rows(assignments: Iterable[LoadedAssignment]) -> Iterator[str]:
    """Counts of each assignment, and of all."""
    total = [0] * 5
    for one in assignments:
        scenarios = [scenario for problem in one.problems for scenario in problem.scenarios]
        mistakes = {(problem.name, mistake.name) for problem in one.problems for mistake in problem.mistakes}
        counts = [
            len(one.problems),
            sum(problem.spec.points for problem in one.problems),
            sum(scenario.public for scenario in scenarios),
            sum(scenario.private for scenario in scenarios),
            len(mistakes),
        ]
        total = [sum(pair) for pair in zip(total, counts, strict=True)]
        torch = "yes" if "torch" in one.spec.libraries else "no"
        yield f"| `{one.slug}` | {' | '.join(map(str, counts))} | {torch} |\n"
    yield f"| all | {' | '.join(map(str, total))} | |\n"


def measured(proofs: Mapping[str, list[dict[str, Any]]]) -> Iterator[str]:
    """What the proofs of each assignment say."""
    for slug, findings in proofs.items():
        killed, mutants = summed(findings, "mutants", r"(\d+) of (\d+) mutants killed")
        classes, of_classes = summed(findings, "domain", r"(\d+) of (\d+) classes")
        pairs = min((int(n) for n in found(findings, "domain", r"(\d+)% of \d+ pairs")), default=100)
        right = max((float(one["margin"]) for one in findings if one["proof"] in RIGHT and one["margin"]), default=0.0)
        wrong = min((float(number) for number in found(findings, "mistakes", r"margin (\S+) at")), default=0.0)
        least = "100%" if pairs == 100 else f"{pairs}% or more"
        yield (
            f"| `{slug}` | {killed} of {mutants} | {classes} of {of_classes} | {least} | {right:.2g} | {wrong:.2g} |\n"
            if mutants
            else f"| `{slug}` | measured by its baselines | | | | |\n"
        )


RIGHT = ("alternatives", "oracles")


def found(findings: list[dict[str, Any]], proof: str, pattern: str) -> list[Any]:
    """What a pattern finds in the texts of a proof."""
    return [part for one in findings if one["proof"] == proof for part in re.findall(pattern, one["text"])]


def summed(findings: list[dict[str, Any]], proof: str, pattern: str) -> tuple[int, int]:
    """The sums of two numbers of a pattern."""
    pairs = found(findings, proof, pattern)
    return sum(int(first) for first, _ in pairs), sum(int(second) for _, second in pairs)


def proofs() -> dict[str, Any]:
    """What `grader validate` finds with the published test secret.

    Raises:
        SystemExit: a proof fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "proofs.json"
        command = [Path(sys.executable).with_name("grader"), "validate", "--test-secret", "--json", file]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            sys.exit("validate: expected every finding to hold; nothing is written")
        document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return document


if __name__ == "__main__":
    main(sys.argv[1:])
