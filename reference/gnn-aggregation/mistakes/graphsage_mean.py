"""Known ways to get graphsage_mean wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import graphsage_mean
from ._shared import combine, without_loops


def pattern(adjacency):
    """The edges as ones and zeros."""
    return (np.asarray(adjacency) != 0).astype(float)


@mistake(
    graphsage_mean,
    title=Text("0/0 without neighbours", zh="没有邻居时得到0/0"),
    id="GS1",
    zh="没有邻居的节点：0/0 得到 NaN。此时平均应为 0。",
)
def mean_divides_by_zero(adjacency, features, weight_self, weight_neighbour):
    """A node without neighbours gives 0/0: its mean is 0."""
    edges = pattern(adjacency)
    return combine(features, edges @ features / edges.sum(axis=1, keepdims=True), weight_self, weight_neighbour)


@mistake(
    graphsage_mean,
    title=Text("node included in the mean", zh="平均里混入了节点自身"),
    id="GS2",
    zh="只对邻居取平均；节点自身另有 W_self，不应混入平均。",
)
def mean_includes_itself(adjacency, features, weight_self, weight_neighbour):
    """The mean is over the neighbours only: the node itself has a weight matrix of its own."""
    return graphsage_mean(np.asarray(adjacency) + np.eye(len(features)), features, weight_self, weight_neighbour)


@mistake(
    graphsage_mean,
    title=Text("adjacency transposed", zh="邻接矩阵被转置"),
    id="GS3",
    zh="第 i 行是接收者；你用了转置，沿相反方向收集。",
)
def mean_transposed(adjacency, features, weight_self, weight_neighbour):
    """Row i receives: you gathered along the outgoing edges instead."""
    return graphsage_mean(np.transpose(adjacency), features, weight_self, weight_neighbour)


@mistake(
    graphsage_mean,
    title=Text("weighted mean", zh="做了加权平均"),
    id="GS14",
    zh="除以邻居的个数；邻接矩阵可能带权，你做了加权平均。",
)
def mean_weights_over_weights(adjacency, features, weight_self, weight_neighbour):
    """Count the neighbours: the adjacency may be weighted, and you took a weighted mean."""
    total = np.asarray(adjacency).sum(axis=1, keepdims=True).astype(float)
    gathered = np.divide(np.asarray(adjacency) @ features, total, out=np.zeros(np.shape(features)), where=total != 0)
    return combine(features, gathered, weight_self, weight_neighbour)


@mistake(
    graphsage_mean,
    title=Text("features multiplied by edge weights", zh="特征乘了边的权重"),
    zh="平均中每个邻居的权重都是一：你把特征乘以了边的权重。",
)
def mean_weighted_sum(adjacency, features, weight_self, weight_neighbour):
    """Every neighbour counts alike in the mean: you multiplied the features by the edges' weights."""
    degree = np.maximum(pattern(adjacency).sum(axis=1, keepdims=True), 1)
    return combine(features, np.asarray(adjacency) @ features / degree, weight_self, weight_neighbour)


@mistake(
    graphsage_mean, title=Text("sum instead of mean", zh="用求和代替平均"), zh="这里是平均，不是总和：除以邻居数。"
)
def mean_sums(adjacency, features, weight_self, weight_neighbour):
    """This is the mean of the neighbours: you took their sum."""
    return combine(features, pattern(adjacency) @ features, weight_self, weight_neighbour)


@mistake(
    graphsage_mean,
    title=Text("small constant in the denominator", zh="分母里加了小常数"),
    zh="分母中加了一个小常数，平均值因此略微偏小：请单独处理没有邻居的节点。",
    variants={"small": (1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5)},
)
def mean_epsilon(adjacency, features, weight_self, weight_neighbour, small):
    """A small constant in the denominator makes every mean a little too small: treat empty rows by themselves."""
    edges = pattern(adjacency)
    degree = edges.sum(axis=1, keepdims=True) + small
    return combine(features, edges @ features / degree, weight_self, weight_neighbour)


@mistake(
    graphsage_mean,
    title=Text("degrees by columns", zh="度按列计算"),
    id="G-AXIS",
    zh="度数要按行数（轴 1）：你数了列，即有多少节点听 i，而不是 i 听多少节点。",
)
def mean_column_degree(adjacency, features, weight_self, weight_neighbour):
    """You counted along the wrong axis: divide by how many nodes i gathers from, not by how many gather from i."""
    edges = pattern(adjacency)
    degree = np.maximum(edges.sum(axis=0), 1)
    return combine(features, edges @ features / degree[:, None], weight_self, weight_neighbour)


@mistake(
    graphsage_mean, title=Text("self-loops dropped", zh="去掉了自环"), zh="自环也是边：带自环的节点是它自己的邻居。"
)
def mean_drops_loops(adjacency, features, weight_self, weight_neighbour):
    """A self-loop is an edge like any other: a node that has one is its own neighbour."""
    return graphsage_mean(without_loops(adjacency), features, weight_self, weight_neighbour)


@mistake(
    graphsage_mean,
    title=Text("isolated node gathers itself", zh="孤立节点收集了自己"),
    zh="没有邻居时平均为 0，而不是节点自己的特征。",
)
def mean_isolated_itself(adjacency, features, weight_self, weight_neighbour):
    """The mean of no neighbours is 0: you let such a node gather itself."""
    edges = pattern(adjacency)
    degree = edges.sum(axis=1, keepdims=True)
    gathered = np.where(degree > 0, edges @ features / np.maximum(degree, 1), features)
    return combine(features, gathered, weight_self, weight_neighbour)


@mistake(
    graphsage_mean,
    title=Text("means cut to integers", zh="平均值被截断为整数"),
    id="G-DTYPE",
    zh="存放平均值的数组沿用了整数类型，小数部分被截断。",
)
def mean_truncates(adjacency, features, weight_self, weight_neighbour):
    """The array for the means took the integer type of the features, which cuts off their fractions."""
    gathered = np.zeros_like(features)
    for node, row in enumerate(np.asarray(adjacency) != 0):
        if row.any():
            gathered[node] = features[row].mean(axis=0)
    return combine(features, gathered, weight_self, weight_neighbour)
