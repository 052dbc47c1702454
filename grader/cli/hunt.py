"""`grader hunt`: arguments on which a program that passes every case is wrong."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.bank.build import case_bank
from grader.bank.public import Course
from grader.bank.secret import TEST_SECRET, read_secret
from grader.cli.audit import require_hypothesis
from grader.cli.course import chosen, find_course, nearby, write_whole
from grader.collect import collect_class
from grader.isolation import Owner, isolation_level
from grader.load import LoadedAssignment, LoadedProblem, load_assignment
from grader.model.bank import CaseBank
from grader.model.errors import GraderError
from grader.model.submission import Submission
from grader.report.words import harmless
from grader.run import Level, probe
from grader.validate.paper import PRIVATE_CASES
from grader.validate.proof import Subject

if TYPE_CHECKING:
    from grader.hunt.code import Pinned
    from grader.hunt.search import Found, Hunted

#: Where every search begins: two runs on the same machine look at the same draws.
SEED = 1


@dataclass(frozen=True)
class HandedInClass:
    """Submissions, and the isolation level that they run at."""

    submissions: tuple[Submission, ...]
    level: Level


@click.command()
@click.argument("what", metavar="SLUG[/PROBLEM]")
@click.option("--programs", type=click.Path(path_type=Path), help="Submissions to try, as `grade` reads them.")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="For all of it.")
@click.option("--add", is_flag=True, help="Write what is found into the problem's file as scenarios.")
@click.option("--from", "file", type=click.Path(path_type=Path), help="With --add: cases that `grade --audit` found.")
@click.option("--isolation", type=click.Choice([level.value for level in Level]), help="Default: the best there is.")
def command(
    what: str, programs: Path | None, seconds: float, file: Path | None, isolation: str | None, *, add: bool
) -> None:
    """Search for arguments on which a program that passes every case differs from the reference.

    By default the programs are the known mistakes that pass and the mutants that survive; every alternative is
    compared too. Exit status 1 if something is found.
    """
    require_hypothesis()
    course = find_course()
    slug, _, name = what.partition("/")
    chosen(course, (slug,))
    assignment = load_assignment(course, slug)
    problems = _problems(assignment, name)
    if file is not None:
        _add_stored(course, assignment, name, file, add=add)
        return
    handed_in = _handed_in(programs, assignment, Level(isolation) if isolation else None)
    secret = read_secret(course) or TEST_SECRET
    bank = None if handed_in else _bank(course, slug, secret)
    found: list[Found] = []
    until = time.monotonic() + seconds
    for number, problem in enumerate(problems):
        share = max(0.1, (until - time.monotonic()) / (len(problems) - number))
        hunted = _hunt(assignment, problem, handed_in or bank, secret, share)
        _show(hunted)
        found += hunted.found
        if add:
            _add(course, assignment, problem, [_pinned(one) for one in hunted.found if not one.uncertain])
    if found:
        raise click.exceptions.Exit(1)


def _problems(assignment: LoadedAssignment, name: str) -> list[LoadedProblem]:
    known = {problem.name: problem for problem in assignment.problems}
    if name and name not in known:
        raise GraderError(f"{assignment.slug}: expected one of {', '.join(known)}; found {harmless(name)}")
    with_domain = [problem for problem in known.values() if problem.domain is not None]
    if not (known[name] in with_domain if name else with_domain):
        lacks = f"{assignment.slug}/{name} declares no" if name else f"no problem of {assignment.slug} declares a"
        raise GraderError(
            f"{lacks} domain, so there is nothing to draw from; write `domain = Domain(…)` beside its scenarios, "
            "see docs/author.md"
        )
    return [known[name]] if name else with_domain


def _handed_in(folder: Path | None, assignment: LoadedAssignment, named: Level | None) -> HandedInClass | None:
    """The submissions of a folder, and the level that they run at; None where the author's own programs are meant."""
    if folder is None:
        return None
    if not folder.exists():
        raise GraderError(f"{folder}: expected a folder of submissions, found nothing there")
    level = isolation_level(probe(named), named=named, owner=Owner.ANOTHER, private_cases=True)
    names = [problem.name for problem in assignment.problems]
    return HandedInClass(tuple(collect_class(folder, slug=assignment.slug, functions=names)), level)


def _bank(course: Path, slug: str, secret: str) -> CaseBank:
    return case_bank(course, slug, secret=secret, progress=lambda name: _progress(f"{name}: cases"))


def _progress(line: str) -> None:
    """One line of what is being done, for a person who waits and for a log."""
    click.echo(harmless(line, limit=200), err=True)


def _hunt(
    assignment: LoadedAssignment, problem: LoadedProblem, source: HandedInClass | CaseBank | None, secret: str, s: float
) -> Hunted:
    from grader.hunt.draws import Draws
    from grader.hunt.programs import HandedIn, Laboratory
    from grader.hunt.search import hunt
    from grader.hunt.subjects import alternatives, unnoticed

    until = time.monotonic() + s
    draws = Draws(assignment, problem, secret)
    if isinstance(source, HandedInClass):
        with Laboratory(draws, source.level) as laboratory:
            programs = [HandedIn(each.student, each, laboratory) for each in source.submissions]
            return hunt(draws, [*programs, *alternatives(draws)], seconds=s, seed=SEED, progress=_progress)
    assert source is not None
    subject = Subject(assignment, source, Course.of(assignment.public_source), secret)
    own = unnoticed(subject, draws, source.problem(problem.name), until=time.monotonic() + s / 2)
    _progress(f"{problem.name}: {len(own)} programs pass every case")
    return hunt(
        draws, [*own, *alternatives(draws)], seconds=max(0.1, until - time.monotonic()), seed=SEED, progress=_progress
    )


def _show(hunted: Hunted) -> None:
    click.echo(f"\n{hunted.problem}: {hunted.tried} of {hunted.of} programs tried on {hunted.draws} draws")
    if hunted.doubts:
        words = harmless(next(iter(hunted.doubts.values())), limit=400)
        click.echo(f"  left out {len(hunted.doubts)} differences, where the reference itself is uncertain: {words}")
    for one in hunted.found:
        click.echo("\n".join(f"  {line}" for line in told(one)))
    if not hunted.found:
        click.echo("  no difference found")


def told(found: Found) -> list[str]:
    """A difference as a person reads it: whose, where, how far, and the case as code."""
    pinned = _pinned(found)
    who = harmless(found.program, limit=200)
    if found.uncertain:
        words = harmless(found.failure.words, limit=400)
        head = f"the reference itself is uncertain there: {who} counts as correct and differs from it: {words}"
    else:
        head = f"{who}: {harmless(found.failure.words, limit=400)}"
    lines = [head, f"  {pinned.words}", *(f"  {line}" for line in pinned.case.split("\n"))]
    return lines if found.uncertain else [*lines, f"  would be the scenario {pinned.name} (--add writes it)"]


def _pinned(found: Found) -> Pinned:
    from grader.hunt.code import Pinned

    return Pinned.of(found)


def _add(course: Path, assignment: LoadedAssignment, problem: LoadedProblem, pinned: Sequence[Pinned]) -> None:
    from grader.hunt.add import checked, with_scenarios

    if not pinned:
        return
    text, names = with_scenarios(problem.file.read_text(encoding="utf-8"), pinned)
    if not names:
        click.echo(f"{nearby(problem.file)}: every case found is there already")
        return
    checked(course, assignment.slug, problem, text)
    write_whole(problem.file, text)
    click.echo(f"{nearby(problem.file)}: added {', '.join(names)}; put each hint in your own words")
    count = sum(scenario.private for scenario in problem.scenarios) + len(names)
    if count > max(PRIVATE_CASES):
        click.echo(f"  {count} private cases: validate allows {max(PRIVATE_CASES)}; lower private= of another scenario")


def _add_stored(course: Path, assignment: LoadedAssignment, name: str, file: Path, *, add: bool) -> None:
    """What an audit found, written into the problem's file."""
    from grader.hunt.code import read

    if not add or not name:
        raise click.UsageError("--from FILE goes with SLUG/PROBLEM and --add")
    _add(course, assignment, _problems(assignment, name)[0], read(file, name))
