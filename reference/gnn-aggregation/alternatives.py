"""Other correct ways: node by node, edge by edge, through einsum, masked arrays and other algebra."""

from __future__ import annotations

from collections import deque

import numpy as np

from grader.author import alternative

from .solution import (
    dcnn_features,
    gat_layer,
    gin_layer,
    graphsage_max,
    graphsage_mean,
    nn4g_layer,
    nn4g_readout,
)


@alternative(nn4g_layer)
def nn4g_node_by_node(adjacency, features, hidden, weight_hidden, weight_input):
    """Adds up one neighbour's message at a time."""
    rows = []
    for node in range(len(features)):
        total = np.asarray(features[node]) @ weight_input
        for other in np.nonzero(adjacency[node])[0]:
            total = total + float(adjacency[node, other]) * (hidden[other] @ weight_hidden)
        rows.append(np.where(total > 0, total, 0.0))
    return np.array(rows)


@alternative(nn4g_layer)
def nn4g_transform_first(adjacency, features, hidden, weight_hidden, weight_input):
    """Multiplies by the weights before the neighbours are summed, in one einsum."""
    messages = np.einsum("ij,jd,dp->ip", adjacency * 1.0, hidden * 1.0, weight_hidden, optimize=True)
    before = messages + np.einsum("nf,fp->np", features * 1.0, weight_input)
    return (np.abs(before) + before) / 2


@alternative(nn4g_layer)
def nn4g_one_product(adjacency, features, hidden, weight_hidden, weight_input):
    """Joins [A H, X] and [W_h; W_x] into a single matrix product."""
    joined = np.hstack([np.asarray(adjacency, dtype=float) @ np.asarray(hidden), features])
    before = joined @ np.vstack([weight_hidden, weight_input])
    return before * (before > 0)


@alternative(nn4g_readout)
def readout_loops(hidden_layers, weights):
    """Sums every number by itself."""
    result = np.zeros(np.shape(weights[0])[1])
    for hidden, weight in zip(hidden_layers, weights, strict=True):
        for output in range(len(result)):
            for column in range(hidden.shape[1]):
                total = 0.0
                for node in range(hidden.shape[0]):
                    total += hidden[node, column]
                result[output] += total / hidden.shape[0] * weight[column, output]
    return result


@alternative(nn4g_readout)
def readout_concatenated(hidden_layers, weights):
    """Puts the layers side by side and the weights on top of each other."""
    return np.hstack(hidden_layers).mean(axis=0) @ np.vstack(weights)


@alternative(nn4g_readout)
def readout_mean_last(hidden_layers, weights):
    """Sums the nodes' outputs over the layers first and takes the mean at the end."""
    outputs = [np.einsum("nd,do->no", hidden * 1.0, weight) for hidden, weight in zip(hidden_layers, weights)]
    return np.sum(outputs, axis=0).sum(axis=0) / len(hidden_layers[0])


@alternative(dcnn_features)
def dcnn_breadth_first(adjacency, features, hops):
    """A queue from every node."""
    nodes = len(features)
    out = np.zeros((nodes, hops, np.shape(features)[1]))
    for start in range(nodes):
        distance = {start: 0}
        queue = deque([start])
        while queue:
            node = queue.popleft()
            for other in np.nonzero(adjacency[node])[0]:
                if other not in distance:
                    distance[other] = distance[node] + 1
                    queue.append(other)
        for hop in range(1, hops + 1):
            ring = [node for node, steps in distance.items() if steps == hop]
            if ring:
                out[start, hop - 1] = np.mean([features[node] for node in ring], axis=0)
    return out


@alternative(dcnn_features)
def dcnn_floyd_warshall(adjacency, features, hops):
    """All distances by Floyd and Warshall, then one einsum over indicator masks."""
    distance = np.where(np.asarray(adjacency) != 0, 1.0, np.inf)
    np.fill_diagonal(distance, 0.0)
    for through in range(len(features)):
        distance = np.minimum(distance, distance[:, [through]] + distance[[through], :])
    masks = np.stack([distance == hop + 1 for hop in range(hops)], axis=1).astype(float)
    counts = masks.sum(axis=2)
    return np.einsum("ikj,jf->ikf", masks, features) / np.where(counts > 0, counts, 1)[:, :, None]


@alternative(dcnn_features)
def dcnn_walk_powers(adjacency, features, hops):
    """Nodes that a walk of at most k steps reaches, less those that k - 1 steps reach."""
    nodes = len(features)
    step = ((np.asarray(adjacency) != 0) | np.eye(nodes, dtype=bool)).astype(int)
    within, out = np.eye(nodes, dtype=int), np.zeros((nodes, hops, np.shape(features)[1]))
    for hop in range(hops):
        wider = (within @ step > 0).astype(int)
        ring = wider - within
        some = ring.sum(axis=1) > 0
        out[some, hop] = (ring[some] / ring[some].sum(axis=1, keepdims=True)) @ features
        within = wider
    return out


@alternative(graphsage_mean)
def sage_mean_node_by_node(adjacency, features, weight_self, weight_neighbour):
    """One node at a time, with np.mean where there is something to average."""
    rows = []
    for node in range(len(features)):
        row = features[node] @ weight_self
        members = np.nonzero(adjacency[node])[0]
        if len(members):
            row = row + features[members].mean(axis=0) @ weight_neighbour
        rows.append(row)
    return np.array(rows)


@alternative(graphsage_mean)
def sage_mean_edges(adjacency, features, weight_self, weight_neighbour):
    """Scatters the messages of an edge list."""
    receiver, sender = np.nonzero(adjacency)
    messages = (np.asarray(features) @ weight_neighbour)[sender]
    total = np.zeros((len(features), np.shape(weight_self)[1]))
    np.add.at(total, receiver, messages)
    degree = np.bincount(receiver, minlength=len(features))
    degree[degree == 0] = 1
    return np.asarray(features) @ weight_self + total / degree[:, None]


@alternative(graphsage_mean)
def sage_mean_row_stochastic(adjacency, features, weight_self, weight_neighbour):
    """Normalises the rows first and multiplies [x, mean] by the stacked weights."""
    pattern = (np.asarray(adjacency) != 0).astype(float)
    degree = pattern.sum(axis=1)
    inverse = np.divide(1.0, degree, out=np.zeros_like(degree), where=degree > 0)
    joined = np.concatenate([features, (inverse[:, None] * pattern) @ features], axis=1)
    return joined @ np.concatenate([weight_self, weight_neighbour])


@alternative(graphsage_max)
def sage_max_node_by_node(adjacency, features, weight_self, weight_neighbour):
    """One node at a time, with the maximum of the neighbours' rows."""
    largest = np.zeros(np.shape(features))
    for node in range(len(features)):
        members = np.nonzero(adjacency[node])[0]
        if len(members) > 0:
            largest[node] = features[members].max(axis=0)
    return np.asarray(features) @ weight_self + largest @ weight_neighbour


@alternative(graphsage_max)
def sage_max_edges(adjacency, features, weight_self, weight_neighbour):
    """Scatters maxima along an edge list and repairs the rows that nothing reached."""
    receiver, sender = np.nonzero(adjacency)
    largest = np.full(np.shape(features), -np.inf)
    np.maximum.at(largest, receiver, np.asarray(features)[sender])
    largest[np.isneginf(largest)] = 0.0
    return np.einsum("nf,fo->no", features * 1.0, weight_self) + np.einsum("nf,fo->no", largest, weight_neighbour)


@alternative(graphsage_max)
def sage_max_masked_array(adjacency, features, weight_self, weight_neighbour):
    """NumPy's masked arrays, whose maximum over nothing is masked."""
    nodes, width = np.shape(features)
    hidden = np.broadcast_to((np.asarray(adjacency) == 0)[:, :, None], (nodes, nodes, width))
    spread = np.ma.array(np.broadcast_to(features, (nodes, nodes, width)), mask=hidden)
    largest = spread.max(axis=1).filled(0)
    return np.hstack([features, largest]) @ np.vstack([weight_self, weight_neighbour])


@alternative(graphsage_max)
def sage_max_sorted(adjacency, features, weight_self, weight_neighbour):
    """Walks the nodes from the largest value down and takes the first neighbour it meets."""
    nodes, width = np.shape(features)
    largest = np.zeros((nodes, width))
    for column in range(width):
        ranking = np.argsort(-features[:, column].astype(float))
        for node in range(nodes):
            found = [features[other, column] for other in ranking if adjacency[node, other] != 0]
            largest[node, column] = found[0] if found else 0
    return np.asarray(features) @ weight_self + largest @ weight_neighbour


@alternative(gat_layer)
def gat_node_by_node(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    """A softmax over each node's own list of neighbours."""
    projected = np.asarray(features) @ weight
    nodes = len(projected)
    out, alpha = np.zeros(projected.shape), np.zeros((nodes, nodes))
    for node in range(nodes):
        members = sorted({node, *np.nonzero(adjacency[node])[0].tolist()})
        scores = np.array([attention_dst @ projected[node] + attention_src @ projected[other] for other in members])
        scores = np.maximum(scores, 0) + slope * np.minimum(scores, 0)
        weights = np.exp(scores - scores.max())
        alpha[node, members] = weights / weights.sum()
        out[node] = alpha[node, members] @ projected[members]
    return out, alpha


# exp(score - log of the sum) carries the rounding of scores of thousands into a weight near 1, where dividing by the
# sum does not: right, but further away than 1 % of the reference's own tolerance.
@alternative(gat_layer, reference=True)
def gat_concatenated(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    """The paper's form: one vector a applied to [h_i, h_j], and a log-softmax."""
    projected = np.asarray(features) @ weight
    shape = (len(projected), *projected.shape)
    pairs = [np.broadcast_to(projected[:, None], shape), np.broadcast_to(projected[None], shape)]
    scores = np.concatenate(pairs, axis=2) @ np.concatenate([attention_dst, attention_src])
    scores[scores < 0] *= slope
    scores[np.eye(len(projected)) + (np.asarray(adjacency) != 0) == 0] = -np.inf
    alpha = np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True))
    return np.einsum("ij,jd->id", alpha, projected), alpha


@alternative(gat_layer)
def gat_edges(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    """Scores along an edge list, scattered maxima and sums."""
    features = np.asarray(features)
    nodes = len(features)
    projected = features @ weight
    pattern = np.asarray(adjacency) != 0
    pattern = pattern | np.eye(nodes, dtype=bool)
    receiver, sender = np.nonzero(pattern)
    scores = (features @ (weight @ attention_dst))[receiver] + (features @ (weight @ attention_src))[sender]
    scores = np.where(scores < 0, scores * slope, scores)
    largest = np.full(nodes, -np.inf)
    np.maximum.at(largest, receiver, scores)
    weights = np.exp(scores - largest[receiver])
    alpha = np.zeros((nodes, nodes))
    alpha[receiver, sender] = weights / np.bincount(receiver, weights=weights, minlength=nodes)[receiver]
    return alpha @ projected, alpha


@alternative(gin_layer)
def gin_node_by_node(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    """One node at a time."""
    rows = []
    for node in range(len(features)):
        gathered = features[node] * (1.0 + epsilon)
        for other in np.nonzero(adjacency[node])[0]:
            gathered = gathered + float(adjacency[node, other]) * features[other]
        layer = gathered @ weight1 + bias1
        rows.append(np.where(layer > 0, layer, 0) @ weight2 + bias2)
    return np.array(rows)


@alternative(gin_layer)
def gin_one_matrix(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    """Adds (1 + epsilon) to the diagonal and transforms before it gathers."""
    matrix = np.array(adjacency, dtype=float)
    matrix[np.diag_indices(len(matrix))] += 1 + epsilon
    layer = matrix @ (np.asarray(features) @ weight1) + bias1
    return np.clip(layer, 0, None) @ weight2 + bias2


@alternative(gin_layer)
def gin_edges(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    """Scatters along an edge list, with einsum for the two layers."""
    features, adjacency = np.array(features, dtype=float), np.array(adjacency, dtype=float)
    receiver, sender = np.nonzero(adjacency)
    gathered = features + epsilon * features
    np.add.at(gathered, receiver, adjacency[receiver, sender][:, None] * features[sender])
    layer = np.einsum("nf,fd->nd", gathered, weight1) + bias1
    return np.einsum("nd,do->no", layer * (layer > 0), weight2) + bias2
