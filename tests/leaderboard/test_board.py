"""Ranks with ties, shake-up, the bound, the Ladder; a public board tells nothing of the private split."""

from __future__ import annotations

import json
from fractions import Fraction
from math import exp

import pytest

from grader.leaderboard.board import board
from grader.leaderboard.bound import expected_gap
from grader.leaderboard.ladder import default_step, released
from grader.model.board import Board, Standing
from grader.report.leaderboard import document, facts, page

ROWS = {"public": 600, "private": 600}


def standing(student: str, public: int, private: int, *earlier: int, **more: object) -> Standing:
    """So many right rows of a thousand."""
    values = {"public": Fraction(public, 1000), "private": Fraction(private, 1000)}
    told = tuple(Fraction(each, 1000) for each in (*earlier, public))
    return Standing(student, values, told, attempts=len(told), **more)  # type: ignore[arg-type]


CLASS = (
    standing("ada", 860, 861),
    standing("bo", 870, 777),
    standing("cai", 860, 750),
    standing("dina", 700, 790, 650, 690),
    standing("strong", 800, 780, is_baseline=True),
)


def made(split: str, **more: object) -> Board:
    settings = {"assignment": "competition", "metric": "accuracy", "rows": ROWS, "split": split, **more}
    return board(CLASS, **settings)  # type: ignore[arg-type]


def ranks(found: Board) -> list[tuple[int | None, str]]:
    return [(place.rank, place.student) for place in found.places]


def test_equal_values_share_a_rank_and_the_next_counts_all_before_it() -> None:
    assert ranks(made("public")) == [(1, "bo"), (2, "ada"), (2, "cai"), (None, "strong"), (4, "dina")]


def test_a_baseline_takes_nobodys_place() -> None:
    assert ranks(made("private")) == [(1, "ada"), (2, "dina"), (None, "strong"), (3, "bo"), (4, "cai")]


def test_the_private_board_says_how_far_everybody_moved() -> None:
    moved = {place.student: (place.public_rank, place.shake_up) for place in made("private").places}
    assert moved == {"ada": (2, 1), "dina": (4, 2), "strong": (None, None), "bo": (1, -2), "cai": (2, -2)}


def test_a_public_board_is_the_same_whatever_the_private_half_holds() -> None:
    """Not a word of table, page or JSON depends on a private value, on its order or its rows."""
    other = [
        Standing(
            one.student,
            {**one.values, "private": Fraction(number, 7)},
            one.public_values,
            one.attempts,
            one.is_baseline,
        )
        for number, one in enumerate(CLASS)
    ]
    rows = {"public": 600, "private": 7}
    changed = board(other, assignment="competition", split="public", metric="accuracy", rows=rows)
    assert document(changed) == document(made("public"))
    assert page(changed) == page(made("public"))
    assert facts(changed) == facts(made("public"))
    assert "private" not in json.dumps(document(changed))
    assert "shake" not in json.dumps(document(changed)) + page(changed)


def test_the_bound_is_hoeffdings_with_a_union_over_the_attempts() -> None:
    for rows, attempts in ((600, 1), (600, 1000), (50, 3)):
        gap = expected_gap(rows, attempts=attempts)
        assert 2 * attempts * exp(-2 * rows * gap**2) == pytest.approx(0.05)
    by_name = {place.student: place.expected_gap for place in made("public").places}
    assert by_name == {
        "ada": expected_gap(600, attempts=1),
        "bo": expected_gap(600, attempts=1),
        "cai": expected_gap(600, attempts=1),
        "dina": expected_gap(600, attempts=3),
        "strong": None,
    }
    assert made("public").expected_gap == expected_gap(600, attempts=6)


def test_the_gap_of_two_halves_is_that_of_a_difference() -> None:
    """A difference of means of N1 and N2 rows lies as close as a mean of N1 N2 / (N1 + N2) rows."""
    assert expected_gap(600, 600, attempts=7) == pytest.approx(expected_gap(300, attempts=7))
    assert {place.expected_gap for place in made("private").places if place.attempts == 1} == {
        None,
        expected_gap(600, 600, attempts=1),
    }


def test_who_stands_further_above_the_private_half_than_chance_explains_is_marked() -> None:
    marked = {row[1] for row in _cells(made("private")) if row[5].endswith("!")}
    assert marked == {"bo", "cai"}
    assert any(line.startswith("! The public value is above") for line in facts(made("private")))


def _cells(found: Board) -> list[list[str]]:
    from grader.report.leaderboard import cells

    return [cells(place, found) for place in found.places]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((), None),
        ((70,), 70),
        ((70, 71, 72, 74), 70),
        ((70, 76), 75),
        ((70, 76, 50), 75),
        ((70, 76, 82), 80),
        ((99, 100), 100),
    ],
)
def test_a_ladder_moves_only_for_more_than_a_step_and_never_down(values: tuple[int, ...], told: int | None) -> None:
    found = released([Fraction(value, 100) for value in values], 0.05)
    assert (None if found is None else round(float(found), 6)) == (None if told is None else told / 100)


def test_with_a_ladder_the_board_ranks_by_what_it_releases() -> None:
    found = made("public", ladder=0.05)
    assert [(place.rank, place.student) for place in found.places if not place.is_baseline] == [
        (1, "ada"),
        (1, "bo"),
        (1, "cai"),
        (4, "dina"),
    ]
    assert float(found.places[-1].value) == pytest.approx(0.65)  # 0.65, then 0.69 and 0.70: neither is a step above
    assert default_step(600) == pytest.approx(0.0408, abs=1e-4)


def test_points_are_ranked_without_a_bound() -> None:
    found = made("private", rows={}, metric="score")
    assert {place.expected_gap for place in found.places} == {None}
    assert document(found)["rows"] == {}
    assert _cells(found)[0][2] == "86.1 %"


def test_a_hostile_name_stays_text() -> None:
    hostile = standing("<script>alert(1)</script>\x1b[31m", 1, 1)
    found = board([hostile], assignment="competition", split="private", metric="accuracy", rows=ROWS)
    assert "<script>" not in page(found)
    assert "\x1b" not in page(found) + json.dumps(document(found))
