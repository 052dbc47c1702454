"""Known ways to get output_sensitivity wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import output_sensitivity
from ._shared import _float_array


def _lengths(rows):
    return np.sqrt((_float_array(rows) ** 2).sum(axis=1))


@mistake(
    output_sensitivity,
    title=Text("change without absolute value", zh="变化没有取绝对值"),
    id="RG19",
    zh="变化是大小：取绝对值。",
)
def signed_change(weight, perturbations):
    """The change is a size: take the absolute value of w . dx."""
    return _float_array(perturbations) @ weight, output_sensitivity(weight, perturbations)[1]


@mistake(
    output_sensitivity,
    title=Text("absolute values before the sum", zh="先取绝对值再求和"),
    id="RG19",
    zh="先取绝对值再求和，得到的是另一个上界；|w·dx| 要先求和再取绝对值。",
)
def absolute_values_first(weight, perturbations):
    """You add absolute values, which is another bound: sum first, then take the absolute value."""
    bound = output_sensitivity(weight, perturbations)[1]
    return np.abs(_float_array(perturbations)) @ np.abs(weight), bound


@mistake(
    output_sensitivity,
    title=Text("change squared", zh="变化被平方"),
    id="RG19",
    zh="你又平方了变化：要的是 w·dx 的绝对值。",
)
def squared_change(weight, perturbations):
    """You squared the change: it is the absolute value of w . dx."""
    change, bound = output_sensitivity(weight, perturbations)
    return change**2, bound


@mistake(
    output_sensitivity,
    title=Text("bound not rooted", zh="上界没有开平方"),
    id="RG7",
    zh="上界是长度之积；你没有开平方。",
)
def squared_bound(weight, perturbations):
    """The bound is a product of lengths; you took their squares, without the root."""
    change, bound = output_sensitivity(weight, perturbations)
    return change, bound**2


@mistake(
    output_sensitivity,
    title=Text("root of one length only", zh="只有一个长度开了平方"),
    id="RG7",
    zh="只有一个长度开了平方根：|w| 和 |dx| 都要开。",
)
def weight_not_rooted(weight, perturbations):
    """You took the root of one length alone: |w| has one too."""
    change, bound = output_sensitivity(weight, perturbations)
    return change, bound * np.sqrt((weight**2).sum())


@mistake(
    output_sensitivity,
    title=Text("lengths by absolute values", zh="长度用了绝对值之和"),
    id="RG6",
    zh="长度应为 L2 范数；你用了绝对值之和。",
)
def lengths_by_absolute_values(weight, perturbations):
    """The lengths are L2 norms; you summed absolute values."""
    lengths = np.abs(_float_array(perturbations)).sum(axis=1)
    return output_sensitivity(weight, perturbations)[0], np.abs(weight).sum() * lengths


@mistake(
    output_sensitivity,
    title=Text("largest weight times absolute sum", zh="最大权重乘绝对值之和"),
    id="RG6",
    zh="max|w| 乘以 |dx| 的和（Hölder）也是上界，但不是要求的那个。",
)
def largest_weight_times_sum(weight, perturbations):
    """The largest |w| times the sum of |dx| bounds the change as well, but the product of L2 lengths is asked."""
    lengths = np.abs(_float_array(perturbations)).sum(axis=1)
    return output_sensitivity(weight, perturbations)[0], np.abs(weight).max() * lengths


@mistake(
    output_sensitivity,
    title=Text("sum of absolute products", zh="逐项乘积的绝对值之和"),
    id="RG6",
    zh="逐项绝对值之和是更紧的上界，但要求的是两个长度之积。",
)
def sum_of_absolute_products(weight, perturbations):
    """The sum of |w_d dx_d| bounds the change more tightly, but the product of two lengths is asked."""
    return output_sensitivity(weight, perturbations)[0], np.abs(_float_array(perturbations)) @ np.abs(weight)


@mistake(
    output_sensitivity,
    title=Text("lengths of columns", zh="按列求了长度"),
    id="G-AXIS",
    zh="每一行是一个扰动：长度沿轴 1 求。",
)
def lengths_of_columns(weight, perturbations):
    """Each row is one perturbation: its length sums over axis 1, yours over axis 0."""
    rows = _float_array(perturbations)
    return output_sensitivity(weight, rows)[0], np.linalg.norm(weight) * np.sqrt((rows**2).sum(axis=0))


@mistake(
    output_sensitivity,
    title=Text("one length for all rows", zh="所有行共用一个长度"),
    id="RG20",
    zh="每一行有自己的长度；你用了整个矩阵的范数。",
)
def one_length_for_all(weight, perturbations):
    """Every row has a length of its own; you took the norm of the whole matrix."""
    change, bound = output_sensitivity(weight, perturbations)
    return change, np.full_like(bound, np.sqrt((bound**2).sum()))


@mistake(output_sensitivity, title=Text("length of w missing", zh="上界漏了w的长度"), id="RG20", zh="上界漏掉了 |w|。")
def weight_left_out_of_the_bound(weight, perturbations):
    """The bound lacks the length of w."""
    return output_sensitivity(weight, perturbations)[0], _lengths(perturbations)


@mistake(
    output_sensitivity, title=Text("length of dx missing", zh="上界漏了dx的长度"), id="RG20", zh="上界漏掉了 |dx|。"
)
def perturbation_left_out_of_the_bound(weight, perturbations):
    """The bound lacks the length of dx: a longer perturbation may change more."""
    change, _ = output_sensitivity(weight, perturbations)
    return change, np.full(len(change), np.sqrt((weight**2).sum()))


@mistake(
    output_sensitivity,
    title=Text("change divided by the length", zh="变化除以了长度"),
    id="RG20",
    zh="变化除以了 |dx|：要的是变化本身，而不是斜率。",
)
def change_per_length(weight, perturbations):
    """You divided the change by the length of dx: the change itself is asked, not the slope."""
    change, bound = output_sensitivity(weight, perturbations)
    lengths = _lengths(perturbations)
    return np.divide(change, lengths, out=np.zeros_like(change), where=lengths > 0), bound


@mistake(
    output_sensitivity,
    title=Text("results exchanged", zh="返回的顺序反了"),
    zh="两个返回值的顺序反了：先是变化，后是上界。",
)
def results_swapped(weight, perturbations):
    """Your results are swapped: the change comes first, its bound second."""
    return output_sensitivity(weight, perturbations)[::-1]


@mistake(
    output_sensitivity,
    title=Text("root mean square as length", zh="长度用了均方根"),
    id="RG9",
    zh="长度是平方和的平方根；你用了平方的平均。",
)
def root_mean_square(weight, perturbations):
    """A length is the root of the sum of squares; you took the root of their mean."""
    change, bound = output_sensitivity(weight, perturbations)
    return change, bound / np.sqrt(len(weight))


@mistake(
    output_sensitivity,
    title=Text("squares of small integers overflow", zh="小整数的平方溢出"),
    id="G-DTYPE",
    zh="int8 的平方会溢出：先转成浮点数。",
)
def squares_of_small_integers(weight, perturbations):
    """Squares of int8 overflow: turn the perturbations into floats before you square."""
    change, _ = output_sensitivity(weight, perturbations)
    with np.errstate(invalid="ignore"):
        return change, np.linalg.norm(weight) * np.sqrt((perturbations**2).sum(axis=1))


@mistake(
    output_sensitivity,
    title=Text("caller's perturbations squared in place", zh="在原数组上平方"),
    id="G-INPLACE",
    zh="你在调用者的数组上平方：它被改变了。",
)
def squared_in_place(weight, perturbations):
    """You square the caller's own perturbations in place: they are changed, and read-only ones fail."""
    rows = _float_array(perturbations)
    change = np.abs(rows @ weight)
    rows *= rows
    return change, np.linalg.norm(weight) * np.sqrt(rows.sum(axis=1))
