"""What independent libraries answer; they vouch for the reference wherever they are installed."""

from __future__ import annotations

import math

import numpy as np

from grader.author import oracle

from .solution import (
    combine_batch_gradients,
    epoch_stats,
    epoch_time,
    minibatches,
    momentum,
    momentum_weights,
    sgd_epoch,
)


def _floats(values):
    """A copy in float64, also of float32 inputs: here the mathematics is compared, not the precision."""
    return np.array(values, dtype=np.float64)


@oracle(minibatches, package="torch")
def torch_batch_sampler(permutation, batch_size, drop_last=False):
    """torch.utils.data.BatchSampler over the permutation."""
    from torch.utils.data import BatchSampler

    return [np.array(batch) for batch in BatchSampler(permutation.tolist(), batch_size, drop_last)]


@oracle(epoch_stats, package="torch")
def torch_data_loader(n, batch_size, epochs, drop_last=False):
    """The length of a torch.utils.data.DataLoader."""
    from torch.utils.data import BatchSampler

    updates = len(BatchSampler(range(n), batch_size, drop_last))
    return updates, updates * epochs


@oracle(combine_batch_gradients, package="torch")
def torch_accumulated_gradients(gradients, sizes):
    """What torch accumulates in .grad over backward passes of mean losses, each scaled by its share."""
    import torch

    sizes, gradients = torch.tensor(_floats(sizes)), torch.tensor(_floats(gradients))
    parameter = torch.zeros(gradients.shape[1], dtype=torch.float64, requires_grad=True)
    for gradient, size in zip(gradients, sizes, strict=True):
        (size / sizes.sum() * (gradient @ parameter)).backward()
    return parameter.grad.numpy()


@oracle(sgd_epoch, package="torch")
def torch_sgd(x, targets, weight, bias, lr, batches):
    """torch.optim.SGD on torch.nn.functional.mse_loss, gradients by autograd."""
    import torch

    x, targets = torch.tensor(_floats(x)), torch.tensor(_floats(targets))
    w = torch.tensor(_floats(weight), requires_grad=True)
    b = torch.tensor(float(bias), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w, b], lr=lr)
    for batch in batches:
        rows = torch.tensor(np.array(batch))
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(x[rows] @ w + b, targets[rows]).backward()
        optimizer.step()
    return w.detach().numpy(), b.item()


@oracle(momentum, package="torch")
def torch_sgd_with_momentum(theta0, grad_fn, lr, lam, steps):
    """torch.optim.SGD(momentum=lam): buf = lam buf + g, p = p - lr buf; the first buf is g, dampening 0."""
    import torch

    parameter = torch.tensor(_floats(theta0), requires_grad=True)
    optimizer = torch.optim.SGD([parameter], lr=lr, momentum=lam)
    path = [parameter.detach().numpy().copy()]
    for _ in range(steps):
        parameter.grad = torch.tensor(_floats(grad_fn(path[-1].copy())))
        optimizer.step()
        path.append(parameter.detach().numpy().copy())
    return np.stack(path)


@oracle(momentum, package="optax")
def optax_sgd_with_momentum(theta0, grad_fn, lr, lam, steps):
    """optax.sgd(lr, momentum=lam)."""
    import jax
    import optax

    jax.config.update("jax_enable_x64", True)
    optimizer = optax.sgd(lr, momentum=lam)
    parameter = jax.numpy.array(_floats(theta0))
    state, path = optimizer.init(parameter), [_floats(theta0)]
    for _ in range(steps):
        updates, state = optimizer.update(jax.numpy.array(_floats(grad_fn(path[-1].copy()))), state)
        parameter = optax.apply_updates(parameter, updates)
        path.append(np.array(parameter))
    return np.stack(path)


@oracle(momentum_weights, package="scipy")
def scipy_linear_filter(steps, lr, lam):
    """The impulse response of scipy.signal.lfilter's y_t = lam y_(t-1) - lr x_t, newest last."""
    from scipy.signal import lfilter

    return lfilter([-lr], [1, -lam], np.eye(1, max(steps, 1))[0])[:steps][::-1]


@oracle(epoch_time, package="mpmath")
def mpmath_time(n, batch_size, t_fixed, t_sample, parallel):
    """The formula in fifty digits."""
    import mpmath

    with mpmath.workdps(50):
        rounds = mpmath.ceil(mpmath.mpf(batch_size) / parallel)
        return float(math.ceil(n / batch_size) * (mpmath.mpf(t_fixed) + mpmath.mpf(t_sample) * rounds))
