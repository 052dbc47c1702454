"""What docs/conventions.md says of recurrent layers and of clipping."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

OVERFLOWING = [1e158, 2e158]


def test_torch_has_transposed_matrices_two_biases_that_are_added_and_the_order_i_f_g_o() -> None:
    torch = pytest.importorskip("torch")
    layer = torch.nn.LSTM(2, 1, batch_first=True).double()
    assert [tuple(parameter.shape) for parameter in layer.parameters()] == [(4, 2), (4, 1), (4,), (4,)]
    with torch.no_grad():
        for parameter in layer.parameters():
            parameter.zero_()
        layer.bias_ih_l0.copy_(torch.tensor([500.0, -1000.0, 0.5, 500.0]))
        layer.bias_hh_l0.copy_(torch.tensor([500.0, 0.0, 0.25, 500.0]))
        states, (_, cell) = layer(torch.zeros(1, 1, 2).double(), (torch.zeros(1, 1, 1).double(),) * 2)
    assert_allclose(cell.numpy().ravel(), np.tanh(0.75))
    assert_allclose(states.numpy().ravel(), np.tanh(np.tanh(0.75)))


@pytest.mark.parametrize("layer", ["RNN", "LSTM"])
def test_torch_takes_no_sequence_without_steps(layer: str) -> None:
    torch = pytest.importorskip("torch")
    with pytest.raises(RuntimeError, match="sequence length to be larger than 0"):
        getattr(torch.nn, layer)(2, 3, batch_first=True)(torch.zeros(2, 0, 2))


@pytest.mark.parametrize(
    ("entries", "norm", "clipped"),
    [([3.0, 4.0], 5.0, [3 / 5.000001, 4 / 5.000001]), (OVERFLOWING, np.inf, [0.0, 0.0])],
)
def test_torch_adds_to_the_norm_and_loses_gradients_whose_squares_overflow(
    entries: list[float], norm: float, clipped: list[float]
) -> None:
    torch = pytest.importorskip("torch")
    parameter = torch.nn.Parameter(torch.zeros(2, dtype=torch.float64))
    parameter.grad = torch.tensor(entries, dtype=torch.float64)
    assert float(torch.nn.utils.clip_grad_norm_([parameter], 1.0)) == norm
    assert_allclose(parameter.grad.numpy(), clipped, rtol=1e-12)


def test_scipy_scales_before_it_squares_and_numpy_does_not() -> None:
    linalg = pytest.importorskip("scipy.linalg")
    assert_allclose(linalg.norm(OVERFLOWING), np.sqrt(5) * 1e158)
    with np.errstate(over="ignore"):
        assert np.linalg.norm(OVERFLOWING) == np.inf
