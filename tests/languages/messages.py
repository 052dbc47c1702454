"""Every message of the source, as Babel finds it; run this file to bring the catalogues up to date.

`python -m tests.languages.messages` adds what is missing, without a translation, and drops what nothing says any more.
"""

from __future__ import annotations

import ast
import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

import grader
from grader.languages.words import ENGLISH, FOLDER, languages

SOURCE = Path(grader.__file__).parent
#: `said` marks words where they are made, `say` says them where they are shown.
#: Lines of a header that change by themselves or say nothing.
_OF_A_DAY = tuple(
    f'"{name}: '.encode()
    for name in ("Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date")
) + tuple(f'"{name}: '.encode() for name in ("Last-Translator", "Language-Team", "Generated-By"))
KEYWORDS = ("said", "say")


def made() -> set[str]:
    """The messages that `said` makes: they stand in texts that are stored."""
    calls = (node for file in SOURCE.rglob("*.py") for node in ast.walk(ast.parse(file.read_bytes())))
    return {
        str(node.args[0].value)
        for node in calls
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "said"
        and isinstance(node.args[0], ast.Constant)
    }


def messages() -> dict[str, str]:
    """Each message of the source with a file that has it."""
    found: dict[str, str] = {}
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Call) and _says(node.func) and isinstance(node.args[0], ast.Constant):
                found[str(node.args[0].value)] = file.name
    for file in sorted(SOURCE.rglob("templates/*.html")):
        with file.open("rb") as stream:
            for _, message, _, _ in extract("jinja2.ext:babel_extract", stream, dict.fromkeys(KEYWORDS)):
                found[str(message[0] if isinstance(message, tuple) else message)] = file.name
    return found


def _says(function: ast.expr) -> bool:
    """Whether a call says words: `said(…)`, `say(…)`, `state.words(…)`, `words_in(language)(…)`.

    Babel's own search of Python is one of tokens, which before 3.12 sees nothing within an f-string.
    """
    if isinstance(function, ast.Call):
        return isinstance(function.func, ast.Name) and function.func.id == "words_in"
    if isinstance(function, ast.Attribute):
        return function.attr == "words" and isinstance(function.value, (ast.Name, ast.Attribute))
    return isinstance(function, ast.Name) and function.id in KEYWORDS


def catalogue(language: str) -> Catalog:
    """The catalogue of a language, read by Babel."""
    with (FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> bytes:
    """The catalogue with exactly the messages of the source, in the order of the alphabet."""
    known = {message.id: message.string for message in catalogue(language)}
    title = "# What people read, in another language; CONTRIBUTING.md says how to go on with it."
    fresh = Catalog(locale=language, charset="utf-8", header_comment=title, fuzzy=False)
    stored = made()
    for message in sorted(messages()):
        fresh.add(message, known.get(message, ""), auto_comments=["made"] if message in stored else [])
    stream = io.BytesIO()
    write_po(stream, fresh, width=0, no_location=True)
    lines = stream.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_OF_A_DAY))


if __name__ == "__main__":
    for each in languages():
        if each != ENGLISH:
            (FOLDER / f"{each}.po").write_bytes(updated(each))
