"""Known ways to get ridge_loss_grad wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import ridge_loss_grad
from ._shared import _float_array


def _plain(x, targets, weight, bias):
    """Loss and gradients without a penalty."""
    return ridge_loss_grad(x, targets, weight, bias, 0.0)


@mistake(
    ridge_loss_grad,
    title=Text("bias penalised too", zh="偏置也被惩罚"),
    id="RG1",
    zh="偏置只平移函数，不影响平滑：不要惩罚它。",
)
def bias_penalised_too(x, targets, weight, bias, lam):
    """The bias only shifts the function, it does not change its smoothness; do not penalise it."""
    loss, grad_weight, grad_bias = ridge_loss_grad(x, targets, weight, bias, lam)
    return loss + lam * bias**2, grad_weight, grad_bias + 2 * lam * bias


@mistake(
    ridge_loss_grad,
    title=Text("penalty in the bias gradient", zh="偏置梯度多了惩罚项"),
    id="RG1",
    zh="偏置的梯度里没有惩罚项：2 lam b 不属于这里。",
)
def bias_gradient_with_penalty(x, targets, weight, bias, lam):
    """Your bias gradient has a term 2 lam b: the bias is not penalised (your loss is right)."""
    loss, grad_weight, grad_bias = ridge_loss_grad(x, targets, weight, bias, lam)
    return loss, grad_weight, grad_bias + 2 * lam * bias


@mistake(
    ridge_loss_grad,
    title=Text("factor 1/2 on the penalty", zh="惩罚多了1/2"),
    id="RG2",
    zh="这里的惩罚没有 1/2，其梯度是 2 lam w。",
)
def half_the_penalty(x, targets, weight, bias, lam):
    """Here the penalty has no 1/2, its gradient is 2 lam w."""
    return ridge_loss_grad(x, targets, weight, bias, lam / 2)


@mistake(
    ridge_loss_grad,
    title=Text("factor 2 missing in penalty's gradient", zh="惩罚的梯度少了因子2"),
    id="RG2",
    zh="惩罚项的梯度少了因子 2：w 的平方的导数是 2w。",
)
def factor_two_of_the_penalty_missing(x, targets, weight, bias, lam):
    """The gradient of lam w^2 is 2 lam w: the factor 2 is missing (your loss is right)."""
    loss = ridge_loss_grad(x, targets, weight, bias, lam)[0]
    return loss, *ridge_loss_grad(x, targets, weight, bias, lam / 2)[1:]


@mistake(
    ridge_loss_grad,
    title=Text("factor 1/2 on the whole loss", zh="整个损失多了1/2"),
    id="RG2",
    zh="整个损失都没有 1/2 因子。",
)
def half_of_everything(x, targets, weight, bias, lam):
    """Your whole loss has a factor 1/2: the lecture's has none."""
    return tuple(part / 2 for part in ridge_loss_grad(x, targets, weight, bias, lam))


@mistake(
    ridge_loss_grad,
    title=Text("factor 1/2 on the errors", zh="误差项多了1/2"),
    id="RG2",
    zh="平方误差没有 1/2；你只在误差项前面乘了 1/2。",
)
def half_the_errors(x, targets, weight, bias, lam):
    """Your sum of squared errors has a factor 1/2, the penalty none: here neither has."""
    return tuple(part / 2 for part in ridge_loss_grad(x, targets, weight, bias, 2 * lam))


@mistake(
    ridge_loss_grad,
    title=Text("factor 2 missing in all gradients", zh="梯度都少了因子2"),
    zh="梯度少了因子 2：平方的导数是 2 倍。你的梯度属于一半的损失。",
)
def factor_two_missing(x, targets, weight, bias, lam):
    """Your gradients are those of half the loss: a square's derivative has the factor 2."""
    loss, grad_weight, grad_bias = ridge_loss_grad(x, targets, weight, bias, lam)
    return loss, grad_weight / 2, grad_bias / 2


@mistake(ridge_loss_grad, title=Text("lam divided by N", zh="lam除以了N"), id="RG3", zh="这里 lam 不除以 N。")
def lam_over_samples(x, targets, weight, bias, lam):
    """lam is not divided by N here."""
    return ridge_loss_grad(x, targets, weight, bias, lam / len(x))


@mistake(
    ridge_loss_grad,
    title=Text("penalty added for every sample", zh="每个样本都加了惩罚"),
    id="RG3",
    zh="惩罚只加一次；你对每个样本都加了一次。",
)
def penalty_of_every_sample(x, targets, weight, bias, lam):
    """The penalty is added once; you added it for every sample."""
    return ridge_loss_grad(x, targets, weight, bias, lam * len(x))


@mistake(
    ridge_loss_grad,
    title=Text("mean of the squared errors", zh="误差平方取了平均"),
    id="RG9",
    zh="讲义对样本求和；你取了平均。",
)
def mean_of_the_errors(x, targets, weight, bias, lam):
    """The lecture sums over samples: you took the mean of the squared errors."""
    count = len(x)
    return tuple(part / count for part in ridge_loss_grad(x, targets, weight, bias, lam * count))


@mistake(
    ridge_loss_grad,
    title=Text("errors and penalty divided by N", zh="误差和惩罚都除以N"),
    id="RG9",
    zh="误差和惩罚都被除以了 N：这里都不除。",
)
def mean_of_everything(x, targets, weight, bias, lam):
    """You divide errors and penalty by N: here nothing is divided."""
    return tuple(part / len(x) for part in ridge_loss_grad(x, targets, weight, bias, lam))


@mistake(
    ridge_loss_grad,
    title=Text("gradients divided by N", zh="梯度除以了N"),
    id="RG9",
    zh="损失是总和，梯度却除以了 N：梯度必须属于同一个损失。",
)
def gradients_of_the_mean(x, targets, weight, bias, lam):
    """Your loss is the sum, your gradients are those of the mean: they must belong to the same loss."""
    loss = ridge_loss_grad(x, targets, weight, bias, lam)[0]
    return loss, *mean_of_the_errors.function(x, targets, weight, bias, lam)[1:]


@mistake(
    ridge_loss_grad,
    title=Text("L1 penalty", zh="用了L1惩罚"),
    id="RG6",
    zh="lam sign(w) 是 L1 惩罚的梯度；L2 的是 2 lam w。",
)
def sign_in_the_gradient(x, targets, weight, bias, lam):
    """lam sign(w) is the gradient of the L1 penalty: that of lam w^2 is 2 lam w."""
    loss, grad_weight, grad_bias = _plain(x, targets, weight, bias)
    return loss + lam * np.abs(weight).sum(), grad_weight + lam * np.sign(weight), grad_bias


@mistake(
    ridge_loss_grad, title=Text("norm not squared", zh="范数没有平方"), id="RG7", zh="惩罚是范数的平方；你没有平方。"
)
def norm_not_squared(x, targets, weight, bias, lam):
    """The penalty is the squared norm; you did not square it."""
    loss, grad_weight, grad_bias = _plain(x, targets, weight, bias)
    length = np.linalg.norm(weight) or 1.0
    return loss + lam * length, grad_weight + lam * _float_array(weight) / length, grad_bias


@mistake(
    ridge_loss_grad,
    title=Text("norm not squared in the loss", zh="损失里的范数没有平方"),
    id="RG7",
    zh="损失里的惩罚没有平方；梯度是对的。",
)
def norm_in_the_loss(x, targets, weight, bias, lam):
    """The penalty of your loss is not squared (your gradients are right)."""
    loss, grad_weight, grad_bias = _plain(x, targets, weight, bias)
    return loss + lam * np.linalg.norm(weight), grad_weight + 2 * lam * _float_array(weight), grad_bias


@mistake(
    ridge_loss_grad,
    title=Text("penalty missing in the gradient", zh="梯度里没有惩罚"),
    id="RG15",
    zh="损失里有惩罚，权重的梯度里却没有。",
)
def penalty_without_gradient(x, targets, weight, bias, lam):
    """The penalty stands in your loss and not in its gradient: add 2 lam w to the weight's."""
    loss = ridge_loss_grad(x, targets, weight, bias, lam)[0]
    return loss, *_plain(x, targets, weight, bias)[1:]


@mistake(
    ridge_loss_grad,
    title=Text("penalty missing in the loss", zh="损失里没有惩罚"),
    id="RG15",
    zh="梯度里有惩罚，损失里却没有。",
)
def gradient_without_penalty(x, targets, weight, bias, lam):
    """The penalty stands in your gradient and not in the loss: add lam w^2 there."""
    return _plain(x, targets, weight, bias)[0], *ridge_loss_grad(x, targets, weight, bias, lam)[1:]


@mistake(
    ridge_loss_grad, title=Text("penalty missing altogether", zh="完全没有惩罚"), id="RG15", zh="惩罚完全没有计入。"
)
def no_penalty_at_all(x, targets, weight, bias, lam):
    """You left the penalty out of loss and gradient."""
    return _plain(x, targets, weight, bias)


@mistake(
    ridge_loss_grad,
    title=Text("penalty subtracted", zh="减去了惩罚"),
    id="RG4",
    zh="惩罚的符号反了：大的权重应使损失变大。",
)
def penalty_subtracted(x, targets, weight, bias, lam):
    """You subtract the penalty: large weights must make the loss larger."""
    return ridge_loss_grad(x, targets, weight, bias, -lam)


@mistake(
    ridge_loss_grad,
    title=Text("errors' gradients with the wrong sign", zh="误差梯度的符号反了"),
    id="RG4",
    zh="误差的梯度符号反了：(y - 预测) 求导还要乘 -1。",
)
def sign_of_the_errors(x, targets, weight, bias, lam):
    """The errors' gradients have the wrong sign: the derivative of y - (b + w x) by w is -x."""
    loss, grad_weight, grad_bias = ridge_loss_grad(x, targets, weight, bias, -lam)
    return loss + 2 * lam * float((_float_array(weight) ** 2).sum()), -grad_weight, -grad_bias


@mistake(
    ridge_loss_grad,
    title=Text("bias gradient averaged", zh="偏置梯度取了平均"),
    zh="b 的梯度是误差之和的 2 倍；你取了平均。",
)
def bias_gradient_averaged(x, targets, weight, bias, lam):
    """The bias's gradient is twice the sum of the errors; you took their mean."""
    loss, grad_weight, grad_bias = ridge_loss_grad(x, targets, weight, bias, lam)
    return loss, grad_weight, grad_bias / len(x)


@mistake(ridge_loss_grad, title=Text("bias missing in the prediction", zh="预测漏了偏置"), zh="预测里漏掉了 b。")
def bias_left_out(x, targets, weight, bias, lam):
    """You left the bias out of the prediction: it is x w + b."""
    return ridge_loss_grad(x, targets, weight, 0.0, lam)


@mistake(
    ridge_loss_grad,
    title=Text("errors of all pairs", zh="误差变成了N x N"),
    id="G-BCAST",
    variants={"axis": (0, 1)},
    zh="预测与目标一个是列、一个是行，相减得到 N x N 的矩阵：先把两者变成同一形状。",
)
def errors_of_all_pairs(x, targets, weight, bias, lam, *, axis):
    """A column minus a row, predictions and targets, is N x N errors: bring both to one shape first."""
    x = _float_array(x)
    pairs = (x @ weight + bias)[:, None] - targets[None, :]
    penalty = lam * float((_float_array(weight) ** 2).sum())
    grad_weight = 2 * pairs.sum(axis=axis) @ x + 2 * lam * _float_array(weight)
    return (pairs**2).sum() + penalty, grad_weight, 2 * pairs.sum()


@mistake(ridge_loss_grad, title=Text("absolute errors", zh="用了绝对误差"), zh="损失要把误差平方；你用了绝对值。")
def absolute_errors(x, targets, weight, bias, lam):
    """The errors are squared; you summed their absolute values."""
    loss, grad_weight, grad_bias = ridge_loss_grad(x, targets, weight, bias, lam)
    error = _float_array(x) @ weight + bias - targets
    return loss - error @ error + np.abs(error).sum(), grad_weight, grad_bias


@mistake(
    ridge_loss_grad,
    title=Text("gradient cut to integers", zh="梯度被截断为整数"),
    id="G-DTYPE",
    zh="np.zeros_like(weight) 是整数数组：梯度被截断。",
)
def gradient_cut_to_integers(x, targets, weight, bias, lam):
    """Your gradient has the integer dtype of the weight, which cuts it off: make it floats."""
    loss, grad_weight, grad_bias = ridge_loss_grad(x, targets, weight, bias, lam)
    return loss, np.trunc(grad_weight) if weight.dtype.kind in "iu" else grad_weight, grad_bias


@mistake(
    ridge_loss_grad,
    title=Text("caller's weight changed", zh="改变了调用者的权重"),
    id="G-INPLACE",
    zh="weight *= … 改变了调用者的权重：请写新的数组。",
)
def weight_changed_in_place(x, targets, weight, bias, lam):
    """You scale the caller's own weight in place: it is changed, and a read-only one fails."""
    loss, grad_weight, grad_bias = _plain(x, targets, weight, bias)
    weight = _float_array(weight)
    loss += lam * float((weight**2).sum())
    weight *= 2 * lam
    return loss, grad_weight + weight, grad_bias
