"""Words in the reader's language: English as it is, every other one from its catalogue."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from grader.languages import said

if TYPE_CHECKING:
    from grader.languages.catalogue import Catalogue

ENGLISH = "en"
FOLDER = Path(__file__).parent
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class Words:
    """English, which every text is in already."""

    language = ENGLISH

    def __call__(self, template: str, /, **values: object) -> str:
        """The words of a template, which is a literal, in this language."""
        return said(template, **values)

    def again(self, text: str) -> str:
        """English text that was made with `said`, in this language; other text as it is."""
        return text

    def of(self, sentence: Mapping[str, str]) -> str:
        """An author's sentence in this language, else in English; empty where there is none."""
        return sentence.get(self.language) or sentence.get(ENGLISH, "")


class Translated(Words):
    """Another language, by its catalogue."""

    def __init__(self, language: str, catalogue: Catalogue) -> None:
        """The catalogue of a language."""
        self.language = language
        self._catalogue = catalogue

    def __call__(self, template: str, /, **values: object) -> str:
        """The words of a template in this language; of one that the catalogue has not, in English."""
        return said(self._catalogue.entries.get(template) or template, **values)

    def again(self, text: str) -> str:
        """English text that was made with `said`, in this language; other text as it is."""
        return self._catalogue.again(text) if text else ""


def languages() -> tuple[str, ...]:
    """English, and every language that has a catalogue."""
    return (ENGLISH, *sorted(file.stem for file in FOLDER.glob("*.po")))


@lru_cache(maxsize=8)
def words_in(language: str) -> Words:
    """The words of a language; of one without a catalogue the English ones. For English nothing is read."""
    file = FOLDER / f"{language}.po"
    if language == ENGLISH or language not in languages():
        return Words()
    from grader.languages.catalogue import Catalogue

    return Translated(language, Catalogue.read(file))


def language_of(environment: Mapping[str, str] = os.environ) -> str:
    """The language that the locale's variables ask for, where there is a catalogue of it; else English."""
    asked = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    language = asked.partition(".")[0].partition("_")[0].lower()
    return language if language != ENGLISH and (FOLDER / f"{language}.po").is_file() else ENGLISH
