"""Known ways to get rms_update wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import _as_floats, adagrad, rms_update
from ._shared import cut, path


@mistake(
    rms_update,
    title=Text("sum of squares instead of mean", zh="用平方和代替平均"),
    id="AD9",
    zh="讲义取平方的平均再开方；你取了和，那是 Adagrad。",
)
def sum_for_mean(theta0, gradients, lr, eps=1e-8):
    """The lecture takes the root of the MEAN square: you took the sum, which is Adagrad."""
    return adagrad(theta0, gradients, lr, eps)


@mistake(
    rms_update,
    title=Text("divisor one too small", zh="除数少了1"),
    id="AD9",
    zh="第 t 步有 t + 1 个平方：第一步除以 1。",
)
def divided_by_t(theta0, gradients, lr, eps=1e-8):
    """In step t there are t + 1 squares: you divide by one too few from the second step on."""
    return path(
        theta0,
        gradients,
        lambda past: lr * past[-1] / (np.sqrt((past**2).sum(0) / max(len(past) - 1, 1)) + eps),
    )


@mistake(
    rms_update,
    title=Text("divided by all steps", zh="除以了总步数"),
    id="AD9",
    zh="平均除以到目前为止的步数，而不是总步数 T。",
)
def divided_by_all_steps(theta0, gradients, lr, eps=1e-8):
    """The mean is over the gradients so far: you divide by the number of all steps."""
    total = len(gradients)
    return path(theta0, gradients, lambda past: lr * past[-1] / (np.sqrt((past**2).sum(0) / total) + eps))


@mistake(
    rms_update,
    title=Text("standard deviation as sigma", zh="把标准差当作sigma"),
    zh="sigma 是平方平均的根，不是标准差：不要减去平均。",
)
def standard_deviation(theta0, gradients, lr, eps=1e-8):
    """sigma is the root of the mean square, not the standard deviation: no mean is subtracted."""
    return path(theta0, gradients, lambda past: lr * past[-1] / (past.std(0) + eps))


@mistake(
    rms_update,
    title=Text("gradients averaged too", zh="分子也取了梯度的平均"),
    zh="sigma 记住所有梯度，分子只是当前的梯度；你对梯度也取了平均。",
)
def mean_gradient(theta0, gradients, lr, eps=1e-8):
    """The step goes along the current gradient: you averaged the gradients in the numerator too."""
    return path(theta0, gradients, lambda past: lr * past.mean(0) / (np.sqrt((past**2).mean(0)) + eps))


@mistake(
    rms_update,
    title=Text("eps inside the root", zh="eps加在根号之内"),
    id="AD4",
    zh="eps 加在根号之外：sqrt(…) + eps，而不是 sqrt(… + eps)。",
)
def eps_inside_the_root(theta0, gradients, lr, eps=1e-8):
    """eps is added to the root, not inside it: sqrt(…) + eps, not sqrt(… + eps)."""
    return path(theta0, gradients, lambda past: lr * past[-1] / np.sqrt((past**2).mean(0) + eps))


@mistake(rms_update, title=Text("eps missing", zh="没有加eps"), id="AD4", zh="你没有加 eps：梯度全为 0 时是 0 / 0。")
def without_eps(theta0, gradients, lr, eps=1e-8):
    """There is no eps in your quotient: where all gradients are 0 it is 0 / 0."""
    return path(theta0, gradients, lambda past: lr * past[-1] / np.sqrt((past**2).mean(0)))


@mistake(
    rms_update,
    title=Text("an eps of your own", zh="用了自己的eps"),
    zh="你用了自己的 eps：它是参数。",
    variants={"fixed": (1e-8, 1e-7, 1e-6, 1e-12)},
)
def eps_ignored(theta0, gradients, lr, eps=1e-8, *, fixed):
    """You have an eps of your own: it is an argument."""
    return rms_update(theta0, gradients, lr, fixed)


@mistake(
    rms_update,
    title=Text("absolute values instead of squares", zh="用绝对值代替平方"),
    id="AD6",
    zh="sigma 是平方的根；你加的是梯度的绝对值。",
)
def sizes_for_squares(theta0, gradients, lr, eps=1e-8):
    """sigma is a root of squares: you added the sizes of the gradients."""
    return path(theta0, gradients, lambda past: lr * past[-1] / (abs(past).mean(0) + eps))


@mistake(
    rms_update, title=Text("square root missing", zh="少了开方"), id="AD6", zh="少了开方：sigma 是平方和的平方根。"
)
def no_root(theta0, gradients, lr, eps=1e-8):
    """The root is missing: sigma is the root of the squares."""
    return path(theta0, gradients, lambda past: lr * past[-1] / ((past**2).mean(0) + eps))


@mistake(
    rms_update,
    title=Text("one sigma for all parameters", zh="所有参数共用一个sigma"),
    id="AD8",
    zh="每个参数有自己的 sigma；你用了整个梯度的长度。",
)
def one_sigma_for_all(theta0, gradients, lr, eps=1e-8):
    """Every parameter has its own sigma: you took the length of the whole gradient for all of them."""
    return path(theta0, gradients, lambda past: lr * past[-1] / (np.sqrt(((past**2).mean(0)).sum()) + eps))


@mistake(
    rms_update,
    title=Text("sigma averaged over the parameters", zh="sigma对参数取了平均"),
    id="AD8",
    zh="每个参数有自己的 sigma；你对参数取了平均。",
)
def sigma_averaged_over_parameters(theta0, gradients, lr, eps=1e-8):
    """Every parameter has its own sigma: you averaged over the parameters."""
    return path(theta0, gradients, lambda past: lr * past[-1] / (np.sqrt(((past**2).mean(0)).mean()) + eps))


@mistake(
    rms_update,
    title=Text("sigma of the previous step", zh="用了上一步的sigma"),
    id="AD10",
    zh="第 t 步的 sigma 要包括第 t 个梯度；你用的是上一步的。",
    variants={"first": ("nothing", "own", "one"), "divisor": ("before", "now")},
)
def sigma_of_the_step_before(theta0, gradients, lr, eps=1e-8, *, first, divisor):
    """sigma holds this step's gradient too: you divide by the one of the step before."""

    def move(past):
        count = max(len(past) - 1, 1) if divisor == "before" else len(past)
        sigma = np.sqrt((past[:-1] ** 2).sum(0) / count)
        if len(past) == 1:
            sigma = {"nothing": 0 * sigma, "own": np.abs(past[-1]), "one": np.ones_like(sigma)}[first]
        return lr * past[-1] / (sigma + eps)

    return path(theta0, gradients, move)


@mistake(rms_update, title=Text("step uphill", zh="方向反了在上坡"), zh="你在上坡：要减去。")
def climbs(theta0, gradients, lr, eps=1e-8):
    """You climb: the step is subtracted."""
    return 2 * _as_floats(theta0) - rms_update(theta0, gradients, lr, eps)


@mistake(
    rms_update, title=Text("plain gradient descent", zh="普通的梯度下降"), zh="没有除以 sigma：这是普通的梯度下降。"
)
def plain_gradient_descent(theta0, gradients, lr, eps=1e-8):
    """That is plain gradient descent: the step is divided by sigma."""
    return path(theta0, gradients, lambda past: lr * past[-1])


@mistake(
    rms_update,
    title=Text("only the gradient's sign", zh="只用了梯度的符号"),
    zh="你用当前梯度自己的大小去除，每步都是 lr：sigma 还要记住其他梯度。",
)
def sign_of_the_gradient(theta0, gradients, lr, eps=1e-8):
    """You divide each gradient by its own size, so that every step is lr: sigma remembers the others too."""
    return path(theta0, gradients, lambda past: lr * past[-1] / (abs(past[-1]) + eps))


@mistake(
    rms_update,
    title=Text("same array in every row", zh="所有行是同一个数组"),
    id="G-ALIASLIST",
    zh="列表里全是同一个数组：theta -= … 改变了所有行，请存副本。",
)
def one_array_for_all_rows(theta0, gradients, lr, eps=1e-8):
    """All rows are the same array: theta -= … changes every one of them, store a copy at each step."""
    found = rms_update(theta0, gradients, lr, eps)
    return np.tile(found[-1], (len(found), 1))


@mistake(
    rms_update, title=Text("starting point missing", zh="少了起点"), zh="少了起点：第一行是 theta0，一共 T + 1 行。"
)
def start_left_out(theta0, gradients, lr, eps=1e-8):
    """The start is missing: theta0 is the first of T + 1 rows."""
    return rms_update(theta0, gradients, lr, eps)[1:]


@mistake(
    rms_update,
    title=Text("steps cut to integers", zh="每一步被截断为整数"),
    id="G-DTYPE",
    zh="整数的 theta0 会截断每一步：先转成浮点数。",
)
def cut_to_integers(theta0, gradients, lr, eps=1e-8):
    """The integer dtype of theta0 cuts off every step: make it floats first."""
    return cut(theta0, rms_update(theta0, gradients, lr, eps))


@mistake(
    rms_update,
    title=Text("caller's theta0 changed", zh="改变了调用者的theta0"),
    id="G-INPLACE",
    zh="theta -= … 改变了调用者的 theta0：先复制一份。",
)
def start_changed_in_place(theta0, gradients, lr, eps=1e-8):
    """theta -= … changes the caller's theta0: copy it first."""
    found = rms_update(theta0, gradients, lr, eps)
    theta0[...] = found[-1]
    return found
