"""`grader secret`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from grader.bank.secret import VARIABLE, fingerprint, new_secret, read_secret
from grader.cli.course import find_course
from grader.model.errors import SecretError


@click.group()
def command() -> None:
    """The secret that private cases are drawn from: `.grader/secret`, or the variable GRADER_SECRET."""


@command.command()
def new() -> None:
    """Make a secret for this course."""
    _made(new_secret(find_course()))


@command.command()
def rotate() -> None:
    """Replace the secret after a leak or a term; results of the old one need `grade --new-secret`."""
    _made(new_secret(find_course(), replace=True))


def _made(path: Path) -> None:
    mark = fingerprint(path.read_text(encoding="ascii").strip())
    click.echo(f"wrote {path} (fingerprint {mark}); keep it private, and keep a copy")
    if os.environ.get(VARIABLE):
        click.echo(f"the variable {VARIABLE} is set and goes before it", err=True)


def required_secret(course: Path, gradebook: Path) -> str:
    """The course's secret; the first interactive `grade` of a course without a gradebook makes one.

    Raises:
        SecretError: there is none, and nobody to ask or results that were made with another one.
    """
    secret = read_secret(course)
    if secret is not None:
        return secret
    if os.environ.get("CI") or not sys.stdin.isatty():
        raise SecretError(f"{course}: expected a secret, found none; run: grader secret new (or set {VARIABLE})")
    if gradebook.exists():
        raise SecretError(
            f"{gradebook} was written with a secret that is gone; restore {course / '.grader/secret'}, "
            "or run: grader secret new, then grade with --new-secret"
        )
    _made(new_secret(course))
    made = read_secret(course)
    assert made is not None
    return made
