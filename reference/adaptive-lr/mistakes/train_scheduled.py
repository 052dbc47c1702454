"""Known ways to get train_scheduled wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import _as_floats, _direction, train_scheduled
from ._shared import cut


def walk(theta0, grad_fn, rates, move):
    """The path of steps `move(t, gradients so far, lr)`."""
    theta, gradients = _as_floats(theta0), []
    path = [theta]
    with np.errstate(all="ignore"):
        for t, lr in enumerate(rates):
            gradients.append(np.array(grad_fn(theta)))
            theta = theta - move(t, np.stack(gradients), lr)
            path.append(theta)
    return np.stack(path)


@mistake(
    train_scheduled,
    title=Text("first rate for all steps", zh="每一步都用第一个学习率"),
    zh="每一步有自己的学习率；你一直用第一个。",
)
def first_rate_for_all(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """Every step has a rate of its own: you use the first one for all."""
    return train_scheduled(theta0, grad_fn, np.full(len(rates), rates[0]) if len(rates) else rates, method, eps)


@mistake(
    train_scheduled,
    title=Text("rate of the next step", zh="用了下一步的学习率"),
    zh="第 t 步用 rates[t]；你用了下一个。",
)
def rate_of_the_next_step(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """Step t has rates[t]: you take the one of the next step."""
    return train_scheduled(theta0, grad_fn, np.append(rates[1:], rates[-1:]), method, eps)


@mistake(
    train_scheduled,
    title=Text("rate of the previous step", zh="用了上一步的学习率"),
    zh="第 t 步用 rates[t]；你用了上一个。",
)
def rate_of_the_step_before(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """Step t has rates[t]: you take the one of the step before."""
    return train_scheduled(theta0, grad_fn, np.append(rates[:1], rates[:-1]), method, eps)


@mistake(
    train_scheduled,
    title=Text("rates decayed once more", zh="学习率又衰减了一次"),
    zh="rates 是学习率本身：不要再除以 sqrt(t + 1)。",
)
def decayed_twice(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """rates are the learning rates themselves: you let them decay once more."""
    return train_scheduled(theta0, grad_fn, rates / np.sqrt(np.arange(1, len(rates) + 1)), method, eps)


@mistake(train_scheduled, title=Text("rates multiplied up", zh="学习率逐步相乘"), zh="rates 不是逐步相乘的因子。")
def rates_multiplied_up(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """rates are the learning rates themselves, not factors that are multiplied up."""
    return train_scheduled(theta0, grad_fn, np.cumprod(rates), method, eps)


@mistake(
    train_scheduled,
    title=Text("sum of squares instead of mean", zh="用平方和代替平均"),
    id="AD9",
    zh="取平方的平均，不是和：那是 Adagrad。",
)
def sum_for_mean(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """The root of the MEAN square is asked: you took the sum, which is Adagrad."""
    if method != "rms":
        return train_scheduled(theta0, grad_fn, rates, method, eps)
    return walk(theta0, grad_fn, rates, lambda _, past, lr: lr * past[-1] / (np.sqrt((past**2).sum(0)) + eps))


@mistake(
    train_scheduled,
    title=Text("sigma of this step alone", zh="sigma只用当前梯度"),
    zh="sigma 记住所有梯度；你只用了当前的。",
)
def sigma_of_this_step_only(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """sigma remembers all gradients so far: you took this step's alone."""
    return walk(theta0, grad_fn, rates, lambda _, past, lr: lr * _direction(past[-1:], method, eps))


@mistake(
    train_scheduled, title=Text("rates inside sigma", zh="sigma里乘了学习率"), zh="sigma 平均的是梯度，不是 lr 乘梯度。"
)
def rate_inside_sigma(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """sigma is that of the gradients: you squared them together with their rates."""
    done = list(rates)

    def move(t, past, lr):
        return _direction(past * np.array(done[: t + 1])[:, None], method, eps)

    return walk(theta0, grad_fn, rates, move)


@mistake(
    train_scheduled,
    title=Text("steps with rate 0 skipped", zh="跳过了学习率为0的步"),
    zh="学习率为 0 的步，梯度也要计入 sigma。",
)
def skips_steps_without_rate(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """A step with the rate 0 moves nothing, but its gradient is remembered: you skip it."""

    def move(t, past, lr):
        kept = past[np.asarray(rates[: t + 1]) != 0]
        return lr * _direction(kept, method, eps) if lr else 0 * past[-1]

    return walk(theta0, grad_fn, rates, move)


@mistake(
    train_scheduled,
    title=Text("method ignored", zh="忽略了method"),
    zh="你没有看 method。",
    variants={"fixed": ("rms", "sgd", "adam")},
)
def method_ignored(theta0, grad_fn, rates, method="rms", eps=1e-8, *, fixed):
    """You do the same for every method: look at it."""
    return train_scheduled(theta0, grad_fn, rates, fixed, eps)


@mistake(
    train_scheduled,
    title=Text("Adam without bias correction", zh="Adam没有偏差修正"),
    id="AD1",
    zh="Adam 要做偏差修正。",
)
def adam_not_corrected(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """Adam's averages are corrected by 1 - beta^t: yours are not."""
    if method != "adam":
        return train_scheduled(theta0, grad_fn, rates, method, eps)

    def move(_, past, lr):
        powers = np.arange(len(past))[::-1]
        m, v = 0.1 * 0.9**powers @ past, 0.001 * 0.999**powers @ past**2
        return lr * m / (np.sqrt(v) + eps)

    return walk(theta0, grad_fn, rates, move)


@mistake(train_scheduled, title=Text("eps inside the root", zh="eps加在根号之内"), id="AD4", zh="eps 加在根号之外。")
def eps_inside_the_root(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """eps is added to the root, not inside it."""
    if method != "rms":
        return train_scheduled(theta0, grad_fn, rates, method, eps)
    return walk(theta0, grad_fn, rates, lambda _, past, lr: lr * past[-1] / np.sqrt((past**2).mean(0) + eps))


@mistake(
    train_scheduled,
    title=Text("an eps of your own", zh="用了自己的eps"),
    zh="你用了自己的 eps：它是参数。",
    variants={"fixed": (1e-8, 1e-6, 1e-7)},
)
def eps_ignored(theta0, grad_fn, rates, method="rms", eps=1e-8, *, fixed):
    """You have an eps of your own: it is an argument."""
    return train_scheduled(theta0, grad_fn, rates, method, fixed)


@mistake(
    train_scheduled,
    title=Text("one sigma for all parameters", zh="所有参数共用一个sigma"),
    id="AD8",
    zh="每个参数有自己的 sigma；你用了整个梯度的长度。",
)
def one_sigma_for_all(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """Every parameter has its own sigma: you took the length of the whole gradient for all of them."""
    if method != "rms":
        return train_scheduled(theta0, grad_fn, rates, method, eps)
    return walk(theta0, grad_fn, rates, lambda _, past, lr: lr * past[-1] / (np.sqrt((past**2).sum(1).mean()) + eps))


@mistake(
    train_scheduled,
    title=Text("gradient of the starting point", zh="一直用起点的梯度"),
    zh="你把梯度固定在起点；每一步都要在当前参数处重新计算。",
)
def gradient_of_the_start(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """You keep the gradient of the start: compute it anew at the parameters of every step."""
    start = np.array(grad_fn(_as_floats(theta0))) if len(rates) else 0.0
    return train_scheduled(theta0, lambda _: start, rates, method, eps)


@mistake(train_scheduled, title=Text("step uphill", zh="方向反了在上坡"), zh="你在上坡：要减去。")
def climbs(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """You climb: the step is subtracted."""
    return walk(theta0, grad_fn, rates, lambda _, past, lr: -lr * _direction(past, method, eps))


@mistake(
    train_scheduled,
    title=Text("returned gradients not copied", zh="没有复制返回的梯度"),
    id="G-INPLACE",
    zh="grad_fn 返回的数组会被它改写：要保留就复制。",
)
def gradients_not_copied(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """grad_fn writes into the array that it returned before: copy what you keep."""
    theta, gradients = _as_floats(theta0), []
    path = [theta]
    for lr in rates:
        gradients.append(grad_fn(theta))
        theta = theta - lr * _direction(np.stack(gradients), method, eps)
        path.append(theta)
    return np.stack(path)


@mistake(
    train_scheduled,
    title=Text("gradient after the last step", zh="最后一步之后又算梯度"),
    zh="最后一步之后又算了一次梯度：那里损失可能没有定义。",
)
def gradient_after_the_last_step(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """You compute a gradient once more after the last step, where it may not exist: call grad_fn once a step."""
    found = train_scheduled(theta0, grad_fn, rates, method, eps)
    grad_fn(found[-1].copy())
    return found


@mistake(
    train_scheduled,
    title=Text("same array in every row", zh="所有行是同一个数组"),
    id="G-ALIASLIST",
    zh="列表里全是同一个数组：请存副本。",
)
def one_array_for_all_rows(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """All rows are the same array: store a copy at each step."""
    found = train_scheduled(theta0, grad_fn, rates, method, eps)
    return np.tile(found[-1], (len(found), 1))


@mistake(
    train_scheduled,
    title=Text("steps cut to integers", zh="每一步被截断为整数"),
    id="G-DTYPE",
    zh="整数的 theta0 会截断每一步：先转成浮点数。",
)
def cut_to_integers(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """The integer dtype of theta0 cuts off every step: make it floats first."""
    return cut(theta0, train_scheduled(theta0, grad_fn, rates, method, eps))


@mistake(
    train_scheduled,
    title=Text("caller's theta0 changed", zh="改变了调用者的theta0"),
    id="G-INPLACE",
    zh="theta -= … 改变了调用者的 theta0：先复制一份。",
)
def start_changed_in_place(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """theta -= … changes the caller's theta0: copy it first."""
    found = train_scheduled(theta0, grad_fn, rates, method, eps)
    theta0[...] = found[-1]
    return found
