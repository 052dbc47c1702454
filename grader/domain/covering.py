"""Few selections of classes that hold every class, and every pair of classes that a call can have together.

A greedy pairwise covering array (Cohen, Dalal, Fredman and Patton, The AETG system, IEEE TSE 1997), made with no
secret: the same domain always gives the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TypeAlias

from numpy.random import Generator, default_rng

from grader.domain.classes import Choice, Class, Selection
from grader.domain.domain import Domain
from grader.domain.errors import DomainDeclarationError
from grader.domain.parameters import Shape
from grader.domain.sample import sample, sizes_of
from grader.domain.values import Values

#: Of so many rows in random orders of choices, the one that covers most is taken.
CANDIDATES = 6
#: Of so many domains the work is kept: more than a course of twenty assignments has problems.
MOST_DOMAINS = 512

Pair: TypeAlias = frozenset[str]


@dataclass(frozen=True)
class Demands:
    """What the cases of a problem have to hold, by titles."""

    singles: tuple[str, ...]
    pairs: tuple[Pair, ...]


@lru_cache(maxsize=MOST_DOMAINS)
def demands(domain: Domain) -> Demands:
    """Every class, and every pair of classes of different choices that a call can have together."""
    singles = tuple(domain.by_title)
    pairs = []
    for (one, ones), (other, others) in combinations([(choice, choice.classes) for choice in domain.choices], 2):
        for first in ones:
            for second in others:
                titles = frozenset((first.title, second.title))
                if first.alone or second.alone:
                    continue
                if possible(domain, {one.name: first, other.name: second}):
                    pairs.append(titles)
    return Demands(singles, tuple(pairs))


def possible(domain: Domain, selection: Selection) -> bool:
    """Whether a call can have these classes together, whatever else it has."""
    titles = {one.title for one in selection.values()}
    if any(pair <= titles for pair in domain.apart):
        return False
    try:
        sample(domain, default_rng(0), selection, searches=1)
    except DomainDeclarationError:
        return False
    return True


def has_sizes(domain: Domain, selection: Selection) -> bool:
    """Whether there are sizes for these classes: most of what `possible` finds, at a small part of its cost."""
    titles = frozenset(one.title for one in selection.values())
    return not any(pair <= titles for pair in domain.apart) and _sized(domain, titles)


def held(domain: Domain, selection: Selection) -> set[Pair]:
    """The pairs of classes that a call with these classes has."""
    titles = [selection[choice.name] for choice in domain.choices]
    return {frozenset((a.title, b.title)) for a, b in combinations(titles, 2) if not (a.alone or b.alone)}


@lru_cache(maxsize=MOST_DOMAINS)
def rows(domain: Domain) -> tuple[Selection, ...]:
    """The selections: pairs first, then classes that are covered once, then errors by themselves."""
    rng = default_rng(0)
    wanted = demands(domain)
    open_, allowed = dict.fromkeys(wanted.pairs), frozenset(wanted.pairs)
    found: list[Selection] = []
    while open_:
        row = _best(domain, open_, allowed, rng)
        found.append(row)
        for pair in held(domain, row):
            open_.pop(pair, None)
    return tuple(_most_first(domain, _with_singles(domain, found)))


def _best(domain: Domain, open_: Mapping[Pair, None], allowed: frozenset[Pair], rng: Generator) -> Selection:
    """The best of some rows that hold the first pair that is still missing."""
    first = next(iter(open_))
    best: Selection | None = None
    gain = -1
    for attempt in range(10 * CANDIDATES):
        if attempt >= CANDIDATES and best is not None:
            break
        row = _row(domain, first, open_, allowed, rng)
        if row is not None and (new := sum(pair in open_ for pair in held(domain, row))) > gain:
            best, gain = row, new
    if best is None:
        raise DomainDeclarationError(
            f"classes: nothing found that is both {' and '.join(sorted(first))} and has a class of every other "
            "choice; a way out: .never(…) with the two"
        )
    return best


def _row(
    domain: Domain, first: Pair, open_: Mapping[Pair, None], allowed: frozenset[Pair], rng: Generator
) -> Selection | None:
    row = {choice.name: one for choice, one in (domain.by_title[title] for title in sorted(first))}
    choices = [choice for choice in domain.choices if choice.name not in row]
    for number in rng.permutation(len(choices)):
        choice = choices[number]
        for one in _promising(choice, row, open_):
            fits = all(frozenset((one.title, other.title)) in allowed for other in row.values())
            if fits and _sized(domain, frozenset((one.title, *(other.title for other in row.values())))):
                row[choice.name] = one
                break
        else:
            return None
    return row if possible(domain, row) else None


def _sized(domain: Domain, titles: frozenset[str]) -> bool:
    """Whether there are sizes for these classes; only those that speak of sizes are looked at."""
    return _has_sizes(domain, frozenset(title for title in titles if _speaks_of_sizes(domain, title)))


def _speaks_of_sizes(domain: Domain, title: str) -> bool:
    choice, one = domain.by_title[title]
    if isinstance(one.source, Values):
        return one.source.needs is not None
    return choice in domain.own or isinstance(one.source, Shape) or one.when is not None


@lru_cache(maxsize=64 * MOST_DOMAINS)
def _has_sizes(domain: Domain, titles: frozenset[str]) -> bool:
    chosen = [domain.by_title[title] for title in sorted(titles)]
    return sizes_of(domain, default_rng(0), {choice.name: one for choice, one in chosen}) is not None


def _promising(choice: Choice, row: Selection, open_: Mapping[Pair, None]) -> list[Class]:
    """The classes of a choice, those that cover most first, ordinary ones before others."""

    def gain(one: Class) -> int:
        return sum(frozenset((one.title, other.title)) in open_ for other in row.values())

    return sorted([one for one in choice.classes if not one.alone], key=gain, reverse=True)


def _with_singles(domain: Domain, found: Sequence[Selection]) -> list[Selection]:
    """The rows with classes that are covered once put where they cost no pair, else into rows of their own."""
    kept = [dict(row) for row in found]
    counts: dict[Pair, int] = {}
    for row in kept:
        for pair in held(domain, row):
            counts[pair] = counts.get(pair, 0) + 1
    for choice in domain.choices:
        for one in choice.classes:
            if one.raises:
                continue
            if not any(row[choice.name] is one for row in kept):
                _place(domain, kept, counts, choice, one)
    errors = [domain.selection(one.title) for choice in domain.choices for one in choice.classes if one.raises]
    return [*kept, *errors]


def _place(domain: Domain, kept: list[dict[str, Class]], counts: dict[Pair, int], choice: Choice, one: Class) -> None:
    """Into the plainest row in which the class it replaces is needed for no pair."""
    for row in sorted(kept, key=lambda row: len(domain.unusual(row))):
        changed = {**row, choice.name: one}
        lost = held(domain, row) - held(domain, changed)
        if all(counts[pair] > 1 for pair in lost) and row[choice.name].single is False and possible(domain, changed):
            row[choice.name] = one
            for pair in lost:
                counts[pair] -= 1
            return
    kept.append(dict(domain.selection(one.title)))
    for pair in held(domain, kept[-1]):
        counts[pair] = counts.get(pair, 0) + 1


def _most_first(domain: Domain, found: Sequence[Selection]) -> list[Selection]:
    """The rows in such an order that the first ones hold every class, and then as many pairs as can be."""
    rest, order = list(found), []
    titles: set[str] = set()
    pairs: set[Pair] = set()

    def gain(row: Selection) -> tuple[int, int]:
        singles = sum(one.title not in titles for one in row.values() if one.alone)
        return singles, len(held(domain, row) - pairs)

    while rest:
        best = max(rest, key=gain)
        rest.remove(best)
        order.append(best)
        titles |= {one.title for one in best.values()}
        pairs |= held(domain, best)
    return order
