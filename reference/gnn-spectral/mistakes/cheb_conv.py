"""Known ways to get cheb_conv wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import cheb_conv
from ._shared import _float_array


def _recurrence(laplacian, features, weights, *, factor=2.0, minus=1.0, product=np.matmul):
    """sum_k T_k X W_k with T_k = factor L T_(k-1) - minus T_(k-2)."""
    laplacian, features = _float_array(laplacian), _float_array(features)
    before, now = features, product(laplacian, features)
    out = before @ weights[0]
    for weight in weights[1:]:
        out = out + now @ weight
        before, now = now, factor * product(laplacian, now) - minus * before
    return out


@mistake(
    cheb_conv,
    title=Text("factor 2 missing in the recurrence", zh="递推少了因子2"),
    id="SP9",
    zh="递推式里缺了 2：T_k = 2 L T_(k-1) - T_(k-2)。",
)
def recurrence_without_two(scaled_laplacian, features, weights):
    """The factor 2 is missing: T_k = 2 L T_(k-1) - T_(k-2)."""
    return _recurrence(scaled_laplacian, features, weights, factor=1.0)


@mistake(
    cheb_conv,
    title=Text("last but one term added", zh="递推加了前第二项"),
    id="SP9",
    zh="递推式里是减去 T_(k-2)，你加上了它。",
)
def recurrence_adds(scaled_laplacian, features, weights):
    """You add T_(k-2): the recurrence subtracts it."""
    return _recurrence(scaled_laplacian, features, weights, minus=-1.0)


@mistake(
    cheb_conv,
    title=Text("factor 2 on both terms", zh="两项都乘了2"),
    id="SP9",
    zh="系数 2 也乘到了 T_(k-2) 上：它只乘 L T_(k-1)。",
)
def two_for_both_terms(scaled_laplacian, features, weights):
    """Your factor 2 stands before both terms: it belongs to L T_(k-1) alone."""
    return _recurrence(scaled_laplacian, features, weights, minus=2.0)


@mistake(
    cheb_conv, title=Text("first order doubled", zh="一阶多乘了2"), id="SP9", zh="T_1 = L，不是 2L：递推从 2 阶开始。"
)
def first_order_doubled(scaled_laplacian, features, weights):
    """T_1 is L itself, not 2 L: the recurrence begins at order 2."""
    laplacian, features = _float_array(scaled_laplacian), _float_array(features)
    before, now = features, 2 * laplacian @ features  # Chebyshev polynomials of the second kind
    out = before @ weights[0]
    for weight in weights[1:]:
        out = out + now @ weight
        before, now = now, 2 * laplacian @ now - before
    return out


@mistake(
    cheb_conv,
    title=Text("X subtracted at every step", zh="每一步都减X"),
    id="SP9",
    zh="你每一步减去的都是 X，而不是前第二项 T_(k-2) X。",
)
def features_subtracted_every_time(scaled_laplacian, features, weights):
    """You subtract X at every step: from order 3 on the last but one term is another one."""
    laplacian, features = _float_array(scaled_laplacian), _float_array(features)
    now = laplacian @ features
    out = features @ weights[0]
    for weight in weights[1:]:
        out = out + now @ weight
        now = 2 * laplacian @ now - features
    return out


@mistake(
    cheb_conv,
    title=Text("powers of L", zh="用了L的幂"),
    id="SP10",
    zh="你用了 L 的幂；这里要的是切比雪夫多项式 T_k(L)。",
)
def powers(scaled_laplacian, features, weights):
    """You used powers of L: Chebyshev polynomials T_k(L) are asked."""
    return _recurrence(scaled_laplacian, features, weights, factor=1.0, minus=0.0)


@mistake(
    cheb_conv,
    title=Text("entries multiplied one by one", zh="逐元素相乘"),
    id="SP11",
    zh="递推里是矩阵乘法，不是逐元素相乘。",
)
def entries_multiplied(scaled_laplacian, features, weights):
    """The recurrence has matrix products; you multiplied entry by entry."""
    laplacian, features = _float_array(scaled_laplacian), _float_array(features)
    before, now = np.eye(len(laplacian)), laplacian
    out = features @ weights[0]
    for weight in weights[1:]:
        out = out + now @ features @ weight
        before, now = now, 2 * laplacian * now - before
    return out


@mistake(
    cheb_conv,
    title=Text("all ones for order 0", zh="0阶用了全1矩阵"),
    id="SP11",
    zh="T_0 是单位矩阵；你用了全 1 的矩阵。",
)
def all_ones_for_order_zero(scaled_laplacian, features, weights):
    """T_0 is the identity matrix; yours is full of ones, so every node hears all others."""
    laplacian, features = _float_array(scaled_laplacian), _float_array(features)
    before, now, out = np.ones(laplacian.shape), laplacian, 0.0
    for weight in weights:
        out = out + before @ features @ weight
        before, now = now, 2 * laplacian @ now - before
    return out


@mistake(
    cheb_conv,
    title=Text("Laplacian scaled again", zh="又缩放了拉普拉斯矩阵"),
    id="SP12",
    zh="拉普拉斯矩阵已缩放过：不要再做 2L/λmax - I。",
)
def scaled_again(scaled_laplacian, features, weights):
    """The Laplacian is scaled already: do not compute 2 L / lambda_max - I again."""
    laplacian = _float_array(scaled_laplacian)
    largest = max(float(np.abs(np.linalg.eigvals(laplacian)).max()), 1e-12)
    return cheb_conv(2 * laplacian / largest - np.eye(len(laplacian)), features, weights)


@mistake(
    cheb_conv, title=Text("identity subtracted again", zh="又减了I"), id="SP12", zh="拉普拉斯矩阵已缩放过：不要再减 I。"
)
def identity_subtracted_again(scaled_laplacian, features, weights):
    """The Laplacian is scaled already: do not subtract I again."""
    laplacian = _float_array(scaled_laplacian)
    return cheb_conv(laplacian - np.eye(len(laplacian)), features, weights)


@mistake(
    cheb_conv,
    title=Text("Laplacian transposed", zh="拉普拉斯矩阵被转置"),
    id="G-T",
    zh="你乘了拉普拉斯矩阵的转置：它不一定对称。",
)
def laplacian_transposed(scaled_laplacian, features, weights):
    """You multiplied with the transposed Laplacian: it need not be symmetric."""
    return cheb_conv(np.transpose(scaled_laplacian), features, weights)


@mistake(
    cheb_conv,
    title=Text("weights in reverse order", zh="权重的次序反了"),
    id="SP23",
    zh="权重的次序反了：weights[k] 属于 T_k。",
)
def orders_reversed(scaled_laplacian, features, weights):
    """Your weights are in reverse: weights[k] belongs to T_k."""
    return cheb_conv(scaled_laplacian, features, weights[::-1])


@mistake(
    cheb_conv,
    title=Text("one weight for all orders", zh="所有阶共用一个权重"),
    id="SP23",
    zh="每一阶都有自己的权重矩阵；你只用了第一个。",
)
def one_weight_for_all_orders(scaled_laplacian, features, weights):
    """Every order has weights of its own; you used the first for all."""
    return cheb_conv(scaled_laplacian, features, np.broadcast_to(weights[:1], np.shape(weights)))


@mistake(
    cheb_conv, title=Text("order 0 missing", zh="漏掉了0阶"), id="SP23", zh="你漏掉了 0 阶：求和从 T_0 X = X 开始。"
)
def order_zero_left_out(scaled_laplacian, features, weights):
    """You left order 0 out: the sum begins with T_0 X = X."""
    return cheb_conv(scaled_laplacian, features, weights) - _float_array(features) @ weights[0]


@mistake(
    cheb_conv,
    title=Text("highest order missing", zh="漏掉了最高阶"),
    id="SP23",
    zh="你漏掉了最高阶：K 个权重对应 0 到 K-1 阶。",
)
def last_order_left_out(scaled_laplacian, features, weights):
    """You left the highest order out: K weights have the orders 0 to K - 1."""
    weights = np.array(weights)
    weights[-1] = 0
    return cheb_conv(scaled_laplacian, features, weights)


@mistake(
    cheb_conv,
    title=Text("averaged over the orders", zh="对各阶取了平均"),
    id="SP23",
    zh="你对各阶取了平均：它们应相加。",
)
def mean_over_orders(scaled_laplacian, features, weights):
    """You averaged over the orders: they are added."""
    return cheb_conv(scaled_laplacian, features, weights) / len(weights)


@mistake(cheb_conv, title=Text("relu at the end", zh="最后多了relu"), zh="这里没有激活函数：不要用 relu。")
def with_relu(scaled_laplacian, features, weights):
    """There is no activation here: leave relu out."""
    return np.maximum(cheb_conv(scaled_laplacian, features, weights), 0)


@mistake(
    cheb_conv,
    title=Text("caller's features changed", zh="改变了调用者的特征"),
    id="G-INPLACE",
    zh="递推时写进了调用者的特征：参数被改变了。",
)
def features_changed_in_place(scaled_laplacian, features, weights):
    """Your recurrence writes into the caller's own features: they are changed, and read-only ones fail."""
    laplacian, before = _float_array(scaled_laplacian), _float_array(features)
    now, out = laplacian @ before, before @ weights[0]
    for weight in weights[1:]:
        out = out + now @ weight
        before *= -1
        before += 2 * laplacian @ now
        before, now = now, before
    return out
