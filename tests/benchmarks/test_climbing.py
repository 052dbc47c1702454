"""A thousand public answers teach nothing of the private labels, and with the Ladder nothing of the public ones."""

from __future__ import annotations

import pytest
from climbing import WAYS, board_case, reached

from grader.leaderboard.ladder import default_step

ROWS = 600
ANSWERS = 1000


@pytest.mark.parametrize("way", WAYS)
def test_without_a_ladder_the_public_half_is_climbed_and_the_private_one_is_not(way: str) -> None:
    found = reached(board_case(), way, ladder=None, answers=ANSWERS, seed=0)
    assert found.after["public"] - found.before["public"] > 0.05
    assert found.after["private"] <= found.before["private"] + 0.01


@pytest.mark.parametrize("way", WAYS)
def test_with_a_ladder_neither_is(way: str) -> None:
    found = reached(board_case(), way, ladder=default_step(ROWS), answers=ANSWERS, seed=0)
    assert found.after["public"] - found.before["public"] < default_step(ROWS) / 2
    assert found.after["private"] <= found.before["private"] + 0.01
