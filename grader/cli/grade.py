"""`grader grade`: the instructor's command."""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from grader.bank.cache import cached_or_built
from grader.bank.secret import fingerprint
from grader.batch import Graded, absent, grade_class
from grader.cli.audit import audited_class, require_hypothesis
from grader.cli.cluster import joined
from grader.cli.course import GRADEBOOK, chosen, find_course, nearby, write_json
from grader.cli.language import language_option
from grader.cli.secret import required_secret
from grader.collect import collect_class
from grader.gradebook import Gradebook
from grader.isolation import Owner, isolation_level
from grader.languages import said
from grader.languages.words import ENGLISH, words_in
from grader.model.bank import CaseBank
from grader.model.errors import GraderError
from grader.model.result import Report
from grader.model.submission import Submission
from grader.pool import executor_for
from grader.records import Totals
from grader.report.document import class_document
from grader.report.profile import profile_table, with_rest
from grader.report.terminal import ClassLine, class_insight, class_table
from grader.report.words import harmless, shown, summary
from grader.run import Level, probe

if TYPE_CHECKING:
    from grader.cluster import Cluster

#: Below this many submissions a job, starting another judge process costs more than it saves.
WORTH_A_JOB = 4
_NAMED = 20


@dataclass
class Tally:
    """What a run of `grade` has done so far."""

    language: str = ENGLISH
    keeps_reports: bool = False
    reports: list[Report] = field(default_factory=list)
    lines: list[ClassLine] = field(default_factory=list)
    unchanged: int = 0
    regraded: list[tuple[str, Totals, Totals]] = field(default_factory=list)  # of the same bytes: before and now
    stages: dict[str, float] = field(default_factory=lambda: defaultdict(float))  # seconds
    started: float = field(default_factory=time.perf_counter)

    def add(self, graded: Graded) -> None:
        """Count one result."""
        self.lines.append(ClassLine.of(graded.report, language=self.language))
        if self.keeps_reports:
            self.reports.append(graded.report)
        for name, seconds in (*graded.report.stages.items(), ("store", graded.store_seconds)):
            self.stages[name] += seconds
        self.unchanged += not graded.fresh
        before, now = graded.before, graded.now
        if before and before.totals and now and before.digest == graded.report.digest:
            self.regraded.append((graded.report.student, before.totals, now))

    @property
    def seconds(self) -> float:
        """By the clock, since the class was about to be read."""
        return time.perf_counter() - self.started

    @property
    def by_student(self) -> list[Report]:
        """The reports that were kept, by the student's name."""
        return sorted(self.reports, key=lambda report: report.student)

    @property
    def ungraded(self) -> list[str]:
        """Students whom the grader failed; a library that is missing here is no fault."""
        return [line.student for line in self.lines if line.is_fault]


@click.command()
@click.argument("slug")
@click.argument("submissions", type=click.Path(path_type=Path), required=False)
@click.option("--jobs", type=click.IntRange(1, 256), help="How many at once (default: one a core).")
@click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler (tcp://HOST:8786), or: local.")
@click.option("--isolation", type=click.Choice([level.value for level in Level]), help="Default: the best there is.")
@click.option("--gradebook", type=click.Path(path_type=Path), help="Default: gradebook.db in the course.")
@click.option("--force", is_flag=True, help="Grade again what is graded already.")
@click.option("--new-secret", is_flag=True, help="Accept that the secret is another one than the gradebook's.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write all results to FILE.")
@click.option(
    "--audit",
    type=click.FloatRange(min=0.1),
    is_flag=False,
    flag_value=1.0,
    metavar="[SECONDS]",
    help="Then search, SECONDS (1) a program and problem, for arguments on which full marks fail; no score changes.",
)
@click.option("--profile", is_flag=True, help="Say where the time went, stage by stage.")
@language_option
def command(
    slug: str,
    submissions: Path | None,
    jobs: int | None,
    cluster: str | None,
    isolation: str | None,
    gradebook: Path | None,
    json_file: Path | None,
    audit: float | None,
    language: str,
    *,
    force: bool,
    new_secret: bool,
    profile: bool,
) -> None:
    """Grade a folder of submissions (default: submissions/SLUG), public and private cases.

    What is graded already and unchanged is kept. Exit status 3 if the grader failed on a submission.
    """
    course, console = find_course(), Console()
    chosen(course, (slug,))
    require_hypothesis(wanted=audit is not None)
    book_file = gradebook or course / GRADEBOOK
    secret = required_secret(course, book_file)
    handed_in = _handed_in(submissions or course / "submissions" / slug)
    with joined(cluster, jobs=jobs, isolation=isolation, audits=audit is not None) as hosts:
        level = hosts.level if hosts else _level(isolation)
        bank, tally = _bank(course, slug, secret, console), Tally(language, keeps_reports=bool(json_file or audit))
        work = _collected(handed_in, bank, tally)
        count = hosts.jobs if hosts else jobs or default_jobs(len(work))
        with Gradebook.open(book_file) as book:
            book.require_fingerprint(fingerprint(secret), accept_new=new_secret)
            notes = _graded(work, bank, tally, book, _How(level, count, hosts, force=force))
    _tell_stages(tally, console, wanted=profile)
    _conclude(tally, console, slug=slug, facts=_facts(tally, level, count), book_file=book_file, notes=notes)
    audited = audited_class(course, slug, work, tally.reports, level=level, secret=secret, seconds=audit)
    if json_file:
        write_json(json_file, class_document(tally.by_student, audited))
    if tally.ungraded:
        raise click.exceptions.Exit(3)


@dataclass(frozen=True)
class _How:
    """How a class is graded: at which level, by how many at once, on which cluster, and whether all of it again."""

    level: Level
    jobs: int
    hosts: Cluster | None
    force: bool


def _graded(work: list[Submission], bank: CaseBank, tally: Tally, book: Gradebook, how: _How) -> list[str]:
    """Grade, count and store; what there is to say of the class as a whole."""
    with contextlib.nullcontext(how.hosts.executor) if how.hosts else executor_for(how.jobs) as executor:
        results = grade_class(
            work, bank, level=how.level, gradebook=book, executor=executor, jobs=how.jobs, force=how.force
        )
        _run(results, tally, len(work), bank.slug, Console())
    return [*_changed(tally, book), *_absent(absent(work, bank.slug, book), tally.language)]


def _collected(folder: Path, bank: CaseBank, tally: Tally) -> list[Submission]:
    """What was handed in, read."""
    work = collect_class(folder, slug=bank.slug, functions=[problem.name for problem in bank.problems])
    tally.stages["collect"] = tally.seconds
    return list(work)


def _changed(tally: Tally, book: Gradebook) -> list[str]:
    """What a regrade changed, for whom and why."""
    other = [(student, before, now) for student, before, now in tally.regraded if before.problems != now.problems]
    if not other:
        return []
    from grader.term.regrades import compared, regrade_lines

    bases = book.bases()
    return regrade_lines((student, each) for student, before, now in other for each in compared(before, now, bases))


def _tell_stages(tally: Tally, console: Console, *, wanted: bool) -> None:
    if wanted:
        console.print(profile_table(with_rest(tally.stages, tally.seconds), len(tally.lines) - tally.unchanged))


def _absent(students: list[str], language: str) -> list[str]:
    """Who was in an earlier download and is not in this one."""
    if not students:
        return []
    say, more = words_in(language), len(students) - _NAMED
    names = ", ".join(harmless(name, limit=100) for name in students[:_NAMED])
    told = say("{names} and {count} more", names=names, count=more) if more > 0 else names
    return [say("not in this download: {names}; earlier results stay", names=told)]


def _facts(tally: Tally, level: Level, jobs: int) -> str:
    """How many, how safe, how fast."""
    say = words_in(tally.language)
    parts = (
        say("{count} submissions", count=len(tally.lines)),
        say("{level} isolation", level=level.value),
        say("{count} jobs", count=jobs) if jobs > 1 else say("1 job"),
        say("{seconds:.1f} s", seconds=tally.seconds),
        say("({count} unchanged)", count=tally.unchanged),
    )
    return "   ".join(parts)


def _level(name: str | None) -> Level:
    """The level that is named, or the best that is fit for others' code with private cases."""
    named = Level(name) if name else None
    return isolation_level(probe(named), named=named, owner=Owner.ANOTHER, private_cases=True)


def _handed_in(folder: Path) -> Path:
    """The folder, if there is one: told before the cases are drawn, which may take a minute."""
    if not folder.exists():
        raise GraderError(said("{folder}: expected a folder of submissions, found nothing there", folder=folder))
    return folder


def default_jobs(submissions: int) -> int:
    """One a core, but no more than have something to do."""
    return max(1, min(os.cpu_count() or 1, submissions // WORTH_A_JOB))


def _bank(course: Path, slug: str, secret: str, console: Console) -> CaseBank:
    with console.status(f"{slug}: drawing cases") as status:
        bank = cached_or_built(course, slug, secret, progress=lambda name: status.update(f"{slug}: {name}"))
    for problem in bank.problems:
        for words in problem.weaknesses:
            line = f"{slug}: {problem.name}: weak cases: {words}; for the author: grader validate {slug}"
            console.print(line, markup=False, highlight=False, style="yellow", soft_wrap=True)
    return bank


def _run(results: Iterable[Graded], tally: Tally, count: int, slug: str, console: Console) -> None:
    """Count the results, with a bar on a terminal and a line each elsewhere; Ctrl-C keeps what is done."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    try:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task(slug, total=count)
            for graded in _interruptible(results):
                tally.add(graded)
                bar.advance(task)
                if not console.is_terminal:
                    _plain_line(graded, len(tally.lines), count, language=tally.language)
    except KeyboardInterrupt:
        say, done = words_in(tally.language), len(tally.lines)
        console.print(
            say("stopped: {done} of {count} are in the gradebook; the same command goes on", done=done, count=count)
        )
        raise click.exceptions.Exit(130) from None


def _interruptible(results: Iterable[Graded]) -> Iterator[Graded]:
    """The results up to Ctrl-C; where a library drops the exception on its way, the next result raises it again."""
    interrupted, former = threading.Event(), signal.getsignal(signal.SIGINT)

    def note(*_: object) -> None:
        interrupted.set()
        raise KeyboardInterrupt

    handles = threading.current_thread() is threading.main_thread()
    if handles:
        signal.signal(signal.SIGINT, note)
    try:
        for graded in results:
            yield graded
            if interrupted.is_set():
                raise KeyboardInterrupt
    finally:
        if handles:
            signal.signal(signal.SIGINT, former)


def _plain_line(graded: Graded, number: int, count: int, *, language: str) -> None:
    say, report = words_in(language), graded.report
    state = shown(report.total) if report.status == "graded" else say("ungraded")
    same = "" if graded.fresh else say("  (unchanged)")
    click.echo(
        f"{number}/{count}  {harmless(report.student, limit=100)}  {state}  {summary(report, language=language)}{same}"
    )


def _conclude(tally: Tally, console: Console, *, slug: str, facts: str, book_file: Path, notes: list[str]) -> None:
    say = words_in(tally.language)
    console.print(f"\n[bold]{slug}[/]   {facts}\n", highlight=False, soft_wrap=True)
    console.print(class_table(tally.lines, language=tally.language))
    insight = class_insight(tally.lines, language=tally.language)
    if insight:
        console.print(Padding(Text(insight), (1, 2, 0, 2)))
    option = ["--gradebook", str(nearby(book_file))] if book_file != find_course() / GRADEBOOK else []
    show = shlex.join(["grader", "show", slug, "STUDENT", *option])
    where = say("results in {file} · one student: {command}", file=nearby(book_file), command=show)
    console.print(f"\n  {where}", markup=False, highlight=False, soft_wrap=True)  # a broken line cannot be copied
    if tally.ungraded:
        names = ", ".join(harmless(name, limit=60) for name in tally.ungraded)
        failed = say("the grader failed on: {names}; the same command tries them again", names=names)
        console.print(f"\n  {failed}", markup=False, style="red")
    for line in notes:
        console.print(f"  {line}", markup=False, highlight=False, soft_wrap=True)
