"""Known ways to get dcnn_features wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import dcnn_features, mean_over


def distances(lengths):
    """All shortest path lengths by Floyd and Warshall; `lengths` holds the edges' lengths, infinity for none."""
    found = lengths.copy()
    np.fill_diagonal(found, 0.0)
    for through in range(len(found)):
        found = np.minimum(found, found[:, [through]] + found[[through], :])
    return found


def hop_counts(adjacency):
    """Shortest path lengths in steps."""
    return distances(np.where(np.asarray(adjacency) != 0, 1.0, np.inf))


@mistake(
    dcnn_features,
    title=Text("powers of the transition matrix", zh="用了转移矩阵的幂"),
    id="GS12",
    zh="讲义对距离恰好为 k 的节点取平均；转移矩阵的幂会沿随机游走回到更近的节点。",
)
def dcnn_transition_powers(adjacency, features, hops):
    """The lecture averages over nodes at distance exactly k: powers of the transition matrix walk back and forth."""
    edges = (np.asarray(adjacency) != 0).astype(float)
    transition = edges / np.maximum(edges.sum(axis=1, keepdims=True), 1)
    return np.stack([np.linalg.matrix_power(transition, hop + 1) @ features for hop in range(hops)], axis=1)


@mistake(
    dcnn_features,
    title=Text("0/0 where no node is", zh="没有节点处得到0/0"),
    id="GS1",
    zh="某个距离上没有节点时，平均是 0/0；此时结果应为 0。",
)
def dcnn_divides_by_zero(adjacency, features, hops):
    """Nobody at some distance makes the mean 0/0: the answer there is zeros."""
    distance = hop_counts(adjacency)
    masks = np.stack([distance == hop + 1 for hop in range(hops)], axis=1).astype(float)
    return masks @ features / masks.sum(axis=2, keepdims=True)


@mistake(
    dcnn_features,
    title=Text("walk against the edges", zh="逆着边走"),
    id="GS3",
    zh="路径沿着行走：adjacency[i, j] 不为 0 表示从 i 一步到 j。你逆着边走了。",
)
def dcnn_transposed(adjacency, features, hops):
    """Steps follow the rows, from i to the columns of row i: you walked against the edges."""
    return dcnn_features(np.transpose(adjacency), features, hops)


@mistake(
    dcnn_features,
    title=Text("nearer nodes reached by walks", zh="把更近的节点也算进k步"),
    zh="k 步能走到的节点里，有些其实更近：只有最短路径恰好为 k 的节点才算。",
)
def dcnn_walks(adjacency, features, hops):
    """A walk of k steps also reaches nodes that are nearer: only those whose shortest path has k steps count."""
    edges = (np.asarray(adjacency) != 0).astype(int)
    others = ~np.eye(len(features), dtype=bool)
    rings = [(np.linalg.matrix_power(edges, hop + 1) > 0) & others for hop in range(hops)]
    return np.stack([mean_over(ring, np.asarray(features, dtype=float)) for ring in rings], axis=1)


@mistake(
    dcnn_features,
    title=Text("node counted in its own mean", zh="节点算进了自己的平均"),
    zh="节点 i 到自己的距离是 0，有自环或能走回来也一样；它不属于任何一个平均。",
)
def dcnn_counts_itself(adjacency, features, hops):
    """A node is at distance 0 from itself, even with a self-loop or a way back: it takes part in none of its means."""
    edges = np.asarray(adjacency) != 0
    frontier, reached, layers = np.eye(len(features), dtype=bool), np.zeros(edges.shape, dtype=bool), []
    for _ in range(hops):
        frontier = (frontier @ edges) & ~reached
        reached = reached | frontier
        layers.append(mean_over(frontier, np.asarray(features, dtype=float)))
    return np.stack(layers, axis=1)


@mistake(
    dcnn_features,
    title=Text("all distances up to k", zh="平均了距离不超过k的节点"),
    zh="每一项只对距离恰好为 k + 1 的节点平均，不包括更近的节点。",
)
def dcnn_within_distance(adjacency, features, hops):
    """Each entry is about one distance exactly: you also counted the nodes that are nearer."""
    distance = hop_counts(adjacency)
    rings = [(distance > 0) & (distance <= hop + 1) for hop in range(hops)]
    return np.stack([mean_over(ring, np.asarray(features, dtype=float)) for ring in rings], axis=1)


@mistake(
    dcnn_features, title=Text("distance 0 first", zh="从距离0开始"), zh="第 0 项属于距离 1，而不是节点自身（距离 0）。"
)
def dcnn_starts_at_zero(adjacency, features, hops):
    """Entry 0 belongs to distance 1: you began with the node itself, at distance 0."""
    distance = hop_counts(adjacency)
    return np.stack([mean_over(distance == hop, np.asarray(features, dtype=float)) for hop in range(hops)], axis=1)


@mistake(
    dcnn_features, title=Text("sum instead of mean", zh="用求和代替平均"), zh="对同一距离的节点取平均；你给出了总和。"
)
def dcnn_sums(adjacency, features, hops):
    """Take the mean of the nodes at one distance: you gave their sum."""
    distance = hop_counts(adjacency)
    return np.stack([(distance == hop + 1).astype(float) @ features for hop in range(hops)], axis=1)


@mistake(
    dcnn_features,
    title=Text("weights taken as lengths", zh="把权重当作长度"),
    zh="每条边都是一步，与权重无关；你把权重当成了边的长度。",
)
def dcnn_weights_as_lengths(adjacency, features, hops):
    """Every edge is one step, whatever its weight: you took the weights for lengths."""
    adjacency = np.asarray(adjacency, dtype=float)
    distance = distances(np.where(adjacency != 0, np.abs(adjacency), np.inf))
    masks = np.stack([distance == hop + 1 for hop in range(hops)], axis=1)
    counts = np.maximum(masks.sum(axis=2, keepdims=True), 1)
    return masks.astype(float) @ features / counts


@mistake(
    dcnn_features,
    title=Text("powers with signs cancel", zh="有符号的幂相互抵消"),
    zh="权重有正有负时，邻接矩阵的幂会相互抵消成 0，路径却仍然存在：先把邻接矩阵变成 0/1。",
)
def dcnn_powers_cancel(adjacency, features, hops):
    """Weights of both signs can cancel in a power of the adjacency although a path exists: use its pattern instead."""
    adjacency = np.asarray(adjacency, dtype=float)
    power, reached, layers = np.eye(len(adjacency)), np.eye(len(adjacency), dtype=bool), []
    for _ in range(hops):
        power = power @ adjacency
        ring = (power != 0) & ~reached
        reached = reached | ring
        layers.append(mean_over(ring, np.asarray(features, dtype=float)))
    return np.stack(layers, axis=1)


@mistake(
    dcnn_features,
    title=Text("means cut to integers", zh="平均值被截断为整数"),
    id="G-DTYPE",
    zh="结果数组沿用了整数类型，平均值的小数部分被截断：结果应为浮点数。",
)
def dcnn_truncates_means(adjacency, features, hops):
    """The result took the integer type of the features, so means lost their fractions: the answer is a float."""
    answer = dcnn_features(adjacency, features, hops)
    return answer.astype(np.asarray(features).dtype)
