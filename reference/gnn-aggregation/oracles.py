"""Independent answers: PyTorch Geometric's layers, NetworkX and SciPy."""

from __future__ import annotations

import numpy as np

from grader.author import oracle

from .solution import (
    dcnn_features,
    gat_layer,
    gin_layer,
    graphsage_max,
    graphsage_mean,
    nn4g_layer,
    nn4g_readout,
)


def double(array):
    """A torch tensor in float64, on memory of its own."""
    import torch

    return torch.from_numpy(np.array(array, dtype=np.float64))


def edges(adjacency):
    """PyG's edge_index, (source j, target i), and the weights of these edges."""
    import torch

    receiver, sender = np.nonzero(adjacency)
    index = torch.from_numpy(np.stack([sender, receiver]).astype(np.int64))
    return index, double(np.asarray(adjacency)[receiver, sender])


def fill(parameter, value):
    """Set a layer's parameter."""
    import torch

    with torch.no_grad():
        parameter.copy_(double(value).reshape(parameter.shape))


@oracle(nn4g_layer, package="torch_geometric")
def nn4g_graph_conv(adjacency, features, hidden, weight_hidden, weight_input):
    """GraphConv between two sets of nodes: the hidden states are sent, the inputs are the roots."""
    from torch_geometric.nn import GraphConv

    widths = (np.shape(hidden)[1], np.shape(features)[1])
    layer = GraphConv(widths, np.shape(weight_input)[1], aggr="add", bias=False).double()
    fill(layer.lin_rel.weight, np.transpose(weight_hidden))
    fill(layer.lin_root.weight, np.transpose(weight_input))
    index, weight = edges(adjacency)
    return layer((double(hidden), double(features)), index, weight).relu().detach().numpy()


@oracle(nn4g_readout, package="torch_geometric")
def readout_global_pool(hidden_layers, weights):
    """global_mean_pool of each layer, then a matrix product."""
    from torch_geometric.nn import global_mean_pool

    pooled = [global_mean_pool(double(hidden), None) @ double(weight) for hidden, weight in zip(hidden_layers, weights)]
    return sum(pooled)[0].numpy()


@oracle(dcnn_features, package="networkx")
def dcnn_networkx(adjacency, features, hops):
    """NetworkX' shortest path lengths in the directed graph."""
    import networkx as nx

    graph = nx.from_numpy_array((np.asarray(adjacency) != 0).astype(int), create_using=nx.DiGraph)
    out = np.zeros((len(features), hops, np.shape(features)[1]))
    for node, lengths in nx.all_pairs_shortest_path_length(graph, cutoff=hops):
        for hop in range(1, hops + 1):
            ring = [other for other, length in lengths.items() if length == hop]
            if ring:
                out[node, hop - 1] = np.asarray(features)[ring].mean(axis=0)
    return out


@oracle(dcnn_features, package="scipy")
def dcnn_scipy(adjacency, features, hops):
    """SciPy's shortest paths without weights."""
    from scipy.sparse.csgraph import shortest_path

    edges_ = np.array(np.asarray(adjacency) != 0, dtype=float, order="C")
    distance = shortest_path(edges_, directed=True, unweighted=True)
    rings = [[np.flatnonzero(row == hop) for hop in range(1, hops + 1)] for row in distance]
    empty = np.zeros(np.shape(features)[1])
    return np.array(
        [[np.average(features[ring], axis=0) if len(ring) else empty for ring in node] for node in rings]
    )


def sage(aggregation, adjacency, features, weight_self, weight_neighbour):
    """SAGEConv without bias; lin_l transforms what is gathered, lin_r the node itself."""
    from torch_geometric.nn import SAGEConv

    inner, outer = np.shape(weight_self)
    layer = SAGEConv(inner, outer, aggr=aggregation, bias=False).double()
    fill(layer.lin_l.weight, np.transpose(weight_neighbour))
    fill(layer.lin_r.weight, np.transpose(weight_self))
    return layer(double(features), edges(adjacency)[0]).detach().numpy()


@oracle(graphsage_mean, package="torch_geometric")
def sage_mean_pyg(adjacency, features, weight_self, weight_neighbour):
    """SAGEConv(aggr="mean")."""
    return sage("mean", adjacency, features, weight_self, weight_neighbour)


@oracle(graphsage_max, package="torch_geometric")
def sage_max_pyg(adjacency, features, weight_self, weight_neighbour):
    """SAGEConv(aggr="max")."""
    return sage("max", adjacency, features, weight_self, weight_neighbour)


@oracle(gat_layer, package="torch_geometric")
def gat_pyg(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    """GATConv with one head, no bias; it replaces the self-loops that are there by one each."""
    from torch_geometric.nn import GATConv

    inner, outer = np.shape(weight)
    layer = GATConv(inner, outer, heads=1, negative_slope=float(slope), bias=False).double()
    fill(layer.lin.weight, np.transpose(weight))
    fill(layer.att_dst, attention_dst)
    fill(layer.att_src, attention_src)
    out, (index, values) = layer(double(features), edges(adjacency)[0], return_attention_weights=True)
    alpha = np.zeros((len(features), len(features)))
    alpha[index[1].numpy(), index[0].numpy()] = values.detach().numpy()[:, 0]
    return out.detach().numpy(), alpha


@oracle(gin_layer, package="torch_geometric")
def gin_pyg(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    """GINConv for edges of weight one; an edge of weight w is sent as w times its sender by GraphConv."""
    import torch
    from torch_geometric.nn import GINConv, GraphConv

    inner, middle = np.shape(weight1)
    network = torch.nn.Sequential(
        torch.nn.Linear(inner, middle), torch.nn.ReLU(), torch.nn.Linear(middle, np.shape(weight2)[1])
    ).double()
    layer = GINConv(network, eps=float(epsilon)).double()  # it draws the network's parameters anew
    for linear, weight, bias in ((network[0], weight1, bias1), (network[2], weight2, bias2)):
        fill(linear.weight, np.transpose(weight))
        fill(linear.bias, bias)
    index, weight = edges(adjacency)
    if bool((weight == 1).all()):
        return layer(double(features), index).detach().numpy()
    gather = GraphConv(inner, inner, bias=False).double()
    fill(gather.lin_rel.weight, np.eye(inner))
    fill(gather.lin_root.weight, (1 + float(epsilon)) * np.eye(inner))
    return network(gather(double(features), index, weight)).detach().numpy()
