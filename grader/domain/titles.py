"""Titles of classes in the reader's language; the English ones are also what classes are known by."""

from __future__ import annotations

from typing import TypeAlias

from grader.domain.classes import Choice, Class
from grader.domain.parameters import Dtypes, Layout, Shape
from grader.domain.values import Values
from grader.languages.words import ENGLISH, Words, words_in

#: What the classes of a parameter's choices are made of.
Part: TypeAlias = Dtypes | Layout | Shape | Values


def title_of_part(say: Words, name: str, part: Part) -> str:
    """The title of a parameter's class: "x in float32", "x: all zero"."""
    if isinstance(part, Dtypes):
        return say("{name} in {dtype}", name=name, dtype=say(part.title))
    if isinstance(part, Layout):
        return say("{name} {layout}", name=name, layout=say(part.title))
    if isinstance(part, Shape) and not part.title:
        return say("{name}: {kind}", name=name, kind=say(str(part)))
    return say("{name}: {kind}", name=name, kind=own_words(say, part))


def title_in(language: str, choice: Choice, one: Class) -> str:
    """The title of a class of a choice; an author's words in English where there are no others."""
    say = words_in(language)
    if isinstance(one.source, Part):
        return title_of_part(say, choice.name.rpartition(" ")[0], one.source)
    return own_words(say, one)


def in_chinese(named: Class | Shape | Values) -> bool:
    """Whether words have their Chinese ones, from the author or, where they are ours, from the catalogue."""
    return bool(named.zh) or words_in("zh")(named.title) != named.title


def own_words(say: Words, named: Class | Shape | Values) -> str:
    """An author's words as the author gives them, our own from the catalogue."""
    return say.of({ENGLISH: say(named.title), **({"zh": named.zh} if named.zh else {})})
