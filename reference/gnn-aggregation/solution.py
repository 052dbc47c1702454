"""Spatial graph networks: how a node gathers its neighbours.

Every graph is a dense (n, n) adjacency; row i is the receiver: node i gathers from node j where adjacency[i, j] != 0.
Integers and booleans become float64; where all floats are float32 the answer is float32 too. No argument is changed.
"""

from __future__ import annotations

import numpy as np


def floating(*arrays):
    """Copies of the arrays in the common type of those that are floats, float64 if none is."""
    arrays = [np.asarray(array) for array in arrays]
    types = [array.dtype for array in arrays if array.dtype.kind == "f"]
    common = np.result_type(*types) if types else np.float64
    return [array.astype(common) for array in arrays]


def relu(values):
    """max(0, values), element by element."""
    return np.maximum(values, 0.0)


def mean_over(members, features):
    """Row i: the mean of the features of row i's members, zeros if it has none. (n, n) bool, (n, F) -> (n, F)."""
    counts = members.sum(axis=1, keepdims=True)
    # An empty row sums to zero, and zero over one is the zero that is asked for: no division by zero, no special case.
    return members.astype(features.dtype) @ features / np.maximum(counts, 1).astype(features.dtype)


def nn4g_layer(adjacency, features, hidden, weight_hidden, weight_input):
    """h'_i = relu(sum_j adjacency[i, j] h_j W_h + x_i W_x).

    adjacency (n, n), features (n, F), hidden (n, d), weight_hidden (d, p), weight_input (F, p) -> (n, p).
    Source: A. Micheli, "Neural Network for Graphs: A Contextual Constructive Approach", 2009.
    """
    adjacency, features, hidden, weight_hidden, weight_input = floating(
        adjacency, features, hidden, weight_hidden, weight_input
    )
    return relu(adjacency @ hidden @ weight_hidden + features @ weight_input)


def nn4g_readout(hidden_layers, weights):
    """y = sum over the layers k of mean over the nodes of H_k, times W_k.

    hidden_layers: list of (n, d_k), weights: list of (d_k, o) -> (o,). The layers may differ in width.
    Source: A. Micheli, 2009 (as above).
    """
    layers = [floating(hidden, weight) for hidden, weight in zip(hidden_layers, weights, strict=True)]
    return sum(hidden.mean(axis=0) @ weight for hidden, weight in layers)


def dcnn_features(adjacency, features, hops):
    """out[i, k] = mean of x_j over the nodes j whose shortest path from i has exactly k + 1 steps, zeros if none.

    adjacency (n, n), features (n, F), hops K >= 1 -> (n, K, F). Paths follow the rows: a step leads from i to j where
    adjacency[i, j] != 0. A node is at distance 0 from itself, self-loop or not.
    Source: the diffusion-convolutional network of J. Atwood and D. Towsley, 2016, in the form with distances.
    """
    (features,) = floating(features)
    edges = np.asarray(adjacency) != 0
    reached = np.eye(len(features), dtype=bool)
    frontier = reached
    layers = []
    for _ in range(hops):
        frontier = (frontier @ edges) & ~reached
        reached = reached | frontier
        layers.append(mean_over(frontier, features))
    return np.stack(layers, axis=1)


def graphsage_mean(adjacency, features, weight_self, weight_neighbour):
    """out_i = x_i W_self + (mean of x_j over i's neighbours) W_neighbour, the mean of no neighbours being 0.

    adjacency (n, n), features (n, F), weight_self (F, o), weight_neighbour (F, o) -> (n, o).
    Source: W. Hamilton, R. Ying, J. Leskovec, "Inductive Representation Learning on Large Graphs", 2017.
    """
    features, weight_self, weight_neighbour = floating(features, weight_self, weight_neighbour)
    neighbours = mean_over(np.asarray(adjacency) != 0, features)
    return features @ weight_self + neighbours @ weight_neighbour


def graphsage_max(adjacency, features, weight_self, weight_neighbour):
    """out_i = x_i W_self + (element-wise maximum of x_j over i's neighbours) W_neighbour, 0 for no neighbours.

    adjacency (n, n), features (n, F), weight_self (F, o), weight_neighbour (F, o) -> (n, o).
    Source: W. Hamilton, R. Ying, J. Leskovec, 2017, without the transformation inside the pooling.
    """
    features, weight_self, weight_neighbour = floating(features, weight_self, weight_neighbour)
    edges = np.asarray(adjacency) != 0
    largest = np.where(edges[:, :, None], features[None, :, :], -np.inf).max(axis=1)
    largest = np.where(edges.any(axis=1, keepdims=True), largest, 0.0)
    return features @ weight_self + largest @ weight_neighbour


def gat_layer(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    """One head of graph attention, over the neighbours and the node itself; no activation after it.

    h = x W;  e_ij = LeakyReLU(attention_dst . h_i + attention_src . h_j);
    alpha_i. = softmax of e_i. over N(i) and i, 0 elsewhere;  out_i = sum_j alpha_ij h_j.
    adjacency (n, n), features (n, F), weight (F, d), attention_dst (d,), attention_src (d,) -> ((n, d), (n, n)).
    Source: P. Velickovic et al., "Graph Attention Networks", 2018.
    """
    features, weight, attention_dst, attention_src = floating(features, weight, attention_dst, attention_src)
    projected = features @ weight
    scores = (projected @ attention_dst)[:, None] + (projected @ attention_src)[None, :]
    scores = np.where(scores > 0, scores, slope * scores)
    attended = (np.asarray(adjacency) != 0) | np.eye(len(features), dtype=bool)
    scores = np.where(attended, scores, -np.inf)
    # The row's own maximum is finite, since every node attends to itself.
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    alpha = weights / weights.sum(axis=1, keepdims=True)
    return alpha @ projected, alpha


def gin_layer(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    """z_i = (1 + epsilon) x_i + sum_j adjacency[i, j] x_j;  out = relu(z W1 + b1) W2 + b2.

    adjacency (n, n), features (n, F), epsilon scalar, weight1 (F, d), bias1 (d,), weight2 (d, o), bias2 (o,) -> (n, o).
    Source: K. Xu, W. Hu, J. Leskovec, S. Jegelka, "How Powerful are Graph Neural Networks?", 2019.
    """
    adjacency, features, weight1, bias1, weight2, bias2 = floating(
        adjacency, features, weight1, bias1, weight2, bias2
    )
    gathered = (1 + epsilon) * features + adjacency @ features
    return relu(gathered @ weight1 + bias1) @ weight2 + bias2
