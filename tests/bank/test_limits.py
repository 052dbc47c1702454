"""The CPU time that a case gets: as stated, else as the reference needs."""

from __future__ import annotations

import pytest

from grader.author import Limits, Problem
from grader.bank import build, freeze
from grader.bank.secret import TEST_SECRET

from .test_digests import loaded


@pytest.mark.parametrize(
    ("stated", "enough", "seconds"),
    [(None, 0.03, 0.4), (None, 0.25, 1.0), (None, 1.0, 2.0), (None, 4.0, 4.0), (10.0, 0.03, 10.0), (0.3, 0.5, 0.5)],
)
def test_a_limit_that_is_not_stated_follows_the_reference(
    monkeypatch: pytest.MonkeyPatch, stated: float | None, enough: float, seconds: float
) -> None:
    monkeypatch.setattr(freeze, "_generous", lambda _: enough)
    bank = build.build(loaded(problem=Problem(points=10, limits=Limits(cpu_seconds=stated))), secret=TEST_SECRET)
    assert {case.task.budget.cpu_seconds for case in bank.cases()} == {seconds}
    assert {case.task.budget.enough_seconds for case in bank.cases()} == {enough}
