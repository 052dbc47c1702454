"""Known ways to get gcn_norm wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import gcn_norm
from ._shared import _float_array, _scaled


def _parts(adjacency):
    """A, A + I, and the row sums of both."""
    adjacency = _float_array(adjacency)
    with_loops = adjacency + np.eye(len(adjacency))
    return adjacency, with_loops, adjacency.sum(axis=1), with_loops.sum(axis=1)


@mistake(gcn_norm, title=Text("identity missing", zh="没有加I"), id="SP1", zh="缺了 A + I：没有自环，节点会忘掉自己。")
def identity_left_out(adjacency):
    """A_hat needs A + I: without it a node forgets itself."""
    adjacency, _, degrees, _ = _parts(adjacency)
    return _scaled(adjacency, degrees)


@mistake(
    gcn_norm,
    title=Text("identity added after normalising", zh="归一化之后才加I"),
    id="SP1",
    zh="I 应在归一化之前加，你在之后才加。",
)
def identity_added_afterwards(adjacency):
    """You added I after normalising: it belongs to A before the degrees are taken."""
    adjacency, _, degrees, _ = _parts(adjacency)
    return _scaled(adjacency, degrees) + np.eye(len(adjacency))


@mistake(
    gcn_norm,
    title=Text("identity in the degrees only", zh="只在度里加了I"),
    id="SP1",
    zh="矩阵本身缺了 I：你只在度里加了 1。",
)
def identity_in_degrees_alone(adjacency):
    """You added 1 to the degrees but not I to the matrix."""
    adjacency, _, _, degrees = _parts(adjacency)
    return _scaled(adjacency, degrees)


@mistake(
    gcn_norm,
    title=Text("only rows divided", zh="只按行归一化"),
    id="SP2",
    zh="两侧都要归一化；你只按行做了：D^-1(A+I)。",
)
def by_rows(adjacency):
    """Normalise both sides; you divided the rows alone, D^-1 (A + I)."""
    _, with_loops, _, degrees = _parts(adjacency)
    return with_loops / degrees[:, None]


@mistake(
    gcn_norm,
    title=Text("only columns divided", zh="只按列归一化"),
    id="SP2",
    zh="两侧都要归一化；你只按列做了：(A+I) D^-1。",
)
def by_columns(adjacency):
    """Normalise both sides; you divided the columns alone, (A + I) D^-1."""
    _, with_loops, _, degrees = _parts(adjacency)
    return with_loops / degrees


@mistake(
    gcn_norm,
    title=Text("degrees taken before adding I", zh="加I之前求度"),
    id="SP3",
    zh="度要在加 I 之后求；你用了 A 的度。",
)
def degrees_before_identity(adjacency):
    """Take the degrees after adding I; yours are those of A."""
    _, with_loops, degrees, _ = _parts(adjacency)
    return _scaled(with_loops, degrees)


@mistake(
    gcn_norm,
    title=Text("power of the zeros too", zh="对0也求了幂"),
    id="SP4",
    zh="你对整个矩阵 D 求了 -1/2 次幂：非对角的 0 变成无穷大。",
)
def power_of_every_entry(adjacency):
    """You took the power of every entry of D: the zeros off the diagonal become infinite."""
    _, with_loops, _, degrees = _parts(adjacency)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.diag(degrees) ** -0.5
        return scale @ with_loops @ scale


@mistake(
    gcn_norm,
    title=Text("power -1 on both sides", zh="两侧用了-1次幂"),
    id="SP5",
    zh="两侧各是 -1/2 次幂；你用了 -1 次幂。",
)
def power_minus_one_twice(adjacency):
    """Power -1/2 on each side; you divided by the degree on both."""
    _, with_loops, _, degrees = _parts(adjacency)
    return _scaled(with_loops, degrees, -1.0, -1.0)


@mistake(
    gcn_norm,
    title=Text("power +1/2 on both sides", zh="两侧用了+1/2次幂"),
    id="SP5",
    zh="两侧应是 -1/2 次幂；你乘了 +1/2 次幂。",
)
def power_plus_one_half(adjacency):
    """The power is -1/2; you multiplied with the square roots of the degrees."""
    _, with_loops, _, degrees = _parts(adjacency)
    return _scaled(with_loops, degrees, 0.5, 0.5)


@mistake(
    gcn_norm,
    title=Text("power +1/2 on the right", zh="右侧用了+1/2次幂"),
    id="SP5",
    zh="左侧 -1/2、右侧 +1/2：右侧的幂符号反了。",
)
def power_of_the_right_side_reversed(adjacency):
    """The power on the right is -1/2 too; yours is +1/2."""
    _, with_loops, _, degrees = _parts(adjacency)
    return _scaled(with_loops, degrees, -0.5, 0.5)


@mistake(
    gcn_norm,
    title=Text("no I where a self-loop exists", zh="已有自环处没有加I"),
    id="SP16",
    zh="总是加 I：节点已有自环时，你没有加。",
)
def loops_kept(adjacency):
    """Always add I: where a node had a self-loop already, you added none."""
    adjacency, _, _, _ = _parts(adjacency)
    loops = np.diag(adjacency)
    return gcn_norm(adjacency - np.diag(np.where(loops != 0, 1.0, 0.0)))


@mistake(
    gcn_norm, title=Text("diagonal set to 1", zh="对角线设成了1"), id="SP16", zh="总是加 I：你把对角线直接设成了 1。"
)
def diagonal_set_to_one(adjacency):
    """Always add I: you set the diagonal to 1, whatever stood there."""
    adjacency, _, _, _ = _parts(adjacency)
    return gcn_norm(adjacency - np.diag(np.diag(adjacency)))


@mistake(gcn_norm, title=Text("2 I added", zh="加了2I"), id="SP16", zh="加的是 I，不是 2I。")
def two_loops_each(adjacency):
    """You added 2 I: one loop for each node."""
    adjacency, _, _, _ = _parts(adjacency)
    return gcn_norm(adjacency + np.eye(len(adjacency)))


@mistake(
    gcn_norm,
    title=Text("degrees by columns", zh="度按列求和"),
    id="G-AXIS",
    zh="度是行和；你用了列和，有向图中两者不同。",
)
def column_sums(adjacency):
    """Degrees are row sums; you summed columns, which differ where edges lead one way."""
    return gcn_norm(np.transpose(adjacency)).T


@mistake(
    gcn_norm,
    title=Text("column sums on the right", zh="右侧用了列和"),
    id="G-AXIS",
    zh="两侧都用行和；你右侧用了列和。",
)
def columns_on_the_right(adjacency):
    """Row sums stand on both sides; on the right you took column sums."""
    _, with_loops, _, degrees = _parts(adjacency)
    return with_loops / np.sqrt(degrees)[:, None] / np.sqrt(with_loops.sum(axis=0))


@mistake(gcn_norm, title=Text("result transposed", zh="结果被转置"), id="G-T", zh="你返回了转置：第 i 行属于节点 i。")
def transposed(adjacency):
    """You returned the transpose: row i belongs to node i."""
    return gcn_norm(adjacency).T


@mistake(
    gcn_norm,
    title=Text("edges counted as degree", zh="度数了边的条数"),
    id="SP19",
    zh="度是权重之和，你数的是边的条数。",
)
def edges_counted(adjacency):
    """A degree is the sum of the weights; you counted edges."""
    _, with_loops, _, _ = _parts(adjacency)
    return _scaled(with_loops, (with_loops != 0).sum(axis=1))


@mistake(gcn_norm, title=Text("weights ignored", zh="忽略了权重"), id="SP19", zh="你把权重都当成了 1。")
def weights_dropped(adjacency):
    """You took every weight for 1."""
    return gcn_norm(np.asarray(adjacency) != 0)


@mistake(
    gcn_norm,
    title=Text("Laplacian instead of Â", zh="返回了拉普拉斯矩阵"),
    id="SP1",
    zh="你返回了拉普拉斯矩阵 I - A_hat，不是 A_hat。",
)
def laplacian_in_its_place(adjacency):
    """You returned I - A_hat, a Laplacian: A_hat itself is asked."""
    return np.eye(len(adjacency)) - gcn_norm(adjacency)


@mistake(
    gcn_norm,
    title=Text("identity added in small integers", zh="用小整数加I"),
    id="G-DTYPE",
    zh="你在输入的整数类型里加 I：uint8 里 255 + 1 等于 0。",
)
def identity_added_in_their_dtype(adjacency):
    """You add I in the integers of the input, where 255 + 1 is 0 in uint8: turn it into float64 first."""
    adjacency = np.asarray(adjacency)
    with np.errstate(over="ignore"):
        with_loops = adjacency + np.eye(len(adjacency), dtype=adjacency.dtype)
    return _scaled(with_loops.astype(float), with_loops.sum(axis=1))


@mistake(
    gcn_norm,
    title=Text("caller's matrix changed", zh="改变了调用者的矩阵"),
    id="G-INPLACE",
    zh="你在调用者的矩阵上加了 I：参数被改变了。",
)
def identity_added_in_place(adjacency):
    """You add I in the caller's own array: it is changed, and a read-only one fails."""
    adjacency = _float_array(adjacency)
    adjacency += np.eye(len(adjacency))
    return _scaled(adjacency, adjacency.sum(axis=1))


@mistake(
    gcn_norm,
    title=Text("identity added in bool", zh="用bool加I"),
    id="G-DTYPE",
    zh="你在 bool 里加 I：True + True 仍是 True，已有的自环没有变成 2。先转成 float64。",
)
def identity_added_in_bool(adjacency):
    """You add I in bool, where True + True is True: a loop that was there stays 1. Turn it into float64 first."""
    adjacency = np.asarray(adjacency)
    if adjacency.dtype != bool:
        return gcn_norm(adjacency)
    with_loops = _float_array(adjacency | np.eye(len(adjacency), dtype=bool))
    return _scaled(with_loops, with_loops.sum(axis=1))
