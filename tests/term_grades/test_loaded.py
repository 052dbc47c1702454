# ruff: noqa: E501 - records as they are stored
"""Attempts from what the gradebook holds: the same bytes graded again are no attempt, the same bytes handed in again are."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from grader.gradebook import Entry, Gradebook
from grader.records import Totals
from grader.records.basis import Basis, ProblemBasis, encode_basis
from grader.term.loaded import attempts_of
from grader.term.regrades import Change, compared, regrade_lines

FIRST, SECOND = "2026-10-05T10:00:00+00:00", "2026-10-07T10:00:00+00:00"


def entry(digest: str, score: int, handed_in: str = "", **more: Any) -> Entry:
    """A stored result of ada."""
    totals = {"rule": "all", "points": 10, "earned": {"all": str(score)}, "problems": {"f": str(score)}}
    record = {
        "student": "ada",
        "status": "graded",
        "digest": digest,
        "framework": "numpy",
        "problems": [],
        "totals": totals,
    }
    if handed_in:
        record["handed_in"] = handed_in
    told = {"run_key": digest, "score_key": "s", "status": "graded", "graded_at": "", "handed_in": handed_in, **more}
    return Entry("tiny", "1", "ada", report=json.dumps(record).encode(), **told)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([entry("a", 5), entry("b", 7)], [("a", 5, ""), ("b", 7, "")]),
        ([entry("a", 5), entry("a", 6, run_key="other")], [("a", 6, "")]),
        ([entry("a", 5, FIRST), entry("a", 5, SECOND)], [("a", 5, FIRST), ("a", 5, SECOND)]),
        ([entry("a", 5, FIRST), entry("a", 6)], [("a", 6, FIRST)]),
        ([entry("a", 5), entry("a", 6, FIRST)], [("a", 6, FIRST)]),
        ([entry("a", 5, FIRST), entry("b", 6, SECOND), entry("a", 7, FIRST)], [("a", 7, FIRST), ("b", 6, SECOND)]),
    ],
)  # fmt: skip
def test_each_attempt_has_its_latest_result(entries: list[Entry], expected: list[tuple[str, int, str]]) -> None:
    found = attempts_of(entries)
    told = [
        (each.digest, int(each.scores["all"]), each.handed_in.isoformat() if each.handed_in else "") for each in found
    ]
    assert sorted(told) == sorted(expected)


def test_the_gradebook_keeps_the_same_bytes_handed_in_twice(tmp_path: Path) -> None:
    with Gradebook.open(tmp_path / "gradebook.db") as book:
        for at in ("", FIRST, FIRST, SECOND, SECOND):
            book.store(entry("a", 5, at))
        assert [each.handed_in for each in book.history("tiny")] == [FIRST, SECOND]


def basis(**more: Any) -> Basis:
    """What `f` and `g` are graded by."""
    problem: dict[str, Any] = {
        "points": 10,
        "cpu_seconds": 2.0,
        "memory_mib": 1024,
        "output_mib": 64,
        "cases": 9,
        "weights": {"a": 1},
        "answers": "x",
    }
    general: dict[str, Any] = {
        "rule": "all",
        "secret": "s",
        "isolation": "full",
        "grader": "1",
        "code": "c",
        "versions": {"numpy": "2"},
    }
    told = {name: value for name, value in more.items() if name in general}
    changed = {name: value for name, value in more.items() if name not in general}
    problems = {"f": ProblemBasis(**{**problem, **changed}), "g": ProblemBasis(**problem)}
    return Basis(problems=problems, **{**general, **told})


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"cpu_seconds": 4.0}, "limit of f raised (2 to 4 s)"),
        ({"memory_mib": 512}, "memory limit of f lowered (1024 to 512 MiB)"),
        ({"points": 12}, "points of f 12, before 10"),
        ({"weights": {"a": 2}}, "weights of f changed"),
        ({"cases": 11, "answers": "y"}, "f has 11 cases, before 9"),
        ({"answers": "y"}, "cases of f changed"),
        ({"versions": {"numpy": "3"}}, "f: numpy 3, before 2"),
        ({"code": "d", "grader": "2"}, "f: grader updated (1 to 2)"),
        ({"secret": "t"}, "f: private cases drawn from another secret"),
        ({"isolation": "limited"}, "f: isolation limited, before full"),
        ({"rule": "public"}, "f: public cases count, before all"),
        ({}, "f: graded again, and it came out otherwise"),
    ],
)
def test_a_regrade_says_why(more: dict[str, Any], why: str) -> None:
    (old, old_bytes), (new, new_bytes) = encode_basis(basis()), encode_basis(basis(**more))
    before = Totals("all", 20, {}, {"f": "1/2", "g": "3"}, old)
    after = Totals("all", 20, {}, {"f": "5/2", "g": "3"}, new)
    found = compared(before, after, {old: old_bytes, new: new_bytes})
    assert [(each.problem, each.gain, each.why) for each in found] == [("f", Fraction(2), why)]
    assert regrade_lines([("ada", found[0]), ("bo", found[0])]) == [f"{why}: 2 students +2 (ada, bo)"]
    assert compared(before, before, {}) == ()


def test_a_regrade_of_what_an_older_grader_stored_says_that_it_did_not_note_what_by() -> None:
    before, after = Totals("all", 10, {}, {"f": "1"}), Totals("all", 10, {}, {"f": "2"}, "new")
    (change,) = compared(before, after, {})
    assert isinstance(change, Change)
    assert change.why == "f: graded before by a grader that did not note what by"
