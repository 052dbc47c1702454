"""`grader request`: a student asks for a second look."""

from __future__ import annotations

from pathlib import Path

import click

from grader.collect import collect_one
from grader.model.errors import GraderError
from grader.practice.place import Place, find_place
from grader.term.requests import TEXT_CHARACTERS, Request, encode, file_name, now

_WORDS = {
    "en": "wrote {file}: hand it in where your course takes requests, and leave your work as it was handed in",
    "zh": "已写入 {file}：请交到课程接收复核申请的地方，并保持已提交的作业不变",
}


@click.command()
@click.argument("about", metavar="PROBLEM|CASE")
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option("--why", required=True, metavar="TEXT", help="What you think is wrong, and how you know.")
@click.option("--student", default="", metavar="ID", help="Your number, if somebody handed in the same file with you.")
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="A folder; default: here.")
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", help="Of what is said.")
def command(about: str, path: Path, why: str, student: str, folder: Path | None, language: str) -> None:
    """Ask for a second look at a problem or case of what you handed in; PATH is that folder or file (default: here).

    Writes a small file that is bound to exactly these bytes.
    """
    place = find_place(path)
    if not 0 < len(why.strip()) <= TEXT_CHARACTERS:
        raise GraderError(f"--why: expected 1 to {TEXT_CHARACTERS} characters, found {len(why.strip())}")
    request = Request(place.slug, about, why.strip(), _digests(place), now(), student)
    target = (folder or Path()) / file_name(request)
    if target.exists():
        raise GraderError(f"{target}: is there already; hand it in, or move it away to ask anew")
    try:
        target.write_bytes(encode(request))
    except OSError as error:
        raise GraderError(f"{target}: cannot be written ({error.strerror}); name another folder with --to") from error
    click.echo(_WORDS[language].format(file=target))


def _digests(place: Place) -> tuple[str, ...]:
    """Of the work as a folder and as a lone file, since nobody knows here which of them was handed in."""
    entry = place.entry()
    ways = dict.fromkeys([place.path, *([entry] if entry else [])])
    work = [collect_one(way, slug=place.slug) for way in ways]
    if all(each.program is None for each in work):
        raise GraderError(f"{place.path}: {work[0].refusal}")
    return tuple(dict.fromkeys(each.digest for each in work if each.program is not None))
