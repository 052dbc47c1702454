"""What docs/conventions.md says of large ints, of equal numbers and of losses of dtype bool."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from numpy.testing import assert_allclose

HUGE = 10**400


def test_math_log_takes_ints_of_any_size() -> None:
    assert_allclose([math.log(HUGE), math.log2(HUGE)], [400 * math.log(10), 400 * math.log2(10)])


@pytest.mark.parametrize("convert", [math.log1p, float, lambda candidates: candidates / 0.05])
def test_whatever_makes_a_float_of_it_overflows(convert: Callable[[int], float]) -> None:
    with pytest.raises(OverflowError):
        convert(HUGE)


def test_numpy_and_torch_take_ints_of_64_bits_alone() -> None:
    torch = pytest.importorskip("torch")
    assert_allclose(np.log(2**64 - 1), 64 * math.log(2))
    with pytest.raises(TypeError):
        np.log(2**64)
    with pytest.raises(ValueError, match="Overflow"):
        torch.tensor(HUGE)


@pytest.mark.parametrize("count", [5, 50, 1000])
def test_argmin_is_the_first_of_equal_numbers(count: int) -> None:
    torch = pytest.importorskip("torch")
    losses = np.ones(count)
    losses[[count // 3, count // 2]] = 0
    assert np.argmin(losses) == torch.argmin(torch.tensor(losses)) == count // 3
    assert np.argsort(losses, kind="stable")[0] == count // 3


def test_the_smallest_by_topk_is_another_one() -> None:
    torch = pytest.importorskip("torch")
    assert torch.topk(torch.ones(5, dtype=torch.float64), 1, largest=False).indices.item() == 2


def test_torch_takes_no_mean_of_bools() -> None:
    torch = pytest.importorskip("torch")
    assert np.array([True, False]).mean() == 0.5
    with pytest.raises(RuntimeError, match="dtype"):
        torch.tensor([True, False]).mean()
