import numpy as np


def nn4g_layer(adjacency, features, hidden, weight_hidden, weight_input):
    return np.maximum(adjacency @ hidden @ weight_hidden + features @ weight_input, 0)


def nn4g_readout(hidden_layers, weights):
    total = np.zeros(weights[0].shape[1])
    for layer, weight in zip(hidden_layers, weights):
        total += np.mean(layer, axis=0) @ weight
    return total


def neighbours(adjacency):
    return {i: [int(j) for j in np.nonzero(row)[0]] for i, row in enumerate(adjacency)}


def dcnn_features(adjacency, features, hops):
    nodes = neighbours(adjacency)
    out = np.zeros((len(features), hops, features.shape[1]))
    for start in nodes:
        seen = [start]
        ring = [start]
        for k in range(hops):
            nxt = []
            for node in ring:
                for other in nodes[node]:
                    if other not in seen:
                        seen.append(other)
                        nxt.append(other)
            ring = nxt
            if ring:
                out[start, k] = features[ring].mean(axis=0)
    return out


def graphsage_mean(adjacency, features, weight_self, weight_neighbour):
    # statistics.mean would not take rows, so by hand
    nodes = neighbours(adjacency)
    averages = []
    for i in nodes:
        total = sum(features[j] for j in nodes[i])
        averages.append(total / len(nodes[i]))
    return features @ weight_self + np.array(averages) @ weight_neighbour


def graphsage_max(adjacency, features, weight_self, weight_neighbour):
    nodes = neighbours(adjacency)
    largest = np.array([features[nodes[i]].max(axis=0) for i in nodes])
    return features @ weight_self + largest @ weight_neighbour


def gat_layer(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    h = features @ weight
    pairs = np.concatenate([h, h])  # [h_i, h_j]
    e = pairs @ np.concatenate([attention_dst, attention_src])
    e = np.where(e > 0, e, slope * e)
    alpha = np.exp(e) / np.exp(e).sum(axis=1)
    return alpha @ h, alpha


def gin_layer(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    z = (1 + epsilon) * features + adjacency @ features
    return np.maximum(z @ weight1 + bias1, 0) @ weight2 + bias2
