"""`--language`, the same for every command that a student or a class reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from grader.languages.words import language_of, languages


def _chosen(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    """The named language, else that of the locale."""
    return value or language_of()


def language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--language` to a command, whose parameter `language` is then always one that there is a catalogue of."""
    return click.option(
        "--language",
        type=click.Choice(languages()),
        callback=_chosen,
        help="Of everything but names and code; default: that of the locale (LC_ALL, LC_MESSAGES, LANG).",
    )(command)
