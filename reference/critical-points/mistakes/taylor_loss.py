"""Known ways to get taylor_loss wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import taylor_loss


def second_order(hessian, displacement):
    """d' H d."""
    return displacement @ hessian @ displacement


@mistake(taylor_loss, title=Text("factor 1/2 missing", zh="少了系数1/2"), id="CP7", zh="二次项有系数 1/2。")
def no_half(loss, gradient, hessian, displacement):
    """The quadratic term has the factor 1/2."""
    return loss + gradient @ displacement + second_order(hessian, displacement)


@mistake(taylor_loss, title=Text("factor 1/2 on both terms", zh="一次项也乘了1/2"), zh="1/2 只属于二次项，一次项没有。")
def half_of_both(loss, gradient, hessian, displacement):
    """The 1/2 belongs to the quadratic term alone, not to the gradient's."""
    return loss + (gradient @ displacement + second_order(hessian, displacement)) / 2


@mistake(
    taylor_loss,
    title=Text("change without the loss itself", zh="只有变化而没有损失本身"),
    zh="少了 L0：这是损失，而不只是它的变化。",
)
def change_only(loss, gradient, hessian, displacement):
    """The loss at the point itself is missing: the loss is asked, not its change."""
    return taylor_loss(0 * loss, gradient, hessian, displacement)


@mistake(taylor_loss, title=Text("first order only", zh="只展开到一阶"), zh="这只是一阶：还有二次项。")
def first_order(loss, gradient, hessian, displacement):
    """That is the first order alone: the quadratic term is missing."""
    return loss + gradient @ displacement


@mistake(taylor_loss, title=Text("gradient's term missing", zh="少了一次项"), zh="少了一次项：只有在临界点梯度才为零。")
def as_if_critical(loss, gradient, hessian, displacement):
    """The gradient's term is missing: it is zero at critical points only."""
    return loss + second_order(hessian, displacement) / 2


@mistake(
    taylor_loss,
    title=Text("gradient's term subtracted", zh="一次项的符号反了"),
    zh="一次项的符号反了：位移是给定的，不是梯度下降的步。",
)
def gradient_subtracted(loss, gradient, hessian, displacement):
    """The gradient's term is added: the displacement is given, it is no step of gradient descent."""
    return loss - gradient @ displacement + second_order(hessian, displacement) / 2


@mistake(taylor_loss, title=Text("quadratic term subtracted", zh="二次项的符号反了"), zh="二次项的符号反了。")
def curvature_subtracted(loss, gradient, hessian, displacement):
    """The quadratic term is added, with the Hessian's own sign."""
    return loss + gradient @ displacement - second_order(hessian, displacement) / 2


@mistake(
    taylor_loss,
    title=Text("diagonal of the Hessian only", zh="二次项只用了对角线"),
    id="CP1",
    zh="二次项不只有对角线：d_i d_j 的交叉项也要算。",
)
def diagonal_only(loss, gradient, hessian, displacement):
    """The quadratic term has all pairs d_i H_ij d_j: you took the diagonal alone."""
    return loss + gradient @ displacement + np.diag(hessian) @ (displacement * displacement) / 2


@mistake(
    taylor_loss,
    title=Text("displacement multiplied only once", zh="二次项只乘了一次位移"),
    zh="二次项要从两边各乘一次 d；你得到了向量。",
)
def displacement_once(loss, gradient, hessian, displacement):
    """The displacement stands on both sides of the Hessian: you multiplied once, and added the entries up."""
    return loss + gradient @ displacement + (hessian @ displacement).sum() / 2


@mistake(
    taylor_loss,
    title=Text("Hessian's sum times squared length", zh="用Hessian的和乘长度平方"),
    zh="H 的和乘 |d|^2 不是 d' H d。",
)
def length_times_sum(loss, gradient, hessian, displacement):
    """d' H d is no product of the sum of H and the length of d: multiply entry by entry."""
    return loss + gradient @ displacement + hessian.sum() * (displacement @ displacement) / 2
