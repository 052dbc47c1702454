"""Known ways to get escape_saddle wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import _gradient_fd, _symmetric_part, escape_saddle, hessian_fd


def descent(loss_fn, theta, spacing, lr, steps):
    """Plain gradient descent."""
    for _ in range(steps):
        theta = theta - lr * _gradient_fd(loss_fn, theta, spacing)
    return theta


def along(loss_fn, theta, spacing, lr, steps, choose, *, higher=False, given=np.copy):
    """The rule with another first move; choose(eigenvalues, eigenvectors) gives it in place of lr times u.

    given(point) is what loss_fn gets where both sides are compared.
    """
    theta = np.asarray(theta, dtype=np.float64)
    values, vectors = np.linalg.eigh(_symmetric_part(hessian_fd(loss_fn, theta, spacing)))
    if values[0] >= -1e-8:
        return theta.copy()
    move = choose(values, vectors)
    side = max if higher else min
    end = side((theta + move, theta - move), key=lambda point: loss_fn(given(point)))
    return descent(loss_fn, end, spacing, lr, steps)


@mistake(
    escape_saddle,
    title=Text("stays at the saddle point", zh="停在鞍点"),
    id="CP9",
    zh="鞍点处梯度为 0，梯度下降留在原地：先沿 u 走一步。",
)
def stays_at_the_saddle(loss_fn, theta, spacing, lr, steps):
    """At a saddle point the gradient is 0 and gradient descent stays where it is: step along u first."""
    return descent(loss_fn, np.asarray(theta, dtype=np.float64), spacing, lr, steps)


@mistake(
    escape_saddle,
    title=Text("first step only", zh="只走了第一步"),
    id="CP9",
    zh="沿 u 走一步之后还要做 steps 步梯度下降。",
)
def only_the_first_step(loss_fn, theta, spacing, lr, steps):
    """After the step along u come `steps` steps of gradient descent."""
    return escape_saddle(loss_fn, theta, spacing, lr, 0)


@mistake(
    escape_saddle,
    title=Text("along the largest eigenvalue", zh="沿最大特征值的方向走"),
    id="CP5",
    zh="那个方向是上坡：u 属于最小的特征值。",
)
def along_the_steepest_way_up(loss_fn, theta, spacing, lr, steps):
    """You left along the largest eigenvalue, which goes up: u belongs to the smallest one."""
    return along(loss_fn, theta, spacing, lr, steps, lambda _, vectors: lr * vectors[:, -1])


@mistake(
    escape_saddle,
    title=Text("along a row of eigenvectors", zh="沿特征向量矩阵的行走"),
    id="CP3",
    zh="特征向量是列：取 vecs[:, 0]。",
)
def along_a_row(loss_fn, theta, spacing, lr, steps):
    """Eigenvectors are the columns: you left along vecs[0], take vecs[:, 0]."""
    return along(loss_fn, theta, spacing, lr, steps, lambda _, vectors: lr * vectors[0])


@mistake(
    escape_saddle, title=Text("towards the higher side", zh="走向损失较高的一侧"), zh="两侧都要试：走向损失较低的一侧。"
)
def to_the_higher_side(loss_fn, theta, spacing, lr, steps):
    """You went to the side where the loss is higher: try both and take the lower one."""
    return along(loss_fn, theta, spacing, lr, steps, lambda _, vectors: lr * vectors[:, 0], higher=True)


@mistake(
    escape_saddle, title=Text("first step of length 1", zh="第一步的长度为1"), zh="第一步的长度是 lr：你走了整个 u。"
)
def first_step_of_length_one(loss_fn, theta, spacing, lr, steps):
    """The first step has the length lr: you went the whole of u."""
    return along(loss_fn, theta, spacing, lr, steps, lambda _, vectors: vectors[:, 0])


@mistake(
    escape_saddle,
    title=Text("first step times the eigenvalue", zh="第一步乘了特征值"),
    zh="第一步的长度是 lr，不乘特征值。",
)
def first_step_times_the_eigenvalue(loss_fn, theta, spacing, lr, steps):
    """The first step has the length lr: you multiplied it by the eigenvalue."""
    return along(loss_fn, theta, spacing, lr, steps, lambda values, vectors: lr * values[0] * vectors[:, 0])


@mistake(
    escape_saddle,
    title=Text("first step of length spacing", zh="第一步的长度为spacing"),
    zh="第一步的长度是 lr，不是 spacing。",
)
def first_step_of_spacing(loss_fn, theta, spacing, lr, steps):
    """The first step has the length lr: you went spacing far."""
    return along(loss_fn, theta, spacing, lr, steps, lambda _, vectors: spacing * vectors[:, 0])


@mistake(
    escape_saddle,
    title=Text("first step counted among steps", zh="第一步算进了steps"),
    zh="沿 u 的一步不算在 steps 之内。",
)
def first_step_counted(loss_fn, theta, spacing, lr, steps):
    """The step along u does not count: `steps` steps of gradient descent come after it."""
    return escape_saddle(loss_fn, theta, spacing, lr, max(steps - 1, 0))


@mistake(escape_saddle, title=Text("one gradient step too many", zh="多走了一步梯度下降"), zh="你多走了一步梯度下降。")
def one_step_too_many(loss_fn, theta, spacing, lr, steps):
    """You make one step of gradient descent too many."""
    return escape_saddle(loss_fn, theta, spacing, lr, steps + 1)


@mistake(
    escape_saddle,
    title=Text("gradients doubled", zh="梯度大了一倍"),
    id="CP6",
    zh="中心差分除以 2 spacing：你的梯度大了一倍。",
)
def gradient_twice_as_large(loss_fn, theta, spacing, lr, steps):
    """A central difference is divided by 2 spacing: your gradients are twice as large."""
    first = escape_saddle(loss_fn, theta, spacing, lr, 0)
    return first if np.array_equal(first, theta) else descent(loss_fn, first, spacing, 2 * lr, steps)


@mistake(escape_saddle, title=Text("uphill after the first step", zh="第一步之后在上坡"), zh="你在上坡：步子是负梯度。")
def climbs_after_the_first_step(loss_fn, theta, spacing, lr, steps):
    """You climb after the first step: each step is minus the gradient."""
    first = escape_saddle(loss_fn, theta, spacing, lr, 0)
    return descent(loss_fn, first, spacing, -lr, steps)


@mistake(escape_saddle, title=Text("gradient never recomputed", zh="没有重新计算梯度"), zh="每一步都要重新计算梯度。")
def gradient_of_the_first_step(loss_fn, theta, spacing, lr, steps):
    """You keep the gradient of the first step: compute it anew at every step."""
    first = escape_saddle(loss_fn, theta, spacing, lr, 0)
    return first - lr * steps * _gradient_fd(loss_fn, first, spacing)


@mistake(escape_saddle, title=Text("along u all the way", zh="一直沿u走"), zh="你一直沿 u 走；第一步之后要沿负梯度。")
def along_u_all_the_way(loss_fn, theta, spacing, lr, steps):
    """You go on along u: after the first step it is the gradient that leads."""
    first = escape_saddle(loss_fn, theta, spacing, lr, 0)
    return first + steps * (first - theta)


@mistake(
    escape_saddle,
    title=Text("gradients by one-sided differences", zh="梯度用了单侧差分"),
    id="CP6",
    zh="梯度用了单侧差分，误差约为 h：应取中心差分。",
    variants={"sign": (1, -1)},
)
def one_sided_gradients(loss_fn, theta, spacing, lr, steps, *, sign):
    """Your gradients are differences to one side, which are wrong by about the spacing: take central ones."""
    start, theta = theta, escape_saddle(loss_fn, theta, spacing, lr, 0)
    for _ in range(0 if np.array_equal(start, theta) else steps):
        here = loss_fn(theta.copy())
        moves = sign * spacing * np.eye(len(theta))
        theta = theta - lr * np.array([(loss_fn(theta + move) - here) / (sign * spacing) for move in moves])
    return theta


@mistake(
    escape_saddle,
    title=Text("gradient descent also without a direction", zh="没有方向时也做梯度下降"),
    zh="没有方向下降时应立即返回 theta；你仍然做了梯度下降。",
)
def descends_from_a_minimum(loss_fn, theta, spacing, lr, steps):
    """Where no direction goes down theta is the answer: you make the steps of gradient descent nevertheless."""
    end = escape_saddle(loss_fn, theta, spacing, lr, steps)
    return descent(loss_fn, end, spacing, lr, steps) if np.array_equal(end, theta) else end


@mistake(
    escape_saddle,
    title=Text("steps cut to integers", zh="每一步被截断为整数"),
    id="G-DTYPE",
    zh="整数的 theta 会截断每一步：先转成浮点数。",
)
def cut_to_integers(loss_fn, theta, spacing, lr, steps):
    """The integer dtype of theta cuts off every step: make it floats first."""
    found = escape_saddle(loss_fn, theta, spacing, lr, steps)
    return found if theta.dtype.kind == "f" else found.astype(theta.dtype)


@mistake(
    escape_saddle,
    title=Text("caller's theta changed", zh="改变了调用者的theta"),
    id="G-INPLACE",
    zh="theta -= ... 改变了调用者的数组：请在副本上移动。",
)
def theta_changed_in_place(loss_fn, theta, spacing, lr, steps):
    """theta -= … changes the caller's array: move a copy."""
    found = escape_saddle(loss_fn, theta, spacing, lr, steps)
    if theta.dtype.kind == "f":
        theta[...] = found
    return found


@mistake(
    escape_saddle,
    title=Text("losses compared without copies", zh="比较损失时没有传副本"),
    zh="loss_fn 会覆盖传给它的数组：比较两点的损失时传副本。",
)
def compared_without_copies(loss_fn, theta, spacing, lr, steps):
    """loss_fn may overwrite the array that it gets: give it copies of the two points that you compare."""
    return along(loss_fn, theta, spacing, lr, steps, lambda _, vectors: lr * vectors[:, 0], given=lambda point: point)
