"""`grader export`: results for other systems."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import click

from grader.cli.anonymous import under_pseudonyms
from grader.cli.course import find_course, write_whole
from grader.cli.language import language_option
from grader.cli.stored import bank_of, stored_class
from grader.export.grades import grades_text, listless, of_any_kind, of_members
from grader.export.platforms import PLATFORMS
from grader.export.rows import read_rows
from grader.export.wish import Change, Filled, Wish
from grader.model.bank import CaseBank
from grader.model.errors import GraderError
from grader.model.folders import slugs
from grader.model.grades import Grade
from grader.model.result import Report
from grader.report.csv import class_text
from grader.report.document import class_document
from grader.report.junit import junit
from grader.report.markdown import escaped, markdown
from grader.report.words import harmless
from grader.term.declared import COURSE_FILE, read_course
from grader.term.loaded import grades_of

Writer = Callable[[Sequence[Report], str], str]


def _pages(reports: Sequence[Report], language: str) -> str:
    """What people read: the one format that has a language."""
    return "\n".join(
        f"# {escaped(report.student, limit=100)}\n\n{markdown(report, language=language)}" for report in reports
    )


#: A new format is a file of grader/report and a line here.
WRITERS: dict[str, Writer] = {
    "csv": lambda reports, _: class_text(reports),
    "json": lambda reports, _: json.dumps(class_document(reports), indent=1) + "\n",
    "junit": lambda reports, _: junit(reports),
    "markdown": _pages,
    "grades": lambda reports, _: grades_text(listless(reports), known=False),
}


@dataclass(frozen=True)
class Asked:
    """The options that only a platform's own file takes."""

    source: Path | None
    column: str
    out_of: str
    map_file: Path | None
    dry_run: bool

    @property
    def any(self) -> bool:
        """Whether one was given."""
        return any((self.source, self.column, self.out_of, self.map_file, self.dry_run))


@click.command()
@click.argument("slug")
@click.option("--format", "form", type=click.Choice([*WRITERS, *PLATFORMS]), required=True)
@click.option("--from", "source", type=click.Path(path_type=Path, dir_okay=False), help="A platform's own file.")
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.option("--dry-run", is_flag=True, help="Only say what would change in a platform's file.")
@click.option("--column", default="", help="The assignment's column, or its name in Classroom 50.")
@click.option("--out-of", default="", metavar="POINTS", help="Scale to the points that the platform gives.")
@click.option("--map", "map_file", type=click.Path(path_type=Path), help="CSV student,row: who is who in a file.")
@click.option("--anonymous", is_flag=True, help="Pseudonyms in place of names; the key goes to .grader/.")
@click.option("--gradebook", type=click.Path(path_type=Path), help="Default: gradebook.db in the course.")
@language_option
def command(
    slug: str,
    form: str,
    source: Path | None,
    target: Path | None,
    column: str,
    out_of: str,
    map_file: Path | None,
    gradebook: Path | None,
    language: str,
    *,
    dry_run: bool,
    anonymous: bool,
) -> None:
    """Write stored results: as a file of their own, or into the file that you downloaded from a platform.

    Canvas, Moodle, Brightspace, Blackboard and Classroom 50 get their own file back (--from), with grades and without
    students who have none; no other byte changes. Gradescope's is compared with. For instructors: private cases are
    in it. --language is that of markdown.
    """
    wanted = Asked(source, column, out_of, map_file, dry_run)
    bank, book_file = bank_of(slug, gradebook)
    reports = stored_class(bank, book_file)
    if form in PLATFORMS:
        if anonymous:
            raise GraderError(f"--anonymous: {form} could not tell whose a grade is; leave it out")
        _fill(bank, form, reports, wanted, target, book_file)
        return
    if wanted.any:
        raise GraderError(f"--from, --dry-run, --column, --out-of and --map are for platforms' files, not for {form}")
    if target is None:
        raise GraderError("--to: expected the file to write, found none")
    shown = under_pseudonyms(reports, slug, book_file) if anonymous else reports
    if form == "grades" and not anonymous and (declared := _declared_grades(slug, book_file)):
        write_whole(target, grades_text(declared.grades, known=declared.known))
    else:
        write_whole(target, WRITERS[form](shown, language))
    click.echo(f"wrote {target}: {len(reports)} results of {slug} as {form}")


def _fill(
    bank: CaseBank, form: str, reports: Sequence[Report], asked: Asked, target: Path | None, book_file: Path
) -> None:
    """A platform's own file with the grades, or what would change in it."""
    if asked.source is None:
        raise GraderError(f"--from: expected the file that you downloaded from {form}, found none")
    wish = _wish(bank, reports, asked, _declared_grades(bank.slug, book_file))
    found = PLATFORMS[form](asked.source, wish)
    for remark in found.remarks:
        click.echo(remark, err=True)
    if found.data is None:
        _tell(found.changes, "differs")
        click.echo(f"compared {found.graded} grades with {asked.source}: {len(found.changes)} differ")
        raise click.exceptions.Exit(1 if found.changes else 0)
    _write(found, found.data, asked, target, form)


def _write(found: Filled, data: bytes, asked: Asked, target: Path | None, form: str) -> None:
    count = f"{found.graded} grades for {form}, {len(found.changes)} cells changed"
    if asked.dry_run:
        _tell(found.changes, "would change")
        click.echo(f"nothing is written; there would be {count}")
        return
    if target is None:
        raise GraderError("--to: expected the file to write, found none; --dry-run says what would be in it")
    write_whole(target, data)
    click.echo(f"wrote {target}: {count}")


@dataclass(frozen=True)
class Declared:
    """Grades by the policy of course.toml."""

    grades: Sequence[Grade]
    known: bool  # the students come from a class list


def _declared_grades(slug: str, book_file: Path) -> Declared | None:
    """What `grader grades` counts, so that the same total is everywhere; None where there is no course.toml."""
    course = find_course()
    if not (course / COURSE_FILE).exists():
        return None
    found = grades_of(course, book_file, only=(slug,))
    for each in found.unmatched:
        click.echo(f"nobody's: {harmless(each.name, limit=60)} ({harmless(each.id, limit=60)}): {each.why}", err=True)
    if read_course(course, slugs(course)).roster:
        return Declared(found.of(slug), known=True)
    return Declared([replace(grade, student=of_any_kind(grade.student)) for grade in found.of(slug)], known=False)


def _wish(bank: CaseBank, reports: Sequence[Report], asked: Asked, declared: Declared | None) -> Wish:
    rows: Mapping[str, str] = read_rows(asked.map_file) if asked.map_file else {}
    return Wish(
        grades=declared.grades if declared else [*listless(reports), *of_members(reports, rows)],
        titles=tuple(dict.fromkeys([bank.slug, *bank.title.values()])),
        column=asked.column,
        out_of=_points(asked.out_of) if asked.out_of else None,
        rows=rows,
        known=bool(declared and declared.known),
    )


def _points(text: str) -> Fraction:
    try:
        points = Fraction(text)
    except (ValueError, ZeroDivisionError):
        points = Fraction(0)
    if points <= 0:
        raise GraderError(f"--out-of: expected points such as 10 or 7.5, found {text!r}")
    return points


def _tell(changes: Sequence[Change], verb: str) -> None:
    for change in changes:
        before = harmless(change.before, limit=60) or "(blank)"
        column = harmless(change.column, limit=60)
        click.echo(f"  {verb}: {change.student}: {column}: {before} → {harmless(change.after, limit=60)}")
