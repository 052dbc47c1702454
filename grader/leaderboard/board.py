"""Standings in order: ranks with ties, what the other half makes of them, and nothing of it on a public board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from grader.leaderboard.bound import expected_gap
from grader.leaderboard.ladder import released
from grader.model.bank import PRIVATE, PUBLIC
from grader.model.board import Board, Place, Standing


def board(
    standings: Sequence[Standing],
    *,
    assignment: str,
    split: str,
    metric: str,
    rows: Mapping[str, int],
    ladder: float | None = None,
    ungraded: Sequence[str] = (),
) -> Board:
    """The board of one split. A public one is made of public values alone: nothing of the private split is in it."""
    public = {number: _public(one, ladder) for number, one in enumerate(standings)}
    value = {number: one.values[PRIVATE] for number, one in enumerate(standings)} if split == PRIVATE else public
    told = dict(rows) if split == PRIVATE else {half: count for half, count in rows.items() if half == PUBLIC}
    ranks, public_ranks = _ranks(standings, value), _ranks(standings, public)
    order = sorted(value, key=lambda number: (-value[number], standings[number].is_baseline, standings[number].student))
    places = []
    for number in order:
        one = standings[number]
        place = Place(
            ranks.get(number),
            one.student,
            value[number],
            one.attempts,
            expected_gap(*told.values(), attempts=one.attempts) if told and not one.is_baseline else None,
            one.is_baseline,
        )
        places.append(place if split == PUBLIC else _with_public(place, public[number], public_ranks.get(number)))
    attempts = sum(one.attempts for one in standings if not one.is_baseline)
    return Board(
        assignment,
        split,
        metric,
        told,
        ladder,
        tuple(places),
        tuple(ungraded),
        attempts,
        expected_gap(*told.values(), attempts=attempts) if told and attempts else None,
    )


def _public(one: Standing, ladder: float | None) -> Fraction:
    """The public value as it is told: with a Ladder what that releases after all attempts."""
    told = None if ladder is None or one.is_baseline else released(one.public_values, ladder)
    return one.values[PUBLIC] if told is None else told


def _ranks(standings: Sequence[Standing], value: Mapping[int, Fraction]) -> dict[int, int]:
    """1, 2, 2, 4: equal values share a rank, and the next one counts all before it. Baselines take nobody's place."""
    students = [number for number, one in enumerate(standings) if not one.is_baseline]
    first: dict[Fraction, int] = {}
    for place, found in enumerate(sorted((value[number] for number in students), reverse=True), 1):
        first.setdefault(found, place)
    return {number: first[value[number]] for number in students}


def _with_public(place: Place, public: Fraction, public_rank: int | None) -> Place:
    shake_up = None if place.rank is None or public_rank is None else public_rank - place.rank
    return Place(
        place.rank,
        place.student,
        place.value,
        place.attempts,
        place.expected_gap,
        place.is_baseline,
        public,
        public_rank,
        shake_up,
    )
