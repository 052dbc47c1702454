"""Known ways to get adagrad wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import _as_floats, adagrad, rms_update
from ._shared import cut, path


@mistake(
    adagrad,
    title=Text("mean of squares instead of sum", zh="用平方的平均代替和"),
    id="AD9",
    zh="Adagrad 取平方和，不取平均；你写的是第 1 题。",
)
def mean_for_sum(theta0, gradients, lr, eps=1e-10):
    """Adagrad takes the sum of the squares, not their mean: that is problem 1."""
    return rms_update(theta0, gradients, lr, eps)


@mistake(
    adagrad,
    title=Text("rate decayed once more", zh="学习率又衰减了一次"),
    id="AD9",
    zh="sigma 已经变小了步长：不要再除以 sqrt(t + 1)。",
)
def rate_decayed_too(theta0, gradients, lr, eps=1e-10):
    """The sum makes the steps smaller by itself: you divide by sqrt(t + 1) once more."""
    return path(theta0, gradients, lambda past: lr / np.sqrt(len(past)) * past[-1] / (np.sqrt((past**2).sum(0)) + eps))


@mistake(
    adagrad,
    title=Text("accumulator not started at 0", zh="平方和没有从0开始"),
    zh="平方和从 0 开始，不从 0.1 开始（那是 optax 和 TensorFlow）。",
    variants={"start": (0.1, 1.0)},
)
def accumulator_not_empty(theta0, gradients, lr, eps=1e-10, *, start):
    """The sum of squares begins at 0: you begin with something else, as TensorFlow and optax do with 0.1."""
    return path(theta0, gradients, lambda past: lr * past[-1] / (np.sqrt(start + (past**2).sum(0)) + eps))


@mistake(
    adagrad,
    title=Text("eps inside the root", zh="eps加在根号之内"),
    id="AD4",
    zh="eps 加在根号之外：sqrt(…) + eps，而不是 sqrt(… + eps)。",
)
def eps_inside_the_root(theta0, gradients, lr, eps=1e-10):
    """eps is added to the root, not inside it: sqrt(…) + eps, not sqrt(… + eps)."""
    return path(theta0, gradients, lambda past: lr * past[-1] / np.sqrt((past**2).sum(0) + eps))


@mistake(adagrad, title=Text("eps missing", zh="没有加eps"), id="AD4", zh="你没有加 eps：梯度全为 0 时是 0 / 0。")
def without_eps(theta0, gradients, lr, eps=1e-10):
    """There is no eps in your quotient: where all gradients are 0 it is 0 / 0."""
    return path(theta0, gradients, lambda past: lr * past[-1] / np.sqrt((past**2).sum(0)))


@mistake(
    adagrad,
    title=Text("an eps of your own", zh="用了自己的eps"),
    zh="你用了自己的 eps：它是参数。",
    variants={"fixed": (1e-10, 1e-8, 1e-7, 1e-6)},
)
def eps_ignored(theta0, gradients, lr, eps=1e-10, *, fixed):
    """You have an eps of your own: it is an argument."""
    return adagrad(theta0, gradients, lr, fixed)


@mistake(
    adagrad,
    title=Text("absolute values instead of squares", zh="用绝对值代替平方"),
    id="AD6",
    zh="sigma 是平方的根；你加的是梯度的绝对值。",
)
def sizes_for_squares(theta0, gradients, lr, eps=1e-10):
    """sigma is a root of squares: you added the sizes of the gradients."""
    return path(theta0, gradients, lambda past: lr * past[-1] / (abs(past).sum(0) + eps))


@mistake(adagrad, title=Text("square root missing", zh="少了开方"), id="AD6", zh="少了开方：sigma 是平方和的平方根。")
def no_root(theta0, gradients, lr, eps=1e-10):
    """The root is missing: sigma is the root of the squares."""
    return path(theta0, gradients, lambda past: lr * past[-1] / ((past**2).sum(0) + eps))


@mistake(
    adagrad,
    title=Text("one sigma for all parameters", zh="所有参数共用一个sigma"),
    id="AD8",
    zh="每个参数有自己的 sigma；你用了整个梯度的长度。",
)
def one_sigma_for_all(theta0, gradients, lr, eps=1e-10):
    """Every parameter has its own sigma: you took the length of the whole gradient for all of them."""
    return path(theta0, gradients, lambda past: lr * past[-1] / (np.sqrt(((past**2).sum(0)).sum()) + eps))


@mistake(
    adagrad,
    title=Text("sigma averaged over the parameters", zh="sigma对参数取了平均"),
    id="AD8",
    zh="每个参数有自己的 sigma；你对参数取了平均。",
)
def sigma_averaged_over_parameters(theta0, gradients, lr, eps=1e-10):
    """Every parameter has its own sigma: you averaged over the parameters."""
    return path(theta0, gradients, lambda past: lr * past[-1] / (np.sqrt(((past**2).sum(0)).mean()) + eps))


@mistake(
    adagrad,
    title=Text("sigma of the previous step", zh="用了上一步的sigma"),
    id="AD10",
    zh="第 t 步的 sigma 要包括第 t 个梯度；你用的是上一步的。",
    variants={"first": ("nothing", "own", "one")},
)
def sigma_of_the_step_before(theta0, gradients, lr, eps=1e-10, *, first):
    """sigma holds this step's gradient too: you divide by the one of the step before."""

    def move(past):
        sigma = np.sqrt((past[:-1] ** 2).sum(0))
        if len(past) == 1:
            sigma = {"nothing": 0 * sigma, "own": np.abs(past[-1]), "one": np.ones_like(sigma)}[first]
        return lr * past[-1] / (sigma + eps)

    return path(theta0, gradients, move)


@mistake(adagrad, title=Text("step uphill", zh="方向反了在上坡"), zh="你在上坡：要减去。")
def climbs(theta0, gradients, lr, eps=1e-10):
    """You climb: the step is subtracted."""
    return 2 * _as_floats(theta0) - adagrad(theta0, gradients, lr, eps)


@mistake(adagrad, title=Text("plain gradient descent", zh="普通的梯度下降"), zh="没有除以 sigma：这是普通的梯度下降。")
def plain_gradient_descent(theta0, gradients, lr, eps=1e-10):
    """That is plain gradient descent: the step is divided by sigma."""
    return path(theta0, gradients, lambda past: lr * past[-1])


@mistake(
    adagrad,
    title=Text("only the gradient's sign", zh="只用了梯度的符号"),
    zh="你用当前梯度自己的大小去除，每步都是 lr：sigma 还要记住其他梯度。",
)
def sign_of_the_gradient(theta0, gradients, lr, eps=1e-10):
    """You divide each gradient by its own size, so that every step is lr: sigma remembers the others too."""
    return path(theta0, gradients, lambda past: lr * past[-1] / (abs(past[-1]) + eps))


@mistake(
    adagrad,
    title=Text("same array in every row", zh="所有行是同一个数组"),
    id="G-ALIASLIST",
    zh="列表里全是同一个数组：theta -= … 改变了所有行，请存副本。",
)
def one_array_for_all_rows(theta0, gradients, lr, eps=1e-10):
    """All rows are the same array: theta -= … changes every one of them, store a copy at each step."""
    found = adagrad(theta0, gradients, lr, eps)
    return np.tile(found[-1], (len(found), 1))


@mistake(adagrad, title=Text("starting point missing", zh="少了起点"), zh="少了起点：第一行是 theta0，一共 T + 1 行。")
def start_left_out(theta0, gradients, lr, eps=1e-10):
    """The start is missing: theta0 is the first of T + 1 rows."""
    return adagrad(theta0, gradients, lr, eps)[1:]


@mistake(
    adagrad,
    title=Text("steps cut to integers", zh="每一步被截断为整数"),
    id="G-DTYPE",
    zh="整数的 theta0 会截断每一步：先转成浮点数。",
)
def cut_to_integers(theta0, gradients, lr, eps=1e-10):
    """The integer dtype of theta0 cuts off every step: make it floats first."""
    return cut(theta0, adagrad(theta0, gradients, lr, eps))


@mistake(
    adagrad,
    title=Text("caller's theta0 changed", zh="改变了调用者的theta0"),
    id="G-INPLACE",
    zh="theta -= … 改变了调用者的 theta0：先复制一份。",
)
def start_changed_in_place(theta0, gradients, lr, eps=1e-10):
    """theta -= … changes the caller's theta0: copy it first."""
    found = adagrad(theta0, gradients, lr, eps)
    theta0[...] = found[-1]
    return found
