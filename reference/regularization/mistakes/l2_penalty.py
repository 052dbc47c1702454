"""Known ways to get l2_penalty wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import l2_penalty
from ._shared import _float_array, _total


@mistake(
    l2_penalty,
    title=Text("biases penalised too", zh="偏置也被惩罚"),
    id="RG1",
    zh="偏置只平移函数，不影响平滑：不要惩罚它。",
)
def biases_penalised_too(weights, biases, lam):
    """The bias only shifts the function, it does not change its smoothness; do not penalise it."""
    return l2_penalty([*weights, *biases], [], lam)


@mistake(
    l2_penalty,
    title=Text("biases penalised instead of weights", zh="惩罚偏置而非权重"),
    id="RG1",
    zh="你惩罚的是偏置，而不是权重。",
)
def biases_alone_penalised(weights, biases, lam):
    """You penalise the biases in place of the weights."""
    return l2_penalty(biases, [], lam)


@mistake(l2_penalty, title=Text("extra factor 1/2", zh="多了1/2"), id="RG2", zh="这里的惩罚没有 1/2 因子。")
def half_the_squares(weights, biases, lam):
    """Here the penalty has no 1/2: it is lam times the sum of squares."""
    return l2_penalty(weights, biases, lam) / 2


@mistake(
    l2_penalty,
    title=Text("divided by the number of weights", zh="除以了权重个数"),
    id="RG3",
    zh="lam 乘以平方和，不要除以权重的个数。",
)
def mean_of_all_squares(weights, biases, lam):
    """lam multiplies the sum of all squares: you divided by the number of weights."""
    return l2_penalty(weights, biases, lam) / max(sum(np.size(weight) for weight in weights), 1)


@mistake(
    l2_penalty,
    title=Text("mean of each array", zh="每个数组取了平均"),
    id="RG3",
    zh="对每个数组取了平均：惩罚是所有平方之和。",
)
def mean_of_each_array(weights, biases, lam):
    """You take the mean of each array: the penalty sums all squares."""
    return lam * _total(weights, lambda weight: (weight**2).mean())


@mistake(
    l2_penalty,
    title=Text("divided by the number of layers", zh="除以了层数"),
    id="RG3",
    zh="你又除以了层数：惩罚是所有层之和。",
)
def mean_over_layers(weights, biases, lam):
    """You divide by the number of layers: the penalty sums over all of them."""
    return l2_penalty(weights, biases, lam) / max(len(weights), 1)


@mistake(l2_penalty, title=Text("L1 penalty", zh="用了L1惩罚"), id="RG6", zh="这是 L1 惩罚（绝对值之和）；L2 要平方。")
def absolute_values(weights, biases, lam):
    """That is the L1 penalty, a sum of absolute values: L2 sums squares."""
    return lam * _total(weights, lambda weight: np.abs(weight).sum())


@mistake(l2_penalty, title=Text("norm not squared", zh="范数没有平方"), id="RG7", zh="惩罚是范数的平方；你没有平方。")
def norm_not_squared(weights, biases, lam):
    """The penalty is the squared norm; you did not square it."""
    return lam * np.sqrt(l2_penalty(weights, biases, 1.0))


@mistake(
    l2_penalty,
    title=Text("norms of the layers added", zh="各层范数相加"),
    id="RG7",
    zh="你把各层的范数相加；应把范数的平方相加。",
)
def norms_added_up(weights, biases, lam):
    """You add up the norms of the layers: it is their squares that are added."""
    return lam * _total(weights, lambda weight: np.sqrt((weight**2).sum()))


@mistake(l2_penalty, title=Text("square of the sum", zh="先求和再平方"), id="RG7", zh="先求和再平方：应先平方再求和。")
def square_of_the_sum(weights, biases, lam):
    """You add the weights up and square the sum: square first, then add, or signs cancel."""
    return lam * _total(weights, lambda weight: weight.sum() ** 2)


@mistake(
    l2_penalty,
    title=Text("largest singular value as norm", zh="用了最大奇异值"),
    id="RG13",
    zh="矩阵的 norm(w, 2) 是最大奇异值，不是所有元素的平方和开方。",
)
def largest_singular_values(weights, biases, lam):
    """norm(w, 2) of a matrix is its largest singular value, not the root of the sum of all squares."""
    return lam * _total(weights, lambda weight: np.linalg.norm(weight.reshape(len(weight), -1), 2) ** 2)


@mistake(
    l2_penalty,
    title=Text("layers without a bias left out", zh="漏掉了没有偏置的层"),
    id="RG14",
    zh="zip(weights, biases) 在较短的列表处结束：没有偏置的层被漏掉了。",
)
def layers_without_a_bias_left_out(weights, biases, lam):
    """zip(weights, biases) ends with the shorter list: layers without a bias are left out."""
    return l2_penalty(weights[: len(biases)], biases, lam)


@mistake(
    l2_penalty,
    title=Text("last layer only", zh="只算了最后一层"),
    id="RG14",
    zh="你返回的是最后一层的惩罚：各层要累加。",
)
def last_layer_alone(weights, biases, lam):
    """You return the last layer's penalty alone: add up all layers."""
    return l2_penalty(weights[-1:], biases, lam)


@mistake(
    l2_penalty, title=Text("first layer only", zh="只算了第一层"), id="RG14", zh="只算了第一层：return 写在了循环里。"
)
def first_layer_alone(weights, biases, lam):
    """You return inside the loop, after the first layer: add up all layers."""
    return l2_penalty(weights[:1], biases, lam)


@mistake(
    l2_penalty,
    title=Text("sum over one axis only", zh="只对一个轴求和"),
    id="G-AXIS",
    zh="只对最后一个轴求和后取了第一个值：数组的所有元素都要计入。",
)
def sum_over_one_axis(weights, biases, lam):
    """You sum over one axis and keep the first result: all entries of an array count."""
    return lam * _total(weights, lambda weight: (weight**2).sum(axis=0).flat[0])


@mistake(
    l2_penalty, title=Text("lam squared", zh="lam被平方"), zh="lam 被平方了：先乘 lam 再平方。应先平方，再乘 lam。"
)
def lam_squared(weights, biases, lam):
    """You multiply by lam before you square, which squares lam: square the weights first."""
    return l2_penalty(weights, biases, lam**2)


@mistake(l2_penalty, title=Text("lam missing", zh="忘了乘lam"), zh="忘了乘 lam。")
def lam_left_out(weights, biases, lam):
    """You forgot to multiply by lam."""
    return l2_penalty(weights, biases, 1.0)


@mistake(
    l2_penalty,
    title=Text("squares of small integers overflow", zh="小整数的平方溢出"),
    id="G-DTYPE",
    zh="int8 的平方会溢出：先把权重转成浮点数。",
)
def squares_of_small_integers(weights, biases, lam):
    """Squares of int8 overflow: turn the weights into floats before you square."""
    return lam * float(sum((np.asarray(weight) ** 2).sum() for weight in weights))


@mistake(
    l2_penalty,
    title=Text("caller's weights squared in place", zh="在原权重上平方"),
    id="G-INPLACE",
    zh="w *= w 或 w **= 2 改变了调用者的权重。",
)
def squared_in_place(weights, biases, lam):
    """You square the caller's own weights in place: they are changed, and read-only ones fail."""
    total = 0.0
    for floats in map(_float_array, weights):
        np.square(floats, out=floats)
        total += float(floats.sum())
    return lam * total
