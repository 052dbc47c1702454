"""A catalogue (GNU gettext's PO format), and how English text is found in it.

A stored text is recognised by the fixed parts of a template, from left to right: `str.find` in place of a regular
expression, so that no text of a submission, whatever it repeats, takes longer than its length.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from string import Formatter
from typing import Self

#: Of templates within values of templates: "while importing the file: no answer came: …".
DEPTH = 4
#: The comment at a message that `said` makes: only those stand in texts that are made, stored and shown elsewhere.
MADE = "#. made"
#: What parts a text from what is added to it, and how often one is looked at.
_EXCEPTION = re.compile(r"\w*(?:Error|Exception|Warning|Exit|Interrupt|Iteration)\Z")
_PARTING, MOST_CLAUSES = re.compile("[;:] "), 8
#: Templates with fewer fixed characters would be recognised in anything.
LEAST_FIXED = 4


def entries(text: str, *, marked: str = "") -> dict[str, str]:
    """The messages of a PO file with their translations, or those with a mark; no contexts, plurals, obsolete entries.

    Raises:
        ValueError: a line is none of PO's.
    """
    found: dict[str, str] = {}
    for block in text.split("\n\n"):
        parts = {"msgid": "", "msgstr": ""}
        keyword = ""
        for line in block.splitlines():
            if not line or line.startswith("#"):
                continue
            if not line.startswith('"'):
                keyword, _, line = line.partition(" ")  # noqa: PLW2901
            if keyword not in parts:
                raise ValueError(f"expected msgid, msgstr or a text in quotes, found {keyword}")
            parts[keyword] += json.loads(line)
        if parts["msgid"] and (not marked or marked in block.splitlines()):
            found[parts["msgid"]] = parts["msgstr"]
    return found


@dataclass(frozen=True)
class Template:
    """A message with fields: its fixed parts, the fields between them, and the translation."""

    fixed: tuple[str, ...]  # one more than there are fields
    fields: tuple[str, ...]
    translation: str

    @classmethod
    def of(cls, message: str, translation: str) -> Self:
        """The template of a message."""
        fixed, names = [""], list[str]()
        for literal, name, _, _ in Formatter().parse(message):
            fixed[-1] += literal
            if name is not None:
                names.append(name)
                fixed.append("")
        return cls(tuple(fixed), tuple(names), translation)

    @cached_property
    def certainty(self) -> int:
        """How many characters are fixed."""
        return sum(map(len, self.fixed))

    def values(self, text: str) -> dict[str, str] | None:
        """What stands in the fields, if the text was made of this template; the words before it are no field."""
        first, *between, last = self.fixed
        end = len(text) - len(last)
        if end < len(first) or not text.startswith(first) or not text.endswith(last):
            return None
        found, at = [], len(first)
        for literal in between:
            place = text.find(literal, at, end)
            if place < 0:
                return None
            found.append(text[at:place])
            at = place + len(literal)
        if not first and ": " in [*found, text[at:end]][0]:
            return None
        return dict(zip(self.fields, [*found, text[at:end]], strict=True))


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The messages of a language."""

    entries: Mapping[str, str]
    made: Mapping[str, str]  # those of them that stand in stored texts

    @classmethod
    def read(cls, file: Path) -> Self:
        """The catalogue in a PO file."""
        text = file.read_text(encoding="utf-8")
        return cls(entries(text), entries(text, marked=MADE))

    @cached_property
    def templates(self) -> Sequence[Template]:
        """All made messages with fields, the most certain first."""
        found = (Template.of(message, text) for message, text in self.made.items() if "{" in message and text)
        kept = (template for template in found if template.fields and template.certainty >= LEAST_FIXED)
        return sorted(kept, key=lambda template: -template.certainty)

    @lru_cache(maxsize=4096)  # noqa: B019 - a catalogue lives as long as the process
    def again(self, text: str, depth: int = DEPTH) -> str:
        """English text in this language: a message by itself, or one with its fields filled; else as it is."""
        if depth == DEPTH and self.entries.get(text):
            return self.entries[text]
        return self._recognised(text, depth) or self._with_clauses(text, depth) or text

    def _recognised(self, text: str, depth: int) -> str:
        whole = self.made.get(text)
        if whole:
            return whole
        return next(self._filled(text, depth), "") if depth else ""

    def _with_clauses(self, text: str, depth: int) -> str:
        """Another's words with ours behind them: "solution.py: no such function; did you mean f?"."""
        for number, found in enumerate(_PARTING.finditer(text)):
            if number == MOST_CLAUSES:
                break
            if found.group() == ": " and _EXCEPTION.search(text, 0, found.start()):
                continue  # what follows is its own text
            told = self._recognised(text[found.end() :], depth)
            if told:
                parting = self.entries.get(found.group()) or found.group()
                return self.again(text[: found.start()], depth) + parting + told
        return ""

    def _filled(self, text: str, depth: int) -> Iterator[str]:
        for template in self.templates:
            values = template.values(text)
            if values is not None:
                told = {name: self.again(value, depth - 1) for name, value in values.items()}
                yield _fill(template.translation, told)


def _fill(translation: str, values: Mapping[str, str]) -> str:
    """A translation with values that are text already, whatever format its fields ask for."""
    parts = Formatter().parse(translation)
    return "".join(literal + (values.get(name, "") if name is not None else "") for literal, name, _, _ in parts)
