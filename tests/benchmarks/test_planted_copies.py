"""Planted copies in a generated class are found; independent work is not marked."""

from __future__ import annotations

from planted_copies import HALF, ROOT, generated, variants

from grader.cli.similar import given_sources
from grader.similar.compare import compared


def test_whole_copies_are_found_in_every_disguise_and_nearly_nobody_else_is_marked() -> None:
    given = given_sources(ROOT, "convolution")
    group = generated(
        "convolution", sorted(variants("convolution").keys() & set(given.problems)), students=60, copies=8, seed=7
    )
    found = compared("convolution", group.works, given.sources.values(), most=10_000)
    marked = {frozenset((pair.left.student, pair.right.student)) for pair in found.pairs if pair.conspicuous}
    whole = {pair for pair, kind in group.planted.items() if kind != HALF}
    assert len(whole) == 7
    assert whole <= marked
    assert sum(not group.related(pair) for pair in marked) <= 1
