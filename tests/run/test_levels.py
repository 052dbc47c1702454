"""A level's declaration is all there is to it: the documented table says the same."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from grader.run import Level
from grader.run.linux.levels import Mechanism

SECURITY = Path(__file__).parents[2] / "docs" / "security.md"


@pytest.mark.parametrize("level", list(Level))
def test_the_document_says_what_the_declaration_says(level: Level) -> None:
    isolation = level.isolation
    made_of = ", ".join(isolation.mechanisms) or "a process of its own and a time limit"
    assert f"| `{level}` | {made_of} | {isolation.where} | {isolation.lacks} |" in SECURITY.read_text(encoding="utf-8")


def test_each_level_has_all_mechanisms_of_the_next_weaker_one() -> None:
    chains = [set(level.isolation.mechanisms) for level in Level]
    assert all(stronger > weaker for stronger, weaker in pairwise(chains))


def test_a_level_is_fit_for_grading_if_files_cannot_be_read_at_it() -> None:
    for level in Level:
        refused = frozenset[str]().union(*(mechanism.refuses for mechanism in level.isolation.mechanisms))
        assert level.is_fit_for_grading == ({"files", "network", "processes"} <= refused)


def test_a_level_is_the_string_that_results_name_it_by() -> None:
    assert [level.value for level in Level] == ["full", "confined", "limited", "none"]
    assert Level("full") is Level.FULL
    assert Level.FULL.uses(Mechanism.NAMESPACES)
    assert not Level.CONFINED.uses(Mechanism.NAMESPACES)
