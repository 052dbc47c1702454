"""Known ways to get toy_grad_hessian wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import toy_grad_hessian


def with_mixed(w1, w2, x, targets, mixed):
    """The right answer, but for the mixed derivative."""
    gradient, hessian = toy_grad_hessian(w1, w2, x, targets)
    return gradient, np.array([[hessian[0, 0], mixed], [mixed, hessian[1, 1]]])


def moments(x, targets):
    """sum x^2 and sum x y, as floats."""
    return float(x @ x), float(x @ targets)


@mistake(
    toy_grad_hessian,
    title=Text("mixed derivative without targets", zh="混合偏导漏了目标项"),
    id="CP8",
    zh="混合偏导还有一项 -2 x y：用乘积法则。",
)
def mixed_without_the_targets(w1, w2, x, targets):
    """The mixed derivative is 4 w1 w2 x^2 - 2 x y: the second term is missing."""
    return with_mixed(w1, w2, x, targets, 4 * w1 * w2 * moments(x, targets)[0])


@mistake(
    toy_grad_hessian,
    title=Text("Gauss-Newton matrix", zh="Gauss-Newton近似"),
    id="CP8",
    zh="混合偏导少了误差那一项：这是 Gauss-Newton 近似。",
)
def gauss_newton(w1, w2, x, targets):
    """That is the Gauss-Newton matrix: the term of the error, 2 (w1 w2 x - y) x, is missing in the mixed derivative."""
    return with_mixed(w1, w2, x, targets, 2 * w1 * w2 * moments(x, targets)[0])


@mistake(
    toy_grad_hessian,
    title=Text("mixed derivative of the error alone", zh="混合偏导只有误差那一项"),
    id="CP8",
    zh="混合偏导只求了一次导：2 (w1 w2 x - y) x 之外还有 2 w1 w2 x^2。",
)
def mixed_of_the_error_alone(w1, w2, x, targets):
    """The error holds w1 w2 too: beside 2 (w1 w2 x - y) x the mixed derivative has 2 w1 w2 x^2."""
    xx, xy = moments(x, targets)
    return with_mixed(w1, w2, x, targets, 2 * (w1 * w2 * xx - xy))


@mistake(
    toy_grad_hessian,
    title=Text("mixed derivative set to 0", zh="混合偏导取为0"),
    id="CP8",
    zh="混合偏导不为 0：两个权重是相乘的。",
)
def mixed_is_zero(w1, w2, x, targets):
    """The weights are multiplied, so that the mixed derivative is not 0."""
    return with_mixed(w1, w2, x, targets, 0.0)


@mistake(
    toy_grad_hessian,
    title=Text("targets' term with the wrong sign", zh="目标项的符号反了"),
    id="CP8",
    zh="混合偏导里 -2 x y 的符号反了。",
)
def mixed_plus_the_targets(w1, w2, x, targets):
    """The term of the targets in the mixed derivative is negative: 4 w1 w2 x^2 - 2 x y."""
    xx, xy = moments(x, targets)
    return with_mixed(w1, w2, x, targets, 4 * w1 * w2 * xx + 2 * xy)


@mistake(
    toy_grad_hessian, title=Text("mean over the samples", zh="对样本取了平均"), zh="损失是样本上的和；你取了平均。"
)
def mean_over_samples(w1, w2, x, targets):
    """The loss is the sum over the samples: you took their mean."""
    gradient, hessian = toy_grad_hessian(w1, w2, x, targets)
    return gradient / len(x), hessian / len(x)


@mistake(
    toy_grad_hessian, title=Text("loss with a factor 1/2", zh="损失多了系数1/2"), zh="损失没有系数 1/2：平方求导得 2。"
)
def half_of_the_square(w1, w2, x, targets):
    """There is no 1/2 in the loss: the derivative of the square brings a factor 2."""
    gradient, hessian = toy_grad_hessian(w1, w2, x, targets)
    return gradient / 2, hessian / 2


@mistake(
    toy_grad_hessian,
    title=Text("gradient's sign reversed", zh="梯度的符号反了"),
    zh="梯度的符号反了：误差是 y - w1 w2 x，它对 w1 的导数是负的。",
)
def gradient_sign(w1, w2, x, targets):
    """The gradient has the wrong sign: y - w1 w2 x falls when w1 w2 x grows, so the chain rule brings a minus."""
    gradient, hessian = toy_grad_hessian(w1, w2, x, targets)
    return -gradient, hessian


@mistake(
    toy_grad_hessian,
    title=Text("derivatives by w1 and w2 exchanged", zh="w1与w2的偏导弄反"),
    zh="两个梯度交换了：dL/dw1 带 w2。",
)
def gradients_swapped(w1, w2, x, targets):
    """The gradients are swapped: the derivative by w1 carries w2."""
    gradient, hessian = toy_grad_hessian(w1, w2, x, targets)
    return gradient[::-1], hessian


@mistake(
    toy_grad_hessian,
    title=Text("diagonal of the Hessian exchanged", zh="Hessian的对角线交换了"),
    zh="对角线交换了：对 w1 求两次导剩下 w2^2。",
)
def diagonal_swapped(w1, w2, x, targets):
    """The diagonal is swapped: what is differentiated by w1 twice leaves w2^2."""
    gradient, hessian = toy_grad_hessian(w1, w2, x, targets)
    return gradient, hessian[::-1, ::-1]


@mistake(
    toy_grad_hessian,
    title=Text("last factor of the chain rule missing", zh="链式法则少了最后一个因子"),
    zh="链式法则少了一个因子：w2 x 要乘进 dL/dw1。",
)
def chain_rule_cut(w1, w2, x, targets):
    """The chain rule's last factor is missing in the gradient: dL/dw1 has w2 x, not x."""
    _, hessian = toy_grad_hessian(w1, w2, x, targets)
    slope = 2 * ((w1 * w2 * x - targets) @ x)
    return np.stack([slope, slope]), hessian


@mistake(
    toy_grad_hessian,
    title=Text("first sample only", zh="只用了第一个样本"),
    zh="这里的损失只看第一个样本；要对所有样本求和。",
)
def first_sample_only(w1, w2, x, targets):
    """You look at the first sample alone: the loss is the sum over all of them."""
    return toy_grad_hessian(w1, w2, x[:1], targets[:1])


@mistake(
    toy_grad_hessian,
    title=Text("square of the sum", zh="先求和再平方"),
    zh="和的平方不是平方的和：先逐个样本平方，再求和。",
)
def square_of_the_sum(w1, w2, x, targets):
    """The square of the sum is not the sum of the squares: square sample by sample, then add."""
    return toy_grad_hessian(w1, w2, np.array([float(x.sum())]), np.array([float(targets.sum())]))


@mistake(
    toy_grad_hessian,
    title=Text("all pairs of samples", zh="对所有样本对求和"),
    id="G-BCAST",
    zh="一列减一行得到所有样本对；x 与 targets 应逐个配对。",
)
def all_pairs(w1, w2, x, targets):
    """A column minus a row gives all pairs of samples: each x belongs to one target."""
    count = len(x)
    return toy_grad_hessian(w1, w2, np.repeat(x, count), np.tile(targets, count))
