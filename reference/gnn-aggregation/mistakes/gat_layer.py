"""Known ways to get gat_layer wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import gat_layer


def closed(adjacency):
    """The edges and a self-loop at every node."""
    return (np.asarray(adjacency) != 0) | np.eye(len(adjacency), dtype=bool)


def leaky(scores, slope):
    """LeakyReLU."""
    return np.where(scores > 0, scores, slope * scores)


def scored(features, weight, attention_dst, attention_src):
    """The projected nodes and their scores before LeakyReLU."""
    projected = np.asarray(features) @ weight
    return projected, (projected @ attention_dst)[:, None] + (projected @ attention_src)[None, :]


def attend(scores, mask, low=-np.inf):
    """A softmax of each row over the nodes of the mask; the others score `low`."""
    hidden = np.where(mask, scores, low)
    weights = np.exp(hidden - hidden.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)


@mistake(
    gat_layer,
    title=Text("adjacency transposed", zh="邻接矩阵被转置"),
    id="GS3",
    zh="第 i 行是接收者：softmax 在第 i 行的非零列上进行；你用了转置。",
)
def gat_transposed(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    """Row i receives: node i attends to the columns of its own row. You used the opposite direction."""
    return gat_layer(np.transpose(adjacency), features, weight, attention_dst, attention_src, slope)


@mistake(
    gat_layer,
    title=Text("mask after the softmax", zh="先softmax再屏蔽"),
    id="GS5",
    zh="先屏蔽再做 softmax：你在所有节点上做了 softmax 之后才屏蔽，每行之和不再是 1。",
)
def gat_softmax_before_mask(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    """Mask before the softmax: yours ran over all nodes, so the rows no longer sum to one after masking."""
    projected, scores = scored(features, weight, attention_dst, attention_src)
    alpha = attend(leaky(scores, slope), True) * closed(adjacency)
    return alpha @ projected, alpha


@mistake(
    gat_layer,
    title=Text("masked with 0", zh="用0屏蔽"),
    id="GS6",
    zh="非邻居的分数要设为 -inf 而不是 0：exp(0) = 1 仍然分走注意力。",
)
def gat_masks_with_zero(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    """Nodes that are no neighbours need a score of minus infinity: with 0 they still receive attention."""
    projected, scores = scored(features, weight, attention_dst, attention_src)
    alpha = attend(leaky(scores, slope) * closed(adjacency), True)
    return alpha @ projected, alpha


@mistake(
    gat_layer,
    title=Text("no attention to itself", zh="没有关注节点自己"),
    id="GS7",
    zh="节点也关注自己：softmax 的范围是邻居加上节点本身。",
    variants={"low": (-np.inf, -1e9)},
)
def gat_without_itself(adjacency, features, weight, attention_dst, attention_src, slope=0.2, *, low):
    """A node attends to itself too: the softmax runs over the neighbours and the node."""
    projected, scores = scored(features, weight, attention_dst, attention_src)
    alpha = attend(leaky(scores, slope), np.asarray(adjacency) != 0, low)
    return alpha @ projected, alpha


@mistake(
    gat_layer,
    title=Text("attention vectors exchanged", zh="两个注意力向量互换"),
    id="GS8",
    zh="attention_dst 属于接收者 i，attention_src 属于发送者 j；你把两者互换了。",
)
def gat_swaps_vectors(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    """attention_dst belongs to the receiver i and attention_src to the sender j: you exchanged them."""
    return gat_layer(adjacency, features, weight, attention_src, attention_dst, slope)


@mistake(
    gat_layer,
    title=Text("receiver's term missing", zh="漏了接收者的一项"),
    id="GS8",
    zh="分数中缺少接收者 i 的一项 attention_dst：只有当 LeakyReLU 不起作用时它才会抵消。",
)
def gat_drops_receiver(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    """The receiver's term, with attention_dst, is missing: it cancels only where LeakyReLU does nothing."""
    return gat_layer(adjacency, features, weight, np.zeros_like(attention_dst), attention_src, slope)


@mistake(
    gat_layer,
    title=Text("LeakyReLU after the softmax", zh="softmax之后才LeakyReLU"),
    id="GS9",
    zh="LeakyReLU 在 softmax 之前，作用于分数；你把它放在 softmax 之后，对正的权重不起作用。",
)
def gat_leaky_after_softmax(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    """LeakyReLU comes before the softmax, on the scores: after it, on positive weights, it does nothing."""
    projected, scores = scored(features, weight, attention_dst, attention_src)
    alpha = leaky(attend(scores, closed(adjacency)), slope)
    return alpha @ projected, alpha


@mistake(gat_layer, title=Text("fixed slope", zh="斜率被写死"), zh="斜率是参数 slope，不要写死为 0.2。")
def gat_fixed_slope(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    """The slope is an argument: you always used the default."""
    return gat_layer(adjacency, features, weight, attention_dst, attention_src, 0.2)


@mistake(
    gat_layer,
    title=Text("ReLU instead of LeakyReLU", zh="用ReLU代替LeakyReLU"),
    zh="负的分数乘以 slope，而不是变成 0：这里是 LeakyReLU，不是 ReLU。",
)
def gat_relu(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    """Negative scores are multiplied by the slope, not set to 0: this is LeakyReLU, not ReLU."""
    return gat_layer(adjacency, features, weight, attention_dst, attention_src, 0.0)


@mistake(
    gat_layer,
    title=Text("attention multiplied by edge weights", zh="注意力乘了边的权重"),
    zh="每条边只算一次：已有自环再加一个会重复计数，边的权重也不应乘进注意力。",
)
def gat_counts_edges_by_weight(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    """Every edge counts once: neither its weight nor a self-loop that is there already may multiply the attention."""
    projected, scores = scored(features, weight, attention_dst, attention_src)
    scores = leaky(scores, slope)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True)) * (np.asarray(adjacency) + np.eye(len(projected)))
    alpha = weights / weights.sum(axis=1, keepdims=True)
    return alpha @ projected, alpha


@mistake(
    gat_layer, title=Text("exponential overflows", zh="exp溢出"), zh="exp 直接作用于分数会溢出：先减去每行的最大值。"
)
def gat_overflows(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    """The exponential of large scores overflows: subtract each row's maximum first."""
    projected, scores = scored(features, weight, attention_dst, attention_src)
    weights = np.exp(leaky(scores, slope)) * closed(adjacency)
    alpha = weights / weights.sum(axis=1, keepdims=True)
    return alpha @ projected, alpha


@mistake(
    gat_layer,
    title=Text("one maximum for all rows", zh="所有行共用一个最大值"),
    id="G-GLOBALMAX",
    zh="应减去每行自己的最大值：减去整个矩阵的最大值会使分数很小的行全部下溢为 0/0。",
)
def gat_global_maximum(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    """Subtract the maximum of each row, not of the whole matrix: rows far below it underflow to 0/0."""
    projected, scores = scored(features, weight, attention_dst, attention_src)
    scores = leaky(scores, slope)
    weights = np.where(closed(adjacency), np.exp(scores - scores.max()), 0.0)
    alpha = weights / weights.sum(axis=1, keepdims=True)
    return alpha @ projected, alpha


@mistake(
    gat_layer,
    title=Text("caller's adjacency changed", zh="改变了调用者的邻接矩阵"),
    id="G-INPLACE",
    zh="你把自环写进了调用者的邻接矩阵：请在副本上修改。",
)
def gat_writes_loops(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    """You wrote the self-loops into the caller's adjacency: change a copy."""
    np.fill_diagonal(adjacency, 1)
    return gat_layer(adjacency, features, weight, attention_dst, attention_src, slope)
