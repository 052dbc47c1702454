"""Known ways to get total_variation wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import total_variation
from ._shared import _float_array


def _differences(signal):
    signal = _float_array(signal)
    return signal[:, None] - signal


@mistake(
    total_variation,
    title=Text("every edge counted twice", zh="每条边算了两次"),
    id="SP15",
    zh="每条边被算了两次：对所有点对求和时要乘 1/2。",
)
def every_edge_twice(adjacency, signal):
    """Each edge was counted twice: the sum over all pairs has the factor 1/2."""
    return 2 * total_variation(adjacency, signal)


@mistake(
    total_variation,
    title=Text("extra factor 1/2", zh="多乘了1/2"),
    id="SP15",
    zh="你多乘了一个 1/2：x^T L x 本身已是所求。",
)
def half_too_much(adjacency, signal):
    """You have one factor 1/2 too many: x^T L x itself is asked."""
    return total_variation(adjacency, signal) / 2


@mistake(
    total_variation,
    title=Text("absolute differences", zh="用了差的绝对值"),
    id="SP21",
    zh="应是差的平方，你用了绝对值。",
)
def absolute_differences(adjacency, signal):
    """Differences are squared; you took their absolute values."""
    return 0.5 * float((_float_array(adjacency) * np.abs(_differences(signal))).sum())


@mistake(total_variation, title=Text("square root taken", zh="多取了平方根"), id="SP21", zh="你多取了平方根。")
def square_root(adjacency, signal):
    """You took a square root: the sum itself is asked."""
    return float(np.sqrt(total_variation(adjacency, signal)))


@mistake(
    total_variation,
    title=Text("weights squared", zh="权重也被平方"),
    id="SP21",
    zh="权重不参与平方：是 w (x_i - x_j)²。",
)
def weights_squared(adjacency, signal):
    """The weight is not squared: w (x_i - x_j)^2."""
    return 0.5 * float(((_float_array(adjacency) * _differences(signal)) ** 2).sum())


@mistake(total_variation, title=Text("weights ignored", zh="忽略了权重"), id="SP19", zh="你把权重都当成了 1。")
def weights_dropped(adjacency, signal):
    """You took every weight for 1."""
    return total_variation(np.asarray(adjacency) != 0, signal)


@mistake(
    total_variation, title=Text("A instead of L", zh="用A代替L"), id="SP6", zh="你用了 x^T A x：缺了度，L = D - A。"
)
def degrees_left_out(adjacency, signal):
    """You left the degrees out: x^T A x is no variation, L is D - A."""
    signal = _float_array(signal)
    return float(signal @ _float_array(adjacency) @ signal)


@mistake(total_variation, title=Text("sign reversed", zh="符号反了"), id="SP6", zh="符号反了：总变差不会是负数。")
def sign_reversed(adjacency, signal):
    """Your sign is reversed: a variation is at least 0."""
    return -total_variation(adjacency, signal)


@mistake(
    total_variation,
    title=Text("values added instead of subtracted", zh="两端相加而非相减"),
    id="SP6",
    zh="边的符号反了：你加了两端的值，而不是相减。",
)
def values_added(adjacency, signal):
    """You add the values at both ends of an edge: it is their difference that counts."""
    signal = _float_array(signal)
    return 0.5 * float((_float_array(adjacency) * (signal[:, None] + signal) ** 2).sum())


@mistake(
    total_variation,
    title=Text("normalised Laplacian", zh="用了归一化拉普拉斯矩阵"),
    id="SP22",
    zh="你用了归一化的拉普拉斯矩阵：这里是 D - A。",
)
def of_the_normalised_laplacian(adjacency, signal):
    """You used the normalised Laplacian: here it is D - A."""
    adjacency, signal = _float_array(adjacency), _float_array(signal)
    roots = np.sqrt(adjacency.sum(axis=1))
    return total_variation(adjacency, signal / np.where(roots > 0, roots, 1))


@mistake(
    total_variation, title=Text("divided by the edges", zh="除以了边数"), id="SP22", zh="不要除以边数或节点数：是求和。"
)
def mean_over_edges(adjacency, signal):
    """You divided by the number of edges: the sum is asked."""
    return total_variation(adjacency, signal) / max(1, np.count_nonzero(adjacency) / 2)


@mistake(
    total_variation,
    title=Text("Rayleigh quotient", zh="算成了瑞利商"),
    id="SP22",
    zh="不要除以 x^T x：这里不是瑞利商。",
)
def rayleigh_quotient(adjacency, signal):
    """You divided by x^T x: that is the Rayleigh quotient, the variation itself is asked."""
    signal = _float_array(signal)
    return total_variation(adjacency, signal) / max(float(signal @ signal), 1e-300)


@mistake(
    total_variation,
    title=Text("self-loops in the degrees only", zh="自环只加进了度"),
    id="SP18",
    zh="自环不算：它连接的是相同的值；你把它加进了度里。",
)
def loops_in_degrees_alone(adjacency, signal):
    """A self-loop adds nothing; you count it in the degree but not in A."""
    adjacency, signal = _float_array(adjacency), _float_array(signal)
    return total_variation(adjacency, signal) + float(np.diag(adjacency) @ signal**2)


@mistake(
    total_variation,
    title=Text("differences along node numbers", zh="沿节点编号作差"),
    id="SP22",
    zh="这是沿节点编号的变化：相邻的编号不一定有边。",
)
def along_the_numbers(adjacency, signal):
    """That is the change from each node to the next number: numbers are no edges."""
    return float((np.diff(_float_array(signal)) ** 2).sum())


@mistake(
    total_variation,
    title=Text("squares overflow in small integers", zh="小整数的平方溢出"),
    id="G-DTYPE",
    zh="你在输入的整数类型里计算：int8 的差和平方会溢出。",
)
def squares_in_their_dtype(adjacency, signal):
    """You compute in the integers of the signal, where squares overflow: turn it into float64 first."""
    signal = np.asarray(signal)
    return 0.5 * float((_float_array(adjacency) * np.square(signal[:, None] - signal).astype(float)).sum())


@mistake(
    total_variation,
    title=Text("caller's signal centred in place", zh="在原信号上减了均值"),
    id="G-INPLACE",
    zh="你在调用者的信号上减去了均值：参数被改变了。",
)
def centred_in_place(adjacency, signal):
    """You subtract the mean in the caller's own signal: it is changed, and a read-only one fails."""
    signal = _float_array(signal)
    signal -= signal.mean()
    return total_variation(adjacency, signal)
