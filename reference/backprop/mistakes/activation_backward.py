"""Known ways to get activation_backward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import _as_floats, _sigmoid, activation_backward


@mistake(
    activation_backward,
    title=Text("activated twice", zh="激活了两次"),
    id="B1",
    zh="你对已经激活过的值又激活了一次；导数是 a(1 - a)（tanh 为 1 - a^2），a 只激活一次。",
)
def activated_twice(grad_output, preactivation, kind):
    """You applied the activation to a value that was activated already; the slope is a(1 - a), or 1 - a^2 for tanh."""
    if kind == "relu":
        return activation_backward(grad_output, preactivation, kind)
    once = _sigmoid(preactivation) if kind == "sigmoid" else np.tanh(preactivation)
    return activation_backward(grad_output, once, kind)


@mistake(
    activation_backward,
    title=Text("preactivation taken as the activation", zh="把激活前的值当作激活值"),
    zh="你把 preactivation 当成了激活后的值：先激活，再用 a(1 - a) 或 1 - a^2。",
)
def preactivation_taken_for_the_output(grad_output, preactivation, kind):
    """You used a(1 - a) or 1 - a^2 with the preactivation as a; activate it first."""
    z = _as_floats(preactivation)
    slope = {"relu": z > 0, "sigmoid": z * (1 - z), "tanh": 1 - z**2}[kind]
    return grad_output * slope


@mistake(
    activation_backward,
    title=Text("activation's derivative missing", zh="漏乘激活函数的导数"),
    id="B2",
    zh="你忘了乘以激活函数的导数。",
)
def slope_forgotten(grad_output, preactivation, kind):
    """You passed the gradient on unchanged; it must be multiplied by the activation's derivative."""
    return grad_output.copy()


@mistake(
    activation_backward,
    title=Text("incoming gradient missing", zh="漏乘传入的梯度"),
    zh="你只返回了导数：链式法则还要乘以传入的梯度。",
)
def slope_alone(grad_output, preactivation, kind):
    """You returned the slope alone; the chain rule multiplies it by the incoming gradient."""
    return activation_backward(np.ones_like(grad_output), preactivation, kind)


@mistake(
    activation_backward,
    title=Text("ReLU mask from the gradient", zh="ReLU掩码看了梯度"),
    id="B9",
    zh="ReLU 的掩码看的是前向输入 z，而不是传入的梯度。",
)
def mask_by_the_gradient(grad_output, preactivation, kind):
    """The ReLU mask looks at the forward input z, not at the incoming gradient."""
    if kind == "relu":
        return grad_output * (grad_output > 0)
    return activation_backward(grad_output, preactivation, kind)


@mistake(
    activation_backward,
    title=Text("ReLU slope 1 at zero", zh="ReLU在0处导数为1"),
    zh="你让 ReLU 在 0 处的导数为 1；本作业约定为 0。",
)
def relu_open_at_zero(grad_output, preactivation, kind):
    """Your ReLU has slope 1 at exactly 0; here it is 0."""
    if kind == "relu":
        return grad_output * (preactivation >= 0)
    return activation_backward(grad_output, preactivation, kind)


@mistake(
    activation_backward,
    title=Text("exponential overflows", zh="指数溢出"),
    zh="exp(z) 溢出，inf/inf 得到 NaN：请只对 -|z| 取 exp。",
)
def slope_overflows(grad_output, preactivation, kind):
    """Your exponential overflows and inf/inf is NaN; take exp of -|z| only."""
    if kind == "relu":
        return activation_backward(grad_output, preactivation, kind)
    z = _as_floats(preactivation)
    growth = np.exp(z if kind == "sigmoid" else 2 * z)
    return grad_output * (1 if kind == "sigmoid" else 4) * growth / (1 + growth) ** 2


@mistake(
    activation_backward,
    title=Text("caller's gradient changed", zh="改动了传入的梯度"),
    id="G-INPLACE",
    zh="你改动了调用者的梯度数组：请先复制。",
)
def masked_in_place(grad_output, preactivation, kind):
    """You set elements of the caller's gradient to zero; work on a copy."""
    if kind == "relu":
        grad_output[preactivation <= 0] = 0
        return grad_output
    return activation_backward(grad_output, preactivation, kind)


@mistake(
    activation_backward,
    title=Text("slope in the preactivation's type", zh="导数沿用激活前的类型"),
    id="G-DTYPE",
    zh="导数数组取了 preactivation 的类型：整数输入时小数部分被截掉了。",
)
def slope_of_the_type_of_z(grad_output, preactivation, kind):
    """You made the slope with the type of the preactivation, so that integers cut it down to 0 or 1."""
    slope = np.empty_like(preactivation)
    slope[...] = activation_backward(np.ones(preactivation.shape), preactivation, kind)
    return grad_output * slope


@mistake(
    activation_backward,
    title=Text("square missing in tanh's slope", zh="tanh导数漏了平方"),
    zh="tanh 的导数是 1 - tanh(z)^2：你漏了平方。",
)
def tanh_without_square(grad_output, preactivation, kind):
    """The slope of tanh is 1 - tanh(z)^2; the square is missing."""
    if kind == "tanh":
        return grad_output * (1 - np.tanh(preactivation))
    return activation_backward(grad_output, preactivation, kind)
