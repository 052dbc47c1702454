"""`grader similar`: pairs of submissions that share long sequences of tokens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from grader.cli.anonymous import pseudonyms_of
from grader.cli.course import GRADEBOOK, chosen, find_course, write_json, write_whole
from grader.collect import collect_class
from grader.load.course import load_assignment
from grader.model.errors import GraderError
from grader.model.likeness import Likeness, Work
from grader.model.submission import Submission
from grader.release.bundle import starters
from grader.report.anonymous import Hide
from grader.report.similar import document, facts, page, table
from grader.similar.compare import compared
from grader.similar.export import EXPORTS

Name = Callable[[Submission], str]


@click.command()
@click.argument("slug")
@click.argument("submissions", type=click.Path(path_type=Path), required=False)
@click.option(
    "--against", type=click.Path(path_type=Path), multiple=True, help="Earlier submissions; may be given several times."
)
@click.option("--most", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many pairs are shown.")
@click.option("--html", "html_file", type=click.Path(path_type=Path, dir_okay=False), help="Passages side by side.")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the pairs to FILE.")
@click.option(
    "--export", "tool", type=click.Choice(list(EXPORTS)), help="Write the class for a tool that looks deeper."
)
@click.option("--anonymous", is_flag=True, help="Pseudonyms in place of names; the key goes to .grader/.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="Where --export writes (default: SLUG-TOOL).")
def command(
    slug: str,
    submissions: Path | None,
    against: tuple[Path, ...],
    most: int,
    html_file: Path | None,
    json_file: Path | None,
    tool: str | None,
    target: Path | None,
    *,
    anonymous: bool,
) -> None:
    """Which submissions share long passages, whatever the names, the comments and the order of functions.

    Starter and handout do not count, nor what a quarter of the class writes alike. A shared passage is a reason to
    look at both programs, never a proof.
    """
    course, console = find_course(), Console()
    chosen(course, (slug,))
    given = given_sources(course, slug)
    collected = _collected(given, slug, submissions or course / "submissions" / slug, against)
    named, hide = _named(collected, slug, course / GRADEBOOK, anonymous=anonymous)
    works, left_out = _works(collected, named, hide)
    if tool:
        _export(
            tool, works, given.sources, target or Path(f"{slug}-{tool}" + (".zip" if tool == "dolos" else "")), console
        )
        return
    found = _compared(slug, works, given.sources, most, left_out, console)
    console.print(f"\n[bold]{slug}[/]   similar work\n", highlight=False)
    if found.pairs:
        console.print(table(found))
        console.print()
    for line in facts(found):
        console.print(f"  {line}", markup=False, highlight=False, style="dim")
    if html_file:
        write_whole(html_file, page(found))
    if json_file:
        write_json(json_file, document(found))


@dataclass(frozen=True)
class Collected:
    """One submission, and the earlier class that it is from, if it is from one."""

    submission: Submission
    earlier: str = ""


def _collected(given: Given, slug: str, folder: Path, against: tuple[Path, ...]) -> list[Collected]:
    found: list[Collected] = []
    for place, is_earlier in ((folder, False), *((each, True) for each in against)):
        if not place.exists():
            raise GraderError(f"{place}: expected a folder of submissions, found nothing there")
        read = collect_class(place, slug=slug, functions=given.problems)
        found += [Collected(submission, place.name if is_earlier else "") for submission in read]
    return found


def _named(collected: list[Collected], slug: str, gradebook: Path, *, anonymous: bool) -> tuple[Name, Hide]:
    """What each is called, and what hides names in programs."""
    if not anonymous:
        return (lambda submission: submission.student), str
    names, hide = pseudonyms_of([each.submission for each in collected], slug, gradebook)
    return (lambda submission: names[submission.id]), hide


def _works(collected: list[Collected], named: Name, hide: Hide) -> tuple[list[Work], list[str]]:
    """What is compared, and who has no program."""
    works: list[Work] = []
    left_out: list[str] = []
    for each in collected:
        submission, name = each.submission, named(each.submission)
        if submission.program is None:
            left_out += [] if each.earlier else [name]
            continue
        files = {
            path: hide(data.decode("utf-8", "replace"))
            for path, data in submission.program.files.items()
            if path.endswith(".py")
        }
        works.append(Work(f"{name} ({each.earlier})" if each.earlier else name, files, bool(each.earlier)))
    return works, left_out


@dataclass(frozen=True)
class Given:
    """What every student of an assignment was handed: its problems, and sources by name, the starter first."""

    problems: tuple[str, ...]
    sources: Mapping[str, str]


def given_sources(course: Path, slug: str) -> Given:
    """Starters, the code of the handouts, the assignment's own public functions."""
    folder = course / "assignments" / slug
    assignment = load_assignment(course, slug)
    found = {
        f"starter_{name}.py": data.decode("utf-8") for name, data in starters(folder, assignment.spec.libraries).items()
    }
    for handout in sorted(folder.glob("README*.md")):
        blocks = handout.read_text(encoding="utf-8").split("```python\n")[1:]
        found[f"{handout.stem}.py"] = "\n".join(block.partition("```")[0] for block in blocks)
    return Given(assignment.spec.problems, {**found, "public.py": assignment.public_source.decode("utf-8")})


def _compared(
    slug: str, works: list[Work], given: Mapping[str, str], most: int, left_out: list[str], console: Console
) -> Likeness:
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(slug, total=None)
        return compared(
            slug,
            works,
            given.values(),
            most=most,
            left_out=left_out,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )


def _export(tool: str, works: list[Work], given: Mapping[str, str], target: Path, console: Console) -> None:
    run = EXPORTS[tool](works, given, target)
    console.print(f"wrote {target}; next: {run}", markup=False, highlight=False, soft_wrap=True)
