"""Known ways to get nn4g_layer wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import nn4g_layer, relu
from ._shared import without_loops


@mistake(
    nn4g_layer,
    title=Text("adjacency transposed", zh="邻接矩阵被转置"),
    id="GS3",
    zh="第 i 行是接收者：节点 i 从第 i 行中的非零列收集信息。你用了转置，信息逆着边传播。",
)
def nn4g_transposed(adjacency, features, hidden, weight_hidden, weight_input):
    """Row i receives: node i gathers from the columns of its own row. You gathered along the opposite direction."""
    return nn4g_layer(np.transpose(adjacency), features, hidden, weight_hidden, weight_input)


@mistake(
    nn4g_layer,
    title=Text("mean instead of sum", zh="用平均代替求和"),
    id="GS10",
    zh="NN4G 的一层对邻居求和；你取了平均，丢掉了邻居的数量。",
)
def nn4g_mean_of_neighbours(adjacency, features, hidden, weight_hidden, weight_input):
    """An NN4G layer sums over the neighbours: a mean forgets how many there are."""
    degree = np.maximum((np.asarray(adjacency) != 0).sum(axis=1, keepdims=True), 1)
    return relu(np.asarray(adjacency) @ hidden / degree @ weight_hidden + np.asarray(features) @ weight_input)


@mistake(
    nn4g_layer,
    title=Text("edge weights ignored", zh="忽略了边的权重"),
    zh="这里的求和是加权的：邻居 j 的隐状态要乘以边的权重，而不只看边是否存在。",
)
def nn4g_ignores_weights(adjacency, features, hidden, weight_hidden, weight_input):
    """The sum is weighted: each neighbour counts with its edge's weight, not just with one."""
    return nn4g_layer(np.asarray(adjacency) != 0, features, hidden, weight_hidden, weight_input)


@mistake(
    nn4g_layer,
    title=Text("own hidden state added", zh="加了节点自身的隐状态"),
    zh="节点自身的隐状态不参与求和（除非有自环）；节点自己通过输入 x 进入这一层。",
)
def nn4g_adds_own_state(adjacency, features, hidden, weight_hidden, weight_input):
    """A node's own hidden state is not part of the sum unless it has a self-loop; the node enters by its input."""
    return nn4g_layer(adjacency + np.eye(len(hidden)), features, hidden, weight_hidden, weight_input)


@mistake(
    nn4g_layer,
    title=Text("self-loops dropped", zh="去掉了自环"),
    zh="自环也是边：带自环的节点是它自己的邻居，不要去掉对角线。",
)
def nn4g_drops_loops(adjacency, features, hidden, weight_hidden, weight_input):
    """A self-loop is an edge like any other: a node that has one is its own neighbour."""
    return nn4g_layer(without_loops(adjacency), features, hidden, weight_hidden, weight_input)


@mistake(nn4g_layer, title=Text("relu missing", zh="缺少relu"), zh="最后缺少 relu。")
def nn4g_no_activation(adjacency, features, hidden, weight_hidden, weight_input):
    """The activation is missing: the layer ends with a relu."""
    return np.asarray(adjacency) @ hidden @ weight_hidden + np.asarray(features) @ weight_input


@mistake(
    nn4g_layer,
    title=Text("relu of each term", zh="每一项分别做relu"),
    zh="先把两项相加，再做 relu；你对每一项分别做了 relu。",
)
def nn4g_relu_of_each_term(adjacency, features, hidden, weight_hidden, weight_input):
    """Add the two terms first, then apply one relu: you applied it to each term by itself."""
    return relu(np.asarray(adjacency) @ hidden @ weight_hidden) + relu(np.asarray(features) @ weight_input)


@mistake(
    nn4g_layer,
    title=Text("relu of each message", zh="每个邻居的信息先做relu"),
    zh="先对邻居求和再做 relu；你对每个邻居的信息先做了 relu。",
)
def nn4g_relu_of_each_message(adjacency, features, hidden, weight_hidden, weight_input):
    """The relu comes once, at the end: you applied it to every neighbour's message before the sum."""
    messages = np.asarray(adjacency) @ relu(np.asarray(hidden) @ weight_hidden)
    return relu(messages + np.asarray(features) @ weight_input)


@mistake(
    nn4g_layer,
    title=Text("isolated nodes set to 0", zh="孤立节点被置零"),
    zh="没有邻居的节点仍然保留输入项 x W；不要把整行置零。",
)
def nn4g_silences_isolated(adjacency, features, hidden, weight_hidden, weight_input):
    """A node without neighbours still has its own input: only the sum over neighbours is zero for it."""
    connected = (np.asarray(adjacency) != 0).any(axis=1, keepdims=True)
    return np.where(connected, nn4g_layer(adjacency, features, hidden, weight_hidden, weight_input), 0.0)
