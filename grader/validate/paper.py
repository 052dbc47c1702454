"""Handout, starters, counts and curriculum: what is promised on paper must be there."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

from grader.frameworks import NAMES
from grader.load import LoadedAssignment, LoadedProblem
from grader.model.bank import PRIVATE, PUBLIC
from grader.model.errors import SpecError
from grader.validate.proof import Finding, Subject

#: A first one that names the trap, a second one that says where to look.
HINTS = 2
PUBLIC_CASES, PRIVATE_CASES = range(3, 6), range(8, 31)


def handout_complete(subject: Subject) -> list[Finding]:
    """Handout and starters against the reference's signatures."""
    folder = subject.assignment.folder
    findings = [_handout(folder / "README.md", subject, required=True)]
    if (folder / "README.zh.md").is_file():
        findings.append(_handout(folder / "README.zh.md", subject, required=False))
    findings += _starter(folder / "starter.py", subject, required=True)
    for framework in NAMES[1:]:
        findings += _starter(folder / f"starter_{framework}.py", subject, required=False)
    return [*findings, *_hints(subject)]


def _hints(subject: Subject) -> list[Finding]:
    """What `check --watch` answers to h, in steps."""
    short = [problem.name for problem in subject.assignment.problems if len(problem.spec.hints) < HINTS]
    wanted = f"expected {HINTS} (what the trap is about, then where to look): Problem(…, hints=(Text(…), Text(…)))"
    if not short:
        return [Finding("hints", "", True, f"every problem has {HINTS} or more for students who ask")]
    return [Finding("hints", name, False, f"{name}: {wanted}") for name in short]


def _handout(file: Path, subject: Subject, *, required: bool) -> Finding:
    if not file.is_file():
        return Finding("handout", "", not required, f"{file.name}: expected this file, found none")
    text = file.read_text(encoding="utf-8")
    lost = [problem.name for problem in subject.assignment.problems if not _mentions(text, problem)]
    words = (
        f"{file.name}: names every problem and its parameters"
        if not lost
        else f"{file.name}: says nothing of {', '.join(lost)}"
    )
    return Finding("handout", "", not lost, words)


def _mentions(text: str, problem: LoadedProblem) -> bool:
    called = re.search(rf"\b{re.escape(problem.name)}\(", text)  # the bare name may be an ordinary word
    return bool(called) and all(re.search(rf"\b{re.escape(word)}\b", text) for word in problem.parameters)


def _starter(file: Path, subject: Subject, *, required: bool) -> list[Finding]:
    if not file.is_file():
        return [Finding("starter", "", False, f"{file.name}: expected this file, found none")] if required else []
    try:
        body = ast.parse(file.read_text(encoding="utf-8")).body
    except SyntaxError as error:
        return [Finding("starter", "", False, f"{file.name}:{error.lineno}: not valid Python: {error.msg}")]
    stubs = {
        node.name: tuple(argument.arg for argument in (*node.args.posonlyargs, *node.args.args))
        for node in body
        if isinstance(node, ast.FunctionDef)
    }
    findings = []
    for problem in subject.assignment.problems:
        found = stubs.get(problem.name)
        if found != problem.parameters:
            wanted = f"{problem.name}({', '.join(problem.parameters)})"
            got = "none" if found is None else f"{problem.name}({', '.join(found)})"
            findings.append(Finding("starter", problem.name, False, f"{file.name}: expected {wanted}, found {got}"))
    return findings or [Finding("starter", "", True, f"{file.name}: every signature is the reference's")]


def counts_in_range(subject: Subject) -> list[Finding]:
    """How many cases each split has, and the two scenarios that every problem needs."""
    findings = []
    for problem, bank in subject.pairs():
        public, private = bank.count(PUBLIC), bank.count(PRIVATE)
        ok = public in PUBLIC_CASES and private in PRIVATE_CASES
        text = f"{public} public and {private} private cases"
        findings.append(Finding("counts", problem.name, ok, text if ok else text + "; expected 3 to 5 and 8 to 30"))
        again = any(len(case.task.calls) > 1 for case in bank.cases)
        kept = any(scenario.keeps_inputs for scenario in bank.scenarios)
        for there, words in ((again, "calls_again(…)"), (kept, "keeps_inputs(…)")):
            if not there:
                findings.append(
                    Finding("counts", problem.name, False, f"expected a scenario made by {words}, found none")
                )
    return findings


def curriculum_covered(subject: Subject) -> list[Finding]:
    """Every trap has its scenario, every misconception its mistake."""
    covered = coverage(subject.assignment)
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
    for problem in assignment.problems:
        claims = [("traps", trap, f"{problem.name}/{s.name}") for s in problem.scenarios for trap in s.traps]
        claims += [
            ("misconceptions", m.identifier, f"{problem.name}: {m.name}") for m in problem.mistakes if m.identifier
        ]
        for kind, name, place in claims:
            if name not in found[kind]:
                raise SpecError(f"{problem.file}: {place}: expected an id of {file.name} [{kind}], found {name!r}")
            if place not in found[kind][name][1]:  # variants of a mistake share their name
                found[kind][name][1].append(place)
    return found
