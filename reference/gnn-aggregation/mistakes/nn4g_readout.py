"""Known ways to get nn4g_readout wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import nn4g_readout, relu


@mistake(
    nn4g_readout,
    title=Text("sum over the nodes", zh="对节点求和"),
    id="GS13",
    zh="读出层对节点取平均；你取了总和，结果随图的大小增长。",
)
def readout_sums_nodes(hidden_layers, weights):
    """The readout takes the mean over the nodes: your sum grows with the size of the graph."""
    return sum(np.sum(hidden, axis=0) @ weight for hidden, weight in zip(hidden_layers, weights))


@mistake(nn4g_readout, title=Text("averaged over the layers", zh="对层取了平均"), zh="各层的贡献相加，不再除以层数。")
def readout_averages_layers(hidden_layers, weights):
    """The layers' contributions are added: only the nodes are averaged, not the layers."""
    return nn4g_readout(hidden_layers, weights) / len(weights)


@mistake(nn4g_readout, title=Text("last layer only", zh="只用最后一层"), zh="所有层都参与读出，不只是最后一层。")
def readout_last_layer_only(hidden_layers, weights):
    """Every layer contributes to the readout, not the last one only."""
    return nn4g_readout(hidden_layers[-1:], weights[-1:])


@mistake(
    nn4g_readout,
    title=Text("two layers only", zh="只适用于两层"),
    id="G-HARD",
    zh="只对两层有效：层数由列表的长度决定。",
)
def readout_of_two_layers(hidden_layers, weights):
    """It works for the example's two layers only: take as many as the lists hold."""
    return np.mean(hidden_layers[0], axis=0) @ weights[0] + np.mean(hidden_layers[1], axis=0) @ weights[1]


@mistake(
    nn4g_readout,
    title=Text("layers of different width stacked", zh="堆叠了宽度不同的层"),
    zh="各层宽度可以不同，不能把它们堆叠成一个数组。",
)
def readout_stacks_layers(hidden_layers, weights):
    """The layers may differ in width: they do not fit into one array."""
    return np.einsum("kd,kdo->o", np.stack(hidden_layers).mean(axis=1), np.stack(weights))


@mistake(
    nn4g_readout,
    title=Text("nodes with zero state skipped", zh="跳过了全零的节点"),
    zh="每个节点都计入平均，全零的节点也要算在分母里。",
)
def readout_skips_silent_nodes(hidden_layers, weights):
    """Every node counts in the mean: you left those out whose hidden state is zero."""
    active = [max(np.any(hidden != 0, axis=1).sum(), 1) for hidden in hidden_layers]
    return sum(np.sum(hidden, axis=0) / count @ weight for hidden, count, weight in zip(hidden_layers, active, weights))


@mistake(
    nn4g_readout, title=Text("relu after the readout", zh="读出之后多了relu"), zh="读出层是线性的，最后没有 relu。"
)
def readout_with_relu(hidden_layers, weights):
    """The readout is linear: no relu follows it."""
    return relu(nn4g_readout(hidden_layers, weights))


@mistake(
    nn4g_readout,
    title=Text("maximum over the nodes", zh="对节点取了最大值"),
    zh="读出层对节点取平均，而不是逐元素最大值。",
)
def readout_of_maxima(hidden_layers, weights):
    """The readout takes the mean over the nodes, not the maximum."""
    return sum(np.max(hidden, axis=0) @ weight for hidden, weight in zip(hidden_layers, weights))


@mistake(
    nn4g_readout,
    title=Text("mean over the features", zh="对特征取了平均"),
    id="G-AXIS",
    zh="平均应沿节点（轴 0）进行；你沿特征取了平均。",
)
def readout_averages_features(hidden_layers, weights):
    """You averaged over the wrong axis: the mean runs over the nodes, and the features stay apart."""
    return sum(np.mean(hidden, axis=1) @ weight for hidden, weight in zip(hidden_layers, weights))
