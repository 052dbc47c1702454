"""Known ways to get weight_decay_step wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import weight_decay_step


@mistake(weight_decay_step, title=Text("bias decays too", zh="偏置也衰减"), id="RG1", zh="偏置不衰减：它只平移函数。")
def bias_decays_too(weight, bias, grad_weight, grad_bias, lr, lam):
    """The bias does not decay: it only shifts the function and is not penalised."""
    moved, _ = weight_decay_step(weight, bias, grad_weight, grad_bias, lr, lam)
    return moved, bias - lr * (grad_bias + 2 * lam * bias)


@mistake(
    weight_decay_step,
    title=Text("half the decay", zh="衰减小了一半"),
    id="RG2",
    zh="惩罚没有 1/2，其梯度是 2 lam w；你的衰减小了一半（如 PyTorch 的 weight_decay）。",
)
def half_the_decay(weight, bias, grad_weight, grad_bias, lr, lam):
    """Here the penalty has no 1/2, its gradient is 2 lam w: your decay is half of it, as PyTorch's weight_decay is."""
    return weight_decay_step(weight, bias, grad_weight, grad_bias, lr, lam / 2)


@mistake(
    weight_decay_step,
    title=Text("weights grow instead of shrinking", zh="权重变大而非衰减"),
    id="RG4",
    zh="衰减应使权重变小；你的符号使它变大：1 - 2 lr lam。",
)
def weights_grow(weight, bias, grad_weight, grad_bias, lr, lam):
    """Decay shrinks weights, yours makes them grow: the factor is 1 - 2 lr lam."""
    return weight_decay_step(weight, bias, grad_weight, grad_bias, lr, -lam)


@mistake(weight_decay_step, title=Text("step uphill", zh="方向反了在上坡"), id="RG4", zh="下降要减去梯度；你在上坡。")
def up_the_hill(weight, bias, grad_weight, grad_bias, lr, lam):
    """You climb: the step is minus lr times the gradient."""
    return weight_decay_step(weight, bias, grad_weight, grad_bias, -lr, lam)


@mistake(
    weight_decay_step,
    title=Text("loss gradient added", zh="加上了损失的梯度"),
    id="RG4",
    zh="损失的梯度符号反了：衰减是对的，但 lr g 要减去。",
)
def gradient_added(weight, bias, grad_weight, grad_bias, lr, lam):
    """Your decay is right and the gradient of the loss has the wrong sign: subtract lr g."""
    return weight_decay_step(weight, bias, -grad_weight, -grad_bias, lr, lam)


@mistake(
    weight_decay_step,
    title=Text("learning rate missing in decay", zh="衰减漏了学习率"),
    id="RG18",
    zh="衰减里漏了 lr：惩罚的梯度和损失的梯度一样要乘 lr。",
)
def decay_without_learning_rate(weight, bias, grad_weight, grad_bias, lr, lam):
    """The decay lacks lr: the penalty's gradient is multiplied by it like the loss's."""
    return (1 - 2 * lam) * weight - lr * grad_weight, bias - lr * grad_bias


@mistake(
    weight_decay_step,
    title=Text("decay after the step", zh="走了一步之后才衰减"),
    id="RG18",
    zh="先走了一步再衰减：衰减用的是一步之前的权重。",
)
def decays_after_the_step(weight, bias, grad_weight, grad_bias, lr, lam):
    """You step first and shrink the result: both gradients belong to the weight before the step."""
    return (1 - 2 * lr * lam) * (weight - lr * grad_weight), bias - lr * grad_bias


@mistake(
    weight_decay_step,
    title=Text("decay applied twice", zh="衰减了两次"),
    id="RG18",
    zh="先衰减、再用衰减后的权重计算惩罚的梯度：衰减了两次。",
)
def decays_twice(weight, bias, grad_weight, grad_bias, lr, lam):
    """You shrink the weight and add the penalty's gradient too: the penalty is in twice."""
    moved, shifted = weight_decay_step(weight, bias, grad_weight, grad_bias, lr, lam)
    return moved - 2 * lr * lam * weight, shifted


@mistake(
    weight_decay_step,
    title=Text("learning rate twice in decay", zh="衰减乘了两次学习率"),
    id="RG18",
    zh="学习率乘了两次：lr 只乘梯度一次。",
)
def learning_rate_twice_in_the_decay(weight, bias, grad_weight, grad_bias, lr, lam):
    """The decay has lr twice: the penalty's gradient is multiplied by it once."""
    return weight_decay_step(weight, bias, grad_weight, grad_bias, lr, lr * lam)


@mistake(
    weight_decay_step,
    title=Text("decay by the sign", zh="按符号衰减"),
    id="RG6",
    zh="lam sign(w) 是 L1 的梯度；L2 的衰减与 w 成正比。",
)
def decays_by_the_sign(weight, bias, grad_weight, grad_bias, lr, lam):
    """lam sign(w) is the gradient of the L1 penalty: L2 decay is proportional to w."""
    return weight - lr * (grad_weight + lam * np.sign(weight)), bias - lr * grad_bias


@mistake(
    weight_decay_step,
    title=Text("decay by the unit vector", zh="按单位向量衰减"),
    id="RG7",
    zh="惩罚是范数的平方：梯度不除以权重的长度。",
)
def decays_by_the_unit_vector(weight, bias, grad_weight, grad_bias, lr, lam):
    """The penalty is the squared norm: its gradient is not divided by the length of the weights."""
    length = np.sqrt((np.asarray(weight, float) ** 2).sum()) or 1.0
    return weight - lr * (grad_weight + lam * weight / length), bias - lr * grad_bias


@mistake(
    weight_decay_step,
    title=Text("lam divided by the weights", zh="lam除以了权重个数"),
    id="RG3",
    zh="lam 不除以权重的个数。",
)
def lam_over_weights(weight, bias, grad_weight, grad_bias, lr, lam):
    """lam is not divided by the number of weights."""
    return weight_decay_step(weight, bias, grad_weight, grad_bias, lr, lam / np.size(weight))


@mistake(weight_decay_step, title=Text("no decay", zh="没有衰减"), id="RG15", zh="惩罚没有计入：这是普通的一步。")
def no_decay(weight, bias, grad_weight, grad_bias, lr, lam):
    """That is the plain step: the penalty's gradient, 2 lam w, is missing."""
    return weight_decay_step(weight, bias, grad_weight, grad_bias, lr, 0.0)


@mistake(
    weight_decay_step,
    title=Text("decay without the loss gradient", zh="只有衰减没有损失梯度"),
    id="RG15",
    zh="只有衰减：损失的梯度没有用上。",
)
def decay_alone(weight, bias, grad_weight, grad_bias, lr, lam):
    """The weight decays and never follows the loss: grad_weight is missing."""
    moved, shifted = weight_decay_step(weight, bias, 0 * grad_weight, grad_bias, lr, lam)
    return moved, shifted


@mistake(
    weight_decay_step,
    title=Text("bias not updated", zh="偏置没有更新"),
    zh="偏置没有更新：它虽不衰减，仍要沿自己的梯度走一步。",
)
def bias_stands_still(weight, bias, grad_weight, grad_bias, lr, lam):
    """The bias does not decay, but it does take its step: you left it as it was."""
    return weight_decay_step(weight, bias, grad_weight, 0 * grad_bias, lr, lam)


@mistake(
    weight_decay_step,
    title=Text("decay factor clipped at 0", zh="衰减系数截在0"),
    id="RG18",
    zh="衰减系数被截在 0：2 lr lam 超过 1 时，一步确实会越过 0。",
)
def decay_stops_at_zero(weight, bias, grad_weight, grad_bias, lr, lam):
    """You clip the factor 1 - 2 lr lam at 0: where it is negative the step does go past 0."""
    return max(1 - 2 * lr * lam, 0.0) * weight - lr * grad_weight, bias - lr * grad_bias


@mistake(
    weight_decay_step,
    title=Text("result cut to integers", zh="结果被截断为整数"),
    id="G-DTYPE",
    zh="结果被存进了整数数组：一步的小数部分丢失了。",
)
def cut_to_integers(weight, bias, grad_weight, grad_bias, lr, lam):
    """You store the result in the integer dtype of the parameters, which cuts the step off: make it floats."""
    found = weight_decay_step(weight, bias, grad_weight, grad_bias, lr, lam)
    return tuple(
        np.trunc(new) if old.dtype.kind in "iu" else new for old, new in zip((weight, bias), found, strict=True)
    )


@mistake(
    weight_decay_step,
    title=Text("caller's weight changed", zh="改变了调用者的权重"),
    id="G-INPLACE",
    zh="weight -= … 改变了调用者的数组：请写 weight = weight - …。",
)
def weight_changed_in_place(weight, bias, grad_weight, grad_bias, lr, lam):
    """weight -= … changes the caller's own array: write weight = weight - …."""
    moved, shifted = weight_decay_step(weight, bias, grad_weight, grad_bias, lr, lam)
    weight[...] = moved
    return moved, shifted


@mistake(
    weight_decay_step,
    title=Text("caller's gradient changed", zh="改变了调用者的梯度"),
    id="G-INPLACE",
    zh="grad += 2 lam w 改变了调用者的梯度。",
)
def gradient_changed_in_place(weight, bias, grad_weight, grad_bias, lr, lam):
    """grad_weight += 2 lam w changes the caller's gradient: add into an array of your own."""
    grad_weight += 2 * lam * weight
    return weight - lr * grad_weight, bias - lr * grad_bias
