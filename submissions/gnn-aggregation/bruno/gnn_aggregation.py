"""GNN homework, Bruno. I find lists of neighbours easier to think about than matrices."""

import math

import numpy as np


class Graph:
    """Just a list of (neighbour, weight) for each node."""

    def __init__(self, adjacency):
        self.size = len(adjacency)
        self.neighbours = []
        for i in range(self.size):
            row = []
            for j in range(self.size):
                if adjacency[i][j] != 0:
                    row.append((j, float(adjacency[i][j])))
            self.neighbours.append(row)

    def ids(self, i):
        return [j for j, _ in self.neighbours[i]]

    def distances_from(self, start, limit):
        dist = {start: 0}
        frontier = [start]
        d = 0
        while frontier and d < limit:
            d += 1
            nxt = []
            for node in frontier:
                for other in self.ids(node):
                    if other not in dist:
                        dist[other] = d
                        nxt.append(other)
            frontier = nxt
        return dist


def nn4g_layer(adjacency, features, hidden, weight_hidden, weight_input):
    graph = Graph(adjacency)
    out = np.dot(features, weight_input).astype(float)
    for i in range(graph.size):
        for j, w in graph.neighbours[i]:
            out[i] += w * np.dot(hidden[j], weight_hidden)
    out[out < 0] = 0.0
    return out


def nn4g_readout(hidden_layers, weights):
    parts = []
    for k in range(len(weights)):
        average = np.sum(hidden_layers[k], axis=0, dtype=float) / len(hidden_layers[k])
        parts.append(np.dot(average, weights[k]))
    return np.sum(parts, axis=0)


def dcnn_features(adjacency, features, hops):
    graph = Graph(adjacency)
    n, f = features.shape
    out = np.zeros((n, hops, f), dtype=float)
    for i in range(n):
        dist = graph.distances_from(i, hops)
        for k in range(hops):
            ring = [j for j in dist if dist[j] == k + 1]
            if len(ring) > 0:
                out[i, k] = np.mean(features[ring], axis=0)
    return out


def graphsage_mean(adjacency, features, weight_self, weight_neighbour):
    graph = Graph(adjacency)
    rows = []
    for i in range(graph.size):
        ids = graph.ids(i)
        m = np.mean(features[ids], axis=0) if ids else np.zeros(features.shape[1])
        rows.append(np.dot(features[i], weight_self) + np.dot(m, weight_neighbour))
    return np.array(rows)


def graphsage_max(adjacency, features, weight_self, weight_neighbour):
    graph = Graph(adjacency)
    rows = []
    for i in range(graph.size):
        best = None
        for j in graph.ids(i):
            best = features[j].astype(float) if best is None else np.maximum(best, features[j])
        if best is None:
            best = np.zeros(features.shape[1])
        rows.append(np.dot(features[i], weight_self) + np.dot(best, weight_neighbour))
    return np.array(rows)


def gat_layer(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    graph = Graph(adjacency)
    h = np.dot(features, weight)
    alpha = np.zeros((graph.size, graph.size))
    for i in range(graph.size):
        ids = set(graph.ids(i))
        ids.add(i)
        scores = {}
        for j in ids:
            s = float(np.dot(attention_dst, h[i]) + np.dot(attention_src, h[j]))
            scores[j] = s if s > 0 else slope * s
        top = max(scores.values())
        total = sum(math.exp(s - top) for s in scores.values())
        for j in ids:
            alpha[i, j] = math.exp(scores[j] - top) / total
    return np.dot(alpha, h), alpha


def gin_layer(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    graph = Graph(adjacency)
    out = []
    for i in range(graph.size):
        z = (1.0 + epsilon) * features[i]
        for j, w in graph.neighbours[i]:
            z = z + w * features[j]
        layer = np.dot(z, weight1) + bias1
        layer = np.where(layer > 0, layer, 0.0)
        out.append(np.dot(layer, weight2) + bias2)
    return np.stack(out)
