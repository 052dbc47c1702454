"""`grader report`: pages for the class and for each student."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from grader.cli.anonymous import under_pseudonyms
from grader.cli.course import GRADEBOOK, find_course, write_whole
from grader.cli.language import language_option
from grader.cli.stored import bank_of, stored_class
from grader.collect import collect_class
from grader.gradebook import Gradebook
from grader.languages import said
from grader.languages.words import words_in
from grader.load import load_assignment
from grader.load.axes import Axes, answer_axes
from grader.model.bank import CaseBank
from grader.model.errors import GraderError
from grader.model.folders import slugs
from grader.model.grades import Asked, Attempt, Grade, Grades
from grader.model.result import Report, Score
from grader.report.class_page import Came, Context, class_page, scores_of
from grader.report.redact import Audience, redact
from grader.report.student_page import About, Tried, student_page
from grader.report.term_page import term_page
from grader.report.words import shown
from grader.term.declared import COURSE_FILE, read_course
from grader.term.loaded import attempts_of, grades_of
from grader.term.moments import instant
from grader.term.requests import asked_by_student


@click.command()
@click.argument("slug", required=False)
@click.option("--to", "target", type=click.Path(path_type=Path, file_okay=False), required=True, help="A folder.")
@click.option("--gradebook", type=click.Path(path_type=Path), help="Default: gradebook.db in the course.")
@click.option(
    "--audience",
    type=click.Choice([each.value for each in Audience]),
    default="student",
    help="Of the students' pages; an instructor's hold the private cases.",
)
@language_option
@click.option("--anonymous", is_flag=True, help="Pseudonyms in place of names; the key goes to .grader/.")
def command(
    slug: str | None, target: Path, gradebook: Path | None, audience: str, language: str, *, anonymous: bool
) -> None:
    """HTML: a page for the class, and a feedback page a student that holds nothing of a private case but its hint.

    Without SLUG: the page of the term, students by assignments, after course.toml.
    """
    if slug is None:
        _write_term(target, gradebook, language, anonymous=anonymous)
        return
    bank, book_file = bank_of(slug, gradebook)
    reports = stored_class(bank, book_file)
    with Gradebook.open(book_file, create=False) as book:
        attempts = attempts_of(book.history(slug))
    if anonymous:
        reports = under_pseudonyms(reports, slug, book_file)
    _make(target / "students")
    links = {report.id: f"students/{file_name(report.id)}" for report in reports}
    context = _context(slug, target, attempts, links)
    # A text that somebody wrote may name its author.
    asked = {} if anonymous else asked_by_student(slug, book_file)
    counted = {} if anonymous else _grades(find_course(), book_file, slug)
    _write_students(
        target, reports, bank, attempts, links, counted, asked, audience=Audience(audience), language=language
    )
    write_whole(target / "index.html", class_page(reports, bank, context, language=language))
    say = words_in(language)
    click.echo(say("wrote {file} and {count} students' pages", file=target / "index.html", count=len(reports)))


def _write_term(target: Path, gradebook: Path | None, language: str, *, anonymous: bool) -> None:
    """The page of the term, with links to the class pages that lie in folders beside it."""
    if anonymous:
        raise click.UsageError("--anonymous needs an assignment: the page of a term is about its class list")
    course = find_course()
    grades = grades_of(course, gradebook or course / GRADEBOOK)
    _make(target)
    links = {slug: f"{slug}/index.html" for slug in grades.assignments if (target / slug / "index.html").is_file()}
    write_whole(target / "index.html", term_page(grades, links, _pages(target, grades), language=language))
    say = words_in(language)
    click.echo(say("wrote {file} about {count} students", file=target / "index.html", count=len(grades.students)))


def _pages(target: Path, grades: Grades) -> dict[tuple[str, str], str]:
    """The students' pages in folders beside the term's, by assignment and who handed in."""
    found = {
        (grade.assignment, grade.attempt.id): f"{grade.assignment}/students/{file_name(grade.attempt.id)}"
        for student in grades
        for grade in student.grades
        if grade.attempt
    }
    return {key: page for key, page in found.items() if (target / page).is_file()}


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        words = said("{target}: the folder cannot be made ({strerror})", target=folder, strerror=error.strerror)
        raise GraderError(words) from error


def _context(slug: str, target: Path, attempts: Sequence[Attempt], links: Mapping[str, str]) -> Context:
    """What the class page shows besides the results; the page that it replaces tells what has changed."""
    course, earlier = find_course(), target / "index.html"
    due, zone = _due(course, slug)
    return Context(
        links=links,
        lecture=load_assignment(course, slug).spec.lecture,
        axes=_axes(slug),
        attempts=[
            Came(_moment(attempt).astimezone(zone), attempt.handed_in is not None, attempt.id) for attempt in attempts
        ],
        due=due,
        before=scores_of(earlier.read_text(encoding="utf-8", errors="replace"), slug) if earlier.is_file() else None,
        written=datetime.now(zone),
    )


def _axes(slug: str) -> dict[str, Axes]:
    return answer_axes(find_course() / "assignments" / slug / "starter.py")


def _due(course: Path, slug: str) -> tuple[datetime | None, ZoneInfo]:
    """When the assignment is due, where course.toml says so; and in which time zone the course tells moments."""
    declared = read_course(course, slugs(course))
    homework, zone = declared.assignments.get(slug), ZoneInfo(declared.time_zone)
    due = instant(homework.due, declared.time_zone).astimezone(zone) if homework and homework.due else None
    return due, zone


def _grades(course: Path, book_file: Path, slug: str) -> dict[str, list[Grade]]:
    """The grades by who handed in, of a group one a member; empty where no course.toml says what grades are."""
    if not (course / COURSE_FILE).is_file():
        return {}
    found: dict[str, list[Grade]] = {}
    for grade in grades_of(course, book_file, only=(slug,)).of(slug):
        if grade.attempt:
            found.setdefault(grade.attempt.id, []).append(grade)
    return found


def _grade(grades: Sequence[Grade]) -> str:
    """The grade as the page tells it; nothing where members of a group have different ones, or none has one yet."""
    told = {f"{shown(Score(each.earned, each.points))} / {each.points}" for each in grades if each.earned is not None}
    return told.pop() if len(told) == 1 else ""


def _moment(attempt: Attempt) -> datetime:
    """When an attempt came; where the download does not tell, when it was graded."""
    graded = datetime.fromisoformat(attempt.graded_at)
    return attempt.handed_in or (graded if graded.tzinfo else graded.replace(tzinfo=UTC))


def _write_students(
    target: Path,
    reports: Sequence[Report],
    bank: CaseBank,
    attempts: Sequence[Attempt],
    links: Mapping[str, str],
    counted: Mapping[str, Sequence[Grade]],
    asked: Mapping[str, Sequence[Asked]],
    *,
    audience: Audience,
    language: str,
) -> None:
    course = find_course()
    axes, zone = _axes(bank.slug), _due(course, bank.slug)[1]
    sources, tried = _Sources(bank), _by_student(attempts, zone)
    for report in reports:
        grades = counted.get(report.id, ())
        about = About(
            attempts=tried.get(report.id, ()),
            source=sources.lines(report),
            axes=axes,
            grade=_grade(grades),
            reasons=list(dict.fromkeys(reason for grade in grades for reason in grade.reasons)),
            asked=asked.get(report.id, ()),
            zone=zone,
        )
        told = redact(report, bank, audience, language=language)
        page = student_page(told, bank, about, language=language)
        write_whole(target / links[report.id], page)


def _by_student(attempts: Sequence[Attempt], zone: ZoneInfo) -> dict[str, list[Tried]]:
    """Each student's attempts in order, with the points that they earned."""
    found: dict[str, list[Tried]] = {}
    for attempt in attempts:
        earned = attempt.scores.get(attempt.score_rule)
        score = "-" if earned is None else f"{shown(Score(earned, attempt.points))} / {attempt.points}"
        found.setdefault(attempt.id, []).append(Tried(f"{_moment(attempt).astimezone(zone):%Y-%m-%d %H:%M}", score))
    return found


class _Sources:
    """Lines of what was handed in, where it still lies unchanged; a folder is read once, if a line is asked."""

    def __init__(self, bank: CaseBank) -> None:
        """Nothing is read yet."""
        self._bank = bank
        self._read: dict[str, dict[str, list[str]]] = {}  # lines by digest, by folder

    def lines(self, report: Report) -> Sequence[str]:
        """The lines of the entry of a submission in which a case names a line; none where it is gone or has changed."""
        named = any(case.line for problem in report.problems for case in problem.cases)
        if not named or not report.source:
            return ()
        if report.source not in self._read:
            self._read[report.source] = self._collected(Path(report.source))
        return self._read[report.source].get(report.digest, ())

    def _collected(self, folder: Path) -> dict[str, list[str]]:
        if not folder.exists():
            return {}
        names = [problem.name for problem in self._bank.problems]
        try:
            work = collect_class(folder, slug=self._bank.slug, functions=names)
        except GraderError:  # whatever lies there now: the page does without
            return {}
        programs = {each.digest: each.program for each in work if each.program}
        return {
            digest: program.files[program.entry].decode("utf-8", "replace").splitlines()
            for digest, program in programs.items()
        }


def file_name(student: str) -> str:
    """A file name of plain letters that no two students share, also where capitals do not count."""
    plain = re.sub(r"[^a-z0-9._-]+", "_", student.lower())[:60].lstrip(".")
    # A name that ends like a digest could have been chosen to meet somebody else's.
    if plain and plain == student and not re.search(r"-[0-9a-f]{8}$", plain):
        return f"{plain}.html"
    digest = hashlib.sha256(student.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f"{plain}-{digest}.html"
