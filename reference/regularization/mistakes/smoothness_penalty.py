"""Known ways to get smoothness_penalty wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import smoothness_penalty
from ._shared import _float_array


def _pulls(steps, lam):
    """The right gradient for these differences."""
    return -2 * lam * np.diff(np.concatenate([[0], steps, [0]]))


@mistake(
    smoothness_penalty,
    title=Text("slope of the curve", zh="返回了曲线的斜率"),
    id="RG8",
    zh="端点只有一个邻居：np.gradient 在两端是单边差，在中间是两步差的一半。",
)
def slope_of_the_curve(outputs, lam):
    """np.gradient is the slope of the curve: asked is the derivative of the penalty by every value."""
    outputs = _float_array(outputs)
    slope = np.gradient(outputs) if len(outputs) > 1 else np.zeros(1)
    return smoothness_penalty(outputs, lam)[0], 2 * lam * slope


@mistake(
    smoothness_penalty,
    title=Text("ends without gradient", zh="两端的梯度为0"),
    id="RG8",
    zh="两端的梯度不是 0：端点也出现在一个差里。",
)
def ends_without_gradient(outputs, lam):
    """The gradient of the ends is not 0: each of them stands in one difference."""
    value, gradient = smoothness_penalty(outputs, lam)
    inside = np.zeros(len(gradient))
    inside[1:-1] = gradient[1:-1]
    return value, inside


@mistake(
    smoothness_penalty,
    title=Text("curve closed", zh="曲线首尾相接"),
    id="RG8",
    zh="曲线不是闭合的：最后一个值和第一个值不相邻（np.roll）。",
)
def curve_closed(outputs, lam):
    """The curve does not close: the last value is no neighbour of the first (np.roll takes it for one)."""
    outputs = _float_array(outputs)
    after, before = np.roll(outputs, -1) - outputs, outputs - np.roll(outputs, 1)
    return lam * after @ after, 2 * lam * (before - after)


@mistake(
    smoothness_penalty,
    title=Text("curve closed in the gradient", zh="梯度里首尾相接"),
    id="RG8",
    zh="梯度里首尾相接了（np.roll）；惩罚的值是对的。",
)
def gradient_closed(outputs, lam):
    """Your gradient closes the curve (np.roll): the ends have one neighbour each. Your value is right."""
    return smoothness_penalty(outputs, lam)[0], curve_closed.function(outputs, lam)[1]


@mistake(
    smoothness_penalty,
    title=Text("zeros beyond the ends", zh="端点之外当作0"),
    id="RG8",
    zh="曲线之外不是 0：端点之外没有差。",
)
def zeros_beyond_the_ends(outputs, lam):
    """You take the values beyond the ends for 0: there are no differences there."""
    padded = np.pad(_float_array(outputs), 1)
    steps = np.diff(padded)
    return lam * steps @ steps, 2 * lam * (steps[:-1] - steps[1:])


@mistake(
    smoothness_penalty,
    title=Text("ends counted twice", zh="端点算了两次"),
    id="RG8",
    zh="端点的差被算了两次：端点的梯度大了一倍。",
)
def ends_count_twice(outputs, lam):
    """The gradient of your ends is twice too large: an end stands in one difference, not in two."""
    value, gradient = smoothness_penalty(outputs, lam)
    twice = np.array(gradient, float)
    twice[[0, -1]] *= 2
    return value, twice


@mistake(
    smoothness_penalty,
    title=Text("derivative by the right end only", zh="只对右端求导"),
    id="RG21",
    zh="每个差对两端都有作用；你只求了对 f[t+1] 的导数。",
)
def pulls_at_the_right_end_alone(outputs, lam):
    """Every difference depends on both of its ends; you differentiated by the right one alone."""
    outputs = _float_array(outputs)
    return smoothness_penalty(outputs, lam)[0], 2 * lam * np.diff(outputs, prepend=outputs[0])


@mistake(
    smoothness_penalty,
    title=Text("derivative by the left end only", zh="只对左端求导"),
    id="RG21",
    zh="每个差对两端都有作用；你只求了对 f[t] 的导数。",
)
def pulls_at_the_left_end_alone(outputs, lam):
    """Every difference depends on both of its ends; you differentiated by the left one alone."""
    outputs = _float_array(outputs)
    return smoothness_penalty(outputs, lam)[0], -2 * lam * np.diff(outputs, append=outputs[-1])


@mistake(
    smoothness_penalty,
    title=Text("factor 2 missing", zh="少了因子2"),
    id="RG2",
    zh="梯度少了因子 2：平方的导数是 2 倍。",
)
def factor_two_missing(outputs, lam):
    """The gradient lacks the factor 2 of the square's derivative."""
    value, gradient = smoothness_penalty(outputs, lam)
    return value, gradient / 2


@mistake(smoothness_penalty, title=Text("extra factor 1/2", zh="多了1/2"), id="RG2", zh="惩罚没有 1/2 因子。")
def half_the_penalty(outputs, lam):
    """The penalty has no factor 1/2: value and gradient are half of what is asked."""
    return smoothness_penalty(outputs, lam / 2)


@mistake(
    smoothness_penalty,
    title=Text("gradient's sign reversed", zh="梯度的符号反了"),
    id="RG4",
    zh="梯度的符号反了：升高一个比邻居高的值会增加惩罚。",
)
def sign_of_the_gradient(outputs, lam):
    """The gradient has the wrong sign: raising a value above its neighbours makes the penalty larger."""
    value, gradient = smoothness_penalty(outputs, lam)
    return value, -gradient


@mistake(
    smoothness_penalty,
    title=Text("mean of the squared differences", zh="差的平方取了平均"),
    id="RG9",
    zh="差的平方要相加；你取了平均。",
)
def mean_of_the_differences(outputs, lam):
    """The squared differences are added; you took their mean."""
    return smoothness_penalty(outputs, lam / max(len(outputs) - 1, 1))


@mistake(
    smoothness_penalty,
    title=Text("divided by the number of values", zh="除以了值的个数"),
    id="RG9",
    zh="差的平方要相加；你除以了 T。",
)
def divided_by_the_length(outputs, lam):
    """The squared differences are added; you divided by the number of values."""
    return smoothness_penalty(outputs, lam / len(outputs))


@mistake(
    smoothness_penalty, title=Text("total variation", zh="用了总变差"), id="RG6", zh="绝对值之和是总变差；这里要平方。"
)
def total_variation(outputs, lam):
    """That is the total variation, a sum of absolute differences: here they are squared."""
    steps = np.diff(_float_array(outputs))
    return lam * np.abs(steps).sum(), _pulls(np.sign(steps) / 2, lam)


@mistake(
    smoothness_penalty, title=Text("root of the sum", zh="又开了平方根"), id="RG7", zh="不要开平方：惩罚是差的平方和。"
)
def root_of_the_sum(outputs, lam):
    """You took the root: the penalty is the sum of squares itself."""
    return lam * np.sqrt(smoothness_penalty(outputs, 1.0)[0]), smoothness_penalty(outputs, lam)[1]


@mistake(
    smoothness_penalty,
    title=Text("values penalised instead of differences", zh="惩罚值而非差"),
    id="RG22",
    zh="惩罚的是值本身的平方；平滑要惩罚相邻值之差。",
)
def values_penalised(outputs, lam):
    """You penalise the values themselves: smooth means that neighbours differ little."""
    outputs = _float_array(outputs)
    return lam * outputs @ outputs, 2 * lam * outputs


@mistake(
    smoothness_penalty,
    title=Text("second differences", zh="用了二阶差分"),
    id="RG22",
    zh="你用了二阶差分：要惩罚的是相邻两值之差。",
)
def second_differences(outputs, lam):
    """You took second differences: the penalty is about neighbours, f[t+1] - f[t]."""
    matrix = np.diff(np.eye(len(outputs)), n=2, axis=0)
    bends = matrix @ _float_array(outputs)
    return lam * bends @ bends, 2 * lam * matrix.T @ bends


@mistake(
    smoothness_penalty,
    title=Text("differences two steps apart", zh="用了隔一个的差"),
    id="RG22",
    zh="你取了隔一个的差 f[t+1] - f[t-1]：要相邻两值之差。",
)
def differences_of_two_steps(outputs, lam):
    """You took f[t+1] - f[t-1], two steps apart: neighbours are one step apart."""
    outputs = _float_array(outputs)
    steps, gradient = outputs[2:] - outputs[:-2], np.zeros(len(outputs))
    gradient[2:] += 2 * lam * steps
    gradient[: len(steps)] -= 2 * lam * steps
    return lam * steps @ steps, gradient


@mistake(smoothness_penalty, title=Text("lam missing in the gradient", zh="梯度漏了lam"), zh="梯度里漏了 lam。")
def lam_missing_in_the_gradient(outputs, lam):
    """lam is missing in your gradient."""
    return smoothness_penalty(outputs, lam)[0], smoothness_penalty(outputs, 1.0)[1]


@mistake(smoothness_penalty, title=Text("lam missing in the value", zh="惩罚的值漏了lam"), zh="惩罚的值里漏了 lam。")
def lam_missing_in_the_value(outputs, lam):
    """lam is missing in the value of your penalty."""
    return smoothness_penalty(outputs, 1.0)[0], smoothness_penalty(outputs, lam)[1]


@mistake(
    smoothness_penalty,
    title=Text("last difference missing", zh="漏了最后一个差"),
    id="RG21",
    zh="漏了最后一个差：range(T - 2) 少了一步。",
)
def last_difference_left_out(outputs, lam):
    """The last difference is missing: there are T - 1 of them."""
    steps = np.diff(_float_array(outputs))
    steps[len(steps) - 1 :] = 0
    return lam * steps @ steps, _pulls(steps, lam)


@mistake(
    smoothness_penalty,
    title=Text("differences of unsigned integers", zh="用无符号整数相减"),
    id="G-DTYPE",
    variants={"squares_too": (False, True)},
    zh="无符号整数的差会回绕（3 - 7 等于 252）：先转成浮点数。",
)
def differences_of_unsigned_integers(outputs, lam, *, squares_too):
    """Differences of unsigned integers wrap, 3 - 7 is 252: turn the values into floats first."""
    steps = np.diff(np.asarray(outputs))
    squares = (steps if squares_too else steps.astype(float)) ** 2
    return lam * float(squares.sum()), _pulls(steps.astype(float), lam)


@mistake(
    smoothness_penalty,
    title=Text("gradient cut to integers", zh="梯度被截断为整数"),
    id="G-DTYPE",
    zh="np.zeros_like(outputs) 是整数数组：梯度被截断。",
)
def gradient_cut_to_integers(outputs, lam):
    """Your gradient has the integer dtype of the values, which cuts it off: make it floats."""
    value, gradient = smoothness_penalty(outputs, lam)
    return value, np.trunc(gradient) if np.asarray(outputs).dtype.kind in "iu" else gradient


@mistake(
    smoothness_penalty,
    title=Text("caller's array changed", zh="改变了调用者的数组"),
    id="G-INPLACE",
    zh="你在调用者的数组上计算：它被改变了。",
)
def changed_in_place(outputs, lam):
    """You compute the gradient in the caller's own array: it is changed, and a read-only one fails."""
    value, gradient = smoothness_penalty(outputs, lam)
    outputs[...] = gradient
    return value, gradient
