"""What independent libraries answer; they vouch for the reference wherever they are installed."""

from __future__ import annotations

import math

import numpy as np

from grader.author import oracle

from .solution import adagrad, adam, lr_decay, rms_update, rmsprop, train_scheduled, warmup_lr


def _floats(values):
    """A copy in float64, also of float32 inputs: here the mathematics is compared, not the precision."""
    return np.array(values, dtype=np.float64)


def _torch_path(theta0, gradients, make, before=None):
    """The parameters of a torch optimizer whose gradients are set by hand; `before` each step t = 0, 1, ..."""
    import torch

    parameter = torch.tensor(_floats(theta0), requires_grad=True)
    optimizer = make(torch.optim, parameter)
    path = [parameter.detach().numpy().copy()]
    for t, gradient in enumerate(_floats(gradients)):
        if before:
            before(optimizer, t)
        parameter.grad = torch.tensor(gradient)
        optimizer.step()
        path.append(parameter.detach().numpy().copy())
    return np.stack(path)


def _optax_path(theta0, gradients, optimizer, prepare=lambda state: state):
    """The parameters of an optax optimizer."""
    import jax
    import optax

    jax.config.update("jax_enable_x64", True)
    parameter = jax.numpy.array(_floats(theta0))
    state, path = prepare(optimizer.init(parameter)), [_floats(theta0)]
    for gradient in _floats(gradients):
        updates, state = optimizer.update(jax.numpy.array(gradient), state)
        parameter = optax.apply_updates(parameter, updates)
        path.append(np.array(parameter))
    return np.stack(path)


@oracle(rms_update, package="torch")
def torch_adagrad_with_rates_that_grow(theta0, gradients, lr, eps=1e-8):
    """torch.optim.Adagrad, rate and eps times sqrt(t + 1): the sum in place of the mean."""

    def before(optimizer, t):
        optimizer.param_groups[0].update(lr=lr * math.sqrt(t + 1), eps=eps * math.sqrt(t + 1))

    return _torch_path(theta0, gradients, lambda optim, p: optim.Adagrad([p], lr=lr), before)


@oracle(adagrad, package="torch")
def torch_adagrad(theta0, gradients, lr, eps=1e-10):
    """torch.optim.Adagrad."""
    return _torch_path(theta0, gradients, lambda optim, p: optim.Adagrad([p], lr=lr, eps=eps))


@oracle(rmsprop, package="torch")
def torch_rmsprop(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """torch.optim.RMSprop, whose square_avg is set to v0 before the first step."""
    import torch

    def before(optimizer, t):
        if t == 0:
            (parameter,) = optimizer.param_groups[0]["params"]
            optimizer.state[parameter] = {"step": torch.tensor(0.0), "square_avg": torch.tensor(_floats(v0))}

    return _torch_path(theta0, gradients, lambda optim, p: optim.RMSprop([p], lr=lr, alpha=alpha, eps=eps), before)


@oracle(rmsprop, package="optax", scenarios=("by_hand", "ordinary", "large_eps"))
def optax_rmsprop(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """optax.scale_by_rms with eps outside the root; its first average is set to v0."""
    import optax

    optimizer = optax.chain(optax.scale_by_rms(decay=alpha, eps=eps, eps_in_sqrt=False), optax.scale(-lr))
    return _optax_path(theta0, gradients, optimizer, lambda state: (state[0]._replace(nu=_floats(v0)), state[1]))


@oracle(adam, package="torch")
def torch_adam(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """torch.optim.Adam."""
    return _torch_path(theta0, gradients, lambda optim, p: optim.Adam([p], lr=lr, betas=(beta1, beta2), eps=eps))


@oracle(adam, package="optax", scenarios=("by_hand", "ordinary", "large_eps"))
def optax_adam(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """optax.adam."""
    import optax

    return _optax_path(theta0, gradients, optax.adam(lr, b1=beta1, b2=beta2, eps=eps))


def _torch_rate(lr, step, schedule):
    """The rate of a torch scheduler after so many steps."""
    import torch

    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr)
    scheduler = schedule(torch.optim.lr_scheduler, optimizer)
    for _ in range(step):
        optimizer.step()
        scheduler.step()
    return optimizer.param_groups[0]["lr"]


@oracle(lr_decay, package="torch")
def torch_schedulers(step, lr0, kind, gamma=0.5, period=10, total=100):
    """torch.optim.lr_scheduler: LambdaLR, ExponentialLR, StepLR and, up to its end, CosineAnnealingLR."""
    schedules = {
        "inverse_sqrt": lambda lr, opt: lr.LambdaLR(opt, lambda t: 1 / math.sqrt(t + 1)),
        "exponential": lambda lr, opt: lr.ExponentialLR(opt, gamma),
        "step": lambda lr, opt: lr.StepLR(opt, period, gamma),
        "cosine": lambda lr, opt: lr.CosineAnnealingLR(opt, total),
    }
    return _torch_rate(lr0, min(step, total) if kind == "cosine" else step, schedules[kind])


@oracle(warmup_lr, package="torch")
def torch_sequence(step, peak, warmup, total):
    """torch.optim.lr_scheduler.LambdaLR with the formula that the transformers library has."""

    def share(t):
        return t / max(1, warmup) if t < warmup else max(0.0, (total - t) / max(1, total - warmup))

    return _torch_rate(peak, step, lambda lr, opt: lr.LambdaLR(opt, share))


@oracle(warmup_lr, package="optax", scenarios=("by_hand", "ordinary", "joints", "no_warmup"))
def optax_joined(step, peak, warmup, total):
    """optax.join_schedules of two optax.linear_schedule."""
    import jax
    import optax

    jax.config.update("jax_enable_x64", True)
    down = optax.linear_schedule(peak, 0.0, total - warmup)
    up = optax.linear_schedule(0.0, peak, warmup)
    return float((optax.join_schedules([up, down], [warmup]) if warmup else down)(step))


@oracle(train_scheduled, package="torch")
def torch_with_rates_by_hand(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """torch.optim.SGD, Adagrad (rate and eps times sqrt(t + 1)) and Adam, the rate set before every step."""
    import torch

    parameter = torch.tensor(_floats(theta0), requires_grad=True)
    optimizer = {
        "sgd": lambda: torch.optim.SGD([parameter]),
        "rms": lambda: torch.optim.Adagrad([parameter]),
        "adam": lambda: torch.optim.Adam([parameter], eps=eps),
    }[method]()
    path = [parameter.detach().numpy().copy()]
    for t, lr in enumerate(_floats(rates).tolist()):
        factor = math.sqrt(t + 1) if method == "rms" else 1
        optimizer.param_groups[0].update(lr=lr * factor, **({} if method == "sgd" else {"eps": eps * factor}))
        parameter.grad = torch.tensor(_floats(grad_fn(path[-1].copy())))
        optimizer.step()
        path.append(parameter.detach().numpy().copy())
    return np.stack(path)
