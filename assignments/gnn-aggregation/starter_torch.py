"""Spatial graph networks. Fill in the seven functions; the handout (README.md) states every convention.

Row i of an adjacency receives: node i gathers from node j where adjacency[i, j] != 0.
Adjacencies may be bool, int or float tensors; features and hidden layers int or float; answers are float tensors.
PyTorch multiplies only tensors of one dtype, so convert first. Leave the arguments unchanged.
"""

import torch


def nn4g_layer(adjacency, features, hidden, weight_hidden, weight_input):
    """relu(sum of the neighbours' hidden states, by edge weight, times weight_hidden + features times weight_input).

    adjacency (n, n), features (n, F), hidden (n, d), weight_hidden (d, p), weight_input (F, p) -> (n, p)
    """
    raise NotImplementedError


def nn4g_readout(hidden_layers, weights):
    """The mean over the nodes of every layer, times its weights, added over the layers.

    hidden_layers: list of tensors (n, d_k), weights: list of tensors (d_k, o) -> (o,)
    """
    raise NotImplementedError


def dcnn_features(adjacency, features, hops):
    """Entry [i, k]: the mean of the features of the nodes at distance exactly k + 1 from i, zeros if there are none.

    adjacency (n, n), features (n, F), hops: int K >= 1 -> (n, K, F)
    """
    raise NotImplementedError


def graphsage_mean(adjacency, features, weight_self, weight_neighbour):
    """features times weight_self + the neighbours' mean times weight_neighbour.

    adjacency (n, n), features (n, F), weight_self (F, o), weight_neighbour (F, o) -> (n, o)
    """
    raise NotImplementedError


def graphsage_max(adjacency, features, weight_self, weight_neighbour):
    """features times weight_self + the neighbours' element-wise maximum times weight_neighbour.

    adjacency (n, n), features (n, F), weight_self (F, o), weight_neighbour (F, o) -> (n, o)
    """
    raise NotImplementedError


def gat_layer(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    """Graph attention with one head: the output and the attention weights.

    adjacency (n, n), features (n, F), weight (F, d), attention_dst (d,), attention_src (d,), slope: float
    -> (out (n, d), alpha (n, n))
    """
    raise NotImplementedError


def gin_layer(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    """z = (1 + epsilon) x_i + sum of the neighbours by edge weight; relu(z weight1 + bias1) weight2 + bias2.

    adjacency (n, n), features (n, F), epsilon: float, weight1 (F, d), bias1 (d,), weight2 (d, o), bias2 (o,) -> (n, o)
    """
    raise NotImplementedError
