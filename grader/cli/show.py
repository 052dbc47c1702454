"""`grader show`: one stored result, or one private case of it replayed."""

from __future__ import annotations

import shlex
from pathlib import Path

import click
from rich.console import Console

from grader.cli.language import language_option
from grader.cli.replay import submission_of
from grader.cli.stored import bank_of, stored_entry, stored_report
from grader.grade import GradingSession
from grader.isolation import Owner, isolation_level
from grader.languages import said
from grader.languages.words import words_in
from grader.model.bank import PUBLIC, CaseBank
from grader.model.errors import GraderError
from grader.model.result import Report
from grader.model.submission import Submission
from grader.report.redact import Audience, redact
from grader.report.terminal import explained, student_page
from grader.report.words import harmless, shown
from grader.run import Level, probe
from grader.term.requests import asked_by_student


@click.command()
@click.argument("slug")
@click.argument("student")
@click.option("--audience", type=click.Choice([audience.value for audience in Audience]), default="instructor")
@click.option("--case", "case_id", metavar="CASE", help="Run this case again, private ones too, and explain it.")
@click.option("--gradebook", type=click.Path(path_type=Path), help="Default: gradebook.db in the course.")
@click.option("--submissions", type=click.Path(path_type=Path), help="For --case; default: where it was graded.")
@click.option("--isolation", type=click.Choice([level.value for level in Level]), help="For --case; default: the best.")
@language_option
def command(
    slug: str,
    student: str,
    audience: str,
    case_id: str | None,
    gradebook: Path | None,
    submissions: Path | None,
    isolation: str | None,
    language: str,
) -> None:
    """One student's result, as the instructor or as the student may see it; with --case one case replayed."""
    bank, book_file = bank_of(slug, gradebook)
    console = Console()
    if case_id:
        _require_case(bank, case_id)
        named = Level(isolation) if isolation else None
        level = isolation_level(probe(named), named=named, owner=Owner.ANOTHER, private_cases=True)
        work = submission_of(bank, student, book_file=book_file, folder=submissions, warn=_warn)
        report = redact(_replayed(bank, case_id, work, level), bank, Audience(audience), language=language)
        _show_case(report, case_id, _title(bank, case_id, Audience(audience), language), console, language)
        return
    found = stored_entry(bank, book_file, student)
    report = stored_report(found, bank)
    _show_page(redact(report, bank, Audience(audience), language=language), found.graded_at, console, language)
    say = words_in(language)
    for each in asked_by_student(slug, book_file).get(found.id, ()):
        words = say("asked about {about}: {text}", about=harmless(each.about, limit=100), text=harmless(each.text))
        answer = harmless(each.answer) or say("not answered yet")
        console.print(f"\n  {words}\n    → {answer}", markup=False, highlight=False)
    if any(not case.passed for problem in report.problems for case in problem.cases):
        line = replay_line(slug, student, gradebook)
        words = say("one case again, explained: {command}", command=line)
        console.print(f"\n  {words}", markup=False, highlight=False, soft_wrap=True)


def replay_line(slug: str, student: str, gradebook: Path | None) -> str:
    """The command that runs one case again, as it works in any folder of the course; CASE is for the reader to fill."""
    words = ["grader", "show", slug, student, "--case", "CASE"]
    return shlex.join([*words, "--gradebook", str(gradebook.absolute())] if gradebook else words)


def _warn(words: str) -> None:
    click.echo(words, err=True)


def _require_case(bank: CaseBank, case_id: str) -> None:
    if case_id not in {case.id for case in bank.cases()}:
        raise GraderError(
            said(
                "{slug} has no case {case_id}; ids look like problem/scenario/private/0",
                slug=bank.slug,
                case_id=harmless(case_id),
            )
        )


def _replayed(bank: CaseBank, case_id: str, submission: Submission, level: Level) -> Report:
    """One case of one submission, run again."""
    problem = case_id.split("/", maxsplit=1)[0]
    with GradingSession.open(bank.only(problems=(problem,)), level) as session:
        return session.grade(submission)


def _title(bank: CaseBank, case_id: str, audience: Audience, language: str) -> str:
    """What the case tries; of a private one a student reads the hint alone, and a title may tell more."""
    problem, scenario, split, _ = case_id.split("/")
    if split != PUBLIC and audience is not Audience.INSTRUCTOR:
        return ""
    return words_in(language).of(bank.problem(problem).scenario_of[scenario].title)


def _show_case(report: Report, case_id: str, title: str, console: Console, language: str) -> None:
    say, names = words_in(language), {"student": harmless(report.student), "case": case_id}
    for problem, case in ((each, case) for each in report.problems for case in each.cases):
        if case.case == case_id:
            words = say("{student} passes {case}", **names) if case.passed else say("{student} fails {case}", **names)
            console.print(words, markup=False, highlight=False)
            if not case.passed:
                console.print(explained(problem, case, title=title, language=language))


def _show_page(report: Report, graded_at: str, console: Console, language: str) -> None:
    slug, student = report.assignment, report.student
    say = words_in(language)
    score = f"{shown(report.total)}/{report.total.points}" if report.status == "graded" else say("ungraded")
    console.print(f"[bold]{slug}[/]   ", end="")
    console.print(
        f"{harmless(student)}   {score}   {say('graded {time}', time=graded_at)}", markup=False, highlight=False
    )
    for part in student_page(report, language=language):
        console.print(part)
    flags = (say("for review: {flag}", flag=say.again(flag)) for flag in report.flags)
    for note in (*map(say.again, report.notes), *flags):
        console.print(f"  {harmless(note)}", markup=False, highlight=False, style="dim")
