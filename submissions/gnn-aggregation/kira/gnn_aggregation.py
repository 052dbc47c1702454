import numpy as np


def relu(x):
    return np.maximum(x, 0)


def nn4g_layer(adjacency, features, hidden, weight_hidden, weight_input):
    return relu(adjacency @ hidden @ weight_hidden + features @ weight_input)


def nn4g_readout(hidden_layers, weights):
    return sum(h.mean(axis=0) @ w for h, w in zip(hidden_layers, weights))


def graphsage_mean(adjacency, features, weight_self, weight_neighbour):
    mask = (adjacency != 0).astype(float)
    count = mask.sum(axis=1, keepdims=True)
    mean = np.divide(mask @ features, count, where=count > 0
    return features @ weight_self + mean @ weight_neighbour


def gin_layer(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    z = (1 + epsilon) * features + adjacency @ features
    return relu(z @ weight1 + bias1) @ weight2 + bias2
