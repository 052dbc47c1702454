"""Known ways to get rmsprop wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import _as_floats, rmsprop
from ._shared import cut, path


def average(rows, alpha, start):
    """alpha v + (1 - alpha) row, over all rows."""
    for row in rows:
        start = alpha * start + (1 - alpha) * row
    return start


@mistake(
    rmsprop,
    title=Text("alpha and 1 - alpha exchanged", zh="alpha与1-alpha弄反"),
    id="AD7",
    zh="alpha 属于旧的 v，1 - alpha 属于新的平方；你弄反了。",
)
def alpha_swapped(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """alpha belongs to the old v and 1 - alpha to the new square: you have them swapped."""
    return rmsprop(theta0, gradients, lr, 1 - alpha, v0, eps)


@mistake(rmsprop, title=Text("new square not weighted", zh="新的平方没有乘权重"), zh="新的平方要乘 1 - alpha。")
def new_square_in_full(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """The new square is multiplied by 1 - alpha: you add it in full."""

    def v(past):
        found = v0
        for gradient in past:
            found = alpha * found + gradient**2
        return found

    return path(theta0, gradients, lambda past: lr * past[-1] / (np.sqrt(v(past)) + eps))


@mistake(rmsprop, title=Text("v started at 0", zh="v从0开始"), zh="v 从 v0 开始：你从 0 开始。")
def begins_at_zero(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """v begins at v0: you begin at 0."""
    return rmsprop(theta0, gradients, lr, alpha, 0 * v0, eps)


@mistake(
    rmsprop,
    title=Text("v started at the first square", zh="v从第一个平方开始"),
    zh="v 从 v0 开始：你从第一个梯度的平方开始。",
)
def begins_at_the_first_square(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """v begins at v0: you begin with the square of the first gradient, which is one choice of v0."""
    first = _as_floats(gradients[0]) ** 2 if len(gradients) else v0
    return rmsprop(theta0, gradients, lr, alpha, first, eps)


@mistake(rmsprop, title=Text("v0 squared once more", zh="v0又平方了一次"), zh="v0 已经是平方，不要再平方。")
def start_squared(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """v0 is a square already: you squared it once more."""
    return rmsprop(theta0, gradients, lr, alpha, v0**2, eps)


@mistake(
    rmsprop,
    title=Text("first step without mixing", zh="第一步没有混合"),
    zh="第一步也要把 v0 与第一个平方混合：你直接用了 v0。",
)
def first_step_by_v0(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """The first step mixes v0 with the first square too: you took v0 as it is, and mixed from the second step on."""
    return path(theta0, gradients, lambda past: lr * past[-1] / (np.sqrt(average(past[1:] ** 2, alpha, v0)) + eps))


@mistake(
    rmsprop, title=Text("bias correction added", zh="多做了偏差修正"), id="AD1", zh="这里没有偏差修正：那是 Adam。"
)
def bias_corrected(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """There is no bias correction here: that is Adam's."""
    return path(
        theta0,
        gradients,
        lambda past: lr * past[-1] / (np.sqrt(average(past**2, alpha, v0) / (1 - alpha ** len(past))) + eps),
    )


@mistake(
    rmsprop,
    title=Text("eps inside the root", zh="eps加在根号之内"),
    id="AD4",
    zh="eps 加在根号之外：sqrt(…) + eps，而不是 sqrt(… + eps)。",
)
def eps_inside_the_root(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """eps is added to the root, not inside it: sqrt(…) + eps, not sqrt(… + eps)."""
    return path(theta0, gradients, lambda past: lr * past[-1] / np.sqrt(average(past**2, alpha, v0) + eps))


@mistake(rmsprop, title=Text("eps missing", zh="没有加eps"), id="AD4", zh="你没有加 eps：梯度全为 0 时是 0 / 0。")
def without_eps(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """There is no eps in your quotient: where all gradients are 0 it is 0 / 0."""
    return path(theta0, gradients, lambda past: lr * past[-1] / np.sqrt(average(past**2, alpha, v0)))


@mistake(
    rmsprop,
    title=Text("an eps of your own", zh="用了自己的eps"),
    zh="你用了自己的 eps：它是参数。",
    variants={"fixed": (1e-8, 1e-7, 1e-6, 1e-12)},
)
def eps_ignored(theta0, gradients, lr, alpha, v0, eps=1e-8, *, fixed):
    """You have an eps of your own: it is an argument."""
    return rmsprop(theta0, gradients, lr, alpha, v0, fixed)


@mistake(
    rmsprop,
    title=Text("absolute values instead of squares", zh="用绝对值代替平方"),
    id="AD6",
    zh="sigma 是平方的根；你加的是梯度的绝对值。",
)
def sizes_for_squares(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """sigma is a root of squares: you added the sizes of the gradients."""
    return path(theta0, gradients, lambda past: lr * past[-1] / (average(abs(past), alpha, np.sqrt(v0)) + eps))


@mistake(rmsprop, title=Text("square root missing", zh="少了开方"), id="AD6", zh="少了开方：sigma 是平方和的平方根。")
def no_root(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """The root is missing: sigma is the root of the squares."""
    return path(theta0, gradients, lambda past: lr * past[-1] / (average(past**2, alpha, v0) + eps))


@mistake(
    rmsprop,
    title=Text("one sigma for all parameters", zh="所有参数共用一个sigma"),
    id="AD8",
    zh="每个参数有自己的 sigma；你用了整个梯度的长度。",
)
def one_sigma_for_all(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """Every parameter has its own sigma: you took the length of the whole gradient for all of them."""
    return path(theta0, gradients, lambda past: lr * past[-1] / (np.sqrt((average(past**2, alpha, v0)).sum()) + eps))


@mistake(
    rmsprop,
    title=Text("sigma averaged over the parameters", zh="sigma对参数取了平均"),
    id="AD8",
    zh="每个参数有自己的 sigma；你对参数取了平均。",
)
def sigma_averaged_over_parameters(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """Every parameter has its own sigma: you averaged over the parameters."""
    return path(theta0, gradients, lambda past: lr * past[-1] / (np.sqrt((average(past**2, alpha, v0)).mean()) + eps))


@mistake(
    rmsprop,
    title=Text("sigma of the previous step", zh="用了上一步的sigma"),
    id="AD10",
    zh="第 t 步的 sigma 要包括第 t 个梯度；你用的是上一步的。",
)
def sigma_of_the_step_before(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """sigma holds this step's gradient too: you divide by the one of the step before."""
    return path(theta0, gradients, lambda past: lr * past[-1] / (np.sqrt(average(past[:-1] ** 2, alpha, v0)) + eps))


@mistake(rmsprop, title=Text("step uphill", zh="方向反了在上坡"), zh="你在上坡：要减去。")
def climbs(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """You climb: the step is subtracted."""
    return 2 * _as_floats(theta0) - rmsprop(theta0, gradients, lr, alpha, v0, eps)


@mistake(rmsprop, title=Text("plain gradient descent", zh="普通的梯度下降"), zh="没有除以 sigma：这是普通的梯度下降。")
def plain_gradient_descent(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """That is plain gradient descent: the step is divided by sigma."""
    return path(theta0, gradients, lambda past: lr * past[-1])


@mistake(
    rmsprop,
    title=Text("only the gradient's sign", zh="只用了梯度的符号"),
    zh="你用当前梯度自己的大小去除，每步都是 lr：sigma 还要记住其他梯度。",
)
def sign_of_the_gradient(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """You divide each gradient by its own size, so that every step is lr: sigma remembers the others too."""
    return path(theta0, gradients, lambda past: lr * past[-1] / (abs(past[-1]) + eps))


@mistake(
    rmsprop,
    title=Text("same array in every row", zh="所有行是同一个数组"),
    id="G-ALIASLIST",
    zh="列表里全是同一个数组：theta -= … 改变了所有行，请存副本。",
)
def one_array_for_all_rows(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """All rows are the same array: theta -= … changes every one of them, store a copy at each step."""
    found = rmsprop(theta0, gradients, lr, alpha, v0, eps)
    return np.tile(found[-1], (len(found), 1))


@mistake(rmsprop, title=Text("starting point missing", zh="少了起点"), zh="少了起点：第一行是 theta0，一共 T + 1 行。")
def start_left_out(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """The start is missing: theta0 is the first of T + 1 rows."""
    return rmsprop(theta0, gradients, lr, alpha, v0, eps)[1:]


@mistake(
    rmsprop,
    title=Text("steps cut to integers", zh="每一步被截断为整数"),
    id="G-DTYPE",
    zh="整数的 theta0 会截断每一步：先转成浮点数。",
)
def cut_to_integers(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """The integer dtype of theta0 cuts off every step: make it floats first."""
    return cut(theta0, rmsprop(theta0, gradients, lr, alpha, v0, eps))


@mistake(
    rmsprop,
    title=Text("caller's theta0 changed", zh="改变了调用者的theta0"),
    id="G-INPLACE",
    zh="theta -= … 改变了调用者的 theta0：先复制一份。",
)
def start_changed_in_place(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """theta -= … changes the caller's theta0: copy it first."""
    found = rmsprop(theta0, gradients, lr, alpha, v0, eps)
    theta0[...] = found[-1]
    return found
