"""A leaderboard: who stands where by one split, and what the other split makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from msgspec import Struct


class Standing(Struct, frozen=True):
    """What the gradebook knows of one student, or of a baseline: each split's latest value, and all public ones."""

    student: str
    values: Mapping[str, Fraction]  # by split: a share of right rows, or of points
    public_values: tuple[Fraction, ...] = ()  # of all attempts, the oldest first
    attempts: int = 1
    is_baseline: bool = False


class Place(Struct, frozen=True):
    """A line of a board. The private half of it is None on a public board, which tells its own split alone."""

    rank: int | None  # by the board's split; None for a baseline, which takes nobody's place
    student: str
    value: Fraction  # of the board's split
    attempts: int
    #: After so many attempts: how far the public value may lie from the truth, on a private board from the private one.
    expected_gap: float | None
    is_baseline: bool
    public: Fraction | None = None  # these three on a private board only
    public_rank: int | None = None
    shake_up: int | None = None  # places gained on the private half, negative where some were lost


class Board(Struct, frozen=True):
    """All places by one split."""

    assignment: str
    split: str
    metric: str  # "accuracy", or "score" where no metric judges
    rows: Mapping[str, int]  # of each half that this board tells of; empty where no metric judges
    ladder: float | None  # the step of the Ladder rule, if it was applied
    places: tuple[Place, ...]
    ungraded: tuple[str, ...] = ()
    attempts: int = 0  # of all students together
    expected_gap: float | None = None  # of the worst among so many
