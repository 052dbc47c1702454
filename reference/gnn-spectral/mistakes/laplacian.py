"""Known ways to get laplacian wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import laplacian
from ._shared import _float_array, _of_degrees, _power


@mistake(laplacian, title=Text("sign reversed", zh="符号反了"), id="SP6", zh="符号反了：L = D - A。")
def sign_reversed(adjacency, kind):
    """Your sign is reversed: L = D - A, degrees on the diagonal, edges below zero."""
    return -laplacian(adjacency, kind)


@mistake(
    laplacian,
    title=Text("edges with the wrong sign", zh="边的符号反了"),
    id="SP6",
    zh="边的符号反了：L = D - A；D + A 是无符号拉普拉斯矩阵。",
)
def edges_added(adjacency, kind):
    """Your edges have the wrong sign: D + A is the signless Laplacian, L is D - A."""
    adjacency = _float_array(adjacency)
    return _of_degrees(-adjacency, adjacency.sum(axis=1), kind)


@mistake(
    laplacian,
    title=Text("1 for an isolated node", zh="孤立节点的对角元为1"),
    id="SP17",
    zh="孤立节点的对角元应为 0；你得到 1，因为用了 I - D^-1/2 A D^-1/2。",
)
def one_for_an_isolated_node(adjacency, kind):
    """An isolated node's row is 0; yours has 1 on the diagonal, which comes from I - D^-1/2 A D^-1/2."""
    isolated = _float_array(adjacency).sum(axis=1) == 0
    return laplacian(adjacency, kind) + (np.diag(isolated.astype(float)) if kind != "comb" else 0)


@mistake(
    laplacian,
    title=Text("0/0 for a degree of 0", zh="度为0时得到0/0"),
    id="SP17",
    zh="度为 0 的节点得到 0/0：这里规定 0 的负次幂是 0。",
)
def degree_zero_divides(adjacency, kind):
    """A degree of 0 became 0/0: 0 to a negative power is 0 here."""
    adjacency = _float_array(adjacency)
    degrees = adjacency.sum(axis=1)
    out = np.diag(degrees) - adjacency
    with np.errstate(divide="ignore", invalid="ignore"):
        if kind == "rw":
            return out / degrees[:, None]
        return out / np.sqrt(np.outer(degrees, degrees)) if kind == "sym" else out


@mistake(
    laplacian,
    title=Text("small number added to degrees", zh="度加了小数"),
    id="SP17",
    variants={"eps": (1e-12, 1e-8, 1e-5, 1e-3)},
    zh="加在度上的小数改变了所有元素：只需单独处理度为 0 的情形。",
)
def small_number_in_degrees(adjacency, kind, *, eps):
    """The small number in your degrees changes every entry, or leaves huge ones: treat a degree of 0 by itself."""
    adjacency = _float_array(adjacency)
    degrees = adjacency.sum(axis=1)
    out = np.diag(degrees) - adjacency
    if kind == "rw":
        return out / (degrees + eps)[:, None]
    return out / np.sqrt(np.outer(degrees + eps, degrees + eps)) if kind == "sym" else out


@mistake(
    laplacian,
    title=Text("degree 0 replaced by 1", zh="度为0换成了1"),
    id="SP17",
    zh="你把度为 0 换成了 1，结果孤立节点的列仍留有元素：这里 0 的负次幂是 0。",
)
def degree_zero_taken_for_one(adjacency, kind):
    """You replaced a degree of 0 by 1: where such a node still sends, its column keeps entries; the power of 0 is 0."""
    adjacency = _float_array(adjacency)
    degrees = adjacency.sum(axis=1)
    safe = np.where(degrees > 0, degrees, 1)
    out = np.diag(degrees) - adjacency
    if kind == "rw":
        return out / safe[:, None]
    return out / np.sqrt(np.outer(safe, safe)) if kind == "sym" else out


@mistake(
    laplacian,
    title=Text("degrees without self-loops", zh="度没有算自环"),
    id="SP18",
    zh="你的度没有算自环：度是整行之和，包括对角元。",
)
def loops_left_out_of_degrees(adjacency, kind):
    """You left self-loops out of the degrees: a degree is the sum of the whole row."""
    adjacency = _float_array(adjacency)
    without = adjacency - np.diag(np.diag(adjacency))
    return _of_degrees(without, without.sum(axis=1), kind)


@mistake(
    laplacian,
    title=Text("self-loops counted twice", zh="自环算了两次"),
    id="SP18",
    zh="自环在度里被算了两次：度是行和，对角元只算一次。",
)
def loops_counted_twice(adjacency, kind):
    """You count a self-loop twice: a degree is the sum of the row, the diagonal once."""
    adjacency = _float_array(adjacency)
    return _of_degrees(adjacency, adjacency.sum(axis=1) + np.diag(adjacency), kind)


@mistake(
    laplacian,
    title=Text("diagonal overwritten by degrees", zh="对角线被度覆盖"),
    id="SP18",
    zh="你把对角线直接写成了度，丢掉了自环：对角元是度减去 A[i, i]。",
)
def diagonal_overwritten(adjacency, kind):
    """You wrote the degrees onto the diagonal: a self-loop is to be subtracted there, D - A."""
    adjacency = _float_array(adjacency)
    return _of_degrees(adjacency - np.diag(np.diag(adjacency)), adjacency.sum(axis=1), kind)


@mistake(
    laplacian,
    title=Text("edges counted as degree", zh="度数了边的条数"),
    id="SP19",
    zh="度是权重之和，你数的是边的条数。",
)
def edges_counted(adjacency, kind):
    """A degree is the sum of the weights; you counted edges."""
    adjacency = _float_array(adjacency)
    return _of_degrees(adjacency, (adjacency != 0).sum(axis=1).astype(float), kind)


@mistake(laplacian, title=Text("weights ignored", zh="忽略了权重"), id="SP19", zh="你把权重都当成了 1。")
def weights_dropped(adjacency, kind):
    """You took every weight for 1."""
    return laplacian(np.asarray(adjacency) != 0, kind)


@mistake(
    laplacian,
    title=Text("degrees by columns", zh="度按列求和"),
    id="G-AXIS",
    zh="度是行和；你用了列和，有向图中两者不同。",
)
def column_sums(adjacency, kind):
    """Degrees are row sums; you summed columns, which differ where edges lead one way."""
    adjacency = _float_array(adjacency)
    return _of_degrees(adjacency, adjacency.sum(axis=0), kind)


@mistake(
    laplacian,
    title=Text("adjacency transposed", zh="邻接矩阵被转置"),
    id="G-T",
    zh="你把邻接矩阵转置了：第 i 行属于节点 i。",
)
def transposed(adjacency, kind):
    """Your Laplacian is that of the reversed edges: row i belongs to node i."""
    return laplacian(np.transpose(adjacency), kind)


@mistake(
    laplacian,
    title=Text('only rows divided for "sym"', zh="“sym”只除了行"),
    id="SP2",
    zh="“sym”要在两侧各乘 D^-1/2；你只在左侧除以了度。",
)
def symmetric_by_rows(adjacency, kind):
    """For "sym" put D^-1/2 on both sides; you divided rows by their degrees, which is "rw"."""
    return laplacian(adjacency, "rw" if kind == "sym" else kind)


@mistake(
    laplacian,
    title=Text('both sides scaled for "rw"', zh="“rw”缩放了两侧"),
    id="SP2",
    zh="你把“rw”和“sym”当成了同一种：随机游走的只除以行的度。",
)
def random_walk_on_both_sides(adjacency, kind):
    """You took "rw" for "sym": the random walk's Laplacian is D^-1 L, divided by rows alone."""
    return laplacian(adjacency, "sym" if kind == "rw" else kind)


@mistake(
    laplacian,
    title=Text('columns divided for "rw"', zh="“rw”除了列"),
    id="SP2",
    zh="“rw”应除以行的度，你除以了列的度。",
)
def divided_by_columns(adjacency, kind):
    """For "rw" divide each row by its degree; you divided the columns."""
    if kind != "rw":
        return laplacian(adjacency, kind)
    return laplacian(adjacency, "comb") * _power(_float_array(adjacency).sum(axis=1), -1.0)


@mistake(
    laplacian,
    title=Text("power -1 on both sides", zh="两侧用了-1次幂"),
    id="SP5",
    zh="两侧各是 -1/2 次幂；你用了 -1 次幂。",
)
def power_minus_one_twice(adjacency, kind):
    """Power -1/2 on each side; you divided by the degree on both."""
    if kind != "sym":
        return laplacian(adjacency, kind)
    scale = _power(_float_array(adjacency).sum(axis=1), -1.0)
    return scale[:, None] * laplacian(adjacency, "comb") * scale


@mistake(
    laplacian, title=Text("power +1/2 instead of -1/2", zh="用了+1/2次幂"), id="SP5", zh="应乘 D^-1/2，你乘了 D^1/2。"
)
def power_plus_one_half(adjacency, kind):
    """The power is -1/2; you multiplied with the square roots of the degrees."""
    if kind != "sym":
        return laplacian(adjacency, kind)
    scale = _float_array(adjacency).sum(axis=1) ** 0.5
    return scale[:, None] * laplacian(adjacency, "comb") * scale


@mistake(
    laplacian,
    title=Text("power of the zeros too", zh="对0也求了幂"),
    id="SP4",
    zh="你对整个矩阵 D 求了 -1/2 次幂：非对角的 0 变成无穷大。只对对角线求幂。",
)
def power_of_every_entry(adjacency, kind):
    """You took the power of every entry of D: the zeros off the diagonal become infinite."""
    if kind == "comb":
        return laplacian(adjacency, kind)
    degrees = np.diag(_float_array(adjacency).sum(axis=1))
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = degrees ** (-1.0 if kind == "rw" else -0.5)
        out = scale @ laplacian(adjacency, "comb")
        return out @ scale if kind == "sym" else out


@mistake(
    laplacian,
    title=Text("identity added first", zh="先加了I"),
    id="SP1",
    zh="你先加了 I：那是 GCN 的做法，拉普拉斯矩阵不加自环。",
)
def identity_added_first(adjacency, kind):
    """You added I first, as GCN does: a Laplacian takes the graph as it is."""
    adjacency = _float_array(adjacency)
    return laplacian(adjacency + np.eye(len(adjacency)), kind)


@mistake(
    laplacian,
    title=Text("sums overflow in small integers", zh="小整数的和溢出"),
    id="G-DTYPE",
    zh="你在输入的整数类型里计算：uint8 的和会溢出。",
)
def sums_in_their_dtype(adjacency, kind):
    """You sum in the dtype of the input, where 200 + 200 is 144 in uint8: turn it into float64 first."""
    adjacency = np.asarray(adjacency)
    narrow = adjacency.dtype if adjacency.dtype.kind in "iu" else float
    return _of_degrees(_float_array(adjacency), adjacency.sum(axis=1, dtype=narrow).astype(float), kind)


@mistake(
    laplacian,
    title=Text("caller's diagonal cleared", zh="清空了调用者的对角线"),
    id="G-INPLACE",
    zh="你清空了调用者矩阵的对角线：参数被改变了。",
)
def diagonal_cleared_in_place(adjacency, kind):
    """You clear the diagonal of the caller's own array: it is changed, and a read-only one fails."""
    adjacency = _float_array(adjacency)
    np.fill_diagonal(adjacency, 0)
    return laplacian(adjacency, kind)
