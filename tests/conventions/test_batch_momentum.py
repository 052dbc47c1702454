"""What docs/conventions.md says of momentum, batches and square error."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

GRADIENTS, LR, LAM = (1.0, -2.0, 0.5), 0.1, 0.9


def handout() -> list[float]:
    """m = lam m - lr g; theta + m."""
    theta, moved, path = 1.0, 0.0, []
    for gradient in GRADIENTS:
        moved = LAM * moved - LR * gradient
        theta += moved
        path.append(theta)
    return path


def by_torch(**more: Any) -> list[float]:
    torch = pytest.importorskip("torch")
    theta = torch.tensor([1.0], dtype=torch.float64, requires_grad=True)
    optimizer, path = torch.optim.SGD([theta], lr=LR, momentum=LAM, **more), []
    for gradient in GRADIENTS:
        theta.grad = torch.tensor([gradient], dtype=torch.float64)
        optimizer.step()
        path.append(theta.item())
    return path


def test_torch_walks_the_handouts_path() -> None:
    assert_allclose(by_torch(), handout())


def test_dampening_spares_the_first_gradient_only() -> None:
    damped, path = by_torch(dampening=0.5), handout()
    assert_allclose(damped[0], path[0])
    assert abs(damped[1] - path[1]) > 0.01


def test_nesterov_is_another_path() -> None:
    assert abs(by_torch(nesterov=True)[0] - handout()[0]) > 0.01


def test_optax_walks_the_handouts_path() -> None:
    optax, jnp = pytest.importorskip("optax"), pytest.importorskip("jax.numpy")
    optimizer, theta = optax.sgd(LR, momentum=LAM), jnp.array([1.0])
    state, path = optimizer.init(theta), []
    for gradient in GRADIENTS:
        step, state = optimizer.update(jnp.array([gradient]), state)
        theta = optax.apply_updates(theta, step)
        path.append(float(theta[0]))
    assert_allclose(path, handout(), rtol=1e-5)


def test_the_short_last_batch_is_kept_unless_it_is_dropped() -> None:
    sampler = pytest.importorskip("torch.utils.data").BatchSampler
    assert [len(batch) for batch in sampler(range(7), 3, drop_last=False)] == [3, 3, 1]
    assert [len(batch) for batch in sampler(range(7), 3, drop_last=True)] == [3, 3]
    assert [len(part) for part in np.array_split(np.arange(7), 3)] == [3, 2, 2]


def test_square_error_is_a_mean_without_one_half() -> None:
    torch = pytest.importorskip("torch")
    given, wanted = torch.tensor([1.0, 3.0]), torch.tensor([0.0, 0.0])
    assert torch.nn.functional.mse_loss(given, wanted).item() == 5.0
    assert torch.nn.functional.mse_loss(given, wanted, reduction="sum").item() == 10.0
