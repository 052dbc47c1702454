"""Known ways to get graphsage_max wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import graphsage_max
from ._shared import combine, without_loops


def maxima(adjacency, features, empty=0.0):
    """Element-wise maxima over the neighbours, `empty` where there are none."""
    edges = np.asarray(adjacency) != 0
    largest = np.where(edges[:, :, None], np.asarray(features, dtype=float)[None], -np.inf).max(axis=1)
    return np.where(edges.any(axis=1, keepdims=True), largest, empty)


@mistake(
    graphsage_max,
    title=Text("masked neighbours counted as 0", zh="非邻居被当作0"),
    id="GS4",
    zh="被屏蔽的非邻居贡献了 0；特征为负时 0 反而最大。应使用 -inf。",
)
def max_of_masked_zeros(adjacency, features, weight_self, weight_neighbour):
    """Masked-out neighbours contributed a 0, which beats negative features: use minus infinity for them."""
    spread = np.asarray(adjacency)[:, :, None] * np.asarray(features)[None]
    return combine(features, spread.max(axis=1), weight_self, weight_neighbour)


@mistake(
    graphsage_max,
    title=Text("maximum started at 0", zh="最大值从0开始比较"),
    zh="最大值的初值取了 0；若所有邻居的特征都为负，结果应为负。",
)
def max_from_zero(adjacency, features, weight_self, weight_neighbour):
    """Your running maximum starts at 0: where all neighbours are negative the maximum is negative too."""
    return combine(features, np.maximum(maxima(adjacency, features), 0), weight_self, weight_neighbour)


@mistake(
    graphsage_max,
    title=Text("adjacency transposed", zh="邻接矩阵被转置"),
    id="GS3",
    zh="第 i 行是接收者；你用了转置，沿相反方向收集。",
)
def max_transposed(adjacency, features, weight_self, weight_neighbour):
    """Row i receives: you gathered along the outgoing edges instead."""
    return graphsage_max(np.transpose(adjacency), features, weight_self, weight_neighbour)


@mistake(
    graphsage_max,
    title=Text("node included in the maximum", zh="最大值里混入了节点自身"),
    id="GS2",
    zh="最大值只在邻居中取，不包括节点自身（除非有自环）。",
)
def max_includes_itself(adjacency, features, weight_self, weight_neighbour):
    """The maximum is over the neighbours only: the node itself takes part only if it has a self-loop."""
    return graphsage_max(np.asarray(adjacency) + np.eye(len(features)), features, weight_self, weight_neighbour)


@mistake(
    graphsage_max,
    title=Text("minus infinity without neighbours", zh="没有邻居时为负无穷"),
    id="GS1",
    zh="没有邻居的节点：空集的最大值是 -inf，再乘权重就成了 NaN。此时应取 0。",
)
def max_minus_infinity(adjacency, features, weight_self, weight_neighbour):
    """A node without neighbours keeps minus infinity, and its output is lost: its maximum is 0."""
    return combine(features, maxima(adjacency, features, -np.inf), weight_self, weight_neighbour)


@mistake(
    graphsage_max,
    title=Text("placeholder left without neighbours", zh="没有邻居时留下占位数"),
    zh="用一个很大的负数代替 -inf，没有邻居的节点会把它带进结果：这些节点应取 0。",
    variants={"low": (-1e6, -1e9, -1e10)},
)
def max_sentinel(adjacency, features, weight_self, weight_neighbour, low):
    """The large negative stand-in for "no neighbour" stays where a node has none at all: its maximum is 0."""
    return combine(features, maxima(adjacency, features, low), weight_self, weight_neighbour)


@mistake(
    graphsage_max,
    title=Text("transformed before the maximum", zh="先变换再取最大值"),
    zh="先对原始特征取最大值，再乘 W_neighbour；你对变换后的特征取了最大值。",
)
def max_of_transformed(adjacency, features, weight_self, weight_neighbour):
    """Take the maximum of the features themselves, then transform it: you transformed first."""
    messages = np.asarray(features) @ weight_neighbour
    return np.asarray(features) @ weight_self + maxima(adjacency, messages)


@mistake(
    graphsage_max,
    title=Text("features multiplied by edge weights", zh="特征乘了边的权重"),
    zh="边的权重不影响最大值：只看 adjacency 是否为 0。",
)
def max_weighted(adjacency, features, weight_self, weight_neighbour):
    """The edges' weights do not change the maximum: only whether there is an edge matters."""
    edges = np.asarray(adjacency)
    spread = np.where((edges != 0)[:, :, None], edges[:, :, None] * np.asarray(features, dtype=float)[None], -np.inf)
    largest = np.where((edges != 0).any(axis=1, keepdims=True), spread.max(axis=1), 0.0)
    return combine(features, largest, weight_self, weight_neighbour)


@mistake(
    graphsage_max,
    title=Text("one whole neighbour chosen", zh="选了一个邻居的整行"),
    zh="最大值逐元素取：每个特征可以来自不同的邻居；你选了一个邻居的整行。",
)
def max_strongest_neighbour(adjacency, features, weight_self, weight_neighbour):
    """The maximum is element by element, each feature from another neighbour perhaps: you took one whole neighbour."""
    edges, size = np.asarray(adjacency) != 0, np.sum(features, axis=1)
    best = np.where(edges, size[None, :].astype(float), -np.inf).argmax(axis=1)
    gathered = np.where(edges.any(axis=1, keepdims=True), np.asarray(features)[best], 0.0)
    return combine(features, gathered, weight_self, weight_neighbour)


@mistake(
    graphsage_max, title=Text("self-loops dropped", zh="去掉了自环"), zh="自环也是边：带自环的节点是它自己的邻居。"
)
def max_drops_loops(adjacency, features, weight_self, weight_neighbour):
    """A self-loop is an edge like any other: a node that has one is its own neighbour."""
    return graphsage_max(without_loops(adjacency), features, weight_self, weight_neighbour)
