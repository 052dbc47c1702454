"""What independent libraries answer; they vouch for the reference wherever they are installed.

SciPy and PyTorch Geometric leave self-loops out of degrees, and PyTorch Geometric has 1 on the diagonal of an isolated
node: they are asked where they mean the same. docs/conventions.md has the table.
"""

from __future__ import annotations

import numpy as np

from grader.author import oracle

from .solution import (
    cheb_conv,
    fourier_basis,
    gcn_backward,
    gcn_norm,
    graph_fourier,
    inverse_graph_fourier,
    laplacian,
    spectral_filter,
    total_variation,
)


def _double(array):
    import torch

    return torch.from_numpy(np.array(array, dtype=np.float64))


def _edges(adjacency):
    """PyG's edge_index, (source j, target i), and the weights of these edges."""
    receiver, sender = np.nonzero(adjacency)
    index = _double(np.stack([sender, receiver])).long()
    return index, _double(np.asarray(adjacency)[receiver, sender])


@oracle(laplacian, package="networkx")
def networkx_laplacian(adjacency, kind):
    """laplacian_matrix and normalized_laplacian_matrix of a directed graph: row sums, self-loops counted."""
    import networkx as nx

    graph = nx.from_numpy_array(np.array(adjacency, dtype=float), create_using=nx.DiGraph)
    if kind == "sym":
        return nx.normalized_laplacian_matrix(graph).toarray()
    out = nx.laplacian_matrix(graph).toarray().astype(float)
    if kind == "rw":
        for node, degree in graph.out_degree(weight="weight"):
            out[node] /= degree or 1
    return out


@oracle(laplacian, package="scipy", scenarios=("ordinary", "isolated_node", "complete_graph"))
def scipy_laplacian(adjacency, kind):
    """scipy.sparse.csgraph.laplacian, for graphs without self-loops; the random walk's from its degrees."""
    from scipy.sparse.csgraph import laplacian as csgraph_laplacian

    out, scale = csgraph_laplacian(np.array(adjacency, dtype=float), normed=kind == "sym", return_diag=True)
    return out / np.where(scale > 0, scale, 1)[:, None] if kind == "rw" else out


@oracle(laplacian, package="torch_geometric", scenarios=("ordinary", "complete_graph"))
def pyg_laplacian(adjacency, kind):
    """torch_geometric.utils.get_laplacian, for graphs without self-loops and without isolated nodes."""
    import torch
    from torch_geometric.utils import get_laplacian, to_dense_adj

    index, weights = _edges(np.transpose(adjacency))
    normalization = None if kind == "comb" else kind
    index, weights = get_laplacian(index, weights, normalization, dtype=torch.float64, num_nodes=len(adjacency))
    return to_dense_adj(index, edge_attr=weights, max_num_nodes=len(adjacency))[0].numpy()


@oracle(fourier_basis, package="scipy")
def scipy_eigh(laplacian):
    """scipy.linalg.eigh with LAPACK's divide and conquer."""
    from scipy.linalg import eigh

    return eigh(np.array(laplacian, dtype=float), driver="evd")


@oracle(fourier_basis, package="torch")
def torch_eigh(laplacian):
    """torch.linalg.eigh."""
    import torch

    return tuple(part.numpy() for part in torch.linalg.eigh(_double(laplacian)))


@oracle(graph_fourier, package="torch")
def torch_fourier(eigenvectors, signals):
    """torch.matmul of the transposed basis."""
    return (_double(eigenvectors).mT @ _double(signals)).numpy()


@oracle(inverse_graph_fourier, package="torch")
def torch_inverse(eigenvectors, spectra):
    """torch.matmul."""
    return (_double(eigenvectors) @ _double(spectra)).numpy()


@oracle(spectral_filter, package="scipy")
def scipy_filter(eigenvalues, eigenvectors, signal, coefficients):
    """numpy.polynomial's values on the diagonal of a sparse matrix of SciPy."""
    from scipy.sparse import diags_array

    gains = np.polynomial.Polynomial(np.array(coefficients, float))(np.array(eigenvalues, float))
    return eigenvectors @ (diags_array(gains) @ (np.transpose(eigenvectors) @ signal))


@oracle(total_variation, package="networkx")
def networkx_variation(adjacency, signal):
    """x^T L x with NetworkX' Laplacian of an undirected graph."""
    import networkx as nx

    matrix = nx.laplacian_matrix(nx.from_numpy_array(np.array(adjacency, dtype=float))).toarray()
    signal = np.array(signal, dtype=float)
    return float(signal @ matrix @ signal)


@oracle(total_variation, package="scipy")
def scipy_variation(adjacency, signal):
    """x^T L x with SciPy's Laplacian: a self-loop adds nothing."""
    from scipy.sparse.csgraph import laplacian as csgraph_laplacian

    signal = np.array(signal, dtype=float)
    return float(signal @ csgraph_laplacian(np.array(adjacency, dtype=float)) @ signal)


@oracle(cheb_conv, package="torch_geometric")
def pyg_cheb_conv(scaled_laplacian, features, weights):
    """ChebConv's own recurrence; its scaling is replaced by the Laplacian that is given."""
    import torch
    from torch_geometric.nn import ChebConv

    orders, inner, outer = np.shape(weights)
    layer = ChebConv(inner, outer, K=orders, bias=False).double()
    edges = _edges(scaled_laplacian)
    layer.__norm__ = lambda *_, **__: edges
    with torch.no_grad():
        for linear, weight in zip(layer.lins, weights, strict=True):
            linear.weight.copy_(_double(weight).T)
        return layer(_double(features), edges[0]).numpy()


@oracle(cheb_conv, package="scipy")
def scipy_chebyshev(scaled_laplacian, features, weights):
    """Powers of the Laplacian with the coefficients of scipy.special.chebyt."""
    from scipy.special import chebyt

    out = 0.0
    for order, weight in enumerate(weights):
        powers = chebyt(order).coef[::-1]
        total = sum(c * np.linalg.matrix_power(scaled_laplacian, power) for power, c in enumerate(powers))
        out = out + total @ features @ weight
    return out


@oracle(gcn_norm, package="torch_geometric", scenarios=("ordinary", "isolated_node", "directed_graph", "edge_weights"))
def pyg_gcn_norm(adjacency):
    """GCNConv's gcn_norm, for graphs without self-loops: it adds none where a node has one already."""
    import torch
    from torch_geometric.nn.conv.gcn_conv import gcn_norm as pyg_norm
    from torch_geometric.utils import to_dense_adj

    index, weights = pyg_norm(*_edges(adjacency), num_nodes=len(adjacency), dtype=torch.float64)
    return to_dense_adj(index, edge_attr=weights, max_num_nodes=len(adjacency))[0].T.numpy()


@oracle(gcn_norm, package="scipy")
def scipy_norm(adjacency):
    """Sparse matrices of SciPy."""
    from scipy.sparse import csr_array, diags_array, eye_array

    with_loops = csr_array(np.array(adjacency, dtype=float)) + eye_array(len(adjacency))
    scale = diags_array(np.power(with_loops.sum(axis=1), -0.5))
    return (scale @ with_loops @ scale).toarray()


@oracle(gcn_backward, package="torch")
def torch_autograd(normalized, features, weight, grad_output):
    """torch.relu and its gradient."""
    import torch

    features, weight = _double(features).requires_grad_(), _double(weight).requires_grad_()
    out = torch.relu(_double(normalized) @ features @ weight)
    gradients = torch.autograd.grad(out, (features, weight), _double(grad_output))
    return tuple(part.detach().numpy() for part in (out, *gradients))


@oracle(gcn_backward, package="mygrad")
def mygrad_backward(normalized, features, weight, grad_output):
    """MyGrad's relu and matmul."""
    import mygrad
    from mygrad.nnet.activations import relu

    features, weight = mygrad.tensor(np.array(features, float)), mygrad.tensor(np.array(weight, float))
    out = relu(np.array(normalized, float) @ features @ weight)
    out.backward(np.array(grad_output, float))
    return out.data, features.grad, weight.grad
