"""Known mistakes in GraphSAGE's mean and maximum."""

from __future__ import annotations

import numpy as np

from grader.author import mistake

from .nn4g_mistakes import without_loops
from .solution import graphsage_max, graphsage_mean


def pattern(adjacency):
    """The edges as ones and zeros."""
    return (np.asarray(adjacency) != 0).astype(float)


def combine(features, gathered, weight_self, weight_neighbour):
    """The two halves of a GraphSAGE layer."""
    return np.asarray(features) @ weight_self + gathered @ weight_neighbour


def maxima(adjacency, features, empty=0.0):
    """Element-wise maxima over the neighbours, `empty` where there are none."""
    edges = np.asarray(adjacency) != 0
    largest = np.where(edges[:, :, None], np.asarray(features, dtype=float)[None], -np.inf).max(axis=1)
    return np.where(edges.any(axis=1, keepdims=True), largest, empty)


@mistake(graphsage_mean, id="GS1", zh="没有邻居的节点：0/0 得到 NaN。此时平均应为 0。")
def mean_divides_by_zero(adjacency, features, weight_self, weight_neighbour):
    """A node without neighbours gives 0/0: its mean is 0."""
    edges = pattern(adjacency)
    return combine(features, edges @ features / edges.sum(axis=1, keepdims=True), weight_self, weight_neighbour)


@mistake(graphsage_mean, id="GS2", zh="只对邻居取平均；节点自身另有 W_self，不应混入平均。")
def mean_includes_itself(adjacency, features, weight_self, weight_neighbour):
    """The mean is over the neighbours only: the node itself has a weight matrix of its own."""
    return graphsage_mean(np.asarray(adjacency) + np.eye(len(features)), features, weight_self, weight_neighbour)


@mistake(graphsage_mean, id="GS3", zh="第 i 行是接收者；你用了转置，沿相反方向收集。")
def mean_transposed(adjacency, features, weight_self, weight_neighbour):
    """Row i receives: you gathered along the outgoing edges instead."""
    return graphsage_mean(np.transpose(adjacency), features, weight_self, weight_neighbour)


@mistake(graphsage_mean, id="GS14", zh="除以邻居的个数；邻接矩阵可能带权，你做了加权平均。")
def mean_weights_over_weights(adjacency, features, weight_self, weight_neighbour):
    """Count the neighbours: the adjacency may be weighted, and you took a weighted mean."""
    total = np.asarray(adjacency).sum(axis=1, keepdims=True).astype(float)
    gathered = np.divide(np.asarray(adjacency) @ features, total, out=np.zeros(np.shape(features)), where=total != 0)
    return combine(features, gathered, weight_self, weight_neighbour)


@mistake(graphsage_mean, zh="平均中每个邻居的权重都是一：你把特征乘以了边的权重。")
def mean_weighted_sum(adjacency, features, weight_self, weight_neighbour):
    """Every neighbour counts alike in the mean: you multiplied the features by the edges' weights."""
    degree = np.maximum(pattern(adjacency).sum(axis=1, keepdims=True), 1)
    return combine(features, np.asarray(adjacency) @ features / degree, weight_self, weight_neighbour)


@mistake(graphsage_mean, zh="这里是平均，不是总和：除以邻居数。")
def mean_sums(adjacency, features, weight_self, weight_neighbour):
    """This is the mean of the neighbours: you took their sum."""
    return combine(features, pattern(adjacency) @ features, weight_self, weight_neighbour)


@mistake(graphsage_mean, zh="分母中加了一个小常数，平均值因此略微偏小：请单独处理没有邻居的节点。")
def mean_epsilon(adjacency, features, weight_self, weight_neighbour):
    """A small constant in the denominator makes every mean a little too small: treat empty rows by themselves."""
    edges = pattern(adjacency)
    degree = edges.sum(axis=1, keepdims=True) + 1e-8
    return combine(features, edges @ features / degree, weight_self, weight_neighbour)


@mistake(graphsage_mean, id="G-AXIS", zh="度数要按行数（轴 1）：你数了列，即有多少节点听 i，而不是 i 听多少节点。")
def mean_column_degree(adjacency, features, weight_self, weight_neighbour):
    """You counted along the wrong axis: divide by how many nodes i gathers from, not by how many gather from i."""
    edges = pattern(adjacency)
    degree = np.maximum(edges.sum(axis=0), 1)
    return combine(features, edges @ features / degree[:, None], weight_self, weight_neighbour)


@mistake(graphsage_mean, zh="自环也是边：带自环的节点是它自己的邻居。")
def mean_drops_loops(adjacency, features, weight_self, weight_neighbour):
    """A self-loop is an edge like any other: a node that has one is its own neighbour."""
    return graphsage_mean(without_loops(adjacency), features, weight_self, weight_neighbour)


@mistake(graphsage_mean, zh="没有邻居时平均为 0，而不是节点自己的特征。")
def mean_isolated_itself(adjacency, features, weight_self, weight_neighbour):
    """The mean of no neighbours is 0: you let such a node gather itself."""
    edges = pattern(adjacency)
    degree = edges.sum(axis=1, keepdims=True)
    gathered = np.where(degree > 0, edges @ features / np.maximum(degree, 1), features)
    return combine(features, gathered, weight_self, weight_neighbour)


@mistake(graphsage_mean, id="G-DTYPE", zh="存放平均值的数组沿用了整数类型，小数部分被截断。")
def mean_truncates(adjacency, features, weight_self, weight_neighbour):
    """The array for the means took the integer type of the features, which cuts off their fractions."""
    gathered = np.zeros_like(features)
    for node, row in enumerate(np.asarray(adjacency) != 0):
        if row.any():
            gathered[node] = features[row].mean(axis=0)
    return combine(features, gathered, weight_self, weight_neighbour)


@mistake(graphsage_max, id="GS4", zh="被屏蔽的非邻居贡献了 0；特征为负时 0 反而最大。应使用 -inf。")
def max_of_masked_zeros(adjacency, features, weight_self, weight_neighbour):
    """Masked-out neighbours contributed a 0, which beats negative features: use minus infinity for them."""
    spread = np.asarray(adjacency)[:, :, None] * np.asarray(features)[None]
    return combine(features, spread.max(axis=1), weight_self, weight_neighbour)


@mistake(graphsage_max, zh="最大值的初值取了 0；若所有邻居的特征都为负，结果应为负。")
def max_from_zero(adjacency, features, weight_self, weight_neighbour):
    """Your running maximum starts at 0: where all neighbours are negative the maximum is negative too."""
    return combine(features, np.maximum(maxima(adjacency, features), 0), weight_self, weight_neighbour)


@mistake(graphsage_max, id="GS3", zh="第 i 行是接收者；你用了转置，沿相反方向收集。")
def max_transposed(adjacency, features, weight_self, weight_neighbour):
    """Row i receives: you gathered along the outgoing edges instead."""
    return graphsage_max(np.transpose(adjacency), features, weight_self, weight_neighbour)


@mistake(graphsage_max, id="GS2", zh="最大值只在邻居中取，不包括节点自身（除非有自环）。")
def max_includes_itself(adjacency, features, weight_self, weight_neighbour):
    """The maximum is over the neighbours only: the node itself takes part only if it has a self-loop."""
    return graphsage_max(np.asarray(adjacency) + np.eye(len(features)), features, weight_self, weight_neighbour)


@mistake(graphsage_max, id="GS1", zh="没有邻居的节点：空集的最大值是 -inf，再乘权重就成了 NaN。此时应取 0。")
def max_minus_infinity(adjacency, features, weight_self, weight_neighbour):
    """A node without neighbours keeps minus infinity, and its output is lost: its maximum is 0."""
    return combine(features, maxima(adjacency, features, -np.inf), weight_self, weight_neighbour)


@mistake(graphsage_max, zh="用一个很大的负数代替 -inf，没有邻居的节点会把它带进结果：这些节点应取 0。")
def max_sentinel(adjacency, features, weight_self, weight_neighbour):
    """The large negative stand-in for "no neighbour" stays where a node has none at all: its maximum is 0."""
    return combine(features, maxima(adjacency, features, -1e9), weight_self, weight_neighbour)


@mistake(graphsage_max, zh="先对原始特征取最大值，再乘 W_neighbour；你对变换后的特征取了最大值。")
def max_of_transformed(adjacency, features, weight_self, weight_neighbour):
    """Take the maximum of the features themselves, then transform it: you transformed first."""
    messages = np.asarray(features) @ weight_neighbour
    return np.asarray(features) @ weight_self + maxima(adjacency, messages)


@mistake(graphsage_max, zh="边的权重不影响最大值：只看 adjacency 是否为 0。")
def max_weighted(adjacency, features, weight_self, weight_neighbour):
    """The edges' weights do not change the maximum: only whether there is an edge matters."""
    edges = np.asarray(adjacency)
    spread = np.where((edges != 0)[:, :, None], edges[:, :, None] * np.asarray(features, dtype=float)[None], -np.inf)
    largest = np.where((edges != 0).any(axis=1, keepdims=True), spread.max(axis=1), 0.0)
    return combine(features, largest, weight_self, weight_neighbour)


@mistake(graphsage_max, zh="最大值逐元素取：每个特征可以来自不同的邻居；你选了一个邻居的整行。")
def max_strongest_neighbour(adjacency, features, weight_self, weight_neighbour):
    """The maximum is element by element, each feature from another neighbour perhaps: you took one whole neighbour."""
    edges, size = np.asarray(adjacency) != 0, np.sum(features, axis=1)
    best = np.where(edges, size[None, :].astype(float), -np.inf).argmax(axis=1)
    gathered = np.where(edges.any(axis=1, keepdims=True), np.asarray(features)[best], 0.0)
    return combine(features, gathered, weight_self, weight_neighbour)


@mistake(graphsage_max, zh="自环也是边：带自环的节点是它自己的邻居。")
def max_drops_loops(adjacency, features, weight_self, weight_neighbour):
    """A self-loop is an edge like any other: a node that has one is its own neighbour."""
    return graphsage_max(without_loops(adjacency), features, weight_self, weight_neighbour)
