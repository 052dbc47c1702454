"""The parts of `--profile` add up to the whole."""

from __future__ import annotations

import pytest

from grader.report.profile import STAGES, with_rest


def test_the_parts_add_up_to_the_total() -> None:
    parts = with_rest({"fork": 1.0, "run": 2.5, "judge": 0.5}, 5.0)
    assert list(parts) == [name for name in STAGES if name != "overlap"]
    assert sum(parts.values()) == pytest.approx(5.0)
    assert parts["other"] == pytest.approx(1.0)


def test_work_done_at_the_same_time_is_subtracted_so_that_the_clock_is_right() -> None:
    parts = with_rest({"collect": 0.5, "run": 3.0, "judge": 1.0}, 2.5)
    assert list(parts) == list(STAGES)
    assert parts["other"] == 0.0
    assert parts["overlap"] == pytest.approx(-2.0)
    assert sum(parts.values()) == pytest.approx(2.5)


def test_a_stage_that_no_table_names_is_an_error() -> None:
    with pytest.raises(KeyError, match="sharpen"):
        with_rest({"sharpen": 1.0}, 2.0)
