"""Known ways to get gin_layer wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import gin_layer, relu
from ._shared import without_loops


def network(gathered, weight1, bias1, weight2, bias2):
    """The two layers after the sum."""
    return relu(gathered @ weight1 + bias1) @ weight2 + bias2


@mistake(
    gin_layer,
    title=Text("adjacency transposed", zh="邻接矩阵被转置"),
    id="GS3",
    zh="第 i 行是接收者；你用了转置，沿相反方向收集。",
)
def gin_transposed(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    """Row i receives: you gathered along the outgoing edges instead."""
    return gin_layer(np.transpose(adjacency), features, epsilon, weight1, bias1, weight2, bias2)


@mistake(
    gin_layer,
    title=Text("mean instead of sum", zh="用平均代替求和"),
    id="GS10",
    zh="GIN 对邻居求和：平均会忘记邻居的数量（多重性）。",
)
def gin_mean_of_neighbours(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    """GIN sums over the neighbours: the mean forgets multiplicity."""
    degree = np.maximum((np.asarray(adjacency) != 0).sum(axis=1, keepdims=True), 1)
    gathered = (1 + epsilon) * np.asarray(features) + np.asarray(adjacency) @ features / degree
    return network(gathered, weight1, bias1, weight2, bias2)


@mistake(
    gin_layer,
    title=Text("epsilon missing", zh="漏掉了epsilon"),
    id="GS11",
    zh="节点自身的权重是 1 + epsilon；你漏掉了 epsilon。",
)
def gin_forgets_epsilon(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    """Weight the node itself with 1 + epsilon: your answer does not depend on epsilon."""
    return gin_layer(adjacency, features, 0.0, weight1, bias1, weight2, bias2)


@mistake(
    gin_layer,
    title=Text("epsilon instead of 1 + epsilon", zh="自身权重少了1"),
    id="GS11",
    zh="节点自身的权重是 1 + epsilon；你只乘了 epsilon。",
)
def gin_adds_identity_of_epsilon(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    """Weight the node itself with 1 + epsilon: you used epsilon alone."""
    return gin_layer(adjacency, features, epsilon - 1, weight1, bias1, weight2, bias2)


@mistake(
    gin_layer, title=Text("edge weights ignored", zh="忽略了边的权重"), zh="这里的求和是加权的：邻居 j 要乘以边的权重。"
)
def gin_ignores_weights(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    """The sum is weighted: each neighbour counts with its edge's weight, not just with one."""
    return gin_layer(np.asarray(adjacency) != 0, features, epsilon, weight1, bias1, weight2, bias2)


@mistake(
    gin_layer,
    title=Text("self-loops dropped", zh="去掉了自环"),
    zh="自环也是边：它使节点自身在 1 + epsilon 之外再计一次。",
)
def gin_drops_loops(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    """A self-loop is an edge like any other: it counts in the sum, beside the 1 + epsilon."""
    return gin_layer(without_loops(adjacency), features, epsilon, weight1, bias1, weight2, bias2)


@mistake(gin_layer, title=Text("relu at the end", zh="最后多了relu"), zh="第二层之后没有 relu，输出可以为负。")
def gin_relu_at_the_end(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    """No relu follows the second layer: outputs may be negative."""
    return relu(gin_layer(adjacency, features, epsilon, weight1, bias1, weight2, bias2))


@mistake(gin_layer, title=Text("relu between layers missing", zh="两层之间缺少relu"), zh="两层之间缺少 relu。")
def gin_no_activation(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    """The relu between the two layers is missing."""
    gathered = (1 + epsilon) * np.asarray(features) + np.asarray(adjacency) @ features
    return (gathered @ weight1 + bias1) @ weight2 + bias2


@mistake(
    gin_layer,
    title=Text("transformed before the sum", zh="先变换再求和"),
    zh="先求和再进入网络：你先对每个节点做了第一层，偏置因此被重复累加。",
)
def gin_transforms_first(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    """Sum first, then apply the network: you transformed every node first, so the first bias was summed as well."""
    layer = np.asarray(features) @ weight1 + bias1
    return relu((1 + epsilon) * layer + np.asarray(adjacency) @ layer) @ weight2 + bias2


@mistake(
    gin_layer,
    title=Text("features scaled in place", zh="在原数组上缩放特征"),
    id="G-INPLACE",
    zh="你先改写了 features，再用改过的值对邻居求和：请在副本上计算。",
)
def gin_changes_features(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    """You scaled the features in place, so the sum over neighbours used the changed ones: work on a copy."""
    gathered = features
    gathered *= 1 + epsilon
    gathered += np.asarray(adjacency) @ features
    return network(gathered, weight1, bias1, weight2, bias2)
