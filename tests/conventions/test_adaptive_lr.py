"""What docs/conventions.md says of optimizers and schedules, asked of the libraries that are installed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

FIRST = np.array([4.0, 0.5])
GRADIENTS = (FIRST, np.array([-1.0, 2.0]), np.array([0.1, 0.1]))


def torch_path(name: str, *gradients: np.ndarray, **settings: Any) -> np.ndarray:
    torch = pytest.importorskip("torch")
    parameter = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    optimizer = getattr(torch.optim, name)([parameter], **settings)
    path = []
    for gradient in gradients:
        parameter.grad = torch.tensor(gradient)
        optimizer.step()
        path.append(parameter.detach().numpy().copy())
    return np.stack(path)


def optax_path(name: str, *gradients: np.ndarray, **settings: Any) -> np.ndarray:
    jax, optax = pytest.importorskip("jax"), pytest.importorskip("optax")
    jax.config.update("jax_enable_x64", True)
    optimizer, parameter = getattr(optax, name)(**settings), jax.numpy.zeros(2)
    state, path = optimizer.init(parameter), []
    for gradient in gradients:
        updates, state = optimizer.update(jax.numpy.array(gradient), state, parameter)
        parameter = optax.apply_updates(parameter, updates)
        path.append(np.array(parameter))
    return np.stack(path)


def test_adagrad_begins_at_0_in_torch_and_at_a_tenth_in_optax_with_eps_inside() -> None:
    assert_allclose(torch_path("Adagrad", FIRST, lr=0.5, eps=0.25)[0], -0.5 * FIRST / (FIRST + 0.25))
    inside = -0.5 * FIRST / np.sqrt(0.1 + FIRST**2 + 0.25)
    assert_allclose(optax_path("adagrad", FIRST, learning_rate=0.5, eps=0.25)[0], inside)


def test_rmsprop_has_eps_outside_in_torch_and_inside_in_optax_unless_told() -> None:
    v = 0.25 * FIRST**2
    outside, inside = -0.5 * FIRST / (np.sqrt(v) + 0.25), -0.5 * FIRST / np.sqrt(v + 0.25)
    settings = {"learning_rate": 0.5, "decay": 0.75, "eps": 0.25}
    assert_allclose(torch_path("RMSprop", FIRST, lr=0.5, alpha=0.75, eps=0.25)[0], outside)
    assert_allclose(optax_path("rmsprop", FIRST, **settings)[0], inside)
    assert_allclose(optax_path("rmsprop", FIRST, **settings, eps_in_sqrt=False)[0], outside)


def test_adam_has_eps_after_the_correction_in_both() -> None:
    after = -0.5 * FIRST / (FIRST + 0.25)
    assert_allclose(torch_path("Adam", FIRST, lr=0.5, eps=0.25)[0], after)
    assert_allclose(optax_path("adam", FIRST, learning_rate=0.5, eps=0.25)[0], after)
    inside = -0.5 * FIRST / np.sqrt(FIRST**2 + 0.25)
    assert_allclose(optax_path("adam", FIRST, learning_rate=0.5, eps=0.0, eps_root=0.25)[0], inside)


def test_amsgrad_keeps_the_largest_before_the_correction_in_torch_and_after_it_in_optax() -> None:
    squares = np.stack([gradient**2 for gradient in GRADIENTS])
    means = [squares[0] * 0.001, squares[0] * 0.000999 + squares[1] * 0.001]
    corrections = [0.001, 1 - 0.999**2]
    m = (0.09 * GRADIENTS[0] + 0.1 * GRADIENTS[1]) / 0.19
    late = np.sqrt(np.maximum(*means) / corrections[1])
    early = np.sqrt(np.maximum(means[0] / corrections[0], means[1] / corrections[1]))
    torch_steps = np.diff(torch_path("Adam", *GRADIENTS, lr=0.1, amsgrad=True), axis=0)
    optax_steps = np.diff(optax_path("amsgrad", *GRADIENTS, learning_rate=0.1), axis=0)
    assert_allclose(torch_steps[0], -0.1 * m / late, rtol=1e-6)
    assert_allclose(optax_steps[0], -0.1 * m / early, rtol=1e-6)


def test_nadam_and_rprop_differ_in_their_first_step() -> None:
    assert_allclose(optax_path("nadam", FIRST, learning_rate=0.1)[0], -0.1 * (0.9 * 0.1 / 0.19 + 1), rtol=1e-6)
    assert_allclose(torch_path("NAdam", FIRST, lr=0.1)[0], -0.10564518, rtol=1e-6)
    assert_allclose(optax_path("rprop", FIRST, learning_rate=0.1)[0], 0)
    assert_allclose(torch_path("Rprop", FIRST, lr=0.1)[0], -0.1)


def torch_rates(name: str, count: int, **settings: Any) -> list[float]:
    torch = pytest.importorskip("torch")
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = getattr(torch.optim.lr_scheduler, name)(optimizer, **settings)
    rates = []
    for _ in range(count):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return rates


def test_the_cosine_rises_again_in_torch_alone() -> None:
    assert_allclose(torch_rates("CosineAnnealingLR", 9, T_max=4)[4:], [0, 0.146447, 0.5, 0.853553, 1], atol=1e-6)
    optax = pytest.importorskip("optax")
    assert_allclose([float(optax.cosine_decay_schedule(1.0, 4)(step)) for step in (4, 6, 8)], 0)


def test_exponential_decay_goes_by_steps_in_torch_and_by_transitions_in_optax() -> None:
    assert_allclose(torch_rates("ExponentialLR", 3, gamma=0.5), [1, 0.5, 0.25])
    optax = pytest.importorskip("optax")
    smooth = optax.exponential_decay(1.0, 2, 0.25)
    stairs = optax.exponential_decay(1.0, 2, 0.25, staircase=True)
    assert_allclose([float(smooth(step)) for step in range(3)], [1, 0.5, 0.25])
    assert_allclose([float(stairs(step)) for step in range(3)], [1, 1, 0.25])


def test_a_warm_up_from_0_or_of_no_steps_is_refused_or_never_ends() -> None:
    with pytest.raises(ValueError, match="greater than 0"):
        torch_rates("LinearLR", 1, start_factor=0.0)
    optax = pytest.importorskip("optax")
    assert [float(optax.linear_schedule(0.0, 1.0, 0)(step)) for step in (0, 1, 5)] == [0, 0, 0]
