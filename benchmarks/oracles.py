"""Does a library's next version move the truth? Oracles and samples on the pinned versions and on the newest ones.

The newest versions are installed once in `.venv-newest`, without constraints; `--upgrade` asks for newer ones. In both
environments every oracle is held against the reference, and every sample submission in PyTorch is graded, all under
the published test secret. What differs is printed; exit status 1 if a verdict differs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Mapping
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEWEST = ROOT / ".venv-newest"
#: Libraries whose answers are compared; their versions stand above the comparison.
COMPARED = ("torch", "numpy", "scipy", "scikit-learn", "jax", "optax", "mygrad", "networkx", "torch-geometric")

Results = dict[str, str]


def main() -> None:
    """Run in both environments and compare, or, with --here, run in this one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("slugs", nargs="*")
    parser.add_argument("--upgrade", action="store_true", help="look for newer versions again")
    parser.add_argument("--here", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        options.here.write_text(json.dumps({"versions": versions(), "results": measured(options.slugs)}))
        return
    install(upgrade=options.upgrade)
    pinned, newest = (run(python, options.slugs) for python in (sys.executable, NEWEST / "bin" / "python"))
    raise SystemExit(1 if compared(pinned, newest) else 0)


def install(*, upgrade: bool) -> None:
    """Make the environment of newest versions, if it is not there."""
    if NEWEST.exists() and not upgrade:
        return
    if not NEWEST.exists():
        venv.create(NEWEST, with_pip=True)
    pip = [str(NEWEST / "bin" / "python"), "-m", "pip", "install", "--quiet", "--upgrade"]
    subprocess.run([*pip, "--editable", ".[dev,oracles]", "torch"], cwd=ROOT, check=True)


def run(python: str | Path, slugs: list[str]) -> dict[str, dict[str, str]]:
    """What one environment gives."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "results.json"
        subprocess.run([str(python), __file__, "--here", str(file), *slugs], cwd=ROOT, check=True)
        found: dict[str, dict[str, str]] = json.loads(file.read_text())
        return found


def versions() -> Results:
    """The libraries of this environment."""
    here = {one.metadata["Name"].lower(): one.version for one in distributions()}
    return {name: here.get(name, "absent") for name in COMPARED}


def measured(chosen: list[str]) -> Results:
    """What every oracle and every sample in PyTorch gives here, by name."""
    from grader.load import slugs  # this environment's, once it is known to be the right one

    results: Results = {}
    for slug in chosen or slugs(ROOT):
        print(f"{slug} …", file=sys.stderr, flush=True)
        results.update(oracles(slug))
        results.update(samples(slug))
    return results


def oracles(slug: str) -> Iterator[tuple[str, str]]:
    """Each oracle against the reference: whether it agrees, or why it was not asked."""
    from grader.bank.build import build
    from grader.bank.public import Course
    from grader.bank.secret import TEST_SECRET
    from grader.load import load_assignment
    from grader.validate.agreement import oracles_agree
    from grader.validate.proof import Subject

    assignment = load_assignment(ROOT, slug)
    bank = build(assignment, secret=TEST_SECRET)
    subject = Subject(assignment, bank, Course.of(assignment.public_source), TEST_SECRET)
    for finding in oracles_agree(subject):
        name, _, words = finding.text.partition(": ")
        agrees = words if finding.margin is None else "agrees" if finding.ok else f"differs: {words}"
        yield f"{slug}/{finding.problem}: oracle {name}", agrees


def samples(slug: str) -> Iterator[tuple[str, str]]:
    """Each sample submission in PyTorch: its score, and the verdicts that are not right."""
    from grader.bank.build import case_bank
    from grader.bank.secret import TEST_SECRET
    from grader.collect import collect_class
    from grader.execution import grade_all
    from grader.report.words import points
    from grader.run import probe

    bank = case_bank(ROOT, slug, secret=TEST_SECRET)
    work = collect_class(ROOT / "submissions" / slug, slug=slug)
    for report in grade_all(work, bank, level=probe().level):
        if report.framework == "torch":
            wrong = [
                f"{case.case} {case.verdict.value}"
                for part in report.problems
                for case in part.cases
                if not case.passed
            ]
            yield (
                f"{slug}: sample {report.student}",
                "; ".join([f"{report.status}, {points(report.total)} points", *wrong]),
            )


def compared(pinned: Mapping[str, Mapping[str, str]], newest: Mapping[str, Mapping[str, str]]) -> int:
    """Print versions and what differs; how many differ."""
    for name in COMPARED:
        print(f"  {name:16} {pinned['versions'][name]:14} {newest['versions'][name]}")
    old, new = pinned["results"], newest["results"]
    different = [name for name in sorted({**old, **new}) if old.get(name) != new.get(name)]
    for name in different:
        print(f"{name}\n    pinned: {old.get(name, 'absent')}\n    newest: {new.get(name, 'absent')}")
    asked = sum(": oracle " in name for name in old)
    print(f"oracles: {asked} oracles, {len(old) - asked} samples in PyTorch; {len(different)} differ")
    return len(different)


if __name__ == "__main__":
    main()
