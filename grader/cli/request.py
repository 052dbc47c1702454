"""`grader request`: a student asks for a second look."""

from __future__ import annotations

import re
from pathlib import Path

import click

from grader.cli.language import language_option
from grader.collect import collect_one
from grader.languages import said
from grader.languages.words import words_in
from grader.model.errors import GraderError
from grader.practice.place import Place, find_place
from grader.term.requests import TEXT_CHARACTERS, Request, encode, file_name, now

_ABOUT = re.compile(r"\w{1,100}(/\w{1,100}/(public|private)/[0-9]{1,6})?")


@click.command()
@click.argument("about", metavar="PROBLEM|CASE")
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option("--why", required=True, metavar="TEXT", help="What you think is wrong, and how you know.")
@click.option("--student", default="", metavar="ID", help="Your number, if somebody handed in the same file with you.")
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="A folder; default: here.")
@language_option
def command(about: str, path: Path, why: str, student: str, folder: Path | None, language: str) -> None:
    """Ask for a second look at a problem or case of what you handed in; PATH is that folder or file (default: here).

    Writes a small file that is bound to exactly these bytes.
    """
    place = find_place(path)
    if not _ABOUT.fullmatch(about):
        words = said("expected a problem or a case, like {problem} or {case}", problem="f", case="f/ordinary/public/0")
        raise GraderError(f"{about[:60]!r}: {words}")
    if not 0 < len(why.strip()) <= TEXT_CHARACTERS:
        raise GraderError(
            said("--why: expected 1 to {most} characters, found {found}", most=TEXT_CHARACTERS, found=len(why.strip()))
        )
    request = Request(place.slug, about, why.strip(), _digests(place), now(), student)
    target = (folder or Path()) / file_name(request)
    if target.exists():
        raise GraderError(said("{file}: is there already; hand it in, or move it away to ask anew", file=target))
    try:
        target.write_bytes(encode(request))
    except OSError as error:
        words = said(
            "{file}: cannot be written ({reason}); name another folder with --to", file=target, reason=error.strerror
        )
        raise GraderError(words) from error
    say = words_in(language)
    click.echo(say("wrote {file}: give it to your course, and leave your work as it was handed in", file=target))


def _digests(place: Place) -> tuple[str, ...]:
    """Of the work as a folder and as a lone file, since nobody knows here which of them was handed in."""
    entry = place.entry()
    ways = dict.fromkeys([place.path, *([entry] if entry else [])])
    work = [collect_one(way, slug=place.slug) for way in ways]
    if all(each.program is None for each in work):
        raise GraderError(f"{place.path}: {work[0].refusal}")
    return tuple(dict.fromkeys(each.digest for each in work if each.program is not None))
