"""Times of platforms: instants, or nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from grader.collect.platforms.times import instant

AT = datetime(2024, 2, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-01T10:00:00Z", "2024-02-01 10:00:00.000000000 Z", "2024-02-01 02:00:00.000000000 -08:00",
        "2024-02-01 10:00:00 UTC", " 2024-02-01 10:00:00.000000+00:00\n", "2024-02-01 15:30:00 +0530",
    ],
)  # fmt: skip
def test_times_with_a_zone_are_instants(text: str) -> None:
    assert instant(text) == AT


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2024-02-01 10:00:00", "2024-02-30T10:00:00Z", "0001-01-01T00:00:00+10:00", "Z", "2024\0", "9" * 5000],
)
def test_what_is_no_instant_is_nothing(text: str) -> None:
    assert instant(text) is None


def test_a_time_without_a_zone_is_one_only_where_that_means_utc() -> None:
    assert instant("2024-02-01 10:00:00", without_zone_utc=True) == AT
