"""What a pattern is: its test, its words, and its turn among the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import EllipsisType
from typing import Any

from grader.judge.patterns.arrays import Array
from grader.judge.patterns.pair import Pair


class Domain(Enum):
    """Which answers a pattern is about."""

    FINITE = "same shape, finite numbers"
    NOT_FINITE = "same shape, NaN or infinities on either side"
    OTHER_SHAPE = "another shape"


class Match:
    """A pattern was found: the key of its words, and the values that they name."""

    def __init__(self, words: str, **values: Any) -> None:
        """Take the key of a template in the pattern's words, and what the template is filled with."""
        self.words = words
        self.values = values


@dataclass(frozen=True)
class Candidate:
    """An array that the answer would be close to, if it had the pattern."""

    match: Match
    array: Array
    known: tuple[EllipsisType | slice, ...] = (...,)  # the part that is compared; all of it by default


@dataclass(frozen=True, kw_only=True, eq=False)
class Pattern:
    """One way in which a wrong array may differ from the right one.

    It has either `candidates` or a `test`. Candidates depend on the expected array alone, so a sample of each is made
    once for a class and rules most answers out. A test looks at the answer; it begins with what costs least.
    """

    priority: int  # the lowest that is found gets the word
    words: Mapping[str, str]  # templates by the key of a match; catalogues say them in other languages
    candidates: Callable[[Array], Iterator[Candidate]] | None = None
    test: Callable[[Pair], Match | None] | None = None
    domains: tuple[Domain, ...] = (Domain.FINITE,)
    exact: bool = False  # demands equal numbers, so that it is evidence even where the answer is nearly right

    def say(self, match: Match) -> str:
        """The words for a match; a value that is itself a match is put into words first."""
        values = {name: self.say(value) if isinstance(value, Match) else value for name, value in match.values.items()}
        return self.words[match.words].format(**values)
