"""The parts of `--profile` add up to the whole."""

from __future__ import annotations

import pytest

from grader.report.profile import STAGES, with_rest


def test_the_parts_add_up_to_the_total() -> None:
    parts = with_rest({"fork": 1.0, "run": 2.5, "judge": 0.5}, 5.0)
    assert list(parts) == list(STAGES)
    assert sum(parts.values()) == pytest.approx(5.0)
    assert parts["other"] == pytest.approx(1.0)


def test_no_part_is_negative() -> None:
    assert with_rest({"run": 2.0}, 1.9)["other"] == 0.0
