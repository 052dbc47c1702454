"""What docs/conventions.md says of dropout, stopping and polynomials, asked of the libraries that are installed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

LOSSES = (4.0, 3.0, 3.5, 2.0, 2.5, 2.25, 2.0, 1.0)


def test_torch_drops_with_the_probability_that_it_is_given_and_scales_in_training() -> None:
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)
    given = torch.nn.functional.dropout(torch.ones(100_000), 0.2)
    assert set(given.tolist()) == {0.0, 1.25}
    assert abs((given == 0).float().mean().item() - 0.2) < 0.01
    assert torch.nn.functional.dropout(torch.ones(4), 1.0).tolist() == [0, 0, 0, 0]
    assert torch.nn.functional.dropout(torch.ones(4), 0.2, training=False).tolist() == [1, 1, 1, 1]


def lowered_at(losses: Sequence[float], patience: int, **more: Any) -> int | None:
    """The epoch at which ReduceLROnPlateau lowers the rate first."""
    torch = pytest.importorskip("torch")
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=1.0)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.5, patience=patience, **more)
    for epoch, loss in enumerate(losses):
        scheduler.step(loss)
        if optimizer.param_groups[0]["lr"] < 1:
            return epoch
    return None


def test_the_scheduler_of_torch_waits_one_epoch_longer_than_its_patience() -> None:
    absolute = {"threshold": 0.0, "threshold_mode": "abs"}
    assert lowered_at(LOSSES, 1, **absolute) == 5
    assert lowered_at(LOSSES, 2, **absolute) == 6
    assert lowered_at(LOSSES, 0, **absolute) == 2


def test_its_threshold_is_a_share_by_default_and_nan_is_no_improvement() -> None:
    assert lowered_at([100.0, 99.5, 99.0], 0, threshold=0.01) == 1
    assert lowered_at([100.0, 98.5], 0, threshold=0.01) is None
    assert lowered_at([float("nan"), 1.0, 0.5], 0) == 0


def test_powers_of_1000_are_left_out_by_lstsq_and_not_by_polyfit() -> None:
    x = np.random.default_rng(0).uniform(-1000, 1000, 14)
    y = np.sin(x / 300)
    truth = ((np.polynomial.Polynomial.fit(x, y, 7)(x) - y) ** 2).mean()
    assert_allclose(((np.polyval(np.polyfit(x, y, 7), x) - y) ** 2).mean(), truth, rtol=1e-6)
    weights, _, rank, _ = np.linalg.lstsq(np.vander(x, 8), y, rcond=None)
    assert rank == 5
    assert ((np.vander(x, 8) @ weights - y) ** 2).mean() > 1e6 * truth


def test_two_least_norms_where_coefficients_outnumber_places() -> None:
    x, y = np.array([0.0, 1, 1, 2]), np.array([0.0, 1, 2, 1])
    with pytest.warns(np.exceptions.RankWarning):
        scaled = np.polyfit(x, y, 3)
    plain = np.linalg.lstsq(np.vander(x, 4), y, rcond=None)[0]
    assert_allclose(np.polyval(scaled, x), np.polyval(plain, x), atol=1e-12)
    assert abs(np.polyval(scaled, 0.5) - np.polyval(plain, 0.5)) > 0.01


def test_a_constant_has_a_deviation_of_0_or_not_as_its_sum_is_rounded() -> None:
    assert 0 < np.full(7, 0.1).std() < 1e-16
    assert np.full(10, 0.1).std() == 0
