"""Known ways to get momentum wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import _as_floats, momentum


def path(theta0, steps, move):
    """The parameters of all steps; `move(theta, m)` gives the parameters and the movement after the next one."""
    theta = _as_floats(theta0)
    m, found = np.zeros_like(theta), [theta]
    for _ in range(steps):
        theta, m = move(theta, m)
        found.append(theta)
    return np.stack(found)


@mistake(
    momentum,
    title=Text("exponential average of gradients", zh="做成了梯度的滑动平均"),
    id="BM1",
    zh="讲义的动量直接加上整个梯度，不是滑动平均：梯度前没有 (1 - lam)。",
)
def exponential_average(theta0, grad_fn, lr, lam, steps):
    """The lecture's momentum adds the full gradient, it is not an average: there is no (1 - lam) before it."""
    return momentum(theta0, grad_fn, lr * (1 - lam), lam, steps)


@mistake(
    momentum,
    title=Text("gradient dampened after the first step", zh="第一步之后梯度被缩小"),
    id="BM1",
    zh="从第二步起你在梯度前乘了 (1 - lam)，即 dampening；这里梯度整个计入。",
)
def dampened_after_the_first(theta0, grad_fn, lr, lam, steps):
    """From the second step on you multiply the gradient by (1 - lam), as dampening does: here it counts in full."""
    first = [True]

    def move(theta, m):
        m = lam * m - lr * grad_fn(theta) * (1 if first.pop() else 1 - lam)
        first.append(False)
        return theta + m, m

    return path(theta0, steps, move)


@mistake(momentum, title=Text("step uphill", zh="方向反了在上坡"), id="BM2", zh="你在上坡：移动的方向是负梯度。")
def climbs(theta0, grad_fn, lr, lam, steps):
    """You climb: the step is minus the gradient."""
    return momentum(theta0, grad_fn, -lr, lam, steps)


@mistake(
    momentum,
    title=Text("last movement subtracted", zh="减去了上一次的移动"),
    id="BM2",
    zh="动量的符号反了：上一次的移动要加上 lam 倍，而不是减去。",
)
def brakes(theta0, grad_fn, lr, lam, steps):
    """You subtract the last movement: it is added, so that the descent goes on in its direction."""
    return momentum(theta0, grad_fn, lr, -lam, steps)


@mistake(
    momentum,
    title=Text("Nesterov's momentum", zh="写成了Nesterov动量"),
    id="BM3",
    zh="这是 Nesterov 动量：梯度应在当前的 theta 处计算，而不是 theta + lam m。",
)
def nesterov(theta0, grad_fn, lr, lam, steps):
    """That is Nesterov's momentum: the gradient is taken at theta itself, not at theta + lam m."""

    def move(theta, m):
        m = lam * m - lr * grad_fn(theta + lam * m)
        return theta + m, m

    return path(theta0, steps, move)


@mistake(
    momentum,
    title=Text("PyTorch's Nesterov variant", zh="用了PyTorch的Nesterov"),
    id="BM3",
    zh="这是 PyTorch 的 nesterov=True，移动 lam m 减 lr 乘梯度；这里的移动就是 m。",
)
def looks_ahead_after_the_step(theta0, grad_fn, lr, lam, steps):
    """That is PyTorch's nesterov=True, which moves by lam m minus lr times the gradient: here theta moves by m."""

    def move(theta, m):
        gradient = np.array(grad_fn(theta))
        m = lam * m - lr * gradient
        return theta + lam * m - lr * gradient, m

    return path(theta0, steps, move)


@mistake(
    momentum,
    title=Text("moved before updating m", zh="更新m之前就移动"),
    id="BM4",
    zh="先更新 m，再移动 theta；你用的是上一步的 m。",
)
def moves_first(theta0, grad_fn, lr, lam, steps):
    """Update m first, then move: you move by the m of the step before."""

    def move(theta, m):
        return theta + m, lam * m - lr * grad_fn(theta)

    return path(theta0, steps, move)


@mistake(
    momentum,
    title=Text("same array in every row", zh="所有行是同一个数组"),
    id="BM9",
    zh="列表里全是同一个数组：theta += m 改变了所有行，请存副本。",
)
def one_array_for_all_rows(theta0, grad_fn, lr, lam, steps):
    """All rows are the same array: theta += m changes every one of them, store a copy at each step."""
    return np.tile(momentum(theta0, grad_fn, lr, lam, steps)[-1], (steps + 1, 1))


@mistake(
    momentum,
    title=Text("m reset at every step", zh="每一步都把m清零"),
    id="BM10",
    zh="循环里 m 又变成了 0：动量必须从一步带到下一步。",
)
def forgets_the_movement(theta0, grad_fn, lr, lam, steps):
    """You set m to 0 in the loop: momentum must carry over from step to step."""
    return momentum(theta0, grad_fn, lr, 0.0, steps)


@mistake(
    momentum,
    title=Text("learning rate applied twice", zh="学习率乘了两次"),
    zh="学习率乘了两次：m 里已有 lr，移动时不要再乘。",
)
def learning_rate_twice(theta0, grad_fn, lr, lam, steps):
    """The learning rate is in m already: you multiplied by it once more when you moved."""

    def move(theta, m):
        m = lam * m - lr * grad_fn(theta)
        return theta + lr * m, m

    return path(theta0, steps, move)


@mistake(
    momentum, title=Text("starting point missing", zh="少了起点"), zh="少了起点：第一行是 theta0，一共 steps + 1 行。"
)
def start_left_out(theta0, grad_fn, lr, lam, steps):
    """The start is missing: theta0 is the first of steps + 1 rows."""
    return momentum(theta0, grad_fn, lr, lam, steps)[1:]


@mistake(
    momentum,
    title=Text("one step too few", zh="少走了一步"),
    zh="你多走了一步或少走了一步：一共 steps 步，steps + 1 行。",
)
def one_step_too_few(theta0, grad_fn, lr, lam, steps):
    """You make one step too few: the start does not count as a step."""
    return momentum(theta0, grad_fn, lr, lam, max(steps - 1, 0))


@mistake(
    momentum,
    title=Text("gradient after the last step", zh="最后一步之后又算梯度"),
    zh="最后一步之后又算了一次梯度：那里损失可能没有定义。每步只调用一次 grad_fn。",
)
def gradient_after_the_last_step(theta0, grad_fn, lr, lam, steps):
    """You compute a gradient once more after the last step, where it may not exist: call grad_fn once a step."""
    theta = _as_floats(theta0)
    m, gradient, found = np.zeros_like(theta), np.array(grad_fn(theta)), [theta]
    for _ in range(steps):
        m = lam * m - lr * gradient
        theta = theta + m
        gradient = np.array(grad_fn(theta))
        found.append(theta)
    return np.stack(found)


@mistake(
    momentum,
    title=Text("steps cut to integers", zh="每一步被截断为整数"),
    id="G-DTYPE",
    zh="np.zeros_like(theta0) 是整数数组：每一步都被截断。先把 theta0 变成浮点数。",
)
def cut_to_integers(theta0, grad_fn, lr, lam, steps):
    """Your rows have the integer dtype of theta0, which cuts off every step: make it floats first."""
    rows = np.zeros((steps + 1, len(theta0)), dtype=theta0.dtype)
    rows[0], m = theta0, np.zeros(len(theta0))
    for step in range(steps):
        m = lam * m - lr * grad_fn(rows[step].copy())
        rows[step + 1] = rows[step] + m
    return rows


@mistake(
    momentum,
    title=Text("caller's theta0 changed", zh="改变了调用者的theta0"),
    id="G-INPLACE",
    zh="theta += m 改变了调用者的 theta0：先复制一份。",
)
def start_changed_in_place(theta0, grad_fn, lr, lam, steps):
    """theta += m changes the caller's theta0: copy it first."""
    found = momentum(theta0, grad_fn, lr, lam, steps)
    theta0[...] = found[-1]
    return found


@mistake(
    momentum,
    title=Text("movement kept in the gradient's array", zh="在梯度的数组里存移动"),
    id="G-INPLACE",
    zh="你在 grad_fn 返回的数组上原地计算；那是它自己的数组，下次调用会被覆盖。",
)
def movement_in_the_gradient_array(theta0, grad_fn, lr, lam, steps):
    """You keep the movement in the array that grad_fn returned: it is grad_fn's own, the next call writes into it."""
    theta = _as_floats(theta0).copy()
    m, found = np.zeros_like(theta), [theta.copy()]
    for _ in range(steps):
        gradient = grad_fn(theta)
        gradient *= -lr
        gradient += lam * m
        m = gradient
        theta += m
        found.append(theta.copy())
    return np.stack(found)


@mistake(
    momentum,
    title=Text("lr and lam exchanged", zh="lr与lam弄反"),
    zh="lr 与 lam 交换了：lam 乘上一次的移动，lr 乘梯度。",
)
def rates_swapped(theta0, grad_fn, lr, lam, steps):
    """lr and lam are swapped: lam belongs to the last movement, lr to the gradient."""
    return momentum(theta0, grad_fn, lam, lr, steps)


@mistake(
    momentum,
    title=Text("gradient of the starting point", zh="一直用起点的梯度"),
    zh="你把梯度固定在起点；每一步都要在当前参数处重新计算。",
)
def gradient_of_the_start(theta0, grad_fn, lr, lam, steps):
    """You keep the gradient of the start: compute it anew at the parameters of every step."""
    start = np.array(grad_fn(_as_floats(theta0))) if steps else 0.0
    return momentum(theta0, lambda _: start, lr, lam, steps)
