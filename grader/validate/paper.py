"""Handout, starters, counts and curriculum: what is promised on paper must be there."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

from grader.frameworks import NAMES
from grader.load import LoadedAssignment
from grader.load.signature import of_definition, of_reference
from grader.model.bank import PRIVATE, PUBLIC
from grader.model.errors import SpecError, SpecErrors
from grader.validate.examples import example_findings
from grader.validate.handout import handout_findings
from grader.validate.proof import Finding, Subject

#: The first is required.
HANDOUTS = ("README.md", "README.zh.md")
#: A first one that names the trap, a second one that says where to look.
HINTS = 2
PUBLIC_CASES, PRIVATE_CASES = range(3, 11), range(8, 31)
#: A case with a metric has as many rows as hundreds of others.
MEASURED_CASES = range(3, 31)


def points_add_up(assignment: LoadedAssignment) -> list[Finding]:
    """The points of all problems together."""
    points = {problem.name: problem.spec.points for problem in assignment.problems}
    total, wanted = sum(points.values()), assignment.spec.points
    if not assignment.is_whole or total == wanted:
        return []
    parts = " + ".join(f"{name} {count}" for name, count in points.items())
    words = f"assignment.py: expected {wanted} points together, found {total}: {parts}"
    return [Finding("points", "", False, f"{words}; change one, or state the sum: Assignment(…, points={total})")]


def handouts_complete(assignment: LoadedAssignment) -> list[Finding]:
    """Handouts against the reference's signatures, the declared points, and the reference's answers."""
    files = [assignment.folder / name for name in HANDOUTS if (assignment.folder / name).is_file()]
    findings = [finding for file in files for finding in handout_findings(file, assignment)]
    findings += [finding for file in files for finding in example_findings(file, assignment)]
    if assignment.folder / HANDOUTS[0] in files:
        return findings
    return [Finding("handout", "", False, f"{HANDOUTS[0]}: expected this file, found none"), *findings]


def starters_complete(assignment: LoadedAssignment) -> list[Finding]:
    """Starters against the reference's signatures."""
    findings = _starter(assignment.folder / "starter.py", assignment, required=True)
    for framework in NAMES[1:]:
        findings += _starter(assignment.folder / f"starter_{framework}.py", assignment, required=False)
    return findings


def hints_given(assignment: LoadedAssignment) -> list[Finding]:
    """What `check --watch` answers to h, in steps."""
    short = [problem.name for problem in assignment.problems if len(problem.spec.hints) < HINTS]
    wanted = f"expected {HINTS} (what the trap is about, then where to look): Problem(…, hints=(Text(…), Text(…)))"
    if not short:
        return [Finding("hints", "", True, f"every problem has {HINTS} or more for students who ask")]
    return [Finding("hints", name, False, f"{name}: {wanted}") for name in short]


def _starter(file: Path, assignment: LoadedAssignment, *, required: bool) -> list[Finding]:
    if not file.is_file():
        return [Finding("starter", "", False, f"{file.name}: expected this file, found none")] if required else []
    try:
        body = ast.parse(file.read_text(encoding="utf-8")).body
    except SyntaxError as error:
        return [Finding("starter", "", False, f"{file.name}:{error.lineno}: not valid Python: {error.msg}")]
    stubs = {node.name: node for node in body if isinstance(node, ast.FunctionDef)}
    findings = []
    for problem in assignment.problems:
        stub = stubs.get(problem.name)
        found = of_definition(stub.name, stub.args) if stub else "none"
        if found != of_reference(problem):
            place = f"{file.name}:{stub.lineno}" if stub else file.name
            words = f"{place}: expected {of_reference(problem)}, found {found}"
            findings.append(Finding("starter", problem.name, False, words))
    return findings or [Finding("starter", "", True, f"{file.name}: every signature is the reference's")]


def counts_in_range(subject: Subject) -> list[Finding]:
    """How many cases each split has, and the two scenarios that every problem needs."""
    findings = []
    for problem, bank in subject.pairs():
        public, private = bank.count(PUBLIC), bank.count(PRIVATE)
        wanted = MEASURED_CASES if bank.is_measured else PRIVATE_CASES
        ok = public in PUBLIC_CASES and private in wanted
        text = f"{public} public and {private} private cases"
        ways = "" if ok else f"; expected {PUBLIC_CASES[0]} to {PUBLIC_CASES[-1]} and {wanted[0]} to {wanted[-1]}"
        findings.append(Finding("counts", problem.name, ok, text + ways))
        again = any(len(case.task.calls) > 1 for case in bank.cases)
        kept = any(scenario.keeps_inputs for scenario in bank.scenarios)
        for there, words in (
            (again, "repeats(…)" if bank.is_measured else "calls_again(…)"),
            (kept, "keeps_inputs(…)"),
        ):
            if not there:
                findings.append(
                    Finding("counts", problem.name, False, f"expected a scenario made by {words}, found none")
                )
    return findings


def curriculum_covered(assignment: LoadedAssignment) -> list[Finding]:
    """Every trap has its scenario, every misconception its mistake."""
    try:
        covered = coverage(assignment)
    except SpecError as error:
        return [Finding("curriculum", "", False, line) for line in str(error).splitlines()]
    if not assignment.is_whole:  # the others' claims are not loaded
        return []
    lost = [f"{kind} {name}" for kind, rows in covered.items() for name, (_, places) in rows.items() if not places]
    if lost:
        return [Finding("curriculum", "", False, f"nothing sets or shows: {', '.join(lost)}")]
    counts = ", ".join(f"{len(rows)} {kind}" for kind, rows in covered.items())
    return [Finding("curriculum", "", True, f"{counts}: each has its scenario or mistake")]


def coverage(assignment: LoadedAssignment) -> dict[str, dict[str, tuple[str, list[str]]]]:
    """Each trap and misconception of `curriculum.toml` with its text and the scenarios or mistakes that claim it.

    Raises:
        SpecError: the file is missing or no TOML, or a claim names an id that it does not have.
    """
    file = assignment.folder / "curriculum.toml"
    try:
        plan = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SpecError(f"{file}: expected [traps] and [misconceptions] in TOML: {error}") from error
    for kind in ("traps", "misconceptions"):
        if not isinstance(plan.get(kind, {}), dict):
            raise SpecError(f"{file}: {kind}: expected a table [{kind}] of id = sentence")
    found: dict[str, dict[str, tuple[str, list[str]]]] = {
        kind: {name: (text, []) for name, text in plan.get(kind, {}).items()} for kind in ("traps", "misconceptions")
    }
    errors = SpecErrors()
    for problem in assignment.problems:
        claims = [("traps", trap, f"{problem.name}/{s.name}") for s in problem.scenarios for trap in s.traps]
        claims += [
            ("misconceptions", m.identifier, f"{problem.name}: {m.name}") for m in problem.mistakes if m.identifier
        ]
        for kind, name, place in claims:
            if name not in found[kind]:
                errors.add(f"{problem.file}: {place}: expected an id of {file.name} [{kind}], found {name!r}")
            elif place not in found[kind][name][1]:  # variants of a mistake share their name
                found[kind][name][1].append(place)
    errors.raise_gathered()
    return found
